import type { Parts } from '../../../server/context.ts'
import { eachTenant } from '../../../server/jobs/apart.ts'
import { deleteOld } from '../sql.ts'

const DAY = 86_400_000

/** Forgets the links of every tenant that are over for a day. */
export function putAwayOldLinks(parts: Pick<Parts, 'database' | 'clock' | 'log'>): Promise<void> {
  const before = new Date(parts.clock.now().getTime() - DAY)
  return eachTenant(parts, (db, tenant) => deleteOld(db, tenant, before))
}
