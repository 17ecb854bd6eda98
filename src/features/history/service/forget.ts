import type { Trx } from '../../../server/database/database.ts'
import { deletePersonal, forgetActors } from '../sql/forget.ts'

/**
 * Deletes the personal values of people who are erased, and their names from what they did; the chain keeps the hashes, and the check
 * counts the entries that lost a value as erased (LOG-1).
 */
export async function forgetPersonal(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  await deletePersonal(trx, tenantId, userIds)
  await forgetActors(trx, userIds)
}
