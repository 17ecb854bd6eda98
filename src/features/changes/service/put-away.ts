/** Plans that nobody can run or take back any more: their people are put away, and then they themselves. */
import type { Parts } from '../../../server/context.ts'
import { listTenantIds } from '../../../server/database/tenants.ts'
import { UNDO_DAYS } from '../contract/jobs.ts'
import { deleteOldPlans } from '../sql/put-away.ts'

const DAY = 86_400_000

/** Plans that never ran go a day after they expired; jobs when they can be undone no more. History keeps what they did. */
export async function putAwayOldPlans(parts: Parts, signal: AbortSignal): Promise<void> {
  const now = parts.clock.now().getTime()
  for (const tenantId of await listTenantIds(parts.database.outside)) {
    signal.throwIfAborted()
    const before = { unrun: new Date(now - DAY), run: new Date(now - (UNDO_DAYS + 1) * DAY) }
    while ((await deleteOldPlans(parts.database.tenant(tenantId), tenantId, before)) > 0) signal.throwIfAborted()
  }
}
