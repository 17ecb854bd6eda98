/** Activating, deactivating and deleting: what each means for sessions, queues and leads (SPEC 4.4, 4.5). */
import { firstOf } from '../../../server/database/judgement.ts'
import type { Refusal } from '../../changes/contract.ts'
import { defineAction } from '../../changes/service/action.ts'
import type { Effects } from '../../changes/contract.ts'
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { unassignLeads } from '../../leads/service.ts'
import { leaveQueues } from '../../queues/service.ts'
import type { EndReason } from '../../sessions/contract.ts'
import { endSessionsOf } from '../../sessions/service.ts'
import { activate, deactivate, deleteUsers } from '../contract/actions.ts'
import * as statements from '../sql/people.ts'

const ownAccount = (ctx: Context): [ReturnType<typeof statements.isPerson>, Refusal] => [
  statements.isPerson(ctx.actor.kind === 'user' ? ctx.actor.id : null),
  'self',
]

/** What leaving has in common: sessions end, queues are left. Empty effects are left out. */
async function leave(
  ctx: Context,
  trx: Trx,
  ids: readonly string[],
  reason: EndReason,
): Promise<(id: string) => Effects> {
  const sessions = await endSessionsOf(trx, ctx.actor.tenantId, ids, reason)
  const queues = await leaveQueues(trx, ctx.actor.tenantId, ids)
  return (id) => {
    const [ended, left] = [sessions.get(id), queues.get(id)]
    return { ...(ended ? { sessionsEnded: ended } : {}), ...(left?.length ? { queuesLeft: left } : {}) }
  }
}

const statusChange = (c: statements.StatusChange, effects?: Effects) => ({
  userId: c.id,
  changes: { status: [c.before, c.after] as const },
  ...(effects ? { effects } : {}),
})

export const activateAction = defineAction<unknown>({
  contract: activate,
  judge: () => firstOf([[statements.isStatus('inactive'), false]], []),
  apply: async (ctx, trx, ids) =>
    (await statements.activatePeople(trx, ctx.actor.tenantId, ids)).map((c) => statusChange(c)),
  inverse: 'before-values',
})

export const deactivateAction = defineAction<unknown>({
  contract: deactivate,
  judge: (ctx) => firstOf([[statements.isStatus('inactive'), true]], [ownAccount(ctx)]),
  apply: async (ctx, trx, ids) => {
    const effects = await leave(ctx, trx, ids, 'deactivated')
    return (await statements.deactivatePeople(trx, ctx.actor.tenantId, ids)).map((c) => statusChange(c, effects(c.id)))
  },
  lowersAdministrators: true,
  endsSessions: 'deactivated',
  inverse: 'before-values',
})

export const deleteAction = defineAction<unknown>({
  contract: deleteUsers,
  judge: (ctx) => firstOf([], [ownAccount(ctx)]),
  apply: async (ctx, trx, ids) => {
    const { tenantId } = ctx.actor
    const effects = await leave(ctx, trx, ids, 'deleted')
    const leads = await unassignLeads(trx, tenantId, ids)
    const at = ctx.clock.now()
    await statements.markDeleted(trx, tenantId, ids, at)
    return ids.map((userId) => {
      const unassigned = leads.get(userId)
      return {
        userId,
        changes: { deleted: [false, true] as const },
        effects: { ...effects(userId), ...(unassigned?.length ? { leadsUnassigned: unassigned } : {}) },
      }
    })
  },
  lowersAdministrators: true,
  endsSessions: 'deleted',
  inverse: 'before-values',
})
