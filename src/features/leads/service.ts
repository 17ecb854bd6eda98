/** Leads of the dialer: each is assigned to one user or to nobody. */
import type { Trx } from '../../server/database/database.ts'
import { clearLeadUsers } from './sql.ts'

/** Takes their leads from people; answers, for each who had any, which leads nobody has now. */
export async function unassignLeads(
  trx: Trx,
  tenantId: number,
  userIds: readonly string[],
): Promise<Map<string, string[]>> {
  const unassigned = await clearLeadUsers(trx, tenantId, userIds)
  return new Map(unassigned.map(({ user_id, leads }) => [user_id, leads]))
}
