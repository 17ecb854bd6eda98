/** Signing in with a passkey alone: it is both steps at once, and leads past both (AUTH-6). */
import type { Context } from '../../../server/context.ts'
import { startSession } from '../../sessions/service.ts'
import type { Assertion } from '../../two-step/contract/passkeys.ts'
import { acceptPasskey, ownerOf } from '../../two-step/service/proving.ts'
import { holdSomebody } from '../../two-step/service/standing.ts'
import { wrongCredentials } from '../contract.ts'
import { lastSignIn } from '../sql.ts'
import { leaveFormerSession } from './former-session.ts'
import type { SignedIn } from './next.ts'

/**
 * Signs in whoever a passkey belongs to. A temporary password that waits to be replaced stays as it is: nobody chooses one
 * without the one that they were given (S11). Throws `wrong-credentials` for whatever does not fit.
 */
export async function signInWithPasskey(ctx: Context, answer: Assertion): Promise<SignedIn> {
  const owner = ownerOf(answer)
  if (!owner) throw wrongCredentials()
  const { tenantId, userId } = owner
  const cookie = await ctx.database
    .tenant(tenantId)
    .transaction()
    .execute(async (trx) => {
      const may = await holdSomebody(trx, tenantId, userId)
      if (!may || !(await acceptPasskey(ctx, trx, owner, { answer, purpose: 'sign-in' }))) return null
      const alongside = lastSignIn(tenantId, userId, ctx.clock.now())
      return startSession(ctx, trx, { tenantId, userId, origin: ctx.origin, alongside })
    })
  if (cookie === null) throw wrongCredentials()
  await leaveFormerSession(ctx)
  return { next: 'home', cookie }
}
