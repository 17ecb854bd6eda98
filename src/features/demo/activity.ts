/** Thirty days of work of some of the demonstration's agents: signing in and out, calls, messages and notes. */
import type { Trx } from '../../server/database/database.ts'
import { addActivity, type NewActivity } from '../activity/service.ts'
import { Dice } from './dice.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const DAYS = 30
/** The page of each of them has something to show; of everybody it would be a long wait. */
const PEOPLE = 120
const AT_ONCE = 2000

const said = [
  ['call', 'Inbound, answered, asked for the status of an order'],
  ['call', 'Outbound, no answer'],
  ['call', 'Inbound, answered, changed the address of delivery'],
  ['call', 'Outbound, answered, offered the new tariff'],
  ['message', 'Sent the invoice again'],
  ['note', 'Promised to call back tomorrow'],
] as const

/** Lines of these people, from thirty days ago until that moment. */
export async function workedDays(trx: Trx, tenantId: number, agents: readonly string[], until: Date): Promise<void> {
  const dice = new Dice(7, 0)
  const today = Math.floor(until.getTime() / DAY) * DAY
  const lines = agents
    .slice(0, PEOPLE)
    .flatMap((userId) => Array.from({ length: DAYS }, (_, day) => dayOf(dice, userId, today - day * DAY)).flat())
  const past = lines.filter(({ at }) => at < until)
  for (let from = 0; from < past.length; from += AT_ONCE)
    await addActivity(trx, tenantId, past.slice(from, from + AT_ONCE))
}

/** A shift of eight hours, or none: everybody has two days of seven off. */
function dayOf(dice: Dice, userId: string, midnight: number): NewActivity[] {
  if (dice.below(7) < 2) return []
  const begins = midnight + (7 + dice.below(3)) * HOUR + dice.below(HOUR)
  const address = `10.20.${dice.below(4)}.${1 + dice.below(250)}`
  const line = (millis: number, rest: Pick<NewActivity, 'kind' | 'text' | 'source' | 'detail'>): NewActivity => ({
    ...{ userId, at: new Date(begins + millis), address, ...rest },
  })
  const work = Array.from({ length: 2 + dice.below(5) }, () => {
    const [kind, text] = dice.pick(said)
    return line(dice.below(8 * HOUR), { kind, text, source: 'dialer' })
  })
  return [line(0, { kind: 'signed-in' }), ...work, line(8 * HOUR, { kind: 'signed-out', detail: 'signed-out' })]
}
