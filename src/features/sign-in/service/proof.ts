/** Proving again who one is, before something sensitive (AUTH-9). */
import type * as z from 'zod/mini'
import { notSignedIn } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { attempt } from '../../locks/service/attempt.ts'
import { fitsPresentPassword } from '../../passwords/service.ts'
import { renewSession } from '../../sessions/service.ts'
import { acceptPasskey } from '../../two-step/service/proving.ts'
import { wrongProof, type proveIdentity } from '../contract/steps.ts'
import { nextOf, type SignedIn } from './next.ts'

type Proof = z.output<NonNullable<typeof proveIdentity.body>>

/** Believes the person for another 15 minutes; the session goes on under a new token (S19). Throws `wrong-proof`. */
export async function prove(ctx: Context, proof: Proof): Promise<SignedIn> {
  const { id: userId, homeTenantId: tenantId, sessionId, stage } = ctx.actor
  const cookie = await attempt(ctx, { tenantId, userId }, async (open) => {
    const fits = await isProof(ctx, proof)
    if (!fits || !open || !sessionId) return null
    return ctx.database
      .tenant(tenantId)
      .transaction()
      .execute(async (trx) => {
        const renewed = await renewSession(ctx, trx, tenantId, sessionId, { from: stage, to: stage })
        if (renewed === null) throw notSignedIn()
        return renewed
      })
  })
  if (cookie === null) throw wrongProof()
  return { next: nextOf(stage), cookie }
}

function isProof(ctx: Context, { password, passkey }: Proof): Promise<boolean> {
  const { id: userId, homeTenantId: tenantId } = ctx.actor
  const db = ctx.database.tenant(tenantId)
  if (password !== undefined) return fitsPresentPassword(db, tenantId, userId, password)
  return acceptPasskey(ctx, db, { tenantId, userId }, { answer: passkey!, purpose: 'prove' })
}
