import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'

export async function listTenantIds(db: Query): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select all_tenant_ids() as id`.execute(db)
  return rows.map(({ id }) => id)
}
