/** Starting an access review: whom it is about is frozen, and whoever is to decide must see all of them (HOUSE-5). */
import type { Asked } from '../../../contract/endpoint.ts'
import { newId } from '../../../contract/ids.ts'
import { invalidRequest } from '../../../contract/problem.ts'
import { reachOf, type Actor } from '../../../server/actor.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { recordSetting } from '../../history/service/record.ts'
import { visibleUsers } from '../../roles/scope.ts'
import { actorNow } from '../../roles/service/actor-now.ts'
import { nobodyToReview, type Review, type startReview } from '../contract.ts'
import { countKnown, freezePeople, isAmong, isBeyond } from '../sql/freezing.ts'
import { addSums, findReview, insertReview, type NewReview } from '../sql/reviews.ts'
import { shown } from './reviews.ts'

type Wanted = Asked<typeof startReview>['body']
const wrong = (field: string, code: string, message: string) =>
  invalidRequest({ detail: message, errors: [{ pointer: `#/${field}`, code, message }] })

/** Throws a 422 for whoever cannot decide all of it, and for a day that is over. */
export async function start(ctx: Context, wanted: Wanted): Promise<Review> {
  const { actor, clock, modules } = ctx
  const { tenantId } = actor
  const review = newReview(ctx, wanted)
  if (review.due_on < clock.now().toISOString().slice(0, 10))
    throw wrong('dueOn', 'over', 'That day is over. Choose a later one.')
  if (review.delegate_id === review.reviewer_id)
    throw wrong('delegate', 'same', 'Choose somebody else than the reviewer, or nobody.')
  const reviewer = await demandDecider(ctx, 'reviewer', review.reviewer_id)
  const delegate = review.delegate_id === null ? null : await demandDecider(ctx, 'delegate', review.delegate_id)
  return transaction(ctx, async (trx) => {
    await demandKnown(trx, tenantId, review)
    await insertReview(trx, tenantId, review)
    const sums = await freezePeople(trx, { tenantId, modules, reach: visibleUsers(actor, 'reviews.manage') }, review)
    if (sums.people === 0) throw nobodyToReview()
    await addSums(trx, tenantId, review.id, sums)
    await demandSight(trx, review, 'reviewer', reviewer)
    if (delegate) await demandSight(trx, review, 'delegate', delegate)
    else await demandAnother(ctx, trx, review)
    const { id, name, undecided, due_on: dueAt } = review
    await recordSetting(ctx, trx, 'start-review', { id, name, undecided, dueAt, people: sums.people })
    return shown(ctx, (await findReview(trx, actor, id))!)
  })
}

function newReview({ actor, clock }: Context, wanted: Wanted): NewReview {
  const now = clock.now()
  return {
    id: newId(now.getTime()),
    name: wanted.name.trim(),
    site_ids: wanted.sites ?? null,
    desk_ids: wanted.desks ?? null,
    reviewer_id: wanted.reviewer,
    delegate_id: wanted.delegate ?? null,
    started_by: actor.id,
    started_by_name: actor.name,
    started_at: now,
    due_on: wanted.dueOn,
    undecided: wanted.undecided,
  }
}

async function demandKnown(trx: Trx, tenantId: number, review: NewReview): Promise<void> {
  const field = review.site_ids ? 'sites' : 'desks'
  const asked = new Set(review.site_ids ?? review.desk_ids ?? []).size
  if (asked > (await countKnown(trx, tenantId, review)))
    throw wrong(field, 'unknown', `One of these ${field} does not exist.`)
}

/** Answers with the rights of an active user who may see users. */
async function demandDecider(ctx: Context, field: string, id: string): Promise<Actor> {
  const { tenantId } = ctx.actor
  const known = await actorNow(ctx, { kind: 'user', id, homeTenantId: tenantId, tenantId })
  if (!known || !reachOf(known.actor, 'users.read'))
    throw wrong(field, 'cannot-see', 'Choose an active user who may see users.')
  return known.actor
}

async function demandSight(trx: Trx, { id }: NewReview, field: string, decider: Actor): Promise<void> {
  if (await isBeyond(trx, decider.tenantId, id, visibleUsers(decider, 'users.read')))
    throw wrong(field, 'cannot-see', 'This user may not see everybody of the review. Choose another, or fewer people.')
}

/** Nobody reviews themselves: without a delegate, the reviewer's own row goes to whoever starts it. */
async function demandAnother({ actor }: Context, trx: Trx, { id, reviewer_id }: NewReview): Promise<void> {
  if (actor.kind === 'user' && actor.id !== reviewer_id) return
  if (await isAmong(trx, actor.tenantId, id, reviewer_id))
    throw wrong('delegate', 'needed', 'Nobody reviews themselves. Choose a delegate for the reviewer’s own row.')
}
