import { defineAction, type Action } from '../changes/service/action.ts'
import { endSessions } from './contract.ts'
import { endSessionsOf } from './service.ts'
import { countLive, judgeEnding } from './sql/standing.ts'

const endSessionsAction = defineAction<unknown>({
  contract: endSessions,
  judge: judgeEnding,
  async apply({ actor }, trx, ids) {
    const ended = await endSessionsOf(trx, actor.tenantId, ids, 'ended-by-administrator')
    return ids.map((userId) => ({ userId, changes: {}, effects: { sessionsEnded: ended.get(userId) ?? 0 } }))
  },
  impact: (ctx, _params, ids) => ({ sessionsEnded: countLive(ctx, ids) }),
  endsSessions: 'ended-by-administrator',
  leavesBuilding: true,
  inverse: 'nothing',
})

export const actions: readonly Action[] = [endSessionsAction]
