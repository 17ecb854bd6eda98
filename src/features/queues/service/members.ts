import { isUuid } from '../../../contract/ids.ts'
import { strangeCursor } from '../../../contract/page.ts'
import { notFound } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { LAST_PRIORITY, type Member } from '../contract.ts'
import { findMembers, type Place } from '../sql/members.ts'
import { selectQueueStates } from '../sql/queues.ts'

type Asked = { search?: string; limit?: string; after?: string }

/** The members of a queue whom one may see, in the order in which calls reach them, and how many are found. */
export async function listQueueMembers(
  { db, actor }: Context,
  queueId: number,
  { search = '', limit = '50', after }: Asked,
): Promise<{ items: Member[]; next: string | null; total: number }> {
  if ((await selectQueueStates(db, actor.tenantId, [queueId])).length === 0) throw notFound()
  const most = Number(limit)
  const ask = { actor, queueId, search, after: after === undefined ? null : readCursor(after), limit: most + 1 }
  const { rows, total } = await findMembers(db, ask)
  const items = rows.slice(0, most)
  return { items, next: rows.length > most ? cursorOf(items.at(-1)!) : null, total }
}

const cursorOf = ({ priority, id }: Place) => `${priority}~${id}`

function readCursor(text: string): Place {
  const [priority = '', id = ''] = text.split('~')
  const known = /^[1-9]\d?$/.test(priority) && Number(priority) <= LAST_PRIORITY && isUuid(id)
  if (known) return { priority: Number(priority), id }
  throw strangeCursor()
}
