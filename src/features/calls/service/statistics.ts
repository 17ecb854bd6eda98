/** Calls handled, missed and talk time, as far as the one who asks may see (LOG-4). */
import { isUuid } from '../../../contract/ids.ts'
import { invalidAt, notFound } from '../../../contract/problem.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { csvLine } from '../../changes/service/csv.ts'
import { recordSetting } from '../../history/service/record.ts'
import { MOST_DAYS, type CallDays, type CallFigures, type CallSort, type DayFigures } from '../contract/statistics.ts'
import { findZone, getTenantZone, sumByDay, sumByUser, type Range } from '../sql/statistics.ts'

type Asked = { readonly from?: string | undefined; readonly to?: string | undefined }
const DAY = 86_400_000
const WITHOUT_ASKING = 30

const dayIn = (zone: string, at: Date) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
const daysFrom = (day: string, by: number) => new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10)

/** The range that is asked for; without one, thirty days up to today in that zone. */
function rangeOf({ clock }: Context, { from, to }: Asked, zone: string): Range {
  const last = to ?? (from === undefined ? dayIn(zone, clock.now()) : daysFrom(from, WITHOUT_ASKING - 1))
  const range = { from: from ?? daysFrom(last, 1 - WITHOUT_ASKING), to: last }
  const days = (Date.parse(range.to) - Date.parse(range.from)) / DAY + 1
  if (days < 1) throw invalidAt('query:to', 'range', 'The range ends before it begins. Swap the two days.')
  if (days > MOST_DAYS) throw invalidAt('query:to', 'range', `Ask for at most ${MOST_DAYS} days at once.`)
  return range
}

const totalsOf = (days: readonly DayFigures[]): CallFigures => ({
  calls: days.reduce((sum, { calls }) => sum + calls, 0),
  handled: days.reduce((sum, { handled }) => sum + handled, 0),
  missed: days.reduce((sum, { missed }) => sum + missed, 0),
  talkSeconds: days.reduce((sum, { talkSeconds }) => sum + talkSeconds, 0),
})

/** The calls of a user by day, in the user's own time zone. */
export async function callsOfUser(ctx: Context, id: string, asked: Asked): Promise<CallDays> {
  const zone = isUuid(id) ? await findZone(ctx.db, ctx.actor, id) : undefined
  if (zone === undefined) throw notFound()
  const range = rangeOf(ctx, asked, zone)
  const days = await sumByDay(ctx.db, ctx.actor, range, id)
  return { ...range, totals: totalsOf(days), days }
}

const rangeOfAll = async (ctx: Context, asked: Asked) =>
  rangeOf(ctx, asked, await getTenantZone(ctx.db, ctx.actor.tenantId))

/** The calls of everybody in reach by day. */
export async function callsByDay(ctx: Context, asked: Asked): Promise<CallDays> {
  const range = await rangeOfAll(ctx, asked)
  const days = await sumByDay(ctx.db, ctx.actor, range, null)
  return { ...range, totals: totalsOf(days), days }
}

type AskedByUser = Asked & { sort?: CallSort | undefined; limit?: string | undefined; after?: string | undefined }

/** The calls of each who had any, a page at a time. */
export async function callsByUser(ctx: Context, { sort = 'handled', limit, after, ...asked }: AskedByUser) {
  const most = Number(limit ?? 50)
  const [value, id] = after?.split('.') ?? []
  const place = value !== undefined && id !== undefined && isUuid(id) ? { value: Number(value), id } : null
  const range = await rangeOfAll(ctx, asked)
  const found = await sumByUser(ctx.db, ctx.actor, { ...range, sort, after: place, limit: most + 1 })
  const items = found.items.slice(0, most)
  const last = items.at(-1)
  const figure = last && { handled: last.handled, missed: last.missed, talk: last.talkSeconds, calls: last.calls }[sort]
  return { items, total: found.total, next: last && found.items.length > most ? `${figure}.${last.id}` : null }
}

const CHUNK = 2000
const HEADINGS = ['Calls', 'Handled', 'Missed', 'Talk time (seconds)']
const cellsOf = ({ calls, handled, missed, talkSeconds }: CallFigures) =>
  [calls, handled, missed, talkSeconds].map(String)

type By = 'user' | 'day'

/** The lines of a file; that somebody took it is told in the change log. */
export async function fileOfStatistics(ctx: Context, { by, ...asked }: Asked & { by: By }) {
  const range = await rangeOfAll(ctx, asked)
  await transaction(ctx, (trx) => recordSetting(ctx, trx, 'export-calls', { format: 'csv', by, ...range }))
  return linesOf(ctx, by, range)
}

/** With a mark in front by which spreadsheets know UTF-8. */
async function* linesOf(ctx: Context, by: By, range: Range): AsyncGenerator<string> {
  yield `\ufeff${csvLine([...(by === 'user' ? ['User', 'Site'] : ['Day']), ...HEADINGS])}`
  if (by === 'day') {
    const days = await sumByDay(ctx.db, ctx.actor, range, null)
    yield days.map((day) => csvLine([day.day, ...cellsOf(day)])).join('')
    return
  }
  let after: { value: number; id: string } | null = null
  for (;;) {
    const { items } = await sumByUser(ctx.db, ctx.actor, { ...range, sort: 'handled', after, limit: CHUNK })
    yield items.map((one) => csvLine([one.name, one.site, ...cellsOf(one)])).join('')
    const last = items.at(-1)
    if (!last || items.length < CHUNK) return
    after = { value: last.handled, id: last.id }
  }
}
