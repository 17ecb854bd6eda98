/** Activity as CSV, written while it is sent; that somebody took it is told in the change log. */
import { newId } from '../../../contract/ids.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { csvLine } from '../../changes/service/csv.ts'
import { recordChanges, recordSetting } from '../../history/service/record.ts'
import type { ActivityItem, Narrowing } from '../contract.ts'
import { kinds } from '../contract/kinds.ts'
import { readAsk } from './ask.ts'
import { demandSeen, pagesOf } from './read.ts'

/** The mark by which a spreadsheet knows UTF-8. */
const MARK = '\uFEFF'
const HEADINGS = ['Time (UTC)', 'Username', 'Name', 'Kind', 'What', 'Text', 'Address', 'Source', 'By', 'Changes']

/** All that a search of one user, or of everybody in sight, finds, newest first. A cell like a formula is made harmless (S36). */
export async function fileOf(
  ctx: Context,
  userId: string | null,
  narrowing: Narrowing,
): Promise<AsyncGenerator<string>> {
  if (userId !== null) await demandSeen(ctx, userId)
  // What cannot be read is said before the first byte is sent.
  readAsk(narrowing, ctx.clock.now())
  await transaction(ctx, (trx) =>
    userId === null
      ? recordSetting(ctx, trx, 'export-activity', { format: 'csv' })
      : recordChanges(ctx, trx, { id: newId(), action: 'export-activity', params: {} }, [{ userId, changes: {} }]),
  )
  return linesOf(ctx, userId, narrowing)
}

async function* linesOf(ctx: Context, userId: string | null, narrowing: Narrowing): AsyncGenerator<string> {
  yield MARK + csvLine(HEADINGS)
  for await (const items of pagesOf(ctx, userId, narrowing)) yield items.map((item) => csvLine(cellsOf(item))).join('')
}

const cellsOf = ({ at, user, kind, says, text, address, source, change }: ActivityItem): string[] => [
  ...[at, user?.username ?? '', user?.name ?? '', kinds[kind], says, text ?? '', address ?? '', source ?? ''],
  ...[change?.by ?? '', change?.fields.map(sayField).join('; ') ?? ''],
]

const sayField = ({ label, kind, before, after }: NonNullable<ActivityItem['change']>['fields'][number]): string =>
  kind === 'value'
    ? `${label}: ${before ?? ''} → ${after ?? ''}`
    : `${label}: ${kind === 'secret' ? 'changed' : 'erased'}`
