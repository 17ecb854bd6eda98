/** Leads of the dialer: each is assigned to one user or to nobody. */
import type { Trx } from '../../server/database/database.ts'
import { assignFreeLeads, clearLeadUsers, countLeads } from './sql.ts'

/** Takes their leads from people; answers, for each who had any, which leads nobody has now. */
export async function unassignLeads(
  trx: Trx,
  tenantId: number,
  userIds: readonly string[],
): Promise<Map<string, string[]>> {
  const unassigned = await clearLeadUsers(trx, tenantId, userIds)
  return new Map(unassigned.map(({ user_id, leads }) => [user_id, leads]))
}

/** Gives leads back to people, where nobody else has them by now; answers, for each who got any, which. */
export async function assignLeads(
  trx: Trx,
  tenantId: number,
  given: readonly { userId: string; leadId: string }[],
): Promise<Map<string, string[]>> {
  if (given.length === 0) return new Map()
  const assigned = await assignFreeLeads(trx, tenantId, given)
  return new Map(assigned.map(({ user_id, leads }) => [user_id, leads]))
}

/** How many leads a set of people has: a subquery of their ids. */
export const leadsOf = countLeads
