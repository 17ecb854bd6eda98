/** Who sees an export, how it is shown, and its file. */
import { isUuid } from '../../../contract/ids.ts'
import { strangeCursor } from '../../../contract/page.ts'
import { changedMeanwhile, notFound } from '../../../contract/problem.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { notify } from '../../../server/database/notify.ts'
import { exportExpired, exportNotReady, type ExportView } from '../contract.ts'
import { findEmailKey } from '../sql/addresses.ts'
import { deleteExportRow, findExport, findPart, listExportRows, type ExportRow, type Looking } from '../sql/exports.ts'
import { unpack } from './parts.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

/** Nobody changes what was asked for. */
const VERSION = 1

export const shown = (row: ExportRow): ExportView => ({
  id: row.id,
  version: VERSION,
  state: row.state,
  format: row.format,
  columns: row.columns,
  by: { kind: row.actor_kind as ExportView['by']['kind'], id: row.actor_id, name: row.actor_name },
  madeAt: row.made_at.toISOString(),
  endedAt: iso(row.ended_at),
  expiresAt: iso(row.expires_at),
  people: { done: row.people_done, of: row.people },
  size: row.size,
  fileName: fileNameOf(row),
  emailTo: row.email_to,
  fault: row.fault,
})

/** The day, in UTC, as of which the file is. */
const fileNameOf = ({ began_at, made_at, format }: ExportRow) =>
  `users-${(began_at ?? made_at).toISOString().slice(0, 10)}.${format}`

/** Whoever asked, and the user of this tenant to whose address the link went. */
async function looking({ actor, db }: Context): Promise<Looking> {
  const emailKey = actor.kind === 'user' ? await findEmailKey(db, actor.tenantId, actor.id) : null
  return { kind: actor.kind, id: actor.id, emailKey }
}

const isOwn = (row: ExportRow, { kind, id }: Pick<Looking, 'kind' | 'id'>) =>
  row.actor_kind === kind && row.actor_id === id

/** An export that the actor may see; anything else is not there. */
async function demandExport(ctx: Context, id: string): Promise<ExportRow> {
  const row = isUuid(id) ? await findExport(ctx.db, ctx.actor.tenantId, id) : undefined
  const who = await looking(ctx)
  if (!row || !(isOwn(row, who) || (row.email_key !== null && row.email_key === who.emailKey))) throw notFound()
  // Its time may be over a little before somebody clears up.
  return isOver(row, ctx.clock.now()) ? { ...row, state: 'expired' } : row
}
const isOver = ({ state, expires_at }: ExportRow, now: Date) =>
  state === 'ready' && expires_at !== null && expires_at <= now

export const readExport = async (ctx: Context, id: string): Promise<ExportView> => shown(await demandExport(ctx, id))

export async function listExports(
  ctx: Context,
  { limit = '50', after }: { limit?: string; after?: string },
): Promise<{ items: ExportView[]; next: string | null }> {
  const from = after === undefined ? null : await demandExport(ctx, after).catch(() => null)
  if (after !== undefined && !from) throw strangeCursor()
  const most = Number(limit)
  const asked = { tenantId: ctx.actor.tenantId, looking: await looking(ctx), after: from, limit: most + 1 }
  const found = await listExportRows(ctx.db, asked)
  const page = found.slice(0, most)
  const now = ctx.clock.now()
  const items = page.map((row) => shown(isOver(row, now) ? { ...row, state: 'expired' } : row))
  return { items, next: found.length > most ? page.at(-1)!.id : null }
}

export type ExportFile = { readonly name: string; readonly mediaType: string; readonly parts: AsyncIterable<Buffer> }

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** The file, part by part; one that goes while it is read breaks off, and is not taken for a whole one. */
export async function openFile(ctx: Context, id: string): Promise<ExportFile> {
  const row = await demandExport(ctx, id)
  if (row.state === 'expired') throw exportExpired()
  if (row.state !== 'ready') throw exportNotReady({ more: { state: row.state } })
  return { name: fileNameOf(row), mediaType: mediaTypes[row.format], parts: partsOf(ctx, row) }
}

async function* partsOf({ db }: Context, row: ExportRow): AsyncGenerator<Buffer> {
  let size = 0
  for (let number = 0; size < row.size; number += 1) {
    const bytes = await findPart(db, row, number)
    if (bytes === null) throw new Error(`The file of the export ${row.id} is gone.`)
    const part = await unpack(row.format, bytes)
    size += part.length
    yield part
  }
}

/** Takes an own export away, file and all; what is being written is told off. */
export async function deleteExport(ctx: Context, id: string, version: number): Promise<undefined> {
  const row = await demandExport(ctx, id)
  if (!isOwn(row, ctx.actor)) throw notFound()
  if (version !== VERSION) throw changedMeanwhile()
  await transaction(ctx, async (trx) => {
    if (!(await deleteExportRow(trx, row))) throw notFound()
    await notify(trx, { tenant: row.tenant_id, kind: 'jobs-changed', ids: [row.id] })
  })
}
