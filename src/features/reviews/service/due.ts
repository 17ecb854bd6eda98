/** Reviews whose last day is over are closed with what was said at their start. */
import { transaction, type Parts } from '../../../server/context.ts'
import { listToClose, lockReview } from '../sql/reviews.ts'
import { closeAs } from './reviews.ts'
import { ourTenants } from './tenants.ts'

/** Closes them one by one, each in a transaction of its own: whoever closed one meanwhile was first. */
export async function closeOverdue(parts: Parts, signal: AbortSignal): Promise<void> {
  for await (const ctx of ourTenants(parts)) {
    for (const id of await listToClose(ctx.db, ctx.actor.tenantId, ctx.clock.now())) {
      signal.throwIfAborted()
      await transaction(ctx, async (trx) => {
        const review = await lockReview(trx, ctx, id)
        if (review && !review.closed_at) await closeAs(ctx, trx, review, { id: null, name: null })
      })
    }
  }
}
