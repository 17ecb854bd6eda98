/** Exports as rows: moved from state to state by one statement each, so that of two who do it one does. */
import { sql, type Insertable, type Selectable } from 'kysely'
import { rawRows, type DB, type Expression, type Query, type Trx } from '../../../server/database/database.ts'
import { RowReader } from '../../../server/database/raw-rows.ts'
import type { exportStates } from '../contract.ts'

export type ExportRow = Selectable<DB['exports']> & {
  state: (typeof exportStates)[number]
  format: 'csv' | 'xlsx'
}
export type ExportKey = Pick<ExportRow, 'tenant_id' | 'id'>

export const insertExport = (trx: Trx, row: Insertable<DB['exports']>): Promise<ExportRow> =>
  trx.insertInto('exports').values(row).returningAll().executeTakeFirstOrThrow() as Promise<ExportRow>

export const findExport = (db: Query, tenantId: number, id: string): Promise<ExportRow | undefined> =>
  some(db.selectFrom('exports').selectAll(), { tenant_id: tenantId, id }).executeTakeFirst() as Promise<
    ExportRow | undefined
  >

type Narrowed<Q> = { where(column: 'tenant_id' | 'id', op: '=', value: number | string): Q }
const some = <Q extends Narrowed<Q>>(query: Q, { tenant_id, id }: ExportKey): Q =>
  query.where('tenant_id', '=', tenant_id).where('id', '=', id)

/** Who looks: the one who asked, and the user with the address that the link went to. */
export type Looking = { readonly kind: string; readonly id: string; readonly emailKey: string | null }
const seenBy = ({ kind, id, emailKey }: Looking): Expression<boolean> =>
  sql<boolean>`((actor_kind = ${kind} and actor_id = ${id}) or (email_key is not null and email_key = ${emailKey}))`

export type ExportsAsked = {
  readonly tenantId: number
  readonly looking: Looking
  readonly after: ExportRow | null
  readonly limit: number
}

export const listExportRows = (db: Query, { tenantId, looking, after, limit }: ExportsAsked): Promise<ExportRow[]> =>
  db
    .selectFrom('exports')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where(seenBy(looking))
    .$if(after !== null, (q) => q.where(sql<boolean>`(made_at, id) < (${after!.made_at}, ${after!.id}::uuid)`))
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute() as Promise<ExportRow[]>

/** How many of somebody are under way or kept; another one of theirs waits until this transaction ends. */
export async function countKept(trx: Trx, tenantId: number, kind: string, id: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('rollcall.exports ' || ${`${kind} ${id}`}::text), ${tenantId}::integer)`.execute(
    trx,
  )
  const { count } = await trx
    .selectFrom('exports')
    .select(sql<number>`count(*)`.as('count'))
    .where('tenant_id', '=', tenantId)
    .where('actor_kind', '=', kind)
    .where('actor_id', '=', id)
    .where('state', 'in', ['waiting', 'running', 'ready'])
    .executeTakeFirstOrThrow()
  return count
}

/** Begins it, anew where an earlier try did not end; undefined when it is over or gone. Whoever wrote it before is told off. */
export async function updateBegun(db: Query, key: ExportKey, at: Date): Promise<ExportRow | undefined> {
  return db.transaction().execute(async (trx) => {
    const begun = await some(trx.updateTable('exports'), key)
      .set({ state: 'running', run: sql`run + 1`, people: null, people_done: 0, size: 0, began_at: at, touched_at: at })
      .where('state', 'in', ['waiting', 'running'])
      .returningAll()
      .executeTakeFirst()
    await deleteParts(trx, key)
    return begun as ExportRow | undefined
  })
}

const isMine = ({ tenant_id, id, run }: ExportKey & Pick<ExportRow, 'run'>): Expression<boolean> =>
  sql<boolean>`tenant_id = ${tenant_id} and id = ${id}::uuid and run = ${run} and state = 'running'`

type Mine = ExportKey & Pick<ExportRow, 'run'>

/** False when somebody else writes it by now, or it was deleted: all that is written of a run asks this first. */
export async function updatePeople(db: Query, mine: Mine, people: number): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('exports').set({ people }).where(isMine(mine)).executeTakeFirst()
  return numUpdatedRows > 0n
}

export type Part = { readonly number: number; readonly bytes: Buffer; readonly size: number; readonly people: number }

/**
 * Keeps a part of the file and says how far it is, both or neither. It does not wait for the disk: the commit by which the file is
 * ready does, and with it all before; what is lost in between is written anew.
 */
export async function insertPart(db: Query, mine: Mine, part: Part, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with mine as (
      update exports set people_done = ${part.people}, size = size + ${part.size}, touched_at = ${at}
      where ${isMine(mine)} returning tenant_id, id),
    relaxed as materialized (select set_config('synchronous_commit', 'off', true))
    insert into export_parts (tenant_id, export_id, number, bytes)
    select tenant_id, id, ${part.number}::integer, ${part.bytes}::bytea from mine, relaxed`.execute(db)
  return numAffectedRows === 1n
}

export async function updateReady(trx: Trx, mine: Mine, at: Date, expiresAt: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('exports')
    .set({ state: 'ready', people_done: sql`people`, ended_at: at, expires_at: expiresAt })
    .where(isMine(mine))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends it without a file. */
export async function updateFailed(db: Query, key: ExportKey, at: Date, fault: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await some(trx.updateTable('exports'), key)
      .set({ state: 'failed', ended_at: at, fault })
      .where('state', 'in', ['waiting', 'running'])
      .execute()
    await deleteParts(trx, key)
  })
}

/** False when it is gone already. */
export async function deleteExportRow(db: Query, key: ExportKey): Promise<boolean> {
  const { numDeletedRows } = await some(db.deleteFrom('exports'), key).executeTakeFirst()
  return numDeletedRows > 0n
}

const deleteParts = (trx: Trx, { tenant_id, id }: ExportKey) =>
  trx.deleteFrom('export_parts').where('tenant_id', '=', tenant_id).where('export_id', '=', id).execute()

/**
 * The bytes of a part; null behind the last one. Taken out of the bytes that PostgreSQL sends: as a value of a column a part leaves
 * five times its size behind, and the download of a large file sixty megabytes.
 */
export async function findPart(db: Query, { tenant_id, id }: ExportKey, number: number): Promise<Buffer | null> {
  const row = new RowReader(1)
  const found = rawRows(
    db,
    sql`select bytes from export_parts where tenant_id = ${tenant_id} and export_id = ${id}::uuid and number = ${number}::integer`,
  )
  let part: Buffer | null = null
  for await (const bytes of found) {
    row.over(bytes)
    if (row.next()) part = row.bytea(0)
  }
  return part
}
