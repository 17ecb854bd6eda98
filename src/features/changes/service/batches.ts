/** Running a plan: batch by batch, each one transaction with its changes, history, effects and progress (BULK-3). */
import { ProblemError } from '../../../contract/problem.ts'
import { holds } from '../../../server/actor.ts'
import type { Context, Parts } from '../../../server/context.ts'
import { isDatabaseAway, isWorthAnotherTry, type Trx } from '../../../server/database/database.ts'
import { enqueue } from '../../../server/jobs/enqueue.ts'
import {
  beginPart,
  hasOpenBatch,
  insertExceptions,
  keepPart,
  listBatchPeople,
  listChangedSince,
  takeBatch,
  undoPart,
  updateBatchDone,
  type BatchCounts,
  type Exception,
} from '../sql/batches.ts'
import { lockPeople } from '../sql/judging.ts'
import { findPlan, updateDone, type PlanRow } from '../sql/plans.ts'
import { isStaged, type AnyDeed, type Catalogue } from './action.ts'
import { actionOf, contextOfPlan, isWhole, paramsOf } from './engine.ts'
import { changeSet, type SetOutcome } from './run.ts'
import { tellJob } from './tell-job.ts'
import { TakenBack, Writing } from './writing.ts'

export const runningJob = { name: 'run-plan' } as const
/** So many people are changed, or not, at once. */
export const BATCH = 2000
/** Of a run that is all or nothing so many are written between two words of how far it is. */
const SLICE = 1000
const TRIES = 5

type Work = {
  readonly parts: Parts
  readonly catalogue: Catalogue
  readonly plan: PlanRow
  /** Says that the process is to end: what cannot be parted is given up for now. */
  readonly signal?: AbortSignal
  /** For a batch that another one holds. */
  readonly wait?: boolean
}

/** Takes batches of a run until none is left to take; others may do the same at the same time. */
export async function runBatches(
  parts: Parts,
  catalogue: Catalogue,
  { tenantId, plan: id }: { tenantId: number; plan: string },
  signal: AbortSignal,
): Promise<void> {
  const db = parts.database.tenant(tenantId)
  const plan = await findPlan(db, tenantId, id)
  if (!plan || plan.state !== 'running') return
  // The queue goes by the clock of the database; what counts is that of the server which said when.
  if (plan.starts_at && plan.starts_at > parts.clock.now())
    return enqueue(db, runningJob, { tenantId, plan: id }, { runAt: plan.starts_at })
  const work = { parts, catalogue, plan, signal }
  do signal.throwIfAborted()
  while ((await tryBatch(work)) !== null)
  // Others are at what is left, or were killed at it and PostgreSQL has not let go of it yet: then it is for us to do.
  while (await hasOpenBatch(db, plan)) {
    signal.throwIfAborted()
    await tryBatch({ ...work, wait: true })
  }
  if (await updateDone(db, plan, parts.clock.now())) await tellJob(db, plan)
}

/** One batch; of two that stand in each other's way, the one that had to give way begins again. */
export async function tryBatch(work: Work, tries = 1): Promise<string[] | null> {
  try {
    return await runBatch(work)
  } catch (error) {
    if (!isWorthAnotherTry(error) || tries >= TRIES) throw error
    return tryBatch(work, tries + 1)
  }
}

/** Answers who was changed; null when there was none to take, or when all of it was taken back. */
async function runBatch(work: Work): Promise<string[] | null> {
  const { parts, catalogue, plan, signal } = work
  // Asked before the transaction: whoever holds one connection waits for no second one.
  const ctx = await contextOfPlan(parts, plan)
  const writing = isWhole(actionOf(catalogue, plan), plan) ? new Writing(parts, plan, signal) : null
  try {
    return await parts.database
      .tenant(plan.tenant_id)
      .transaction()
      .execute((trx) => changeBatch(work, ctx, trx, writing))
  } catch (error) {
    if (error instanceof TakenBack) return null
    throw error
  } finally {
    await writing?.end()
  }
}

async function changeBatch(
  { parts, catalogue, plan, wait = false }: Work,
  ctx: Context | null,
  trx: Trx,
  writing: Writing | null,
): Promise<string[] | null> {
  const batch = await takeBatch(trx, plan, wait)
  if (!batch) return null
  writing?.reached(0)
  const ids = await listBatchPeople(trx, plan, batch)
  const action = actionOf(catalogue, plan)
  const exceptions = ctx
    ? await changePeople({ ...ctx, ...doorOf(ctx, action), db: trx }, trx, { action, plan, writing }, ids)
    : skipAll(ids, 'no-longer-yours')
  await insertExceptions(trx, plan, exceptions)
  await updateBatchDone(trx, plan, batch.number, countsOf(ids, exceptions), parts.clock.now())
  // Whoever cancels from here on waits, and finds it over; who did so before has all of it taken back.
  if (writing && !(await updateDone(trx, plan, parts.clock.now()))) throw new TakenBack()
  await tellJob(trx, plan)
  const others = new Set(exceptions.map(({ userId }) => userId))
  return ids.filter((one) => !others.has(one))
}

/** History names the door through which the rows of a staged action came. */
const doorOf = ({ origin }: Context, action: AnyDeed) =>
  isStaged(action) ? { origin: { ...origin, via: action.via } } : {}

type Planned = {
  readonly action: AnyDeed
  readonly plan: PlanRow
  /** Of a run that is not to be parted: whoever it fails for, it fails for all. */
  readonly writing: Writing | null
}

/** Does what the plan showed to those who are as the plan saw them; answers who was not changed, and why. */
async function changePeople(
  ctx: Context,
  trx: Trx,
  { action, plan, writing }: Planned,
  ids: readonly string[],
): Promise<Exception[]> {
  if (!holds(ctx.actor, action.contract.permission)) return skipAll(ids, 'no-longer-yours')
  const barred = await barredNow(ctx, action, plan)
  if (barred) return skipAll(ids, barred)
  await lockPeople(trx, plan.tenant_id, ids)
  const moved = new Set(await listChangedSince(trx, plan, ids, ctx.clock.now()))
  const asPlanned = ids.filter((id) => !moved.has(id))
  const part = { ctx, trx, action, plan, writing }
  const since = skipAll([...moved], 'changed-since')
  if (!writing) return [...since, ...(await changeInParts(part, asPlanned))]
  return everybodyOrNobody(trx, ids, async () => [...since, ...(await changeInSlices(part, writing, asPlanned))])
}

async function everybodyOrNobody(
  trx: Trx,
  ids: readonly string[],
  change: () => Promise<Exception[]>,
): Promise<Exception[]> {
  await beginPart(trx)
  const exceptions = await change()
  if (exceptions.every(({ outcome }) => outcome === 1)) {
    await keepPart(trx)
    return exceptions
  }
  await undoPart(trx)
  const named = exceptions.filter(({ outcome }) => outcome !== 1)
  const those = new Set(named.map(({ userId }) => userId))
  const others = ids.filter((id) => !those.has(id))
  return [...named, ...skipAll(others, 'all-or-nothing')]
}

/** What was asked for may be gone by now: a group archived, a site out of reach, a role that one lost. */
async function barredNow(ctx: Context, action: AnyDeed, plan: PlanRow): Promise<string | null> {
  try {
    await action.admit?.(ctx, paramsOf(plan))
    return null
  } catch (error) {
    if (error instanceof ProblemError) return 'no-longer-possible'
    throw error
  }
}

type Part = Planned & { readonly ctx: Context; readonly trx: Trx }

/** One after the other, so that one sees how far it is. */
async function changeInSlices(part: Part, writing: Writing, ids: readonly string[]): Promise<Exception[]> {
  const exceptions: Exception[] = []
  for (let from = 0; from < ids.length; from += SLICE) {
    const some = await changeInParts(part, ids.slice(from, from + SLICE))
    if (some.some(({ outcome }) => outcome === 3)) return failAll(ids)
    exceptions.push(...some)
    writing.reached(Math.min(from + SLICE, ids.length))
  }
  return exceptions
}

/** All at once; and where that fails, in halves, until whoever it fails for stands alone. */
async function changeInParts(part: Part, ids: readonly string[]): Promise<Exception[]> {
  if (ids.length === 0) return []
  const { ctx, trx, action, plan } = part
  await beginPart(trx)
  try {
    const run = { id: plan.id, action: plan.action, params: plan.params, reverses: plan.reverses ?? undefined }
    const outcome = await changeSet(ctx, trx, action, ids, paramsOf(plan), run)
    await keepPart(trx)
    return exceptionsOf(outcome)
  } catch (error) {
    if (isDatabaseAway(error) || isWorthAnotherTry(error)) throw error
    await undoPart(trx)
    if (ids.length === 1 || part.writing) {
      ctx.log.error({ err: error, plan: plan.id, user: ids[0], people: ids.length }, 'people could not be changed')
      return failAll(ids)
    }
    const half = Math.ceil(ids.length / 2)
    const first = await changeInParts(part, ids.slice(0, half))
    return [...first, ...(await changeInParts(part, ids.slice(half)))]
  }
}

const exceptionsOf = ({ already, refused, unseen }: SetOutcome): Exception[] => [
  ...already.map((userId) => ({ userId, outcome: 1 as const, reason: null })),
  ...[...refused].map(([userId, reason]) => ({ userId, outcome: 2 as const, reason })),
  ...skipAll(unseen, 'no-longer-yours'),
]
const skipAll = (ids: readonly string[], reason: string): Exception[] =>
  ids.map((userId) => ({ userId, outcome: 2 as const, reason }))

const failAll = (ids: readonly string[]): Exception[] => ids.map((userId) => ({ userId, outcome: 3, reason: 'failed' }))

function countsOf(ids: readonly string[], exceptions: readonly Exception[]): BatchCounts {
  const of = (outcome: number) => exceptions.filter((e) => e.outcome === outcome).length
  return { changed: ids.length - exceptions.length, already: of(1), skipped: of(2), failed: of(3) }
}
