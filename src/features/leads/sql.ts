import { sql } from 'kysely'
import type { Trx } from '../../server/database/database.ts'

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
