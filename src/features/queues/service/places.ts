/** What becomes of people's places in queues when they leave and come back, or take calls no more. */
import type { Trx } from '../../../server/database/database.ts'
import { listCallRoles } from '../sql/assigning.ts'
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

type Roles = readonly { readonly id: number }[]

/** Takes whoever lost every role that takes calls out of every queue: they would be called in vain, and count for nothing. */
export async function leaveWithoutCalls(
  trx: Trx,
  tenantId: number,
  people: readonly { readonly userId: string; readonly had: Roles; readonly has: Roles }[],
): Promise<Map<string, { id: number; priority: number }[]>> {
  const calling = new Set(await listCallRoles(trx, tenantId))
  const takesCalls = (roles: Roles) => roles.some(({ id }) => calling.has(id))
  const lost = people.filter(({ had, has }) => takesCalls(had) && !takesCalls(has)).map(({ userId }) => userId)
  return lost.length > 0 ? leaveQueues(trx, tenantId, lost) : new Map()
}

/**
 * Puts people into queues; answers, for each who joined any, which. Archived queues, places that are taken already, and people who
 * are not active or take no calls by now are left as they are.
 */
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
