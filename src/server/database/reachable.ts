import { sql } from 'kysely'
import type { Database } from './database.ts'

/** The database answers a statement. */
export async function isReachable(database: Database): Promise<boolean> {
  await sql`select 1`.execute(database.outside)
  return true
}
