/** Files go when their time is over; exports that nobody is at are begun again. */
import type { Parts } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { enqueueAll } from '../../../server/jobs/enqueue.ts'
import { deleteOld, expireOf, expireOld, listForgotten, listTenantIds } from '../sql/upkeep.ts'
import { writingJob } from './job-name.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** Longer than any part of a file takes. */
const PATIENCE = 10 * MINUTE
/** For so long it is still said that there was one. */
const TOLD_DAYS = 37

/** Looks after the exports of every tenant. */
export async function keepUp({ database, clock }: Pick<Parts, 'database' | 'clock'>): Promise<void> {
  const now = clock.now()
  const ago = (millis: number) => new Date(now.getTime() - millis)
  for (const tenantId of await listTenantIds(database.outside)) {
    const db = database.tenant(tenantId)
    await expireOld(db, tenantId, now)
    await deleteOld(db, tenantId, ago(TOLD_DAYS * DAY))
    const forgotten = await listForgotten(db, tenantId, ago(PATIENCE))
    const jobs = forgotten.map((id) => ({ payload: { tenantId, export: id }, key: id }))
    await enqueueAll(db, writingJob, jobs)
  }
}

/** Takes away every file in which people who are erased may stand (LOG-1). */
export const forgetExportsOf = (trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> =>
  expireOf(trx, tenantId, userIds)
