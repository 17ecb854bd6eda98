/** What is left of queues once a set of people has left or joined them, against the minimum of active agents that each asks for (HOUSE-2). */
import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'
import { takesNoCalls } from './assigning.ts'

export type Shortfall = { readonly id: number; readonly name: string; readonly left: number; readonly minimum: number }

/**
 * The queues that would be below their minimum, or without anybody, those that lack most first: the first `most` of them, and how
 * many there are.
 * @param moves rows of `queue_id` and `change`: by how many its active agents change
 */
export async function listShortfalls(
  db: Query,
  tenantId: number,
  moves: Expression<unknown>,
  most: number,
): Promise<{ total: number; first: Shortfall[] }> {
  const { rows } = await sql<Shortfall & { total: number }>`
    with asked as materialized (
      select id, name, minimum from queues where tenant_id = ${tenantId} and archived_at is null
    ), changes as (
      select queue_id, sum(change) as change from (${moves}) moves
      where queue_id in (select id from asked) group by queue_id having sum(change) < 0
    ), after as (
      select c.queue_id, greatest(c.change + coalesce((
        select sum(s.active) from queue_sizes s where s.tenant_id = ${tenantId} and s.queue_id = c.queue_id), 0), 0)::integer as stay
      from changes c
    )
    select a.id, a.name, after.stay as left, a.minimum, (count(*) over ())::integer as total
    from asked a join after on after.queue_id = a.id where after.stay < a.minimum or after.stay = 0
    order by a.minimum - after.stay desc, a.name, a.id limit ${most}`.execute(db)
  return { total: rows[0]?.total ?? 0, first: rows.map(({ total: _total, ...one }) => one) }
}

/** People leave these queues, or all: `ids` is a subquery of who they are. */
export const leaving = (
  tenantId: number,
  ids: Expression<unknown>,
  queues: readonly number[] | null = null,
): Expression<unknown> => sql`
  select m.queue_id, -1 as change from queue_members m join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
  where m.tenant_id = ${tenantId} and m.user_id in ${ids} and u.status = 'active'
    and (${queues}::int[] is null or m.queue_id = any(${queues}::int[]))`

/** Everybody for whom `which` is true of `k`, rows of history (`changes/sql/undoing.ts`), leaves; everybody else comes back. */
export const leavingOrBack = (
  tenantId: number,
  kept: Expression<unknown>,
  which: Expression<boolean>,
): Expression<unknown> => sql`
  ${leaving(tenantId, sql`(select k.user_id from ${kept} k where ${which})`)}
  union all
  select (place ->> 'id')::integer, 1
  from ${kept} k cross join lateral jsonb_array_elements(k.effects -> 'queuesLeft') as gone (place) where not (${which})`

const callRoles = (tenantId: number) => sql`array(
  select r.id from roles r where r.tenant_id = ${tenantId} and 'calls.take' = any(r.permissions))`

/** Which roles people lose: these; or all but these, which they all hold then. */
export type RolesLost = { readonly these: readonly number[] } | { readonly allBut: readonly number[] }

/** Of a set of people, those whose last role that takes calls is taken. */
export function losingCalls(tenantId: number, ids: Expression<unknown>, lost: RolesLost): Expression<unknown> {
  const given = 'allBut' in lost ? [...lost.allBut] : []
  const isLost =
    'these' in lost ? sql`g.role_id = any(${[...lost.these]}::int[])` : sql`g.role_id <> all(${given}::int[])`
  return sql`(
    select g.user_id from role_grants g
    where g.tenant_id = ${tenantId} and g.user_id in ${ids} and g.role_id = any(${callRoles(tenantId)})
      and not ${callRoles(tenantId)} && ${given}::int[]
    group by g.user_id having bool_and(${isLost}))`
}

/** The active holders of a role who take calls by no other one. */
export const holdersLosingCalls = (tenantId: number, role: number): Expression<unknown> => sql`(
  select mine.user_id from role_grants mine
  join users u on u.tenant_id = mine.tenant_id and u.id = mine.user_id and u.status = 'active' and u.deleted_at is null
  where mine.tenant_id = ${tenantId} and mine.role_id = ${role} and not exists (
    select from role_grants g where g.tenant_id = ${tenantId} and g.user_id = mine.user_id and g.role_id <> ${role}
      and g.role_id = any(${callRoles(tenantId)})))`

/** How many of a set of people are in a queue. */
export async function countInQueues(db: Query, tenantId: number, ids: Expression<unknown>): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(distinct m.user_id) as people from queue_members m where m.tenant_id = ${tenantId} and m.user_id in ${ids}`.execute(
    db,
  )
  return rows[0]!.people
}

const takesCalls = (tenantId: number, grants: Expression<unknown>) => sql<boolean>`exists (
  select from jsonb_array_elements(${grants}) as held where (held ->> 'id')::int = any(${callRoles(tenantId)}))`

/** People whose roles are replaced by rows of `user_id` and `roles`, and who are called by none of these. */
export const losingCallsTo = (tenantId: number, given: Expression<unknown>): Expression<unknown> => sql`(
  select w.user_id from ${given} w where not ${takesCalls(tenantId, sql`w.roles`)} and exists (
    select from role_grants g where g.tenant_id = ${tenantId} and g.user_id = w.user_id
      and g.role_id = any(${callRoles(tenantId)})))`

/** The person `p` is called: now; once the status of `k` is put back; once its roles are. */
export const isCalled = (tenantId: number) => sql<boolean>`(p.status = 'active' and not ${takesNoCalls(tenantId)})`
export const willBeCalled = (tenantId: number) =>
  sql<boolean>`(k.was = to_jsonb('active'::text) and not ${takesNoCalls(tenantId)})`
export const isCalledBy = (tenantId: number) =>
  sql<boolean>`(p.status = 'active' and ${takesCalls(tenantId, sql`k.was`)})`

/** How many places in queues, of those that went with what `k` put an end to, people come back to: as joining them does it. */
export async function countComingBack(
  db: Query,
  tenantId: number,
  kept: Expression<unknown>,
  which: Expression<boolean>,
): Promise<number> {
  const { rows } = await sql<{ places: number }>`
    select count(*)::integer as places
    from ${kept} k cross join lateral jsonb_array_elements(k.effects -> 'queuesLeft') as gone (place)
    join queues q on q.tenant_id = ${tenantId} and q.id = (gone.place ->> 'id')::integer and q.archived_at is null
    join users p on p.tenant_id = ${tenantId} and p.id = k.user_id and ${which}
    where not exists (
      select from queue_members m where m.tenant_id = ${tenantId} and m.user_id = k.user_id and m.queue_id = q.id)`.execute(
    db,
  )
  return rows[0]!.places
}

/** What is put back takes no calls, and what is there does. */
export const losesCalls = (tenantId: number): Expression<boolean> =>
  sql<boolean>`(${takesCalls(tenantId, sql`k.became`)} and not ${takesCalls(tenantId, sql`k.was`)})`

export const wasSo = (value: string): Expression<boolean> => sql<boolean>`k.was = to_jsonb(${value}::text)`
export const wasDeleted = sql<boolean>`k.was = 'true'::jsonb`

/** Places that history has on one side alone: given since, and taken again; or taken, and given back. */
export const replacing = (kept: Expression<unknown>): Expression<unknown> => {
  const only = (side: 'was' | 'became', other: 'was' | 'became', change: number) => sql`
    select (place ->> 'id')::integer as queue_id, ${sql.lit(change)} as change
    from ${kept} k cross join lateral jsonb_array_elements(${sql.ref(`k.${side}`)}) as mine (place)
    where not exists (
      select from jsonb_array_elements(${sql.ref(`k.${other}`)}) as theirs (place) where theirs.place -> 'id' = mine.place -> 'id')`
  return sql`${only('became', 'was', -1)} union all ${only('was', 'became', 1)}`
}
