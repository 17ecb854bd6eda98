/** Writing the file of an export in the background: begun anew when a process dies over it, ended once, mailed once. */
import { ProblemError } from '../../../contract/problem.ts'
import { holds } from '../../../server/actor.ts'
import { transaction, type Context, type Parts } from '../../../server/context.ts'
import { notify } from '../../../server/database/notify.ts'
import { readTarget } from '../../changes/service/target.ts'
import type { Target } from '../../changes/contract/plans.ts'
import { recordSetting } from '../../history/service/record.ts'
import { sendMail } from '../../outbox/service/send-mail.ts'
import { actorNow } from '../../roles/service/actor-now.ts'
import { KEPT_DAYS, MOST_BYTES } from '../contract.ts'
import { findAddressee } from '../sql/addresses.ts'
import { insertPart, updateBegun, updateFailed, updatePeople, updateReady, type ExportRow } from '../sql/exports.ts'
import { demandColumns, readSort } from './ask.ts'
import { exportReady } from './mail.ts'
import { pack } from './parts.ts'
import { writeExport, type Sink } from './write.ts'

const DAY = 86_400_000
/** Open pages hear that often at most how far it is. */
const TELL_MILLIS = 500

type Asked = { readonly tenantId: number; readonly export: string }

/** What cannot be mended by trying again; its sentence is shown with the export. */
class Hopeless extends Error {
  override readonly name = 'Hopeless'
}
/** Somebody else writes it by now, or it was deleted. */
class TakenAway extends Error {
  override readonly name = 'TakenAway'
}

/** Writes the file of an export that waits, with the rights that the one who asked has now. */
export async function writeInBackground(parts: Parts, asked: Asked, signal: AbortSignal): Promise<void> {
  const db = parts.database.tenant(asked.tenantId)
  const row = await updateBegun(db, { tenant_id: asked.tenantId, id: asked.export }, parts.clock.now())
  if (!row) return
  try {
    const ctx = await contextOf(parts, row)
    await write(ctx, row, signal)
  } catch (error) {
    if (error instanceof TakenAway) return
    if (!(error instanceof Hopeless)) throw error
    await updateFailed(db, row, parts.clock.now(), error.message)
  }
  await tell(parts, row)
}

/** After the last try it is said that there will be no file. */
export async function giveUp(parts: Parts, asked: Asked, error: unknown, isLast: boolean): Promise<never> {
  if (isLast) {
    const row = { tenant_id: asked.tenantId, id: asked.export }
    const fault = 'It was tried again and again, and given up. The log of the server has the cause.'
    await updateFailed(parts.database.tenant(asked.tenantId), row, parts.clock.now(), fault)
    await tell(parts, row)
  }
  throw error
}

const tell = ({ database }: Parts, { tenant_id, id }: Pick<ExportRow, 'tenant_id' | 'id'>) =>
  notify(database.tenant(tenant_id), { tenant: tenant_id, kind: 'jobs-changed', ids: [id] })

/** The one who asked, with the rights that they have now. */
async function contextOf(parts: Parts, row: ExportRow): Promise<Context> {
  const known = await actorNow(parts, {
    kind: row.actor_kind as Context['actor']['kind'],
    id: row.actor_id,
    homeTenantId: row.home_tenant_id,
    tenantId: row.tenant_id,
  })
  if (!known || !holds(known.actor, 'users.read') || !holds(known.actor, 'users.export'))
    throw new Hopeless('Whoever asked for it may export users no more.')
  const origin = { via: 'job', requestId: row.request_id, address: row.address, userAgent: null } as const
  return { ...parts, ...known, origin, device: null, db: parts.database.tenant(row.tenant_id) }
}

/** What was asked for may be gone by now: a module, or a field of the tenant's own. */
async function wantedNow(ctx: Context, row: ExportRow) {
  try {
    await demandColumns(ctx, row.columns)
    const source = readTarget(ctx, row.target as Target)
    return { format: row.format, columns: row.columns, source, sort: readSort(ctx, row.sort) }
  } catch (error) {
    if (error instanceof ProblemError) throw new Hopeless(error.message)
    throw error
  }
}

async function write(ctx: Context, row: ExportRow, signal: AbortSignal): Promise<void> {
  const wanted = await wantedNow(ctx, row)
  const people = await writeExport(ctx, wanted, sinkOf(ctx, row, signal))
  const at = ctx.clock.now()
  const until = new Date(at.getTime() + KEPT_DAYS * DAY)
  await transaction(ctx, async (trx) => {
    if (!(await updateReady(trx, row, at, until))) throw new TakenAway()
    await recordExport(ctx, trx, { ...row, people })
    if (row.email_to === null || row.email_key === null) return
    const addressee = await findAddressee(trx, row.tenant_id, row.email_key)
    await sendMail(ctx, trx, {
      tenantId: row.tenant_id,
      template: exportReady,
      requestId: row.request_id,
      to: { address: row.email_to, ...(addressee ? { name: addressee.name } : {}) },
      userId: addressee?.id ?? null,
      language: addressee?.language ?? null,
      goodUntil: until,
      data: {
        name: addressee?.name ?? row.email_to,
        by: row.actor_name,
        people,
        link: `${ctx.publicOrigin}/exports/${row.id}`,
        until: until.toISOString().slice(0, 10),
      },
    })
  })
}

/** Every file that left is in the change log of the tenant: who, how many people, which columns. */
export const recordExport = (
  ctx: Context,
  trx: Parameters<typeof recordSetting>[1],
  { id, format, columns, people }: { id: string; format: string; columns: readonly string[]; people: number },
) => recordSetting(ctx, trx, 'export-users', { id, format, columns, people })

/** Keeps each part as it comes, and says now and then how far it is. */
function sinkOf(ctx: Context, row: ExportRow, signal: AbortSignal): Sink {
  let [number, size, told] = [0, 0, 0]
  const demand = (mine: boolean) => {
    if (!mine) throw new TakenAway()
  }
  return {
    counted: async (people) => demand(await updatePeople(ctx.db, row, people)),
    take: async (bytes, people) => {
      signal.throwIfAborted()
      size += bytes.length
      if (size > MOST_BYTES)
        throw new Hopeless('The file would be larger than 1 GB. Choose fewer columns, or fewer users.')
      const part = { number, bytes: await pack(row.format, bytes), size: bytes.length, people }
      demand(await insertPart(ctx.db, row, part, ctx.clock.now()))
      number += 1
      if (performance.now() - told < TELL_MILLIS) return
      told = performance.now()
      await tell(ctx, row)
    },
  }
}
