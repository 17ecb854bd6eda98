/** Starting an access review: whom it is about is frozen, and whoever is to decide must see all of them (HOUSE-5). */
import type { Asked } from '../../../contract/endpoint.ts'
import { newId } from '../../../contract/ids.ts'
import { invalidAt } from '../../../contract/problem.ts'
import { reachOf, type Actor } from '../../../server/actor.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { recordSetting } from '../../history/service/record.ts'
import { visibleUsers } from '../../roles/scope.ts'
import { actorNow } from '../../roles/service/actor-now.ts'
import { isVisible } from '../../users/service/read.ts'
import { nobodyToReview, type Review, type startReview } from '../contract.ts'
import { countKnown, freezePeople, isAmong, isBeyond } from '../sql/freezing.ts'
import { addSums, findReview, insertReview, whereItIs, type NewReview } from '../sql/reviews.ts'
import { reviewWaits } from '../mails.ts'
import { nameOfTurn } from './days.ts'
import { mailWaiting } from './remind.ts'
import { beginRepeating } from './repeating.ts'
import { shown } from './reviews.ts'

type Body = Asked<typeof startReview>['body']
/** What a review is about, and who decides until when. */
export type Wanted = Omit<Body, 'repeat'> & {
  /** The turn of a schedule that it is. */
  readonly turn?: { readonly schedule: string; readonly on: string }
}
type Deciders = { readonly reviewer: Actor; readonly delegate: Actor | null }
const wrong = (field: string, code: string, message: string) => invalidAt(`#/${field}`, code, message)

/** Throws a 422 for whoever cannot decide all of it, and for a day that is over. */
export async function start(ctx: Context, { repeat, ...wanted }: Body): Promise<Review> {
  const { today, language } = await whereItIs(ctx.db, ctx.actor.tenantId, ctx.clock.now())
  if (wanted.dueOn < today) throw wrong('dueOn', 'over', 'That day is over. Choose a later one.')
  await demandInSight(ctx, wanted)
  const deciders = await demandDeciders(ctx, wanted)
  return transaction(ctx, async (trx) => {
    if (!repeat) return startIn(ctx, trx, wanted, deciders)
    const schedule = await beginRepeating(ctx, trx, { ...wanted, repeat }, today)
    const name = nameOfTurn(wanted.name.trim(), today, language)
    return startIn(ctx, trx, { ...wanted, name, turn: { schedule, on: today } }, deciders)
  })
}

/** Freezes whom it is about, in the caller's transaction, and tells everybody by mail for whom somebody waits. */
export async function startIn(ctx: Context, trx: Trx, wanted: Wanted, deciders: Deciders): Promise<Review> {
  const { actor, modules } = ctx
  const { tenantId } = actor
  const review = newReview(ctx, wanted)
  await demandKnown(trx, tenantId, review)
  await insertReview(trx, tenantId, review)
  const sums = await freezePeople(trx, { tenantId, modules, reach: visibleUsers(actor, 'reviews.manage') }, review)
  if (sums.people === 0) throw nobodyToReview()
  await addSums(trx, tenantId, review.id, sums)
  await demandSight(trx, review, 'reviewer', deciders.reviewer)
  if (deciders.delegate) await demandSight(trx, review, 'delegate', deciders.delegate)
  else await demandAnother(ctx, trx, review)
  await mailWaiting(ctx, trx, reviewWaits, review)
  const { id, name, undecided, due_on: dueAt } = review
  await recordSetting(ctx, trx, 'start-review', { id, name, undecided, dueAt, people: sums.people })
  return shown(ctx, (await findReview(trx, ctx, id))!)
}

function newReview({ actor, clock }: Context, { turn, ...wanted }: Wanted): NewReview {
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
    schedule_id: turn?.schedule ?? null,
    turn_on: turn?.on ?? null,
  }
}

async function demandKnown(trx: Trx, tenantId: number, review: NewReview): Promise<void> {
  const field = review.site_ids ? 'sites' : 'desks'
  const asked = new Set(review.site_ids ?? review.desk_ids ?? []).size
  if (asked > (await countKnown(trx, tenantId, review)))
    throw wrong(field, 'unknown', `One of these ${field} does not exist.`)
}

type Named = Pick<Wanted, 'reviewer' | 'delegate'>
const NOBODY = 'Choose an active user who may see users.'

/** Nobody names whom they cannot see: the answer is that for somebody who is not there. */
export async function demandInSight(ctx: Context, named: Partial<Named>): Promise<void> {
  for (const field of ['reviewer', 'delegate'] as const) {
    const id = named[field]
    if (id && id !== ctx.actor.id && !(await isVisible(ctx, id))) throw wrong(field, 'cannot-see', NOBODY)
  }
}

/** Whoever is to decide, with the rights that they have now. They are read outside of any transaction. */
export async function demandDeciders(ctx: Context, { reviewer, delegate }: Named): Promise<Deciders> {
  if (reviewer === delegate) throw wrong('delegate', 'same', 'Choose somebody else than the reviewer, or nobody.')
  return {
    reviewer: await demandDecider(ctx, 'reviewer', reviewer),
    delegate: delegate ? await demandDecider(ctx, 'delegate', delegate) : null,
  }
}

/** Answers with the rights of an active user who may see users. */
async function demandDecider(ctx: Context, field: string, id: string): Promise<Actor> {
  const { tenantId } = ctx.actor
  const known = await actorNow(ctx, { kind: 'user', id, homeTenantId: tenantId, tenantId })
  if (!known || !reachOf(known.actor, 'users.read')) throw wrong(field, 'cannot-see', NOBODY)
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
