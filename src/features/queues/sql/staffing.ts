/** What is left of queues that ask for a minimum of active agents, once a set of people has left or joined them (HOUSE-2). */
import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'

export type Shortfall = { readonly id: number; readonly name: string; readonly left: number; readonly minimum: number }

/**
 * The queues that would be below their minimum, those that lack most first: the first `most` of them, and how many there are.
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
      select id, name, minimum from queues where tenant_id = ${tenantId} and minimum > 0 and archived_at is null
    ), changes as (
      select queue_id, sum(change) as change from (${moves}) moves
      where queue_id in (select id from asked) group by queue_id having sum(change) < 0
    ), after as (
      select c.queue_id, greatest(c.change + coalesce((
        select sum(s.active) from queue_sizes s where s.tenant_id = ${tenantId} and s.queue_id = c.queue_id), 0), 0)::integer as stay
      from changes c
    )
    select a.id, a.name, after.stay as left, a.minimum, (count(*) over ())::integer as total
    from asked a join after on after.queue_id = a.id where after.stay < a.minimum
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
