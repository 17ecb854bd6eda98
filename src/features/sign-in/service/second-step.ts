/** The second step of signing in: a code, a backup code or a passkey, each good once (AUTH-6, S16, S17). */
import type * as z from 'zod/mini'
import { notSignedIn } from '../../../contract/problem.ts'
import type { Stage } from '../../../contract/stages.ts'
import { transaction, type Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { attempt } from '../../locks/service/attempt.ts'
import { spendStandingPassword } from '../../passwords/service.ts'
import { beganWithPassword, renewSession } from '../../sessions/service.ts'
import { wrongCode } from '../../two-step/contract.ts'
import { acceptCode } from '../../two-step/service/authenticators.ts'
import { acceptBackupCode } from '../../two-step/service/backup-codes.ts'
import { acceptPasskey } from '../../two-step/service/proving.ts'
import { stageAfter } from '../../two-step/service/standing.ts'
import { noStepDue, type takeSecondStep } from '../contract/steps.ts'
import { nextOf, type SignedIn } from './next.ts'
import { upsertSignIn } from '../sql.ts'

type Proof = z.output<NonNullable<typeof takeSecondStep.body>>

/**
 * Leads a session on that waits for its second step, under a new token. Throws `wrong-code` for whatever does not fit, and
 * `no-step-due` when nothing is asked of this session.
 */
export async function passSecondStep(ctx: Context, proof: Proof): Promise<SignedIn> {
  const { stage, sessionId, id, homeTenantId: tenantId } = ctx.actor
  if (stage !== 'second-step' || !sessionId) throw noStepDue()
  const passed = await attempt(ctx, { tenantId, userId: id }, (open) =>
    transaction(ctx, async (trx) => {
      if (!(await accept(ctx, trx, proof)) || !open) return null
      return goOn(ctx, trx, sessionId)
    }),
  )
  if (!passed) throw wrongCode()
  return passed
}

function accept(ctx: Context, trx: Trx, { code, backupCode, passkey }: Proof): Promise<boolean> {
  const { id: userId, homeTenantId: tenantId } = ctx.actor
  const at = ctx.clock.now()
  if (code !== undefined) return acceptCode(ctx, trx, tenantId, userId, { code, at })
  if (backupCode !== undefined) return acceptBackupCode(trx, tenantId, userId, backupCode, at)
  return acceptPasskey(ctx, trx, { tenantId, userId }, { answer: passkey!, purpose: 'prove' })
}

async function goOn(ctx: Context, trx: Trx, sessionId: string): Promise<SignedIn> {
  const { id, homeTenantId: tenantId } = ctx.actor
  const at = ctx.clock.now()
  const to = await stageAhead(trx, tenantId, id, sessionId)
  // A temporary password lets in once, and is not used up by somebody who has it alone.
  if (to === 'new-password' && !(await spendStandingPassword(trx, tenantId, id, at))) throw notSignedIn()
  const cookie = await renewSession(ctx, trx, tenantId, sessionId, { from: 'second-step', to })
  // Of two at the same moment the second finds nothing to lead on, nor does one beside a reset.
  if (cookie === null) throw notSignedIn()
  await upsertSignIn(trx, tenantId, id, at)
  return { next: nextOf(to), cookie }
}

/** Nobody replaces a temporary password in a session in which they have not shown it (S11). */
async function stageAhead(trx: Trx, tenantId: number, userId: string, sessionId: string): Promise<Stage> {
  const to = await stageAfter('second-step', trx, tenantId, userId)
  if (to !== 'new-password' || (await beganWithPassword(trx, tenantId, sessionId))) return to
  return stageAfter('new-password', trx, tenantId, userId)
}
