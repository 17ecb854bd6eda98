/** How often a user did something: by the hours of a week, and today. */
import type { Context } from '../../../server/context.ts'
import { HOURS_DAYS, MOST_HOURS_DAYS, NOW_MINUTES, type Narrowing } from '../contract.ts'
import { kindNames, type Kind } from '../contract/kinds.ts'
import { countHours, countToday, type HourRow } from '../sql/counts.ts'
import { readAsk } from './ask.ts'
import { demandSeen } from './read.ts'

const MINUTE = 60_000
const DAY = 86_400_000

export type Hours = { timeZone: string; from: string; to: string; hours: HourRow[] }

/** By weekday and hour in the zone of the user; of the last four weeks unless times are named, and of a year at most. */
export async function hoursOf(ctx: Context, userId: string, asked: Narrowing): Promise<Hours> {
  const { timeZone } = await demandSeen(ctx, userId)
  const now = ctx.clock.now()
  const { kinds, ...ask } = readAsk(asked, now)
  const to = asked.to === undefined ? now : ask.to
  const daysBefore = (days: number) => new Date(to.getTime() - days * DAY)
  const earliest = daysBefore(MOST_HOURS_DAYS)
  const asFrom = ask.from ?? daysBefore(HOURS_DAYS)
  const from = asFrom < earliest ? earliest : asFrom
  const of = { tenantId: ctx.actor.tenantId, userId, timeZone }
  const hours = await countHours(ctx.db, of, { from, to, kinds })
  return { timeZone, from: from.toISOString(), to: to.toISOString(), hours }
}

export type Summary = { timeZone: string; kinds: { kind: Kind; now: number; hour: number; today: number }[] }

/** In the last minutes, since this hour began and since midnight, in the zone of the user; kinds without any are left out. */
export async function summaryOf(ctx: Context, userId: string): Promise<Summary> {
  const { timeZone } = await demandSeen(ctx, userId)
  const now = ctx.clock.now()
  const of = { tenantId: ctx.actor.tenantId, userId, timeZone }
  const rows = await countToday(ctx.db, of, { now, recent: new Date(now.getTime() - NOW_MINUTES * MINUTE) })
  const byKind = new Map(rows.map(({ kind, ...counts }) => [kind, counts]))
  return { timeZone, kinds: kindNames.flatMap((kind) => (byKind.has(kind) ? [{ kind, ...byKind.get(kind)! }] : [])) }
}
