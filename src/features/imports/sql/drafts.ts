/** Drafts as rows. Whatever is asked names the actor too: nobody else's draft is there. */
import { sql, type Insertable, type Selectable } from 'kysely'
import type { Actor } from '../../../server/actor.ts'
import type { DB, Query, Trx } from '../../../server/database/database.ts'

export type ImportRow = Selectable<DB['imports']>
export type ImportKeyOf = Pick<ImportRow, 'tenant_id' | 'id'>

export const insertImport = (trx: Trx, row: Insertable<DB['imports']>): Promise<ImportRow> =>
  trx.insertInto('imports').values(row).returningAll().executeTakeFirstOrThrow()

const own = (db: Query, { tenantId, kind, id }: Actor) =>
  db.selectFrom('imports').where('tenant_id', '=', tenantId).where('actor_kind', '=', kind).where('actor_id', '=', id)

export const findImport = (db: Query, actor: Actor, id: string, now: Date): Promise<ImportRow | undefined> =>
  own(db, actor).selectAll().where('imports.id', '=', id).where('kept_until', '>', now).executeTakeFirst()

/** The same, for changing it; held to the end of the transaction. */
export const lockImport = (trx: Trx, actor: Actor, id: string, now: Date): Promise<ImportRow | undefined> =>
  own(trx, actor).selectAll().where('imports.id', '=', id).where('kept_until', '>', now).forUpdate().executeTakeFirst()

const SHOWN = 50
/** The last brought first. */
export const listImportRows = (db: Query, actor: Actor, now: Date): Promise<ImportRow[]> =>
  own(db, actor).selectAll().where('kept_until', '>', now).orderBy('made_at', 'desc').limit(SHOWN).execute()

export const updateImport = (
  trx: Query,
  { tenant_id, id }: ImportKeyOf,
  values: Partial<
    Pick<Insertable<DB['imports']>, 'options' | 'findings' | 'version' | 'checked_at' | 'plan_id' | 'kept_until'>
  >,
) => trx.updateTable('imports').set(values).where('tenant_id', '=', tenant_id).where('id', '=', id).execute()

type Of = Pick<ImportRow, 'tenant_id' | 'number'>
const TABLES = ['import_rows', 'import_outcomes'] as const

export async function deleteImport(trx: Trx, { tenant_id, number }: Of): Promise<void> {
  for (const table of TABLES)
    await sql`delete from ${sql.table(table)} where tenant_id = ${tenant_id} and import = ${number}`.execute(trx)
  await trx.deleteFrom('imports').where('tenant_id', '=', tenant_id).where('number', '=', number).execute()
}

export type CellRow = { line: number; cells: readonly string[]; surplus: number; left_out: boolean }

export async function insertRows(trx: Trx, { tenant_id, number }: Of, rows: readonly Omit<CellRow, 'left_out'>[]) {
  await sql`
    insert into import_rows (tenant_id, import, line, cells, surplus)
    select ${tenant_id}::int, ${number}::int, r.line, r.cells, r.surplus
    from json_to_recordset(${JSON.stringify(rows)}) as r (line int, cells jsonb, surplus int)`.execute(trx)
}

/** Every row of the file, in its order. */
export async function listAllRows(db: Query, { tenant_id, number }: Of): Promise<CellRow[]> {
  const { rows } = await sql<CellRow>`
    select line, cells, surplus, left_out from import_rows where tenant_id = ${tenant_id} and import = ${number}
    order by line`.execute(db)
  return rows
}

export type Mended = { line: number; cells: readonly string[] | null; left_out: boolean | null }

/** Answers the lines that are there. */
export async function updateRows(trx: Trx, { tenant_id, number }: Of, mended: readonly Mended[]): Promise<number[]> {
  const { rows } = await sql<{ line: number }>`
    update import_rows i set cells = coalesce(r.cells, i.cells), left_out = coalesce(r.left_out, i.left_out)
    from json_to_recordset(${JSON.stringify(mended)}) as r (line int, cells jsonb, left_out boolean)
    where i.tenant_id = ${tenant_id} and i.import = ${number} and i.line = r.line returning i.line`.execute(trx)
  return rows.map(({ line }) => line)
}

export async function listCells(db: Query, { tenant_id, number }: Of, lines: readonly number[]): Promise<CellRow[]> {
  const { rows } = await sql<CellRow>`
    select line, cells, surplus, left_out from import_rows
    where tenant_id = ${tenant_id} and import = ${number} and line = any(${[...lines]}::int[])`.execute(db)
  return rows
}
