/** What is written anywhere in the database, as text, for showing that something stands nowhere. */
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { World } from './world.ts'

/** By table, every row of it as PostgreSQL prints it (bytes in hexadecimal), from behind the walls; the queue of jobs too. */
export async function everyRow({ db }: Pick<World, 'db'>): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'`.execute(
    db,
  )
  expect(rows.length).toBeGreaterThan(60)
  const found = new Map<string, string>()
  for (const { name } of rows) {
    const { rows: whole } = await sql<{ text: string | null }>`
      select string_agg(t::text, chr(10)) as text from ${sql.raw(name)} t`.execute(db)
    found.set(name, whole[0]!.text ?? '')
  }
  return found
}
