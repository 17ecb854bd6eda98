/** A lock is told by a job: to the change log, and to pages that show the person. */
import { newId } from '../../../contract/ids.ts'
import { systemActor } from '../../../server/actor.ts'
import { contextFor, transaction, type Parts } from '../../../server/context.ts'
import type { Query } from '../../../server/database/database.ts'
import { notify } from '../../../server/database/notify.ts'
import { eachTenant } from '../../../server/jobs/apart.ts'
import { recordChanges } from '../../history/service/record.ts'
import { DEVICE_DAYS, QUIET_HOURS } from '../rules.ts'
import { tellLock } from '../sql/locked.ts'
import { deleteOldDevices, deleteOldLimits, deleteOldTries } from '../sql/upkeep.ts'

export type LockNews = {
  readonly tenant: number
  readonly subject: string
  readonly device: string
  readonly address: string | null
}

/** Writes into the change log that an account was locked, once; of a name that nobody has there is nothing to write. */
export async function recordLock(parts: Parts, { tenant, subject, device, address }: LockNews): Promise<void> {
  const origin = { via: 'job', requestId: null, address, userAgent: null } as const
  const ctx = contextFor(parts, systemActor(tenant, 'sign-in'), [], origin)
  await transaction(ctx, async (trx) => {
    const lock = await tellLock(trx, tenant, subject, device, ctx.clock.now())
    if (!lock) return
    await recordChanges(ctx, trx, { id: newId(), action: 'lock', params: {} }, [
      { userId: lock.user_id, changes: { locked: [false, true] } },
    ])
    await notify(trx, { tenant, kind: 'users-changed', ids: [lock.user_id] })
  })
}

const DAY = 86_400_000
/** How long a row of failures is remembered that does not grow. */
const ACCOUNT_DAYS = 30
/** Where names in tenants that do not exist are counted. */
const NO_TENANT = 0

/** Forgets counters, browsers and limits whose time is over. */
export async function sweepLocks(parts: Parts, signal: AbortSignal): Promise<void> {
  const now = parts.clock.now().getTime()
  const ago = (days: number) => new Date(now - days * DAY)
  const sweep = async (db: Query, tenant: number) => {
    await deleteOldTries(db, tenant, { names: ago((2 * QUIET_HOURS) / 24), accounts: ago(ACCOUNT_DAYS) })
    await deleteOldDevices(db, tenant, ago(DEVICE_DAYS))
  }
  await deleteOldLimits(parts.database.outside, new Date(now))
  await sweep(parts.database.tenant(NO_TENANT), NO_TENANT)
  await eachTenant({ ...parts, signal }, sweep)
}
