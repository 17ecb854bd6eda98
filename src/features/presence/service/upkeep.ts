/** What of presence is not kept any longer. */
import type { Parts } from '../../../server/context.ts'
import { eachTenant } from '../../../server/jobs/apart.ts'
import { DAY } from '../rules.ts'
import { deleteExpired } from '../sql/registrations.ts'
import { deleteWords } from '../sql/words.ts'
import { forgottenBefore } from './seen.ts'

/** So many rows in a transaction: nobody waits for long. */
const AT_ONCE = 5_000

/** Forgets the words of days that are no longer shown, and registrations that expired a day ago. */
export function keepUp(parts: Pick<Parts, 'database' | 'clock' | 'log'>): Promise<void> {
  const now = parts.clock.now()
  return eachTenant(parts, async (db, tenantId) => {
    while ((await deleteWords(db, tenantId, forgottenBefore(now), AT_ONCE)) === AT_ONCE);
    while ((await deleteExpired(db, tenantId, new Date(now.getTime() - DAY), AT_ONCE)) === AT_ONCE);
  })
}
