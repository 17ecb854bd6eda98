import { firstOf } from '../../server/database/judgement.ts'
import { defineAction, type Action } from '../changes/service/action.ts'
import { unlock } from './contract.ts'
import { isLocked } from './scope.ts'
import { dropTriesOf } from './sql/tries.ts'

/** Lifts what failed tries brought about: everybody who tries begins at nought again (S14). */
const unlockAction = defineAction<unknown>({
  contract: unlock,
  judge: ({ actor, clock }) => firstOf([[isLocked(actor.tenantId, clock.now()), false]], []),
  async apply({ actor }, trx, ids) {
    await dropTriesOf(trx, actor.tenantId, ids)
    return ids.map((userId) => ({ userId, changes: { locked: [true, false] as const } }))
  },
  inverse: 'nothing',
})

export const actions: readonly Action[] = [unlockAction]
