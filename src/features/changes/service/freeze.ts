/** Judges the people of a plan and writes it down: one statement for each stretch of people, all in one snapshot. */
import type { Context } from '../../../server/context.ts'
import type { Query, Trx } from '../../../server/database/database.ts'
import { holdsMore, visibleUsers } from '../../roles/scope.ts'
import {
  analyzePlanPeople,
  copyStagedPeople,
  countOutcomes,
  deletePlanPeople,
  exportSnapshot,
  insertPlanPeople,
  leaveOut,
  selectStretches,
  selectSums,
  takeSnapshot,
  willChange,
  type Snapshot,
  type Stretch,
} from '../sql/freezing.ts'
import { administratorsOf, withHoldsMore } from '../sql/judging.ts'
import { updateProgress, updateReady, type PlanRow } from '../sql/plans.ts'
import { outOfReach, peopleOf, type Source } from '../sql/sources.ts'
import { keepingAnAdministrator } from './administrators.ts'
import { isStaged, type AnyAction, type AnyDeed, type AnyStagedAction, type Treated } from './action.ts'
import { paramsOf } from './engine.ts'
import { undone } from './rehearsal.ts'

/** People of the tenant that one statement looks at. */
const STRETCH = 20_000
/** Two connections judge at the same time, in the same snapshot. */
const LANES = 2

type Work<A extends AnyDeed = AnyDeed> = {
  readonly plan: PlanRow
  readonly action: A
  readonly source: Source
  readonly signal?: AbortSignal
}

/** Freezes a small plan, or one whose people were judged when they were staged, while the request waits. */
export async function freeze(ctx: Context, plan: PlanRow, action: AnyDeed, source: Source): Promise<void> {
  const snapshot = await repeatable(ctx.db, async (trx) => {
    const taken = await exportSnapshot(trx)
    if (isStaged(action)) await copyStaged(ctx, trx, { plan, action, source })
    else await judge(ctx, trx, { plan, action, source }, [null, null])
    return taken
  })
  await finish(ctx, { plan, action, source }, snapshot)
}

/** Everybody whom the feature staged; of a job, those of them for whom it failed. */
async function copyStaged(ctx: Context, trx: Trx, { plan, action, source }: Work<AnyStagedAction>): Promise<void> {
  const failed = source.kind === 'job' ? source : null
  await copyStagedPeople(trx, plan, action.people(ctx, paramsOf(plan)), failed)
}

/** Freezes a plan of any size, and says how far it is. Begun anew when an earlier try did not end. */
export async function freezeInStretches(
  ctx: Context,
  plan: PlanRow,
  action: AnyAction,
  source: Source,
  signal: AbortSignal,
): Promise<void> {
  const work = { plan, action, source, signal }
  await deletePlanPeople(ctx.db, plan)
  await action.beforeMany?.(ctx)
  const snapshot = await repeatable(ctx.db, async (trx) => {
    const taken = await exportSnapshot(trx)
    const stretches = await selectStretches(trx, plan.tenant_id, STRETCH)
    const progress = { done: 0, of: stretches.length }
    const lane = async (mine: Trx) => {
      for (let next = stretches.shift(); next; next = stretches.shift()) {
        signal.throwIfAborted()
        await judge(ctx, mine, work, next)
        progress.done += 1
        await updateProgress(ctx.db, plan, progress.done * STRETCH, progress.of * STRETCH)
      }
    }
    const others = Array.from({ length: LANES - 1 }, () =>
      repeatable(ctx.db, async (other) => {
        await takeSnapshot(other, taken.exported)
        await lane(other)
      }),
    )
    const ends = await Promise.allSettled([lane(trx), ...others])
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
    return taken
  })
  await analyzePlanPeople(ctx.db)
  await finish(ctx, work, snapshot)
}

const repeatable = <T>(db: Query, work: (trx: Trx) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').execute(work)

async function judge(
  ctx: Context,
  trx: Trx,
  { plan, action, source }: Work<AnyAction>,
  stretch: Stretch,
): Promise<void> {
  const { actor, clock } = ctx
  const reachesDeleted = action.reachesDeleted === true
  const people = peopleOf({ actor, now: clock.now(), source, reachesDeleted }, stretch)
  const judgement = withHoldsMore(holdsMore(actor), action.judge(ctx, paramsOf(plan)))
  const word = source.kind === 'job' ? 'no-longer-yours' : 'outside-your-reach'
  await insertPlanPeople(trx, plan, {
    people,
    judgement: outOfReach(visibleUsers(actor, action.contract.permission), judgement, word),
  })
}

async function finish(ctx: Context, { plan, action, source }: Work, { snapshot, epoch }: Snapshot): Promise<void> {
  const params = paramsOf(plan)
  if (action.lowersAdministrators) await leaveOutTheLast(ctx, plan, action)
  const counts = await countOutcomes(ctx.db, plan)
  const those = willChange(plan)
  const impact = {
    ...(await selectSums(ctx.db, action.impact?.(ctx, params, those) ?? {})),
    ...(await action.foresee?.(ctx, params, those)),
  }
  const seen = counts.will + counts.already + counts.skipped
  const unseen = source.kind === 'ids' ? source.ids.length - seen : 0
  await updateReady(ctx.db, plan, { ...counts, unseen, impact, snapshot, epoch })
}

/** Tries it on the administrators alone, under the very guard of the run, and takes it back. */
async function leaveOutTheLast(ctx: Context, plan: PlanRow, action: AnyDeed): Promise<void> {
  const among = await administratorsOf(ctx.db, plan.tenant_id, willChange(plan))
  if (among.length === 0) return
  const left = await undone(ctx, async (trx) => {
    if (isStaged(action)) return lastAmong(await action.treat({ ...ctx, db: trx }, trx, among, paramsOf(plan)))
    const work = (ids: readonly string[]) => action.apply({ ...ctx, db: trx }, trx, ids, paramsOf(plan))
    return (await keepingAnAdministrator(trx, plan.tenant_id, among, work)).left
  })
  if (left) await leaveOut(ctx.db, plan, left, 'last-administrator')
}

const lastAmong = ({ refused }: Treated): string | null =>
  [...refused].find(([, reason]) => reason === 'last-administrator')?.[0] ?? null
