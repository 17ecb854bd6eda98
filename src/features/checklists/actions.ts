import { firstOf } from '../../server/database/judgement.ts'
import { defineAction, type AnyAction, type PutBack } from '../changes/service/action.ts'
import { startSetUp } from './contract.ts'
import { hasChecklist, hasSetUp } from './scope.ts'
import { deleteSetUps, insertSetUps, not } from './sql.ts'

/** For whoever was there before the checklist; the others have it from the day on which they are made (HOUSE-5). */
const startSetUpAction = defineAction<unknown>({
  contract: startSetUp,
  judge: ({ actor }) =>
    firstOf([[hasSetUp(actor.tenantId), true]], [[not(hasChecklist(actor.tenantId)), 'no-checklist']]),
  async apply(ctx, trx, ids) {
    await insertSetUps(trx, ctx.actor.tenantId, ids, ctx.clock.now())
    return ids.map((userId) => ({ userId, changes: { setUp: [false, true] as const } }))
  },
  inverse: 'before-values',
})

export const actions: readonly AnyAction[] = [startSetUpAction]

export const putBacks: readonly PutBack[] = [
  {
    field: 'setUp',
    permission: 'users.edit',
    async apply(ctx, trx, people) {
      const those = (was: boolean) => people.filter((one) => one.was === was).map(({ userId }) => userId)
      await deleteSetUps(trx, ctx.actor.tenantId, those(false))
      await insertSetUps(trx, ctx.actor.tenantId, those(true), ctx.clock.now())
      return new Map()
    },
  },
]
