/** What the invented agents who are at work now did since they came: calls, wrap-up, waiting, and a break now and then. */
import type { State } from '../presence/contract/presence.ts'
import type { Dice } from './dice.ts'
import type { SaidState } from './sql.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Whoever signed in longer ago than this went home. */
const SHIFT = 8 * HOUR

const between = (dice: Dice, least: number, most: number) => least + Math.floor(dice.next() * (most - least))

/** How long one of each lasts. */
const lengths: Readonly<Record<Exclude<State, 'offline'>, (dice: Dice) => number>> = {
  available: (dice) => between(dice, 10 * SECOND, 4 * MINUTE),
  'on-call': (dice) => between(dice, MINUTE, 11 * MINUTE),
  'wrap-up': (dice) => between(dice, 20 * SECOND, 3 * MINUTE),
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
  return state === 'wrap-up' && dice.chance(0.05) ? 'break' : 'available'
}
