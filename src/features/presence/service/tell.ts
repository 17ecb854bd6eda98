import type { Query } from '../../../server/database/database.ts'
import { notify } from '../../../server/database/notify.ts'
import type { LiveNotice } from '../../live/contract.ts'

const KIND: LiveNotice = 'presence-changed'

/** Says at the commit that these people are there now, or not any more, or do something else; once for a transaction. */
export async function tellPresence(trx: Query, tenant: number, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await notify(trx, { tenant, kind: KIND, ids })
}
