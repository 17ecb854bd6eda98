import { firstOf } from '../../server/database/judgement.ts'
import { defineAction, type AnyAction, type PutBack } from '../changes/service/action.ts'
import { handOverLeads } from './contract/actions.ts'
import type { LeadsTo } from './contract/taking.ts'
import { demandTakers, giveBack, handOver, leadsImpact, takesThem, wentFrom } from './service/moving.ts'
import { hasLeads } from './sql/moving.ts'

/** From each of these to one user, to others in turn, or to nobody (HOUSE-3). */
const handOverAction = defineAction<{ leadsTo: LeadsTo }>({
  contract: handOverLeads,
  admit: (ctx, { leadsTo }) => demandTakers(ctx, leadsTo),
  judge: (ctx, { leadsTo }) =>
    firstOf([[hasLeads(ctx.actor.tenantId), false]], [[takesThem(leadsTo), 'takes-the-leads']]),
  async apply(ctx, trx, ids, { leadsTo }) {
    const effects = await handOver(ctx, trx, ids, leadsTo)
    return [...effects].map(([userId, mine]) => ({
      userId,
      changes: { leads: [wentFrom(userId, mine).length, 0] as const },
      effects: mine,
    }))
  },
  impact: (ctx, { leadsTo }, ids) => leadsImpact(ctx, leadsTo, ids),
  inverse: 'before-values',
})

export const actions: readonly AnyAction[] = [handOverAction]

/** To whoever had them, where they are still where they went; and again on their way, when that is taken back in turn. */
export const putBacks: readonly PutBack[] = [
  {
    field: 'leads',
    permission: 'leads.manage',
    async apply(ctx, trx, people) {
      const leavers = people.filter(({ was }) => was === 0).map(({ userId }) => userId)
      const again = leavers.length > 0 ? await handOver(ctx, trx, leavers, 'nobody') : new Map()
      const back = await giveBack(
        ctx,
        trx,
        people.flatMap(({ userId, effects }) => wentFrom(userId, effects)),
      )
      return new Map([...again, ...[...back].map(([id, leadsAssigned]) => [id, { leadsAssigned }] as const)])
    },
  },
]
