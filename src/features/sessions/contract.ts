/** Console sessions: read on the server at every request, ended at once on every process (AUTH-8). */
import { action, noParams } from '../changes/contract.ts'

/** Why a session ended, in the words that the signed-out page prints. */
export const endReasons = {
  'signed-out': 'You signed out.',
  expired: 'Your session was open for too long. Sign in again.',
  idle: 'You were away for a while. Sign in again.',
  deactivated: 'An administrator deactivated your account.',
  deleted: 'An administrator deleted your account.',
  'password-reset': 'An administrator reset your password. Sign in with the new one.',
  'authenticator-reset':
    'An administrator reset your two-step verification. Sign in, and set it up again where your account needs it.',
  'password-changed': 'Your password was changed in another window. Sign in with the new one.',
  'ended-by-administrator': 'An administrator ended this session.',
  'ended-by-owner': 'You ended this session from another window.',
  'address-not-allowed': 'You are served from allowed addresses only, and where you are now is none of them.',
} as const
export type EndReason = keyof typeof endReasons

export const endSessions = action({
  name: 'end-sessions',
  permission: 'users.sessions',
  label: 'Sign out',
  params: noParams,
})
