/**
 * Questions that passkeys answer. A challenge is sealed by this installation for one purpose and one session, and carries its own
 * end; so asking writes nothing, and a stranger fills no table. The answered ones are kept until their end: none is
 * answered twice.
 */
import { createHash } from 'node:crypto'
import type { Context } from '../../../server/context.ts'
import type { Query } from '../../../server/database/database.ts'
import { spendChallenge } from '../sql/passkeys.ts'

/** `set-up`: to make a passkey. `prove`: that a session is its person's. `sign-in`: of nobody yet. */
export type Purpose = 'set-up' | 'prove' | 'sign-in'
const LASTS = 5 * 60_000

const placeOf = (purpose: Purpose, sessionId: string | null) => `challenge:${purpose}:${sessionId ?? 'nobody'}`
type Asker = Pick<Context, 'keyring' | 'clock'>

/** A new challenge, as the bytes that the authenticator signs. Every one differs: its seal begins with random bits. */
export const newChallenge = ({ keyring, clock }: Asker, purpose: Purpose, sessionId: string | null) =>
  new Uint8Array(Buffer.from(keyring.seal(String(clock.now().getTime() + LASTS), placeOf(purpose, sessionId))))

/** When a challenge that came back ends; null unless it is one of ours, for this purpose and session, and not over. */
export function endOfChallenge(
  { keyring, clock }: Asker,
  challenge: string,
  purpose: Purpose,
  sessionId: string | null,
): Date | null {
  try {
    const sealed = Buffer.from(challenge, 'base64url').toString()
    const end = new Date(Number(keyring.open(sealed, placeOf(purpose, sessionId))))
    return end > clock.now() ? end : null
  } catch {
    // Whatever does not open is none of ours.
    return null
  }
}

/** Uses a challenge up; false when it was answered before. */
export const spend = (trx: Query, tenantId: number, challenge: string, end: Date, now: Date): Promise<boolean> =>
  spendChallenge(trx, tenantId, createHash('sha256').update(challenge).digest(), end, now)
