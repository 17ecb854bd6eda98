import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'

/** Makes the partitions of this month and so many after it that are not there yet. */
export async function makePartitions(db: Query, monthsAhead: number): Promise<void> {
  await sql`select ensure_history_partitions(${monthsAhead})`.execute(db)
}
