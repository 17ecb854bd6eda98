import { sql } from 'kysely'
import { kept, type Expression, type Query } from './database.ts'

/** Inserts, updates and deletes, by the names under which those behind them read what they return. */
export type Changes = Readonly<Record<string, Expression<unknown>>>

/**
 * Makes changes of many tables in one statement, and so on one way to PostgreSQL and back. Each sees the tables as they were before all
 * of them (PostgreSQL, 7.8.4), so no two may touch one row. `answer` is a `select` over what they return.
 */
export async function together<Row extends object>(
  db: Query,
  changes: Changes,
  answer: Expression<Row> = sql`select`,
): Promise<Row[]> {
  const made = Object.entries(changes).map(([name, change]) => sql`${sql.id(name)} as (${change})`)
  const { rows } = await sql<Row>`with ${sql.join(made)} ${answer} ${kept}`.execute(db)
  return rows
}
