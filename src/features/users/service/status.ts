/** Activating, deactivating and deleting: what each means for sessions, queues and leads (SPEC 4.4, 4.5). */
import { firstOf } from '../../../server/database/judgement.ts'
import type { Refusal } from '../../changes/contract.ts'
import { UNDO_DAYS } from '../../changes/contract/jobs.ts'
import { defineAction } from '../../changes/service/action.ts'
import type { Effects } from '../../changes/contract.ts'
import type { Context } from '../../../server/context.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import type { Leaving, LeadsTo } from '../../leads/contract/taking.ts'
import { demandTakers, handOver, heldOf, leadsImpact, takesThem } from '../../leads/service/moving.ts'
import { leaveQueues, placesOf } from '../../queues/service/places.ts'
import { shortfallsOf } from '../../queues/service/staffing.ts'
import { leavePhones, registrationsOf } from '../../presence/service/leaving.ts'
import type { EndReason } from '../../sessions/contract.ts'
import { endSessionsOf, liveSessionsOf } from '../../sessions/service.ts'
import { activate, deactivate, deleteUsers, restoreUsers } from '../contract/actions.ts'
import * as statements from '../sql/people.ts'

export const ownAccount = (ctx: Context): [ReturnType<typeof statements.isPerson>, Refusal] => [
  statements.isPerson(ctx.actor.kind === 'user' ? ctx.actor.id : null),
  'self',
]

/** What leaving has in common: sessions end, telephones are signed off, queues are left. Empty effects are left out. */
export async function leave(
  ctx: Context,
  trx: Trx,
  ids: readonly string[],
  reason: EndReason,
): Promise<(id: string) => Effects> {
  const sessions = await endSessionsOf(trx, ctx.actor.tenantId, ids, reason)
  const phones = await leavePhones(ctx, trx, ids)
  const queues = await leaveQueues(trx, ctx.actor.tenantId, ids)
  return (id) => {
    const [ended, dropped, left] = [sessions.get(id), phones.get(id), queues.get(id)]
    return {
      ...(ended ? { sessionsEnded: ended } : {}),
      ...(dropped ? { registrationsDropped: dropped } : {}),
      ...(left?.length ? { queuesLeft: left } : {}),
    }
  }
}

/** Leaving for good: leads are nobody's then, unless somebody gets them. */
export async function leaveForGood(
  ctx: Context,
  trx: Trx,
  ids: readonly string[],
  leadsTo: LeadsTo = 'nobody',
): Promise<(id: string) => Effects> {
  const effects = await leave(ctx, trx, ids, 'deleted')
  const leads = await handOver(ctx, trx, ids, leadsTo)
  await statements.markDeleted(trx, ctx.actor.tenantId, ids, ctx.clock.now())
  return (id) => ({ ...effects(id), ...leads.get(id) })
}

const NO_LEADS: Awaited<ReturnType<typeof handOver>> = new Map()

const leaving = (ctx: Context, ids: Expression<unknown>) => ({
  sessionsEnded: liveSessionsOf(ctx, ids),
  registrationsDropped: registrationsOf(ctx, ids),
  queuesLeft: placesOf(ctx.actor.tenantId, ids),
  ...heldOf(ctx, ids),
})

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

export const deactivateAction = defineAction<Leaving>({
  contract: deactivate,
  admit: (ctx, params) => demandTakers(ctx, params?.leadsTo),
  judge: (ctx, params) =>
    firstOf(
      [[statements.isStatus('inactive'), true]],
      [ownAccount(ctx), [takesThem(params?.leadsTo), 'takes-the-leads']],
    ),
  apply: async (ctx, trx, ids, params) => {
    const effects = await leave(ctx, trx, ids, 'deactivated')
    const leads = params?.leadsTo === undefined ? NO_LEADS : await handOver(ctx, trx, ids, params.leadsTo)
    return (await statements.deactivatePeople(trx, ctx.actor.tenantId, ids)).map((c) =>
      statusChange(c, { ...effects(c.id), ...leads.get(c.id) }),
    )
  },
  impact: (ctx, params, ids) => ({
    ...leaving(ctx, ids),
    ...(params?.leadsTo === undefined ? {} : leadsImpact(ctx, params.leadsTo, ids)),
  }),
  foresee: (ctx, _params, ids) => shortfallsOf(ctx, ids),
  lowersAdministrators: true,
  endsSessions: 'deactivated',
  inverse: 'before-values',
})

export const deleteAction = defineAction<Leaving>({
  contract: deleteUsers,
  admit: (ctx, params) => demandTakers(ctx, params?.leadsTo),
  judge: (ctx, params) => firstOf([], [ownAccount(ctx), [takesThem(params?.leadsTo), 'takes-the-leads']]),
  apply: async (ctx, trx, ids, params) => {
    const effects = await leaveForGood(ctx, trx, ids, params?.leadsTo)
    return ids.map((userId) => ({ userId, changes: { deleted: [false, true] as const }, effects: effects(userId) }))
  },
  impact: (ctx, params, ids) => ({ ...leaving(ctx, ids), ...leadsImpact(ctx, params?.leadsTo ?? 'nobody', ids) }),
  foresee: (ctx, _params, ids) => shortfallsOf(ctx, ids),
  lowersAdministrators: true,
  endsSessions: 'deleted',
  inverse: 'before-values',
})

const DAY = 86_400_000
export const reservedSince = (ctx: Context) => new Date(ctx.clock.now().getTime() - UNDO_DAYS * DAY)

export const restoreAction = defineAction<unknown>({
  contract: restoreUsers,
  reachesDeleted: true,
  judge: (ctx) =>
    firstOf([[statements.isDeleted, false]], [[statements.deletedBefore(reservedSince(ctx)), 'too-late']]),
  apply: async (ctx, trx, ids) => {
    await statements.unmarkDeleted(trx, ctx.actor.tenantId, ids)
    return ids.map((userId) => ({ userId, changes: { deleted: [true, false] as const } }))
  },
  inverse: 'before-values',
})
