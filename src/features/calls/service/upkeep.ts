import type { Parts } from '../../../server/context.ts'
import { eachTenant } from '../../../server/jobs/apart.ts'
import { ageCalls } from '../sql/upkeep.ts'

/** Rows in one statement: so long do senders of calls wait for it. */
const BATCH = 2000

/** Calls that are thirty days old by now leave the sums of the last thirty days. */
export const keepRecent = (parts: Pick<Parts, 'database' | 'log'>, signal?: AbortSignal): Promise<void> =>
  eachTenant({ ...parts, signal }, async (db, tenantId) => {
    while (!signal?.aborted && (await ageCalls(db, tenantId, BATCH)) === BATCH);
  })
