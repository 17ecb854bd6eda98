import { sql } from 'kysely'
import { kept, type Expression, type Query } from './database.ts'
import { noticeChannel, type Notice } from './live.ts'

const MOST_IDS = 50

/** Sends a notice when the transaction commits. Many ids travel as their number alone. */
export async function notify(trx: Query, notice: Notice): Promise<void> {
  await sql`select ${sending(notice)} ${kept}`.execute(trx)
}

/** The same as a column of a statement that does more. */
export function sending(notice: Notice): Expression<unknown> {
  const small =
    notice.ids && notice.ids.length > MOST_IDS ? { ...notice, ids: undefined, count: notice.ids.length } : notice
  return sql`pg_notify(${noticeChannel}, ${JSON.stringify(small)})`
}
