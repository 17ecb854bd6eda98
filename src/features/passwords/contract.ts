/** Passwords: one's own, changed with the present one (S6); somebody else's, generated and shown once (AUTH-3, S7). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { problem } from '../../contract/problem.ts'
import { holdsMore, noParams, refused, type ActionContract } from '../changes/contract.ts'
import { confirmationNeeded, planExpired, planNotReady } from '../changes/contract/plans.ts'
import { passwordRefused, typedPassword } from '../sign-in/contract.ts'
import { operatorsOnly } from '../tenants/contract.ts'

/** `lasting`: no change asked at the next sign-in; operators alone may give one. */
const resetParams = z.optional(z.strictObject({ lasting: z.optional(z.boolean()) }))
export type ResetParams = z.output<typeof resetParams>
/** As the engine knows it. */
export const resetPasswordAction = {
  name: 'reset-password',
  permission: 'users.reset-password',
  label: 'Reset password',
  params: resetParams,
} as const satisfies ActionContract

export const resetPassword = endpoint({
  method: 'POST',
  path: '/users/{id}/reset-password',
  permission: 'users.reset-password',
  summary: 'Reset the password of a user',
  secret: true,
  body: resetParams,
  answers: { 200: z.object({ password: z.string(), expiresAt: z.nullable(z.iso.datetime()), sessionsEnded: z.int() }) },
  problems: [refused, holdsMore, operatorsOnly],
})

/** The same for many without mailboxes, planned as any action on many is, and made while they are downloaded. */
export const givePasswordsAction = {
  name: 'give-passwords',
  permission: 'users.reset-password',
  label: 'Temporary passwords',
  params: noParams,
  destructive: true,
} as const satisfies ActionContract
/**
 * Runs such a plan: a line or a slip of paper for each person, as they are made. They are shown this once and kept as hashes alone; a
 * download that breaks off ends the run, and its report says who was given one.
 */
export const downloadPasswords = endpoint({
  method: 'POST',
  path: '/plans/{id}/passwords',
  permission: 'users.reset-password',
  sessionOnly: true,
  sensitive: true,
  summary: 'Give many users temporary passwords, and download them',
  secret: true,
  body: z.strictObject({ format: z.enum(['csv', 'html']), confirm: z.optional(z.int()) }),
  answers: { 200: z.string() },
  problems: [planNotReady, planExpired, confirmationNeeded, refused, holdsMore],
})

export const presentPasswordWrong = problem(
  'present-password-wrong',
  422,
  'That is not your present password',
  'Type the password that you sign in with. If you forgot it, sign out and ask for a link to set a new one.',
)
/** The session goes on under a new token (S19), and every other session of the person ends. */
export const changeOwnPassword = endpoint({
  method: 'POST',
  path: '/me/password',
  permission: 'signed-in',
  sessionOnly: true,
  sensitive: true,
  summary: 'Change your own password',
  secret: true,
  body: z.strictObject({ present: typedPassword, password: typedPassword }),
  answers: { 200: z.object({ sessionsEnded: z.int() }) },
  problems: [presentPasswordWrong, passwordRefused],
})

/** Characters (code points) that one's own password has at least: 15, or 8 where a second step is required of one (S1). */
export const readOwnPasswordDemands = endpoint({
  method: 'GET',
  path: '/me/password',
  permission: 'signed-in',
  sessionOnly: true,
  stages: ['new-password'],
  summary: 'Read how long your own password must be',
  answers: { 200: z.object({ least: z.int() }) },
})
