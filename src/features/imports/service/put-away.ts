import type { Parts } from '../../../server/context.ts'
import { deleteOverdue, deleteUnusedMatches, listTenantIds } from '../sql/upkeep.ts'

const HALF_A_YEAR = 183 * 86_400_000

/** Forgets drafts whose time is over with all that they say of people; what runs is kept until it is done. */
export async function putAwayDrafts(parts: Parts, signal: AbortSignal): Promise<void> {
  const now = parts.clock.now()
  for (const tenantId of await listTenantIds(parts.database.outside)) {
    const db = parts.database.tenant(tenantId)
    while (await deleteOverdue(db, tenantId, now)) signal.throwIfAborted()
    await deleteUnusedMatches(db, tenantId, new Date(now.getTime() - HALF_A_YEAR))
  }
}
