import type { Expression, Query } from '../../../server/database/database.ts'
import { notify, sending } from '../../../server/database/notify.ts'
import type { LiveNotice } from '../../live/contract.ts'

const KIND: LiveNotice = 'presence-changed'

/** Says at the commit that these people are there now, or not any more, or do something else; once for a transaction. */
export async function tellPresence(trx: Query, tenant: number, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await notify(trx, { tenant, kind: KIND, ids })
}

/** The same of one person, as a column of a statement that does more. */
export const tellingPresence = (tenant: number, id: string): Expression<unknown> =>
  sending({ tenant, kind: KIND, ids: [id] })
