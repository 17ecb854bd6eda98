/** How often, rather than what. */
import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'

type Of = { readonly tenantId: number; readonly userId: string; readonly timeZone: string }
type Stretch = { readonly from: Date; readonly to: Date; readonly kinds: readonly string[] | null }
export type HourRow = { readonly weekday: number; readonly hour: number; readonly count: number }

/** By weekday (Monday is 1, ISO 8601) and hour, as clocks in the zone tell them. */
export async function countHours(
  db: Query,
  { tenantId, userId, timeZone }: Of,
  { from, to, kinds }: Stretch,
): Promise<HourRow[]> {
  const { rows } = await sql<HourRow>`
    select extract(isodow from at at time zone ${timeZone})::integer as weekday,
      extract(hour from at at time zone ${timeZone})::integer as hour, count(*) as count
    from activity_lines
    where tenant_id = ${tenantId} and user_id = ${userId} and at >= ${from} and at < ${to}
      and ${kinds === null ? sql`true` : sql`kind = any(${[...kinds]}::text[])`}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

export type CountRow = { readonly kind: string; readonly now: number; readonly hour: number; readonly today: number }

/** Since a moment ago, since the hour began and since midnight, in the zone. */
export async function countToday(
  db: Query,
  { tenantId, userId, timeZone }: Of,
  { now, recent }: { readonly now: Date; readonly recent: Date },
): Promise<CountRow[]> {
  const began = (unit: 'hour' | 'day') =>
    sql`(date_trunc(${sql.lit(unit)}, ${now}::timestamptz at time zone ${timeZone}) at time zone ${timeZone})`
  const since = (moment: unknown) => sql`count(*) filter (where at >= ${moment})`
  const { rows } = await sql<CountRow>`
    select kind, ${since(recent)} as now, ${since(began('hour'))} as hour, ${since(began('day'))} as today
    from activity_lines
    where tenant_id = ${tenantId} and user_id = ${userId} and at >= least(${began('day')}, ${recent}::timestamptz)
    group by kind`.execute(db)
  return rows
}
