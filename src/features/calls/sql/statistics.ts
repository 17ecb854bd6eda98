/** Sums over days that were counted already; whoever was deleted keeps theirs, so that reports add up. */
import { sql } from 'kysely'
import { reachOf, type Actor } from '../../../server/actor.ts'
import type { Expression, Query } from '../../../server/database/database.ts'
import { visibleIds, visibleUsers } from '../../roles/scope.ts'
import type { CallSort, DayFigures, UserFigures } from '../contract/statistics.ts'

/** Both days are part of it. */
export type Range = { readonly from: string; readonly to: string }

const SUMS = sql`sum(d.calls)::integer as calls, sum(d.handled)::integer as handled, sum(d.missed)::integer as missed,
  sum(d.talk_seconds)::bigint as "talkSeconds"`

const daysOf = (actor: Actor, { from, to }: Range) =>
  sql`d.tenant_id = ${actor.tenantId} and d.day between ${from}::date and ${to}::date`

/** The days in reach; of whom they are is not asked where that is everybody. */
function daysInScope(actor: Actor, range: Range): Expression<unknown> {
  const within = daysOf(actor, range)
  if (reachOf(actor, 'calls.read')?.everywhere) return sql`call_days d where ${within}`
  return sql`call_days d join (${visibleIds(actor, 'calls.read')}) seen on seen.id = d.user_id where ${within}`
}

/** By day; of one user, or of everybody in reach. Those of the whole tenant are added up already. */
export async function sumByDay(db: Query, actor: Actor, range: Range, userId: string | null): Promise<DayFigures[]> {
  const whose = userId === null ? sql`true` : sql`d.user_id = ${userId}::uuid`
  const days =
    userId === null && reachOf(actor, 'calls.read')?.everywhere
      ? sql`call_totals d where ${daysOf(actor, range)}`
      : sql`${daysInScope(actor, range)} and ${whose}`
  const { rows } = await sql<DayFigures>`
    select d.day::text as day, ${SUMS} from ${days} group by d.day order by d.day`.execute(db)
  return rows
}

const SORTED: { readonly [S in CallSort]: string } = {
  handled: 'handled',
  missed: 'missed',
  talk: '"talkSeconds"',
  calls: 'calls',
}
export type ByUserAsk = Range & {
  readonly sort: CallSort
  readonly after: { readonly value: number; readonly id: string } | null
  readonly limit: number
}

/** By user, the greatest figure first, from a place on; with how many users there are in all. */
export async function sumByUser(
  db: Query,
  actor: Actor,
  { sort, after, limit, ...range }: ByUserAsk,
): Promise<{ items: UserFigures[]; total: number }> {
  const figure = sql.raw(SORTED[sort])
  const from = after
    ? sql`${figure} < ${after.value} or (${figure} = ${after.value} and user_id > ${after.id}::uuid)`
    : sql`true`
  const { rows } = await sql<UserFigures & { total: number }>`
    with summed as materialized (
      select d.user_id, ${SUMS} from ${daysInScope(actor, range)} group by d.user_id
    ), page as (
      select * from summed where ${from} order by ${figure} desc, user_id limit ${limit}
    )
    select page.user_id as id, coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), p.username) as name, s.name as site,
      p.deleted_at is not null as deleted, page.calls, page.handled, page.missed, page."talkSeconds", (select count(*) from summed) as total
    from page join users p on p.tenant_id = ${actor.tenantId} and p.id = page.user_id
    join sites s on s.tenant_id = p.tenant_id and s.id = p.site_id
    order by ${figure} desc, user_id`.execute(db)
  return { items: rows.map(({ total: _, ...item }) => item), total: rows[0]?.total ?? 0 }
}

/** The time zone of a user in reach, in which their days are told; also of one who was deleted. */
export async function findZone(db: Query, actor: Actor, userId: string): Promise<string | undefined> {
  const { rows } = await sql<{ zone: string }>`
    select coalesce(p.time_zone, s.time_zone) as zone from users p join sites s on s.tenant_id = p.tenant_id and s.id = p.site_id
    where p.id = ${userId}::uuid and ${visibleUsers(actor, 'calls.read')}`.execute(db)
  return rows[0]?.zone
}

/** The tenant's own zone, in which the last thirty days of everybody end. */
export async function getTenantZone(db: Query, tenantId: number): Promise<string> {
  const { time_zone } = await db
    .selectFrom('tenants')
    .select('time_zone')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow()
  return time_zone
}
