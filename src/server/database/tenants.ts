/** The one thing that upkeep asks across the walls: which tenants there are. */
import { sql } from 'kysely'
import type { Query } from './database.ts'

/** The ids of all tenants in ascending order, archived ones too. Any connection may ask: the function in the database answers ids alone. */
export async function listTenantIds(db: Query): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from all_tenant_ids() as id order by id`.execute(db)
  return rows.map(({ id }) => id)
}
