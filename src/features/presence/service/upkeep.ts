/** What of presence is not kept any longer. */
import type { Parts } from '../../../server/context.ts'
import { listTenantIds } from '../../../server/database/tenants.ts'
import { DAY } from '../rules.ts'
import { deleteExpired } from '../sql/registrations.ts'
import { deleteWords } from '../sql/words.ts'
import { forgottenBefore } from './seen.ts'

/** So many rows in a transaction: nobody waits for long. */
const AT_ONCE = 5_000

/** Forgets the words of days that are no longer shown, and registrations that expired a day ago. */
export async function keepUp({ database, clock }: Pick<Parts, 'database' | 'clock'>): Promise<void> {
  const now = clock.now()
  for (const tenantId of await listTenantIds(database.outside)) {
    const db = database.tenant(tenantId)
    while ((await deleteWords(db, tenantId, forgottenBefore(now), AT_ONCE)) === AT_ONCE);
    while ((await deleteExpired(db, tenantId, new Date(now.getTime() - DAY), AT_ONCE)) === AT_ONCE);
  }
}
