import type { Parts } from '../../../server/context.ts'
import { listTenantIds } from '../../../server/database/tenants.ts'
import { deleteOld } from '../sql.ts'

const DAY = 86_400_000

/** Forgets the links of every tenant that are over for a day. */
export async function putAwayOldLinks({ database, clock }: Pick<Parts, 'database' | 'clock'>): Promise<void> {
  const before = new Date(clock.now().getTime() - DAY)
  for (const tenant of await listTenantIds(database.outside)) await deleteOld(database.tenant(tenant), tenant, before)
}
