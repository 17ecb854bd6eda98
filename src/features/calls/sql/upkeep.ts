import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'

export async function ageCalls(db: Query, tenantId: number, most: number): Promise<number> {
  const { rows } = await sql<{ aged: number }>`select age_calls(${tenantId}, ${most}) as aged`.execute(db)
  return rows[0]!.aged
}
