/** What the invented agents who are at work now did since they came: calls, wrap-up, waiting, and a break now and then. */
import type { State } from '../presence/contract/presence.ts'
import type { Dice } from './dice.ts'
import type { SaidState } from './sql.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Whoever signed in longer ago than this went home. */
const SHIFT = 8 * HOUR

const between = (dice: Dice, least: number, most: number) => least + Math.floor(dice.next() * (most - least))

/** How long one of each lasts: about as many calls in a day as on the days before (sql/work.ts). */
const lengths: Readonly<Record<Exclude<State, 'offline'>, (dice: Dice) => number>> = {
  available: (dice) => between(dice, 8 * MINUTE, 40 * MINUTE),
  'on-call': (dice) => between(dice, 2 * MINUTE, 12 * MINUTE),
  'wrap-up': (dice) => between(dice, MINUTE, 5 * MINUTE),
  break: (dice) => between(dice, 8 * MINUTE, 25 * MINUTE),
}

/** From the sign-in on until now; nothing for whoever is not at work. */
export function shiftOf(dice: Dice, id: string, since: Date, until: Date): SaidState[] {
  if (until.getTime() - since.getTime() >= SHIFT) return []
  const said: SaidState[] = []
  let at = since.getTime()
  for (let state: keyof typeof lengths = 'available'; at < until.getTime(); state = next(dice, state)) {
    said.push({ user_id: id, state, at: new Date(at) })
    at += lengths[state](dice)
  }
  return said
}

function next(dice: Dice, state: keyof typeof lengths): keyof typeof lengths {
  if (state === 'available') return 'on-call'
  if (state === 'on-call') return 'wrap-up'
  return state === 'wrap-up' && dice.chance(0.15) ? 'break' : 'available'
}
