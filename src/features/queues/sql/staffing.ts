/** What is left of queues that ask for a minimum of active agents, once a set of people has left them (HOUSE-2). */
import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'

export type Shortfall = { readonly id: number; readonly name: string; readonly left: number; readonly minimum: number }

/**
 * The queues that would be below their minimum, those that lack most first: the first `most` of them, and how many there are.
 * @param ids a subquery of the ids of those who leave
 * @param queues the queues that they leave; null for all
 */
export async function listShortfalls(
  db: Query,
  tenantId: number,
  ids: Expression<unknown>,
  queues: readonly number[] | null,
  most: number,
): Promise<{ total: number; first: Shortfall[] }> {
  const { rows } = await sql<Shortfall & { total: number }>`
    with asked as materialized (
      select id, name, minimum from queues where tenant_id = ${tenantId} and minimum > 0 and archived_at is null
        and (${queues}::int[] is null or id = any(${queues}::int[]))
    ), active as (
      select m.queue_id, m.user_id in ${ids} as leaves
      from queue_members m join directory d on d.tenant_id = m.tenant_id and d.user_id = m.user_id
      where m.tenant_id = ${tenantId} and m.queue_id in (select id from asked) and d.status = 'active'
    ), after as (
      select queue_id, (count(*) filter (where not leaves))::integer as stay
      from active group by queue_id having bool_or(leaves)
    )
    select a.id, a.name, after.stay as left, a.minimum, (count(*) over ())::integer as total
    from asked a join after on after.queue_id = a.id where after.stay < a.minimum
    order by a.minimum - after.stay desc, a.name, a.id limit ${most}`.execute(db)
  return { total: rows[0]?.total ?? 0, first: rows.map(({ total: _total, ...one }) => one) }
}
