/** Reviews whose last day is over are closed with what was said at their start. */
import { contextFor, transaction, type Parts } from '../../../server/context.ts'
import { actorNow } from '../../roles/service/actor-now.ts'
import { listOverdue, listTenantIds, lockReview } from '../sql/reviews.ts'
import { closeAs } from './reviews.ts'

const ORIGIN = { via: 'job', requestId: null, address: null, userAgent: null } as const

/** Closes them one by one, each in a transaction of its own: whoever closed one meanwhile was first. */
export async function closeOverdue(parts: Parts, signal: AbortSignal): Promise<void> {
  const today = parts.clock.now().toISOString().slice(0, 10)
  for (const tenantId of await listTenantIds(parts.database.outside)) {
    const known = await actorNow(parts, { kind: 'system', id: 'reviews', homeTenantId: tenantId, tenantId })
    // Archived: nobody looks.
    if (!known) continue
    const ctx = contextFor(parts, known.actor, known.modules, ORIGIN)
    for (const id of await listOverdue(ctx.db, tenantId, today)) {
      signal.throwIfAborted()
      await transaction(ctx, async (trx) => {
        const review = await lockReview(trx, ctx.actor, id)
        if (review && !review.closed_at) await closeAs(ctx, trx, review, { id: null, name: null })
      })
    }
  }
}
