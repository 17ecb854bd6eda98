import type { EndReason } from '../../contract.ts'

/** Why a session is over, said about somebody and not to them. */
const words: Partial<Record<EndReason, string>> = {
  'signed-out': 'signed out',
  expired: 'open for too long',
  idle: 'untouched for too long',
  deactivated: 'account deactivated',
  deleted: 'account deleted',
  'password-reset': 'password reset',
  'password-changed': 'password changed',
  'ended-by-administrator': 'ended by an administrator',
  'ended-by-owner': 'ended from another window',
  'address-not-allowed': 'seen at an address that is not allowed',
}

export const sayEnd = (reason: string | null): string =>
  words[(reason ?? 'idle') as EndReason] ?? (reason ?? '').replaceAll('-', ' ')
