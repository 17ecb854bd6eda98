/** Reviews whose last day is over are closed with what was said at their start. */
import { transaction, type Parts } from '../../../server/context.ts'
import { eachApart } from '../../../server/jobs/apart.ts'
import { listToClose, lockReview } from '../sql/reviews.ts'
import { closeAs } from './reviews.ts'
import { aboutReview, eachOfOurTenants } from './tenants.ts'

/** Closes them one by one, each in a transaction of its own: whoever closed one meanwhile was first. */
export const closeOverdue = (parts: Parts, signal: AbortSignal): Promise<void> =>
  eachOfOurTenants(parts, signal, async (ctx) => {
    const reviews = await listToClose(ctx.db, ctx.actor.tenantId, ctx.clock.now())
    await eachApart({ log: parts.log, signal }, reviews, aboutReview(ctx), (id) =>
      transaction(ctx, async (trx) => {
        const review = await lockReview(trx, ctx, id)
        if (review && !review.closed_at) await closeAs(ctx, trx, review, { id: null, name: null })
      }),
    )
  })
