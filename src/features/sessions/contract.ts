/** Console sessions: read on the server at every request, ended at once on every process (AUTH-8). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { action, noParams } from '../changes/contract.ts'

/** Why a session ended, in the words that the signed-out page prints. */
export const endReasons = {
  'signed-out': 'You signed out.',
  expired: 'Your session was open for too long. Sign in again.',
  idle: 'You were away for a while. Sign in again.',
  deactivated: 'An administrator deactivated your account.',
  deleted: 'An administrator deleted your account.',
  'password-reset': 'An administrator reset your password. Sign in with the new one.',
  'password-changed': 'Your password was changed in another window. Sign in with the new one.',
  'ended-by-administrator': 'An administrator ended this session.',
} as const
export type EndReason = keyof typeof endReasons

export const session = z.object({
  id: z.uuid(),
  address: z.nullable(z.string()),
  userAgent: z.nullable(z.string()),
  startedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  current: z.boolean(),
})
export const listUserSessions = endpoint({
  method: 'GET',
  path: '/users/{id}/sessions',
  permission: 'users.sessions',
  summary: 'Live sessions of a user',
  answers: { 200: z.object({ items: z.array(session) }) },
})
export const endSessions = action({
  name: 'end-sessions',
  permission: 'users.sessions',
  label: 'Sign out',
  params: noParams,
})
