/** Resetting somebody's password: generated, shown once, good for one sign-in within 24 hours (AUTH-3, S7). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { holdsMore, refused, type ActionContract } from '../changes/contract.ts'
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
