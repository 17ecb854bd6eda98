/** Plans and jobs as their contracts say them. */
import type { Module } from '../../../contract/modules.ts'
import type { Context } from '../../../server/context.ts'
import { UNDO_DAYS, type JobView } from '../contract/jobs.ts'
import { CONFIRM_BEYOND, type Impact, type Plan } from '../contract/plans.ts'
import { RATE_SECONDS, type JobSums } from '../sql/batches.ts'
import { countMoved } from '../sql/freezing.ts'
import { findPlan, type PlanRow } from '../sql/plans.ts'
import { isStaged, type AnyDeed, type Catalogue } from './action.ts'
import { actionOf, isOwn, isWhole, paramsOf, saysWhy } from './engine.ts'
import { seenOf, type Step } from './writing.ts'

const DAY = 86_400_000
const iso = (at: Date | null) => at?.toISOString() ?? null

/** Whether it may be run no more, though nobody said so. */
export const isExpired = (plan: PlanRow, now: Date) =>
  (plan.state === 'planning' || plan.state === 'ready') && plan.expires_at <= now

export const confirmOf = (action: AnyDeed, plan: PlanRow) =>
  (action.isDestructive?.(paramsOf(plan)) ?? action.contract.destructive) && plan.will > CONFIRM_BEYOND
    ? plan.will
    : null

export async function shownPlan(ctx: Context, catalogue: Catalogue, plan: PlanRow): Promise<Plan> {
  const now = ctx.clock.now()
  const action = actionOf(catalogue, plan)
  const { will, already, skipped, unseen } = plan
  return {
    ...shared(action, plan),
    state: isExpired(plan, now) ? 'expired' : plan.state,
    madeAt: plan.made_at.toISOString(),
    expiresAt: plan.expires_at.toISOString(),
    progress: plan.state === 'planning' ? plan.looked_at / Math.max(plan.to_look_at, 1) : 1,
    counts: { total: will + already + skipped, will, already, skipped, unseen },
    reasons: Object.entries(plan.reasons as Record<string, number>).map(([reason, people]) => ({
      reason,
      says: saysWhy(reason)!,
      people,
    })),
    impact: impactOf(plan.impact as Impact, ctx.modules),
    moved: plan.state === 'ready' ? await countMoved(ctx.db, plan, now) : 0,
    confirm: confirmOf(action, plan),
  }
}

/** How a plan of one's own stands; null when it is gone. */
export async function stateOfPlan(ctx: Context, id: string): Promise<string | null> {
  const plan = await findPlan(ctx.db, ctx.actor.tenantId, id)
  if (!plan || !isOwn(ctx, plan)) return null
  return isExpired(plan, ctx.clock.now()) ? 'expired' : plan.state
}

const endsSessions = (action: AnyDeed, plan: PlanRow): boolean =>
  action.endsSessions !== undefined && !(isStaged(action) && action.endsNoSession?.(paramsOf(plan)))

function shared(action: AnyDeed, plan: PlanRow) {
  return {
    id: plan.id,
    action: plan.action,
    label: action.contract.label,
    params: plan.params,
    reverses: plan.reverses,
    notUndone: endsSessions(action, plan) ? ['sessions' as const] : [],
  }
}

/** What a module that is off brings is absent (FACE-5). */
function impactOf(
  {
    queuesLeft,
    queuesJoined,
    queuesBelow,
    leadsUnassigned,
    leadsHandedOver,
    leadsHeld,
    callbacksHeld,
    ...impact
  }: Impact,
  modules: readonly Module[],
): Impact {
  return {
    ...impact,
    ...(queuesLeft !== undefined && modules.includes('queues') ? { queuesLeft } : {}),
    ...(queuesJoined !== undefined && modules.includes('queues') ? { queuesJoined } : {}),
    ...(queuesBelow !== undefined && modules.includes('queues') ? { queuesBelow } : {}),
    ...(leadsUnassigned !== undefined && modules.includes('dialer') ? { leadsUnassigned } : {}),
    ...(leadsHandedOver !== undefined && modules.includes('dialer') ? { leadsHandedOver } : {}),
    ...(leadsHeld !== undefined && modules.includes('dialer') ? { leadsHeld } : {}),
    ...(callbacksHeld !== undefined && modules.includes('dialer') ? { callbacksHeld } : {}),
  }
}

const NOTHING: JobSums = { people: 0, changed: 0, already: 0, skipped: 0, failed: 0, done: 0, recent: 0 }

export function shownJob(ctx: Context, catalogue: Catalogue, plan: PlanRow, sums: JobSums = NOTHING): JobView {
  const now = ctx.clock.now()
  const action = actionOf(catalogue, plan)
  const left = sums.people - sums.done
  const allOrNothing = isWhole(action, plan)
  const seen = allOrNothing ? seenOf((plan.writing ?? []) as unknown as Step[], now) : seenInBatches(plan, sums, now)
  const rate = plan.state === 'running' ? seen.rate : null
  return {
    ...shared(action, plan),
    state: plan.state as JobView['state'],
    by: { kind: plan.actor_kind as JobView['by']['kind'], id: plan.actor_id, name: plan.actor_name },
    startedAt: plan.started_at!.toISOString(),
    startsIn: startsIn(plan, now),
    endedAt: iso(plan.ended_at),
    counts: {
      total: plan.will + plan.already + plan.skipped,
      changed: sums.changed,
      already: plan.already + sums.already,
      skipped: plan.skipped + sums.skipped,
      failed: sums.failed,
      left,
    },
    allOrNothing,
    written: allOrNothing && plan.state === 'running' ? seen.written : null,
    rate: rate === null ? null : Math.round(rate * 10) / 10,
    secondsLeft: rate === null ? null : Math.ceil((left - seen.written) / rate),
    undoUntil: iso(undoUntil(action, plan, sums.changed, now)),
  }
}

function seenInBatches(plan: PlanRow, { recent }: JobSums, now: Date): ReturnType<typeof seenOf> {
  const seconds = Math.min(RATE_SECONDS, Math.max((now.getTime() - plan.started_at!.getTime()) / 1000, 0.1))
  return { written: 0, rate: recent > 0 ? recent / seconds : null }
}

/** Whole seconds until a run that waits begins, by the clock of the server; null for one that began. */
function startsIn({ state, starts_at }: PlanRow, now: Date): number | null {
  if (state !== 'running' || starts_at === null || starts_at <= now) return null
  return Math.ceil((starts_at.getTime() - now.getTime()) / 1000)
}

/** Until when a job can be taken back; null when it cannot. */
export function undoUntil(action: AnyDeed, plan: PlanRow, changed: number, now: Date): Date | null {
  if (plan.ended_at === null || action.inverse === 'nothing' || changed === 0) return null
  const until = new Date(plan.ended_at.getTime() + UNDO_DAYS * DAY)
  return until > now ? until : null
}
