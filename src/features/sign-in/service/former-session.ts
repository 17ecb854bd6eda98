import type { Context } from '../../../server/context.ts'
import { endSession } from '../../sessions/service.ts'

/** Ends the session with which a browser came that signs in anew. */
export async function leaveFormerSession(ctx: Context): Promise<void> {
  const { homeTenantId, sessionId } = ctx.actor
  if (sessionId) await endSession(ctx, ctx.database.tenant(homeTenantId), homeTenantId, sessionId, 'signed-out')
}
