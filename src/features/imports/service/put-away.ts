import type { Parts } from '../../../server/context.ts'
import { eachTenant } from '../../../server/jobs/apart.ts'
import { deleteOverdue, deleteUnusedMatches } from '../sql/upkeep.ts'

const HALF_A_YEAR = 183 * 86_400_000

/** Forgets drafts whose time is over with all that they say of people; what runs is kept until it is done. */
export function putAwayDrafts(parts: Parts, signal: AbortSignal): Promise<void> {
  const now = parts.clock.now()
  return eachTenant({ ...parts, signal }, async (db, tenantId) => {
    while (await deleteOverdue(db, tenantId, now)) signal.throwIfAborted()
    await deleteUnusedMatches(db, tenantId, new Date(now.getTime() - HALF_A_YEAR))
  })
}
