/** Planning: whom an action would change, whom not and why, frozen in one state of the database (BULK-1, BULK-2). */
import { newId } from '../../../contract/ids.ts'
import { invalidRequest } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { transaction } from '../../../server/context.ts'
import { fieldErrors } from '../../../server/http/problems.ts'
import { enqueue } from '../../../server/jobs/enqueue.ts'
import type { Plan, Target } from '../contract/plans.ts'
import { countUpTo } from '../sql/freezing.ts'
import { insertPlan, type PlanRow } from '../sql/plans.ts'
import { peopleOf, type Source } from '../sql/sources.ts'
import { isStaged, type AnyAction, type AnyDeed, type Catalogue } from './action.ts'
import { admit, belowParams, demandAction, demandPlan } from './engine.ts'
import { freeze } from './freeze.ts'
import { shownPlan } from './show.ts'
import { readTarget, type KeptTarget } from './target.ts'

const MINUTE = 60_000
const GOOD_FOR = 30 * MINUTE
/** So many people are planned while the request waits; more by a job. */
const AT_ONCE = 1000

export type Wish = { readonly action: string; readonly params?: unknown; readonly target: Target }
/** What names the background work of this engine in the queue. */
export const planningJob = { name: 'plan', attempts: 5 } as const

/** Plans an action on many people; of more than a thousand the answer is a plan that is still being made. */
export async function createPlan(
  ctx: Context,
  catalogue: Catalogue,
  { action: name, params, target }: Wish,
): Promise<Plan> {
  const action = demandAction(ctx, catalogue, name)
  const parsed = readParams(action, params)
  await admit(ctx, action, parsed)
  return makePlan(ctx, catalogue, action, { name, params: parsed, target })
}

export function readParams(action: AnyAction, params: unknown): unknown {
  const parsed = action.contract.params.safeParse(params)
  if (parsed.success) return parsed.data
  const errors = fieldErrors('body', parsed.error.issues, params).map(belowParams)
  throw invalidRequest({ detail: errors[0]?.message, errors })
}

export type Made = {
  readonly name: string
  readonly params: unknown
  readonly target: KeptTarget
  readonly reverses?: string
}

export async function makePlan(ctx: Context, catalogue: Catalogue, action: AnyDeed, made: Made): Promise<Plan> {
  const source = readTarget(ctx, made.target)
  // What is staged is judged already, and only copied.
  const small = isStaged(action) || (await sizeOf(ctx, action, source)) <= AT_ONCE
  const row = newRow(ctx, made)
  if (small) {
    const plan = await insertPlan(ctx.db, row)
    await freeze(ctx, plan, action, source)
    return shownPlan(ctx, catalogue, await demandPlan(ctx, plan.id))
  }
  const plan = await transaction(ctx, async (trx) => {
    const inserted = await insertPlan(trx, row)
    const { requestId } = ctx.origin
    await enqueue(trx, planningJob, { tenantId: ctx.actor.tenantId, plan: inserted.id }, { requestId })
    return inserted
  })
  return shownPlan(ctx, catalogue, plan)
}

/** Of many, that they are more than are planned at once. */
async function sizeOf({ db, actor, clock }: Context, action: AnyAction, source: Source): Promise<number> {
  if (source.kind === 'ids' && source.ids.length <= AT_ONCE) return source.ids.length
  const asking = { actor, now: clock.now(), source, reachesDeleted: action.reachesDeleted === true }
  return countUpTo(db, peopleOf(asking, [null, null]), AT_ONCE)
}

function newRow({ actor, origin, clock }: Context, { name, params, target, reverses }: Made) {
  const at = clock.now()
  return {
    tenant_id: actor.tenantId,
    id: newId(at.getTime()),
    action: name,
    params: JSON.stringify(params ?? null),
    target: JSON.stringify(target),
    state: 'planning' as PlanRow['state'],
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    home_tenant_id: actor.homeTenantId,
    origin: origin.via,
    address: origin.address,
    request_id: origin.requestId,
    made_at: at,
    expires_at: new Date(at.getTime() + GOOD_FOR),
    reverses: reverses ?? null,
  }
}
