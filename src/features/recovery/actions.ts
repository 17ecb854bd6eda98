import { defineAction, type AnyAction } from '../changes/service/action.ts'
import { CHANGED, takePasswordsAway } from '../passwords/service.ts'
import { endSessionsOf, liveSessionsOf } from '../sessions/service.ts'
import { sendActivation, sendResetLink } from './contract.ts'
import { mailLinks } from './service/mail-links.ts'
import { judgeActivation, judgeResetLink } from './sql.ts'

const sendActivationAction = defineAction<unknown>({
  contract: sendActivation,
  judge: judgeActivation,
  async apply(ctx, trx, ids) {
    await mailLinks(ctx, trx, 'activation', ids)
    return ids.map((userId) => ({ userId, changes: {} }))
  },
  leavesBuilding: true,
  inverse: 'nothing',
})

/** The old password is void at once, and whoever had it is out: a reset is asked for when somebody else may know it. */
const sendResetLinkAction = defineAction<unknown>({
  contract: sendResetLink,
  judge: judgeResetLink,
  async apply(ctx, trx, ids) {
    const { tenantId } = ctx.actor
    await takePasswordsAway(trx, tenantId, ids)
    const ended = await endSessionsOf(trx, tenantId, ids, 'password-reset')
    await mailLinks(ctx, trx, 'reset', ids)
    return ids.map((userId) => ({
      userId,
      changes: { password: CHANGED },
      effects: ended.has(userId) ? { sessionsEnded: ended.get(userId)! } : {},
    }))
  },
  impact: (ctx, _params, ids) => ({ sessionsEnded: liveSessionsOf(ctx, ids) }),
  // Whoever has no password administers nothing until they have one again.
  lowersAdministrators: true,
  endsSessions: 'password-reset',
  leavesBuilding: true,
  inverse: 'nothing',
})

export const actions: readonly AnyAction[] = [sendActivationAction, sendResetLinkAction]
