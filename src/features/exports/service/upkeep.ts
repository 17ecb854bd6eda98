/** Files go when their time is over; exports that nobody is at are begun again. */
import type { Parts } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { eachTenant } from '../../../server/jobs/apart.ts'
import { enqueueAll } from '../../../server/jobs/enqueue.ts'
import { deleteOld, expireOf, expireOld, forgetAskers, listForgotten } from '../sql/upkeep.ts'
import { writingJob } from './job-name.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** Longer than any part of a file takes. */
const PATIENCE = 10 * MINUTE
/** For so long it is still said that there was one. */
const TOLD_DAYS = 37

/** Looks after the exports of every tenant. */
export function keepUp(parts: Pick<Parts, 'database' | 'clock' | 'log'>): Promise<void> {
  const now = parts.clock.now()
  const ago = (millis: number) => new Date(now.getTime() - millis)
  return eachTenant(parts, async (db, tenantId) => {
    await expireOld(db, tenantId, now)
    await deleteOld(db, tenantId, ago(TOLD_DAYS * DAY))
    const forgotten = await listForgotten(db, tenantId, ago(PATIENCE))
    const jobs = forgotten.map((id) => ({ payload: { tenantId, export: id }, key: id }))
    await enqueueAll(db, writingJob, jobs)
  })
}

/** Takes away every file in which people who are erased may stand, and who asked for one or was sent it (LOG-1). */
export async function forgetExportsOf(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  await expireOf(trx, tenantId, userIds)
  await forgetAskers(trx, tenantId, userIds)
}
