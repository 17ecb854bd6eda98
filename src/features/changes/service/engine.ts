/** What plan, run and report share: which action a plan means, who asked for it, and how it is shown. */
import { isUuid } from '../../../contract/ids.ts'
import { ProblemError, forbidden, invalidAt, notFound, type FieldError } from '../../../contract/problem.ts'
import { holds } from '../../../server/actor.ts'
import type { Context, Parts } from '../../../server/context.ts'
import { actorNow } from '../../roles/service/actor-now.ts'
import { refusals, type Refusal } from '../contract.ts'
import { findPlan, type PlanRow } from '../sql/plans.ts'
import { isStaged, type AnyAction, type AnyDeed, type Catalogue } from './action.ts'
import { undoOf, type UndoParams } from './undo.ts'

export const UNDO = 'undo'

/** The action of that name, where its module is on and its permission is held. */
export function demandAction(ctx: Context, { actions, handed = [] }: Catalogue, name: string): AnyAction {
  const action = [...actions, ...handed].find(({ contract }) => contract.name === name)
  if (!action || (action.contract.module && !ctx.modules.includes(action.contract.module)))
    throw invalidAt('#/action', 'unknown', `There is no action “${name}”.`)
  demandPermission(ctx, action)
  return action
}

export function demandPermission({ actor }: Context, { contract: { permission, label } }: AnyDeed): void {
  if (!holds(actor, permission))
    throw forbidden({ detail: `Your roles do not let you do this: ${label}.`, more: { permission } })
}

/** What a plan does; the reverse of a job is made of what the job did. */
export function actionOf(catalogue: Catalogue, plan: PlanRow): AnyDeed {
  if (plan.reverses !== null) return undoOf(catalogue, plan.params as unknown as UndoParams)
  const action = deedOf(catalogue, plan.action)
  if (!action) throw new Error(`The plan ${plan.id} is of an action ${plan.action} that this version does not know.`)
  return action
}

/** The action of that name, staged or not. */
export const deedOf = ({ actions, staged, handed = [] }: Catalogue, name: string): AnyDeed | undefined =>
  [...actions, ...staged, ...handed].find(({ contract }) => contract.name === name)

/** JSON keeps no undefined; an action without parameters is given none. */
export const paramsOf = (plan: PlanRow): unknown => plan.params ?? undefined

/** Whether all people of the run are changed in one transaction, or none of them. */
export const isWhole = (action: AnyDeed, plan: PlanRow): boolean =>
  isStaged(action) && action.allOrNothing?.(paramsOf(plan)) === true

/** Refuses parameters that cannot be given, each by its place in the plan. */
export async function admit(ctx: Context, action: AnyDeed, params: unknown): Promise<void> {
  try {
    await action.admit?.(ctx, params)
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.extra.errors) throw error
    throw new ProblemError(error.kind, { ...error.extra, errors: error.extra.errors.map(belowParams) })
  }
}
export const belowParams = (error: FieldError): FieldError => ({
  ...error,
  pointer: error.pointer.replace(/^#/, '#/params'),
})

/** A plan of one's own, or one that ran and that one may read about; anything else is not there. */
export async function demandPlan(ctx: Context, id: string): Promise<PlanRow> {
  const plan = isUuid(id) ? await findPlan(ctx.db, ctx.actor.tenantId, id) : undefined
  if (!plan || !isOwn(ctx, plan)) throw notFound()
  return plan
}
export const isOwn = ({ actor }: Context, plan: Pick<PlanRow, 'actor_kind' | 'actor_id'>) =>
  plan.actor_kind === actor.kind && plan.actor_id === actor.id

/** The one who asked, with the rights that they have now; null when they have none any more. */
export async function contextOfPlan(parts: Parts, plan: PlanRow): Promise<Context | null> {
  const who = {
    kind: plan.actor_kind as Context['actor']['kind'],
    id: plan.actor_id,
    homeTenantId: plan.home_tenant_id,
  }
  const known = await actorNow(parts, { ...who, tenantId: plan.tenant_id })
  if (!known) return null
  const { address, request_id: requestId } = plan
  const origin = { via: 'job', requestId, address, userAgent: null } as const
  return { ...parts, ...known, origin, device: null, db: parts.database.tenant(plan.tenant_id) }
}

export const saysWhy = (reason: string | null): string | null =>
  reason === null ? null : (refusals[reason as Refusal] ?? reason)
