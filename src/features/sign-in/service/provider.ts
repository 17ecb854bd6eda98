/** The first step of signing in, taken by a provider's word in place of a password (AUTH-1). */
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { startSession } from '../../sessions/service.ts'
import { stageAfter } from '../../two-step/service/standing.ts'
import { lastSignIn } from '../sql.ts'
import { nextOf, type SignedIn } from './next.ts'

/**
 * Opens a session for an account that is held and may enter. The second step is asked as after a password. A temporary password that
 * waits to be replaced stays as it is: nobody chooses one without the one that they were given (S11). Throws `address-not-allowed`.
 */
export async function openByProvider(ctx: Context, trx: Trx, tenantId: number, userId: string): Promise<SignedIn> {
  const stage = await stageAfter('provider', trx, tenantId, userId)
  const alongside = stage === 'second-step' ? {} : lastSignIn(tenantId, userId, ctx.clock.now())
  const session = { tenantId, userId, stage, byPassword: false, origin: ctx.origin, alongside }
  return { next: nextOf(stage), cookie: await startSession(ctx, trx, session) }
}
