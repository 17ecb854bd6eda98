/** Access reviews: started, seen, decided and closed (HOUSE-5). */
import type { AnswerOf, Asked } from '../../../contract/endpoint.ts'
import { isUuid } from '../../../contract/ids.ts'
import { forbidden, invalidAt, notFound } from '../../../contract/problem.ts'
import { reachOf } from '../../../server/actor.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import { recordSetting } from '../../history/service/record.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type * as contract from '../contract.ts'
import { reviewOver, riskyFirst, stillUndecided, type Review, type ReviewPlan } from '../contract.ts'
import * as statements from '../sql/reviews.ts'
import type { PlanRecord, ReviewRecord } from '../sql/reviews.ts'
import {
  both,
  countRoles,
  decideRows,
  isAmong,
  isInSight,
  isMine,
  isUndecided,
  type Decided,
  type Deciding,
} from '../sql/rows.ts'

type Listed = AnswerOf<typeof contract.listReviews>
type Wished = Asked<typeof contract.listReviews>['query']
type Wanted = Asked<typeof contract.decideReview>['body']

export async function listReviewsOf(ctx: Context, { which, limit = '50', after }: Wished): Promise<Listed> {
  const most = Number(limit)
  const attention = which === 'attention'
  const found = await statements.listReviewRecords(ctx.db, ctx, { attention, after: after ?? null, limit: most + 1 })
  const items = found.slice(0, most).map((one) => shown(ctx, one))
  return { items, next: found.length > most ? items.at(-1)!.id : null }
}

/** Throws notFound for a review that is none of the actor's business. */
export async function demandReview(ctx: Context, id: string): Promise<ReviewRecord> {
  const found = isUuid(id) ? await statements.findReview(ctx.db, ctx, id) : undefined
  if (!found) throw notFound()
  return found
}

export async function readReviewOf(ctx: Context, id: string): Promise<Review & { plans: ReviewPlan[] }> {
  const record = await demandReview(ctx, id)
  const plans = await statements.listReviewPlans(ctx.db, ctx.actor.tenantId, id)
  return { ...shown(ctx, record), plans: plans.map(shownPlanOf) }
}

/** Says a word of people who are one's own to decide; of all or, if one is not, of none. */
export async function decide(ctx: Context, id: string, wanted: Wanted): Promise<Review> {
  const { users, decision, roles = null, note = null } = wanted
  return transaction(ctx, async (trx) => {
    const review = await lockOpen(ctx, trx, id)
    if (!users && review.risky_decided < review.risky) throw riskyFirst()
    if (roles) await demandRoles(ctx, trx, roles)
    const mine = mineNow(ctx, review)
    const which = users ? both(isAmong(users), mine) : both(isUndecided, mine)
    const said = { reviewId: id, decision, roles, note, by: ctx.actor, at: ctx.clock.now() }
    const counts = await say(ctx, trx, said, which)
    if (users && counts.people < new Set(users).size)
      throw forbidden({
        detail:
          'Not all of these are yours to decide: nobody reviews themselves, and the rest is for reviewer and delegate.',
      })
    await recordSetting(ctx, trx, 'decide-review', { id, name: review.name, decision, people: counts.people })
    return again(ctx, trx, id)
  })
}

/** What is the actor’s to decide, of those whom they still may see: a reach may have shrunk since the start. */
function mineNow({ actor }: Context, review: ReviewRecord): Expression<boolean> {
  const mine = isMine(actor.id, review)
  // Asked of nobody in vain: a review may have a hundred thousand rows.
  if (reachOf(actor, 'users.read')?.everywhere) return mine
  return both(mine, isInSight(actor.tenantId, visibleUsers(actor, 'users.read')))
}

async function demandRoles({ actor }: Context, trx: Trx, roles: readonly number[]): Promise<void> {
  if ((await countRoles(trx, actor.tenantId, roles)) === new Set(roles).size) return
  throw invalidAt('#/roles', 'unknown', 'One of these roles does not exist.')
}

/** By the reviewer or delegate when everybody is decided; by whoever started it, or manages reviews, at any time. */
export async function close(ctx: Context, id: string): Promise<Review> {
  return transaction(ctx, async (trx) => {
    const review = await lockOpen(ctx, trx, id)
    if (!mayClose(ctx, review)) throw stillUndecided()
    await closeAs(ctx, trx, review, { id: ctx.actor.id, name: ctx.actor.name })
    return again(ctx, trx, id)
  })
}

type By = { readonly id: string | null; readonly name: string | null }

/**
 * Whoever is undecided becomes what was said at the start, and is kept where the review was to wait for them; from then on nothing of
 * it changes.
 */
export async function closeAs(ctx: Context, trx: Trx, review: ReviewRecord, by: By): Promise<void> {
  const { tenantId } = ctx.actor
  const { id, undecided, name } = review
  const at = ctx.clock.now()
  if (review.decided < review.people) {
    const nobody = { id: null, name: 'Nobody until the close' }
    const decision = undecided === 'wait' ? 'keep' : undecided
    const said = { reviewId: id, decision, roles: null, note: null, by: nobody, at } as const
    await say(ctx, trx, said, isUndecided)
  }
  await statements.markClosed(trx, tenantId, id, { at, ...by })
  await recordSetting(ctx, trx, 'close-review', { id, name, people: review.people })
}

async function say(ctx: Context, trx: Trx, said: Deciding, which: Expression<boolean>): Promise<Decided> {
  const { tenantId } = ctx.actor
  const counts = await decideRows(trx, tenantId, said, which)
  const { decided, risky_decided } = counts
  await statements.addSums(trx, tenantId, said.reviewId, { decided, risky_decided })
  return counts
}

async function lockOpen(ctx: Context, trx: Trx, id: string): Promise<ReviewRecord> {
  const review = isUuid(id) ? await statements.lockReview(trx, ctx, id) : undefined
  if (!review) throw notFound()
  if (review.closed_at) throw reviewOver()
  return review
}

const again = async (ctx: Context, trx: Trx, id: string) => shown(ctx, (await statements.findReview(trx, ctx, id))!)

const managesAll = ({ actor }: Context) => reachOf(actor, 'reviews.manage')?.everywhere === true
const isDecider = ({ actor }: Context, { reviewer, delegate }: ReviewRecord) =>
  actor.id === reviewer.id || actor.id === delegate?.id

function mayClose(ctx: Context, review: ReviewRecord): boolean {
  if (managesAll(ctx) || ctx.actor.id === review.started_by) return true
  return isDecider(ctx, review) && review.decided === review.people
}

export const shown = (ctx: Context, review: ReviewRecord): Review => {
  const isOpen = review.closed_at === null
  return {
    id: review.id,
    name: review.name,
    sites: review.site_ids,
    desks: review.desk_ids,
    reviewer: review.reviewer,
    delegate: review.delegate,
    startedBy: { name: review.started_by_name },
    startedAt: review.started_at.toISOString(),
    dueOn: review.due_on,
    undecided: review.undecided,
    people: review.people,
    risky: review.risky,
    decided: review.decided,
    riskyDecided: review.risky_decided,
    closedAt: review.closed_at?.toISOString() ?? null,
    closedBy: review.closed_by_name,
    mayDecide: isOpen && isDecider(ctx, review),
    mayClose: isOpen && mayClose(ctx, review),
    waits: review.waits,
    overdue: review.overdue,
    schedule: review.schedule_id,
  }
}

export const shownPlanOf = ({
  plan_id: id,
  decision,
  people,
  made_by_name: madeBy,
  made_at,
}: PlanRecord): ReviewPlan => ({
  id,
  decision,
  people,
  madeBy,
  madeAt: made_at.toISOString(),
})
