/** Signing in with Google, or another provider that speaks OpenID Connect and that the installation names (AUTH-1). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { problem } from '../../contract/problem.ts'
import { addressNotAllowed, nextStep } from '../sign-in/contract.ts'

/** The same for a tenant that does not use it, one that there is not, and an installation without a provider. */
export const providerNotOffered = problem(
  'provider-not-offered',
  409,
  'This tenant does not use that way of signing in',
  'Check the tenant, or sign in with your password. An administrator of the tenant can switch it on in its policies.',
)
/**
 * The same words for an account that nobody has entered, one that was bound to another, one of another domain or with an address that
 * is not verified, a user who is pending, inactive or locked, and a return that was too late, repeated or none of this browser (S12).
 */
export const accountRefused = problem(
  'account-refused',
  401,
  'That account opened nothing here',
  'Begin again in this browser, with the account that your administrator entered for you, or sign in with your password.',
)
/** A part that fails lets nobody in (S43). */
export const providerAway = problem(
  'provider-away',
  503,
  'The provider cannot be asked now',
  'Sign in with your password, or try again in a moment. The log of the server says what went wrong.',
)

export const readProvider = endpoint({
  method: 'GET',
  path: '/session/google',
  permission: 'public',
  summary: 'With which provider people may sign in, if there is one',
  answers: { 200: z.object({ /** `Google`, or as the installation calls it. */ name: z.nullable(z.string()) }) },
})
/**
 * Where to send the browser. It is given a sealed cookie that it must bring back, good once and for ten minutes; so whoever asks writes
 * nothing, and nobody can end in one browser what began in another.
 */
export const startWithProvider = endpoint({
  method: 'POST',
  path: '/session/google/start',
  permission: 'public',
  summary: 'Begin to sign in with Google',
  secret: true,
  body: z.strictObject({
    tenant: z.string().check(z.maxLength(100)),
    /** The page of the console to be led to afterwards. */
    then: z.optional(z.string().check(z.regex(/^\/(?!\/)/, 'A page begins with one slash.'), z.maxLength(1000))),
  }),
  answers: { 200: z.object({ address: z.url() }) },
  problems: [providerNotOffered, providerAway],
})
/** The page `/sign-in/google`, to which the provider leads back, hands in what stands behind its `?`: nothing is changed by reading (S24). */
export const signInWithProvider = endpoint({
  method: 'POST',
  path: '/session/google',
  permission: 'public',
  summary: 'Sign in by the answer of Google',
  secret: true,
  body: z.strictObject({ answer: z.string().check(z.maxLength(4096)) }),
  answers: { 200: z.object({ next: nextStep, then: z.string() }) },
  problems: [accountRefused, providerNotOffered, providerAway, addressNotAllowed],
})
