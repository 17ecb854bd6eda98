import type { Trx } from '../../../server/database/database.ts'
import { dropNotes } from '../sql/rows.ts'

/** Takes what was noted about people who are erased out of every review; what was decided stays. */
export const forgetReviewed = (trx: Trx, tenantId: number, ids: readonly string[]): Promise<void> =>
  dropNotes(trx, tenantId, ids)
