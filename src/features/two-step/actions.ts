import { defineAction, type Action } from '../changes/service/action.ts'
import { endSessionsOf, liveSessionsOf } from '../sessions/service.ts'
import { resetAuthenticator } from './contract.ts'
import { mailAbout } from './service/telling.ts'
import { judgeReset } from './sql/judging.ts'
import { dropSecondSteps } from './sql/people.ts'

const resetAuthenticatorAction = defineAction<unknown>({
  contract: resetAuthenticator,
  judge: judgeReset,
  async apply(ctx, trx, ids) {
    const { tenantId } = ctx.actor
    await dropSecondSteps(trx, tenantId, ids)
    const ended = await endSessionsOf(trx, tenantId, ids, 'authenticator-reset')
    await mailAbout(ctx, trx, ids, 'reset')
    return ids.map((userId) => ({
      userId,
      changes: { twoStep: [true, false] as const },
      effects: ended.has(userId) ? { sessionsEnded: ended.get(userId)! } : {},
    }))
  },
  impact: (ctx, _params, ids) => ({ sessionsEnded: liveSessionsOf(ctx, ids) }),
  endsSessions: 'authenticator-reset',
  // A secret that is gone is gone.
  inverse: 'nothing',
})

export const actions: readonly Action[] = [resetAuthenticatorAction]
