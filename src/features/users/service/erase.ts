/** Erasing for good: credentials and contact data go, a tombstone stays so that history and reports add up (SPEC 4.5, LOG-1). */
import { systemActor } from '../../../server/actor.ts'
import { contextFor, transaction, type Context, type Parts } from '../../../server/context.ts'
import { isDatabaseAway } from '../../../server/database/database.ts'
import { forgetAnswersAbout } from '../../../server/database/idempotency.ts'
import { firstOf } from '../../../server/database/judgement.ts'
import { eachApart, eachTenant } from '../../../server/jobs/apart.ts'
import { forgetActivity } from '../../activity/service.ts'
import { forgetAliases } from '../../calls/service/forget.ts'
import { defineAction } from '../../changes/service/action.ts'
import { forgetPlansOf } from '../../changes/service/forget.ts'
import { changeSet, newRun } from '../../changes/service/run.ts'
import { forgetExportsOf } from '../../exports/service/upkeep.ts'
import { forgetPersonal } from '../../history/service/forget.ts'
import { forgetImported } from '../../imports/service/forget.ts'
import { eraseMailOf } from '../../outbox/service/upkeep.ts'
import { forgetReviewed } from '../../reviews/service/forget.ts'
import { eraseUsers } from '../contract/actions.ts'
import * as statements from '../sql/erasing.ts'
import { isDeleted } from '../sql/people.ts'
import { reservedSince } from './status.ts'

export const eraseAction = defineAction<unknown>({
  contract: eraseUsers,
  reachesDeleted: true,
  judge: () => firstOf([], [[statements.not(isDeleted), 'not-deleted']]),
  apply: async ({ actor, clock }, trx, ids) => {
    // By the address, which the tombstone has no more.
    await forgetExportsOf(trx, actor.tenantId, ids)
    await eraseMailOf(trx, actor.tenantId, ids)
    await statements.dropBelongings(trx, actor.tenantId, ids)
    await statements.layTombstones(trx, actor.tenantId, ids, clock.now())
    await forgetPersonal(trx, actor.tenantId, ids)
    await forgetActivity(trx, ids)
    await forgetImported(trx, actor.tenantId, ids)
    await forgetReviewed(trx, actor.tenantId, ids)
    await forgetAliases(trx, actor.tenantId, ids)
    await forgetPlansOf(trx, actor.tenantId, ids)
    await forgetAnswersAbout(trx, actor.tenantId, ids)
    return ids.map((userId) => ({ userId, changes: { erased: [false, true] as const } }))
  },
  inverse: 'nothing',
})

const AT_ONCE = 500

/** Erases everybody of every tenant who was deleted more than 30 days ago. */
export const eraseWhoseTimeIsOver = (parts: Parts, signal: AbortSignal): Promise<void> =>
  eachTenant({ ...parts, signal }, async (_db, tenantId) => {
    const origin = { via: 'job', requestId: null, address: null, userAgent: null } as const
    const ctx = contextFor(parts, systemActor(tenantId, 'erasing'), [], origin)
    for (let more = true; more;) {
      signal.throwIfAborted()
      const ids = await statements.listOver(ctx.db, tenantId, reservedSince(ctx), AT_ONCE)
      more = ids.length === AT_ONCE
      if (ids.length > 0) await eraseAll(ctx, ids, signal)
    }
  })

/** All in one transaction; where somebody of them cannot be erased, everybody else one by one. */
async function eraseAll(ctx: Context, ids: readonly string[], signal: AbortSignal): Promise<void> {
  const erase = (those: readonly string[]) =>
    transaction(ctx, (trx) => changeSet(ctx, trx, eraseAction, those, undefined, newRun('erase', {})))
  try {
    await erase(ids)
  } catch (error) {
    if (ids.length === 1 || isDatabaseAway(error)) throw error
    const about = (user: string) => ({ tenantId: ctx.actor.tenantId, user })
    await eachApart({ log: ctx.log, signal }, ids, about, (id) => erase([id]))
  }
}
