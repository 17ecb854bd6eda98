import type { Parts } from '../../../server/context.ts'
import { ageCalls, listTenantIds } from '../sql/upkeep.ts'

/** Rows in one statement: so long do senders of calls wait for it. */
const BATCH = 2000

/** Calls that are thirty days old by now leave the sums of the last thirty days. */
export async function keepRecent({ database }: Pick<Parts, 'database'>, signal?: AbortSignal): Promise<void> {
  for (const tenantId of await listTenantIds(database.outside)) {
    const db = database.tenant(tenantId)
    while (!signal?.aborted && (await ageCalls(db, tenantId, BATCH)) === BATCH);
  }
}
