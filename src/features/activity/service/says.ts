/** A line in words. */
import { leadWords, storedKinds, type LeadWord, type StoredKind } from '../contract/kinds.ts'

/** Why a session ended, as somebody else tells it. */
const ends: Readonly<Record<string, string>> = {
  expired: 'Signed out: the session was open for too long',
  idle: 'Signed out: away for a while',
  deactivated: 'Signed out: deactivated',
  deleted: 'Signed out: deleted',
  'password-reset': 'Signed out: password reset',
  'authenticator-reset': 'Signed out: two-step verification reset',
  'password-changed': 'Signed out: password changed elsewhere',
  'ended-by-administrator': 'Signed out by an administrator',
  'ended-by-owner': 'Signed out from another window',
  'address-not-allowed': 'Signed out: address not allowed',
}

export function saysOfLine(kind: string, detail: string | null): string {
  if (kind === 'signed-out' && detail !== null) return ends[detail] ?? storedKinds['signed-out']
  if (kind === 'sign-in-failed' && detail === 'proof') return 'Second step or proof failed'
  if (kind === 'lead' && detail !== null) return leadWords[detail as LeadWord]
  return storedKinds[kind as StoredKind]
}
