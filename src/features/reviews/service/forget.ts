import type { Trx } from '../../../server/database/database.ts'
import { dropNamesOf, dropNotes } from '../sql/forget.ts'

/**
 * Takes what was noted about people who are erased out of every review, and their names off what they started, decided, closed and
 * planned; what was decided stays (LOG-1).
 */
export async function forgetReviewed(trx: Trx, tenantId: number, ids: readonly string[]): Promise<void> {
  await dropNotes(trx, tenantId, ids)
  await dropNamesOf(trx, tenantId, ids)
}
