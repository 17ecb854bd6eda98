/** What becomes of people's places in queues when they leave and come back. */
import type { Trx } from '../../../server/database/database.ts'
import { countPlaces, deleteQueueMembers, insertQueueMembers, type Membership } from '../sql/places.ts'

/** Takes people out of every queue; answers, for each who was in any, which they were and with what priority (1 to 99). */
export async function leaveQueues(
  trx: Trx,
  tenantId: number,
  userIds: readonly string[],
): Promise<Map<string, { id: number; priority: number }[]>> {
  const left = await deleteQueueMembers(trx, tenantId, userIds)
  return new Map(left.map(({ user_id, queues }) => [user_id, queues]))
}

/** Puts people into queues; answers, for each who joined any, which. Archived queues, and places that are taken already, are left as they are. */
export async function joinQueues(
  trx: Trx,
  tenantId: number,
  rows: readonly Membership[],
): Promise<Map<string, { id: number; priority: number }[]>> {
  if (rows.length === 0) return new Map()
  const joined = await insertQueueMembers(trx, tenantId, rows)
  return new Map(joined.map(({ user_id, queues }) => [user_id, queues]))
}

/** How many places in queues a set of people has: a subquery of their ids. */
export const placesOf = countPlaces
