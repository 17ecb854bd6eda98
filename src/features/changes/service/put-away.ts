/** Plans that nobody can run or take back any more: their people are put away, and then they themselves. */
import type { Parts } from '../../../server/context.ts'
import { eachTenant } from '../../../server/jobs/apart.ts'
import { UNDO_DAYS } from '../contract/jobs.ts'
import { deleteOldPlans } from '../sql/put-away.ts'

const DAY = 86_400_000

/** Plans that never ran go a day after they expired; jobs when they can be undone no more. History keeps what they did. */
export function putAwayOldPlans(parts: Parts, signal: AbortSignal): Promise<void> {
  const now = parts.clock.now().getTime()
  const before = { unrun: new Date(now - DAY), run: new Date(now - (UNDO_DAYS + 1) * DAY) }
  return eachTenant({ ...parts, signal }, async (db, tenantId) => {
    while ((await deleteOldPlans(db, tenantId, before)) > 0) signal.throwIfAborted()
  })
}
