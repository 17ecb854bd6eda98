/** What lists, boards and a person’s page read. */
import { sql } from 'kysely'
import type { Context } from '../../../server/context.ts'
import type { Expression } from '../../../server/database/database.ts'
import { facetOf } from '../../../server/database/facets.ts'
import { visiblePeople, visibleUsers } from '../../roles/scope.ts'
import type { BoardState, Staffing } from '../contract/board.ts'
import type { Presence, State } from '../contract/presence.ts'
import { WORK } from '../rules.ts'
import { BELIEVED, onlineIds, presenceOf } from '../scope.ts'

export async function selectPresence(
  { db, actor, clock }: Context,
  ids: readonly string[],
): Promise<{ id: string; presence: Required<Presence> }[]> {
  const { rows } = await sql<{ id: string; presence: Required<Presence> }>`
    select p.id, ${presenceOf(actor.tenantId, clock.now())} as presence from users p
    where p.id = any(${[...ids]}::uuid[]) and p.deleted_at is null and ${visibleUsers(actor, 'users.read')}`.execute(db)
  return rows
}

export type BoardAsk = { readonly sites: readonly number[] | null; readonly desks: readonly number[] | null }
const inRoom = ({ actor }: Context, { sites, desks }: BoardAsk): Expression<boolean> => {
  const parts = [
    sql`p.status = 'active'`,
    visiblePeople(actor, 'activity.read'),
    ...(sites === null ? [] : [sql`p.site_id = any(${[...sites]}::int[])`]),
    ...(desks === null ? [] : [sql`p.facets && ${desks.map((id) => facetOf('group', id))}::int[]`]),
  ]
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

export type BoardRow = {
  readonly state: BoardState
  readonly count: number
  /** The first of them by how long, as many as are asked for. */
  readonly people: { id: string; name: string; since: string | null }[]
}

/** Who is there, by what they are doing: what they were said to do, or else that they are online. */
export async function selectBoard(ctx: Context, ask: BoardAsk, most: number): Promise<BoardRow[]> {
  const { tenantId } = ctx.actor
  const now = ctx.clock.now()
  const { rows } = await sql<BoardRow>`
    with doing as (
      select user_id, state, since from availability
      where tenant_id = ${tenantId} and state <> 'offline' and at > ${now}::timestamptz - ${BELIEVED}),
    there as (
      select user_id, state, since from doing
      union all
      select distinct user_id, 'online', null::timestamptz from (${onlineIds(tenantId, now)}) online
      where not exists (select from doing where doing.user_id = online.user_id)),
    ranked as (
      select p.id, there.state, there.since,
        row_number() over (partition by there.state order by there.since, p.id) as place
      from there join people p on p.id = there.user_id where ${inRoom(ctx, ask)})
    select state, count(*) as count, coalesce(
      json_agg(json_build_object('id', ranked.id, 'since', to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'name', (select coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username) from users u
          where u.tenant_id = ${tenantId} and u.id = ranked.id)) order by place) filter (where place <= ${most}), '[]') as people
    from ranked group by state`.execute(ctx.db)
  return rows
}

/**
 * Queues with a minimum: who is available, on a call or in wrap-up counts, whatever else is said of them. Each who does is looked up,
 * and not every place is read.
 */
export async function selectStaffing({ db, actor, clock }: Context, most: number): Promise<Staffing[]> {
  const { tenantId } = actor
  const { rows } = await sql<Staffing>`
    with doing as materialized (
      select user_id from availability
      where tenant_id = ${tenantId} and state = any(${[...WORK]}::text[]) and at > ${clock.now()}::timestamptz - ${BELIEVED}
    ), working as (
      select m.queue_id, count(*) as people from doing cross join lateral (
        select q.queue_id from queue_members q where q.tenant_id = ${tenantId} and q.user_id = doing.user_id offset 0) m
      group by m.queue_id)
    select q.id, q.name, q.minimum as needed, coalesce(working.people, 0) as there
    from queues q left join working on working.queue_id = q.id
    where q.tenant_id = ${tenantId} and q.minimum > 0 and q.archived_at is null
    order by coalesce(working.people, 0)::numeric / q.minimum, q.name_key, q.id limit ${most}`.execute(db)
  return rows
}

/** How many there could be. */
export async function countRoom(ctx: Context, ask: BoardAsk): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from people p where ${inRoom(ctx, ask)}`.execute(ctx.db)
  return rows[0]?.count ?? 0
}

/** The zone in which somebody’s day begins, when the actor may see what they do. */
export async function findZone({ db, actor }: Context, userId: string): Promise<string | undefined> {
  const { rows } = await sql<{ zone: string }>`
    select coalesce(p.time_zone, s.time_zone) as zone from users p join sites s on s.tenant_id = p.tenant_id and s.id = p.site_id
    where p.id = ${userId} and p.deleted_at is null and ${visibleUsers(actor, 'activity.read')}`.execute(db)
  return rows[0]?.zone
}

export type Bounds = { readonly day: string; readonly first: string; readonly from: Date; readonly to: Date }

/** When a day begins and ends in a zone, today unless told; and the first day that is kept. */
export async function selectBounds(
  { db, clock }: Context,
  { zone, day, keptDays }: { zone: string; day: string | null; keptDays: number },
): Promise<Bounds> {
  const { rows } = await sql<Bounds>`
    with asked as (select coalesce(${day}::date, (${clock.now()}::timestamptz at time zone ${zone})::date) as day)
    select day::text, ((${clock.now()}::timestamptz at time zone ${zone})::date - ${keptDays - 1}::int)::text as first,
      day::timestamp at time zone ${zone} as "from", (day + 1)::timestamp at time zone ${zone} as "to" from asked`.execute(
    db,
  )
  return rows[0]!
}

export type WordRow = { readonly at: Date; readonly state: State }

/** The words of somebody from a moment on and before another, in order. */
export async function listWords(
  { db, actor }: Context,
  userId: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<WordRow[]> {
  const { rows } = await sql<WordRow>`
    select at, state from availability_words
    where tenant_id = ${actor.tenantId} and user_id = ${userId} and at >= ${from} and at < ${to} order by at`.execute(
    db,
  )
  return rows
}
