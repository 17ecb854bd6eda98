/** Runs as jobs: begun once, watched, cancelled, taken back, tried again (BULK-3, BULK-4). */
import { isUuid } from '../../../contract/ids.ts'
import { strangeCursor } from '../../../contract/page.ts'
import { forbidden, notFound } from '../../../contract/problem.ts'
import { reachOf } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import { transaction } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { enqueue } from '../../../server/jobs/enqueue.ts'
import { demandFreshProof } from '../../../server/proof.ts'
import { jobOver, nothingFailed, notUndoable, type JobView, type ReportedReason } from '../contract/jobs.ts'
import { confirmationNeeded, planExpired, planNotReady, type Plan } from '../contract/plans.ts'
import { insertBatches, sumBatches } from '../sql/batches.ts'
import { countReasons } from '../sql/report.ts'
import { findPlan, listJobRows, updateDone, updateEnded, updateRunning, type PlanRow } from '../sql/plans.ts'
import { listFieldsOf } from '../sql/undoing.ts'
import { isStaged, type AnyDeed, type Catalogue } from './action.ts'
import { BATCH, runningJob } from './batches.ts'
import {
  actionOf,
  admit,
  deedOf,
  demandPermission,
  demandPlan,
  isOwn,
  isWhole,
  paramsOf,
  saysWhy,
  UNDO,
} from './engine.ts'
import { makePlan } from './plan.ts'
import { confirmOf, isExpired, shownJob, undoUntil } from './show.ts'
import { tellJob } from './tell-job.ts'
import { undoOf, type UndoParams } from './undo.ts'

const HOUR = 3_600_000
/** So many workers may take batches of one run at the same time. */
const HANDS = 2

/** What leaves the building waits so long for a second thought (CONSOLE 4.3); what is done to one person does not. */
const HOLD = 20_000
const startOf = ({ holdMillis = HOLD }: Context, action: AnyDeed, plan: PlanRow, at: Date): Date | null =>
  action.leavesBuilding && plan.will > 1 && holdMillis > 0 ? new Date(at.getTime() + holdMillis) : null

type Asked = { readonly id: string; readonly confirm: number | undefined }
type Begun = { readonly plan: PlanRow; readonly action: AnyDeed }

/** What every run begins with: a plan of one's own that is ready, rights that still hold, the number that is asked for. */
export async function demandRunnable(ctx: Context, catalogue: Catalogue, { id, confirm }: Asked): Promise<Begun> {
  const plan = await demandPlan(ctx, id)
  const action = actionOf(catalogue, plan)
  demandPermission(ctx, action)
  if (action.contract.sensitive) demandFreshProof(ctx)
  if (isExpired(plan, ctx.clock.now())) throw planExpired()
  if (plan.state !== 'ready') throw planNotReady({ more: { state: plan.state } })
  demandConfirmed(confirmOf(action, plan), confirm)
  await admit(ctx, action, paramsOf(plan))
  return { plan, action }
}

/** Takes a plan into its run, in batches of so many; of two who do it at the same moment, one is told that it runs. */
export async function beginRun(
  trx: Trx,
  plan: PlanRow,
  { at, startsAt, size }: { at: Date; startsAt: Date | null; size: number },
): Promise<void> {
  if (!(await updateRunning(trx, plan, at, startsAt))) throw planNotReady({ more: { state: 'running' } })
  await insertBatches(trx, plan, size)
  if (plan.will === 0) await updateDone(trx, plan, at)
  await tellJob(trx, plan)
}

/** Begins the run of a plan, in the background. */
export async function startRun(
  ctx: Context,
  catalogue: Catalogue,
  id: string,
  confirm: number | undefined,
): Promise<string> {
  const { plan, action } = await demandRunnable(ctx, catalogue, { id, confirm })
  if (catalogue.handed?.some(({ contract }) => contract === action.contract))
    throw planNotReady({
      detail: 'What this makes is shown while it is made. Download it instead.',
      more: { state: plan.state },
    })
  const at = ctx.clock.now()
  const startsAt = startOf(ctx, action, plan, at)
  const size = isWhole(action, plan) ? plan.will : BATCH
  await transaction(ctx, async (trx) => {
    await beginRun(trx, plan, { at, startsAt, size })
    const payload = { tenantId: plan.tenant_id, plan: plan.id }
    const hands = Math.min(HANDS, Math.ceil(plan.will / size))
    for (let hand = 0; hand < hands; hand += 1)
      await enqueue(trx, runningJob, payload, { requestId: ctx.origin.requestId, runAt: startsAt ?? undefined })
  })
  return plan.id
}

function demandConfirmed(expected: number | null, confirm: number | undefined): void {
  if (expected === null || confirm === expected) return
  const message = `This changes ${expected} people. Send ${expected} in “confirm” to run it.`
  const errors = [{ pointer: '#/confirm', code: 'confirm', message }]
  throw confirmationNeeded({ detail: message, errors, more: { expected } })
}

/** Who may read the change log of the whole tenant sees what everybody ran; anybody else the own. */
const seesAll = ({ actor }: Context) => reachOf(actor, 'history.read')?.everywhere === true

/** A job that the actor may see; anything else is not there. */
export async function demandJob(ctx: Context, id: string): Promise<PlanRow> {
  const plan = isUuid(id) ? await findPlan(ctx.db, ctx.actor.tenantId, id) : undefined
  if (!plan?.started_at || !(isOwn(ctx, plan) || seesAll(ctx))) throw notFound()
  return plan
}

export async function readJob(ctx: Context, catalogue: Catalogue, id: string): Promise<JobView> {
  return withSums(ctx, catalogue, await demandJob(ctx, id))
}

async function withSums(ctx: Context, catalogue: Catalogue, plan: PlanRow): Promise<JobView> {
  const sums = await sumBatches(ctx.db, plan.tenant_id, [plan.number], ctx.clock.now())
  return shownJob(ctx, catalogue, plan, sums.get(plan.number))
}

/** Why people of a job were left alone, whether its plan or its run found it; what most share comes first. */
export async function listReasons(ctx: Context, id: string): Promise<ReportedReason[]> {
  const plan = await demandJob(ctx, id)
  const counted = await countReasons(ctx.db, plan)
  return counted.map((one) => ({ ...one, says: saysWhy(one.reason)! }))
}

export type JobsQuery = { state?: 'running'; limit?: string; after?: string }

export async function listJobs(
  ctx: Context,
  catalogue: Catalogue,
  { state, limit = '50', after }: JobsQuery,
): Promise<{ items: JobView[]; next: string | null }> {
  const { kind, id, tenantId } = ctx.actor
  const from = after === undefined ? null : await demandJob(ctx, after).catch(() => null)
  if (after !== undefined && !from) throw strangeCursor()
  const most = Number(limit)
  const actor = seesAll(ctx) ? null : { kind, id }
  const found = await listJobRows(ctx.db, {
    tenantId,
    actor,
    running: state === 'running',
    after: from,
    limit: most + 1,
  })
  const page = found.slice(0, most)
  const sums = await sumBatches(
    ctx.db,
    tenantId,
    page.map((p) => p.number),
    ctx.clock.now(),
  )
  return {
    items: page.map((plan) => shownJob(ctx, catalogue, plan, sums.get(plan.number))),
    next: found.length > most ? page.at(-1)!.id : null,
  }
}

/** No batch is begun from now on; what is done stays done, and what is all or nothing is taken back. */
export async function cancelJob(ctx: Context, catalogue: Catalogue, id: string): Promise<JobView> {
  const plan = await demandJob(ctx, id)
  // Somebody else's job is stopped by whoever may do the same, and to everybody: it may be about anybody.
  const action = actionOf(catalogue, plan)
  demandPermission(ctx, action)
  if (!isOwn(ctx, plan) && !reachOf(ctx.actor, action.contract.permission)?.everywhere)
    throw forbidden({
      detail: 'The job is somebody else’s, and you may do this to a part of the people alone.',
      more: { permission: action.contract.permission },
    })
  await transaction(ctx, async (trx) => {
    if (plan.state !== 'running' || !(await updateEnded(trx, plan, 'cancelled', ctx.clock.now(), null))) throw jobOver()
    await tellJob(trx, plan)
  })
  return readJob(ctx, catalogue, id)
}

/** Plans to put back what a job changed, where nothing newer has changed it. */
export async function planUndo(ctx: Context, catalogue: Catalogue, id: string): Promise<Plan> {
  const job = await demandJob(ctx, id)
  const action = actionOf(catalogue, job)
  demandPermission(ctx, action)
  const sums = await sumBatches(ctx.db, job.tenant_id, [job.number], ctx.clock.now())
  if (job.state === 'running') throw notUndoable({ detail: 'It still runs. Cancel it, or wait until it is done.' })
  if (action.inverse === 'nothing')
    throw notUndoable({ detail: `What this did cannot be taken back: ${action.contract.label}.` })
  if (!undoUntil(action, job, sums.get(job.number)?.changed ?? 0, ctx.clock.now()))
    throw notUndoable({ detail: 'It changed nobody, or it is older than 30 days.' })
  const params = await undoParams(ctx, catalogue, job)
  const target = { job: job.id, number: job.number, who: 'changed' as const }
  return makePlan(ctx, catalogue, undoOf(catalogue, params), { name: UNDO, params, target, reverses: job.id })
}

/** The name of what was done first, before it was taken back and done again. */
const rootOf = (job: PlanRow): string =>
  job.reverses === null ? job.action : (job.params as unknown as UndoParams).action

/** Batches at work when a job is cancelled end a little later, and clocks of processes differ a little. */
async function undoParams(ctx: Context, catalogue: Catalogue, job: PlanRow): Promise<UndoParams> {
  const [from, to] = [job.started_at!.getTime() - HOUR, job.ended_at!.getTime() + HOUR].map((at) =>
    new Date(at).toISOString(),
  )
  const span = { job: job.id, from: from!, to: to! }
  const each = deedOf(catalogue, rootOf(job))
  const fields = await listFieldsOf(ctx.db, { tenantId: job.tenant_id, ...span }, each !== undefined && isStaged(each))
  if (job.reverses === null) return { ...span, action: job.action, fields, again: false }
  const { action, again } = job.params as unknown as UndoParams
  return { ...span, action, fields, again: !again }
}

/** Plans the same for those whom the job could not change, or for those of them with one reason. */
export async function planRetry(
  ctx: Context,
  catalogue: Catalogue,
  id: string,
  reason: string | undefined,
): Promise<Plan> {
  const job = await demandJob(ctx, id)
  const failed = (await countReasons(ctx.db, job)).filter(({ outcome }) => outcome === 'failed')
  if (!failed.some((one) => reason === undefined || one.reason === reason)) throw nothingFailed()
  const params = paramsOf(job)
  const action = actionOf(catalogue, job)
  demandPermission(ctx, action)
  await admit(ctx, action, params)
  const target = { job: job.id, number: job.number, who: 'failed' as const, ...(reason ? { reason } : {}) }
  return makePlan(ctx, catalogue, action, {
    name: job.action,
    params,
    target,
    ...(job.reverses ? { reverses: job.reverses } : {}),
  })
}
