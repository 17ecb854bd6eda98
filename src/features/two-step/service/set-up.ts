import { notSignedIn } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { renewSession } from '../../sessions/service.ts'
import { findStanding } from '../sql/people.ts'
import { hasSecondStep } from './standing.ts'

export type SetUp = {
  /** Shown once; null where those of before go on. */
  readonly backupCodes: string[] | null
  /** Where signing in waited for this step: the cookie with which it is finished. */
  readonly cookie: string | null
}

/**
 * A sign-in that waits for this step has shown a password and no more: once the person has a second step, set up in another
 * window, it leads no further, and they sign in with it.
 */
export async function demandStillDue({ actor: { stage, tenantId, id } }: Context, trx: Trx): Promise<void> {
  if (stage === 'set-up-second-step' && hasSecondStep(await findStanding(trx, tenantId, id))) throw notSignedIn()
}

/** Finishes a sign-in that waited for a second step to be set up, under a new token (S19); null where none did. */
export async function goOn(ctx: Context, trx: Trx): Promise<string | null> {
  const { stage, sessionId, tenantId } = ctx.actor
  if (stage !== 'set-up-second-step' || !sessionId) return null
  const cookie = await renewSession(ctx, trx, tenantId, sessionId, { from: stage, to: 'whole' })
  if (cookie === null) throw notSignedIn()
  return cookie
}
