import { sql } from 'kysely'
import type { Expression, Trx } from '../../server/database/database.ts'

export type Unassigned = { user_id: string; leads: string[] }

export async function clearLeadUsers(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<Unassigned[]> {
  const { rows } = await sql<Unassigned>`
    with held as (
      select id, user_id from leads where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[]) for update
    ), freed as (
      update leads l set user_id = null from held where l.tenant_id = ${tenantId} and l.id = held.id returning l.id, held.user_id
    )
    select user_id, json_agg(id order by id) as leads from freed group by user_id`.execute(trx)
  return rows
}

/** Gives leads that are there and belong to nobody. */
export async function assignFreeLeads(
  trx: Trx,
  tenantId: number,
  given: readonly { userId: string; leadId: string }[],
): Promise<Unassigned[]> {
  const { rows } = await sql<Unassigned>`
    with free as (
      select l.id, given.user_id
      from unnest(${given.map((g) => g.leadId)}::uuid[], ${given.map((g) => g.userId)}::uuid[]) as given (id, user_id)
      join leads l on l.tenant_id = ${tenantId} and l.id = given.id
      where l.user_id is null order by l.id for update of l
    ), assigned as (
      update leads l set user_id = free.user_id from free
      where l.tenant_id = ${tenantId} and l.id = free.id and l.user_id is null returning l.id, l.user_id
    )
    select user_id, json_agg(id order by id) as leads from assigned group by user_id`.execute(trx)
  return rows
}

export const countLeads = (tenantId: number, ids: Expression<unknown>): Expression<number> =>
  sql<number>`(select count(*) from leads l where l.tenant_id = ${tenantId} and l.user_id in ${ids})`
