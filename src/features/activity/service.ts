/** What people do, written down as it happens (LOG-2). */
import { newId } from '../../contract/ids.ts'
import { searchText } from '../../contract/text.ts'
import type { Query, Trx } from '../../server/database/database.ts'
import { notify } from '../../server/database/notify.ts'
import type { LiveNotice } from '../live/contract.ts'
import type { StoredKind } from './contract/kinds.ts'
import { forgetLines, insertActivity } from './sql/record.ts'

/** Stands for the person of a line where a try to sign in named nobody. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

export type NewActivity = {
  readonly userId: string
  readonly kind: StoredKind
  readonly at: Date
  /** What was said or written: at most 2,000 characters. It is searched, and forgotten when the person is erased. */
  readonly text?: string | null
  /** A word of the program's: why a session ended. */
  readonly detail?: string | null
  /** IPv4 or IPv6, of a single place. */
  readonly address?: string | null
  /** The system around that said so, as it calls itself. */
  readonly source?: string | null
}

/**
 * Writes down what people did, any number of lines in one statement. In the transaction in which it happened, where there is one.
 * Nobody is told: a transaction has one notice at most, and a line beside another change needs none (see `tellActivity`).
 */
export async function addActivity(db: Query, tenantId: number, rows: readonly NewActivity[]): Promise<void> {
  if (rows.length === 0) return
  await insertActivity(db, tenantId, rows.map(asRow))
}

const asRow = ({ userId, kind, at, text, detail, address, source }: NewActivity) => ({
  // In the order of the lines' own time, wherever in a batch they stood.
  id: newId(at.getTime()),
  userId,
  kind,
  at,
  detail: detail ?? null,
  text: text ?? null,
  search: text ? searchText([text]) : null,
  address: address ?? null,
  source: source ?? null,
})

const NEWS: LiveNotice = 'activity'

/** Tells open pages, at the commit, whose activity there is more of; of a crowd, how many they are. */
export const tellActivity = (trx: Query, tenantId: number, userIds: readonly string[]): Promise<void> =>
  notify(trx, { tenant: tenantId, kind: NEWS, ids: [...new Set(userIds)] })

/** What erased people said and where they were is forgotten; that there was something, and when, stays (LOG-1). */
export const forgetActivity = (trx: Trx, userIds: readonly string[]) => forgetLines(trx, userIds)
