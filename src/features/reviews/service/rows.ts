/** The people of a review as its page and its record show them. */
import type { AnswerOf } from '../../../contract/endpoint.ts'
import { isUuid } from '../../../contract/ids.ts'
import { strangeCursor } from '../../../contract/page.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { csvLine } from '../../changes/service/csv.ts'
import { recordSetting } from '../../history/service/record.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type { listReviewRows, ReviewRow, RowsAsked } from '../contract.ts'
import { isMine, listPeopleRows, type PersonRow, type Place } from '../sql/rows.ts'
import type { ReviewRecord } from '../sql/reviews.ts'
import { demandReview } from './reviews.ts'

const DAY = 86_400_000
/** So many are read at once while a record is written. */
const AT_ONCE = 500

/** Those whom the actor may still see. */
export async function listRows(
  ctx: Context,
  id: string,
  { which, limit = '50', after }: RowsAsked,
): Promise<AnswerOf<typeof listReviewRows>> {
  const review = await demandReview(ctx, id)
  const most = Number(limit)
  const found = await read(ctx, review, { which, after: placeOf(after), limit: most + 1 })
  const page = found.slice(0, most)
  const last = page.at(-1)
  return {
    items: page.map((row) => shownRow(review, row)),
    next: found.length > most && last ? `${last.risk}.${last.id}` : null,
  }
}

type Asked = { readonly which?: RowsAsked['which']; readonly after: Place | null; readonly limit: number }

const read = (ctx: Context, review: ReviewRecord, { which, after, limit }: Asked): Promise<PersonRow[]> =>
  listPeopleRows(ctx.db, ctx.actor.tenantId, {
    reviewId: review.id,
    which,
    after,
    limit,
    sight: visibleUsers(ctx.actor, 'users.read'),
    mine: isMine(ctx.actor.id, review),
  })

function placeOf(after: string | undefined): Place | null {
  if (after === undefined) return null
  const [risk, id = ''] = after.split('.')
  if (isUuid(id)) return { risk: Number(risk), id }
  throw strangeCursor()
}

const shownRow = (review: ReviewRecord, row: PersonRow): ReviewRow => ({
  user: { id: row.id, name: row.name, username: row.username },
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  unseenDays: row.last_seen_at && Math.floor((review.started_at.getTime() - row.last_seen_at.getTime()) / DAY),
  twoStep: row.two_step,
  roles: row.roles,
  queues: row.queues,
  hints: row.hints,
  decided: row.said.at(-1) ?? null,
  earlier: row.said.slice(0, -1),
  mine: row.mine && review.closed_at === null,
  changed: row.changed,
})

const MARK = '\uFEFF'
const HEADINGS = [
  ...['Name', 'Username', 'Roles', 'Queues', 'Last sign-in (UTC)', 'Two-step verification', 'Hints'],
  ...['Decision', 'Stands', 'Roles to take', 'Note', 'Decided by', 'Decided at (UTC)', 'Changed by its plan'],
]

/** A line for each word of everybody, and one for whoever has none; that somebody took it is told in the change log. */
export async function recordOf(ctx: Context, id: string): Promise<AsyncGenerator<string>> {
  const review = await demandReview(ctx, id)
  await transaction(ctx, (trx) => recordSetting(ctx, trx, 'export-review', { id, name: review.name, format: 'csv' }))
  return linesOf(ctx, review)
}

async function* linesOf(ctx: Context, review: ReviewRecord): AsyncGenerator<string> {
  yield MARK + csvLine(HEADINGS)
  let after: Place | null = null
  for (;;) {
    const rows: PersonRow[] = await read(ctx, review, { after, limit: AT_ONCE })
    yield rows.flatMap((row) => linesOfPerson(row)).join('')
    const last = rows.at(-1)
    if (!last || rows.length < AT_ONCE) return
    after = { risk: last.risk, id: last.id }
  }
}

function linesOfPerson(row: PersonRow): string[] {
  const roles = row.roles.map(({ name }) => name).join('; ')
  const person = [row.name, row.username, roles, row.queues.join('; '), row.last_seen_at?.toISOString() ?? '']
  const facts = [...person, row.two_step ? 'yes' : 'no', row.hints.join('; ')]
  if (row.said.length === 0) return [csvLine([...facts, '', '', '', '', '', '', ''])]
  return row.said.map((said, n) => {
    const stands = n === row.said.length - 1
    const words = [
      said.decision,
      stands ? 'yes' : 'no',
      said.roles?.join('; ') ?? '',
      said.note ?? '',
      said.by,
      said.at,
    ]
    return csvLine([...facts, ...words, stands && row.changed ? 'yes' : ''])
  })
}
