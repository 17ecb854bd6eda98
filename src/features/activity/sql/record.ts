/** Lines are added, and nothing else is ever done to them but forgetting what a person is erased from. */
import { sql } from 'kysely'
import { kept, type Query, type Trx } from '../../../server/database/database.ts'

/** A line as it is stored. */
export type ActivityRow = {
  readonly id: string
  readonly userId: string
  readonly at: Date
  readonly kind: string
  readonly detail: string | null
  readonly text: string | null
  readonly search: string | null
  readonly address: string | null
  readonly source: string | null
}

/** One statement for any number of lines. */
export async function insertActivity(db: Query, tenantId: number, rows: readonly ActivityRow[]): Promise<void> {
  const column = (name: keyof ActivityRow) => rows.map((row) => row[name])
  await sql`
    insert into activity (tenant_id, id, user_id, at, kind, detail, text, search, address, source)
    select ${tenantId}::integer, given.* from unnest(
      ${column('id')}::uuid[], ${column('userId')}::uuid[], ${column('at')}::timestamptz[], ${column('kind')}::text[],
      ${column('detail')}::text[], ${column('text')}::text[], ${column('search')}::text[], ${column('address')}::inet[],
      ${column('source')}::text[]) as given ${kept}`.execute(db)
}

/** Takes the keys that were not taken before, and answers them. In order, so that two who send the same wait and do not block. */
export async function insertKeys(trx: Trx, tenantId: number, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    insert into activity_sent (tenant_id, key) select ${tenantId}::integer, key from unnest(${[...keys].sort()}::uuid[]) as key
    on conflict do nothing returning key`.execute(trx)
  return new Set(rows.map(({ key }) => key))
}

/** Empties the text and the address of every line of these people, in the tenant of the transaction. */
export const forgetLines = (trx: Trx, userIds: readonly string[]) =>
  sql`select forget_activity(${[...userIds]}::uuid[])`.execute(trx)

/** Makes the partitions around this month that are not there yet. */
export async function makePartitions(
  db: Query,
  months: { readonly behind: number; readonly ahead: number },
): Promise<void> {
  await sql`select keep_activity(${months.behind}, ${months.ahead})`.execute(db)
}
