/** Passkeys (WebAuthn level 3), as the browser's JSON says them: `navigator.credentials` wants and gives these. */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { changedMeanwhile, notFound, preconditionRequired, problem } from '../../../contract/problem.ts'
import { text } from '../../users/fields/schemas.ts'
import { nothingOffered, passkey, secondStepRequired, settingUp } from '../contract.ts'

export const passkeysImpossible = problem(
  'passkeys-impossible',
  409,
  'Passkeys need a name',
  'Browsers keep passkeys for names, never for bare addresses. Whoever runs this server sets PUBLIC_URL to one, such as https://rollcall.example.com or http://localhost:8080.',
)
export const passkeyRefused = problem(
  'passkey-refused',
  422,
  'That passkey cannot be taken',
  'It is set up already, or answered another question. Begin again, with another device if this one is in your list.',
)

const base64url = (most: number) => z.string().check(z.maxLength(most), z.regex(/^[\w-]*$/))
const credential = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
}
/** What `navigator.credentials.create` gave. */
export const registration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(20_000),
    transports: z.optional(z.array(z.string().check(z.maxLength(20))).check(z.maxLength(10))),
  }),
})
export type Registration = z.output<typeof registration>
/** What `navigator.credentials.get` gave. */
export const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(4000),
    userHandle: z.optional(z.nullable(base64url(100))),
  }),
})
export type Assertion = z.output<typeof assertion>

/** A question for `navigator.credentials`: good for five minutes and one answer. */
const question = z.looseObject({ challenge: z.string() })
const passkeyName = text({ what: 'The name', max: 100 })

export const offerPasskey = endpoint({
  method: 'POST',
  path: '/me/passkeys/offer',
  permission: 'signed-in',
  sessionOnly: true,
  stages: settingUp,
  sensitive: true,
  summary: 'Begin to set up a passkey',
  answers: { 200: question },
  problems: [passkeysImpossible],
})
export const addPasskey = endpoint({
  method: 'POST',
  path: '/me/passkeys',
  permission: 'signed-in',
  sessionOnly: true,
  stages: settingUp,
  sensitive: true,
  summary: 'Set up a passkey',
  secret: true,
  body: z.strictObject({ name: passkeyName, passkey: registration }),
  /** Backup codes come with the first second step of a person. */
  answers: { 200: z.object({ passkey, backupCodes: z.nullable(z.array(z.string())) }) },
  problems: [passkeysImpossible, passkeyRefused, nothingOffered],
})
export const renameOwnPasskey = endpoint({
  method: 'PATCH',
  path: '/me/passkeys/{id}',
  permission: 'signed-in',
  sessionOnly: true,
  summary: 'Rename a passkey of yours',
  ifMatch: true,
  body: z.strictObject({ name: passkeyName }),
  answers: { 204: z.undefined() },
  problems: [notFound, preconditionRequired, changedMeanwhile],
})
export const removePasskey = endpoint({
  method: 'DELETE',
  path: '/me/passkeys/{id}',
  permission: 'signed-in',
  sessionOnly: true,
  sensitive: true,
  summary: 'Remove a passkey of yours',
  ifMatch: true,
  answers: { 204: z.undefined() },
  problems: [secondStepRequired, preconditionRequired, changedMeanwhile],
})
/** To prove with a passkey of one's own who one is: as a second step, or again before something sensitive. */
export const askOwnPasskey = endpoint({
  method: 'POST',
  path: '/me/passkeys/question',
  permission: 'signed-in',
  sessionOnly: true,
  stages: ['second-step', 'set-up-second-step'],
  summary: 'A question for a passkey of yours',
  answers: { 200: question },
  problems: [passkeysImpossible],
})
/** To sign in with a passkey alone; the browser offers those that it has. */
export const askAnyPasskey = endpoint({
  method: 'POST',
  path: '/session/passkey/question',
  permission: 'public',
  summary: 'A question for whoever signs in with a passkey',
  answers: { 200: question },
  problems: [passkeysImpossible],
})
