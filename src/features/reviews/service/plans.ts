/** What a closed review decided, as plans like any other: previewed and run by somebody who may. */
import type { Asked } from '../../../contract/endpoint.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Catalogue } from '../../changes/service/action.ts'
import { createPlan } from '../../changes/service/plan.ts'
import { recordSetting } from '../../history/service/record.ts'
import { nothingToPlan, reviewOpen, type planReview, type ReviewPlan } from '../contract.ts'
import { insertReviewPlan } from '../sql/reviews.ts'
import { listToPlan, type ToPlan } from '../sql/rows.ts'
import { demandReview, shownPlanOf } from './reviews.ts'

type Wanted = Asked<typeof planReview>['body']

/** One plan for all who are to be deactivated; to reduce, one for each set of roles that was chosen. */
export async function planDecided(
  ctx: Context,
  catalogue: Catalogue,
  id: string,
  { decision }: Wanted,
): Promise<ReviewPlan[]> {
  const review = await demandReview(ctx, id)
  const { tenantId } = ctx.actor
  if (!review.closed_at) throw reviewOpen()
  const lots = (await listToPlan(ctx.db, tenantId, id, decision)).filter(
    ({ roles }) => decision === 'deactivate' || roles !== null,
  )
  if (lots.length === 0) throw nothingToPlan()
  const made: ReviewPlan[] = []
  for (const lot of lots) {
    const plan = await createPlan(ctx, catalogue, wishOf(lot))
    const record = {
      ...{ plan_id: plan.id, decision, people: lot.ids.length },
      ...{ made_by_name: ctx.actor.name, made_at: ctx.clock.now() },
    }
    await transaction(ctx, async (trx) => {
      await insertReviewPlan(trx, tenantId, id, { ...record, made_by: ctx.actor.id })
      await recordSetting(ctx, trx, 'plan-review', { id, name: review.name, decision, people: lot.ids.length })
    })
    made.push(shownPlanOf(record))
  }
  return made
}

const wishOf = ({ roles, ids }: ToPlan) => ({
  ...(roles === null ? { action: 'deactivate' } : { action: 'remove-roles', params: { roles } }),
  target: { ids },
})
