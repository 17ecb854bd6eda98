/** When the invented people signed in during the last thirty days, and who is at work now. */
import { randomBytes } from 'node:crypto'
import { newId } from '../../contract/ids.ts'
import type { Dice } from './dice.ts'
import type { PastSession } from './sql.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
]

/** Addresses that are kept free for documentation (RFC 5737): nobody's. */
const networks = ['192.0.2', '198.51.100', '203.0.113']

type Worker = { readonly id: string; readonly startedAt: Date; readonly lastSignInAt: Date }

/**
 * Up to three sessions of the last thirty days, the latest from the last sign-in on. A fifth of those who signed in
 * lately are at work: seen within the last fifty minutes, so online until an hour has passed.
 */
export function sessionsOf(dice: Dice, { id, startedAt, lastSignInAt }: Worker, until: Date): PastSession[] {
  const monthAgo = Math.max(until.getTime() - 30 * DAY, startedAt.getTime())
  if (lastSignInAt.getTime() < monthAgo) return []
  const who = { user_id: id, address: `${dice.pick(networks)}.${1 + dice.below(254)}`, user_agent: dice.pick(browsers) }
  const began = [lastSignInAt.getTime()]
  while (began.length <= dice.below(3)) began.push(monthAgo + dice.next() * (lastSignInAt.getTime() - monthAgo))
  return began.map((at, index) => {
    const atWork = index === 0 && until.getTime() - at < 8 * HOUR
    return { ...who, ...(atWork ? liveSince(dice, at, until) : overSince(dice, at, until)) }
  })
}

type When = Omit<PastSession, 'user_id' | 'address' | 'user_agent'>

const opened = (at: number) => ({
  id: newId(Math.floor(at)),
  token_hash: randomBytes(32).toString('hex'),
  started_at: new Date(at),
  expires_at: new Date(at + DAY),
})

const liveSince = (dice: Dice, at: number, until: Date): When => ({
  ...opened(at),
  last_seen_at: new Date(Math.max(at, until.getTime() - dice.next() * 50 * MINUTE)),
  ended_at: null,
  end_reason: null,
})

function overSince(dice: Dice, at: number, until: Date): When {
  const end = new Date(Math.min(at + (1 + dice.next() * 8) * HOUR, until.getTime()))
  const end_reason = dice.chance(0.8) ? 'signed-out' : 'idle'
  return { ...opened(at), last_seen_at: end, ended_at: end, end_reason }
}

/** When somebody who signed in lately did so last: of five, one is at work since this morning. */
export const shiftNow = (dice: Dice, until: Date): Date | null =>
  dice.chance(0.2) ? new Date(until.getTime() - Math.floor(dice.next() * 7.5 * HOUR)) : null
