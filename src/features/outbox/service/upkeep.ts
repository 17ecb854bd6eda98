/** What becomes of mail that nobody is at, and when it is forgotten. */
import type { Parts } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { eachTenant } from '../../../server/jobs/apart.ts'
import { enqueueAll } from '../../../server/jobs/enqueue.ts'
import { deleteMailsOf, deleteOld, endOverdue, listForgotten, updateLost, updateRestored } from '../sql/upkeep.ts'
import { LOST, OVERDUE, RESTORED } from './deliver.ts'
import { sendMailJob } from './job-names.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** Longer than a mail server is waited for. */
const PATIENCE = 10 * MINUTE
const KEPT_DAYS = 90

/**
 * Looks after the outbox of every tenant: rings the bell again for mail that waits without one, shows what may have been
 * sent before a restore, and forgets links that work no longer and mail older than 90 days.
 */
export function keepUp(parts: Pick<Parts, 'database' | 'clock' | 'log'>): Promise<void> {
  const at = parts.clock.now()
  const ago = (millis: number) => new Date(at.getTime() - millis)
  return eachTenant(parts, async (db, tenant) => {
    await updateRestored(db, tenant, RESTORED, at)
    await updateLost(db, tenant, { answer: LOST, before: ago(PATIENCE), at })
    await endOverdue(db, tenant, OVERDUE, at)
    await deleteOld(db, tenant, ago(KEPT_DAYS * DAY))
    const forgotten = await listForgotten(db, tenant, ago(PATIENCE))
    const jobs = forgotten.map((mail) => ({ payload: { tenant, mail }, key: mail }))
    await enqueueAll(db, sendMailJob, jobs)
  })
}

/** Forgets all mail about people who are erased (LOG-1). */
export const eraseMailOf = (trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> =>
  deleteMailsOf(trx, tenantId, userIds)
