import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'
import { namedKeys } from './derived.ts'

/** Those of the texts that are nobody's username, e-mail or extension, among whom `visible` allows; in their order. */
export async function selectUnmatched(
  db: Query,
  visible: Expression<boolean>,
  asked: readonly string[],
): Promise<string[]> {
  const keys = asked.map(namedKeys)
  const { rows } = await sql<{ text: string }>`
    select asked.text
    from unnest(${[...asked]}::text[], ${keys.map((key) => key.name)}::text[], ${keys.map((key) => key.extension)}::text[])
      with ordinality as asked (text, name, extension, place)
    where not exists (
      select from people p
      where (p.username_key = asked.name or p.email_key = asked.name or p.extension_key = asked.extension) and ${visible})
    order by asked.place`.execute(db)
  return rows.map(({ text }) => text)
}
