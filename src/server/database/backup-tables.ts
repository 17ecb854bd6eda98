/** What a backup holds, read from the catalogue, so that a new table is in it without a word here. */
import pg from 'pg'

export type Table = {
  readonly name: string
  /** All but the generated ones. */
  readonly columns: readonly string[]
  /** The column that the wall compares; null for a table that belongs to no tenant. */
  readonly tenantColumn: string | null
  /** The wall stands before the table's owner too. */
  readonly forced: boolean
}

/**
 * Left out: sessions, since a restored one would let in again whoever was signed out since, and the answers kept for a
 * day; exports, whose files go within days and whose links are mailed once; known browsers, of which one may have been forgotten
 * since, and counts of failed tries. The list of migrations is in the header.
 */
const LEFT_OUT = [
  ...['rollcall_migrations', 'sessions', 'idempotency_keys', 'exports', 'export_parts'],
  'recovery_links',
  ...['known_devices', 'sign_in_tries', 'rate_limits'],
]

/** Every table, each after those that its foreign keys name. Partitions are reached through their table. */
export async function listTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>(
    `select c.relname as name,
       array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
       case when c.relrowsecurity then case c.relname when 'tenants' then 'id' else 'tenant_id' end end as "tenantColumn",
       c.relforcerowsecurity as forced,
       array(select confrelid::regclass::text from pg_constraint where conrelid = c.oid and contype = 'f' and confrelid <> c.oid) as needs
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all ($1)
       and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')
     order by c.relname`,
    [LEFT_OUT],
  )
  const sorted: Table[] = []
  const waiting = new Set(rows)
  while (waiting.size > 0) {
    const ready = [...waiting].filter(({ needs }) => ![...waiting].some(({ name }) => needs.includes(name)))
    if (ready.length === 0)
      throw new Error(
        `Tables that need one another cannot be restored: ${[...waiting].map(({ name }) => name).join(', ')}.`,
      )
    for (const table of ready) {
      waiting.delete(table)
      sorted.push(table)
    }
  }
  return sorted
}

/** The last number that each sequence gave; null for one that was never asked. */
export async function readSequences(client: pg.ClientBase): Promise<Record<string, number | null>> {
  const { rows } = await client.query<{ name: string; last: string | null }>(
    `select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public' order by 1`,
  )
  return Object.fromEntries(rows.map(({ name, last }) => [name, last === null ? null : Number(last)]))
}

/** For COPY in text that any server reads the same way. */
export const PLAIN_TEXT = `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601'; set local bytea_output = 'hex'; set local extra_float_digits = 1`

export const columnList = (columns: readonly string[]) => columns.map((name) => pg.escapeIdentifier(name)).join(', ')
