/** What becomes of sessions that nobody came back to. */
import type { Parts } from '../../../server/context.ts'
import { eachTenant } from '../../../server/jobs/apart.ts'
import { deleteOld, endOver } from '../sql/upkeep.ts'

const DAY = 86_400_000
const KEPT_DAYS = 90
/** So many rows in a transaction: nobody waits for long. */
const AT_ONCE = 5_000

/**
 * Ends the sessions whose time is over, so that what stands open is only what is live, and forgets those that ended more than
 * 90 days ago.
 */
export function keepUp(parts: Pick<Parts, 'database' | 'clock' | 'log'>): Promise<void> {
  const now = parts.clock.now()
  const before = new Date(now.getTime() - KEPT_DAYS * DAY)
  return eachTenant(parts, async (db, tenantId) => {
    await untilFew(() => endOver(db, tenantId, now, AT_ONCE))
    await untilFew(() => deleteOld(db, tenantId, before, AT_ONCE))
  })
}

async function untilFew(step: () => Promise<number>): Promise<void> {
  while ((await step()) === AT_ONCE);
}
