/** What people were given of leads and did with them, in their activity (LOG-2): a line for each person, however many leads. */
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import type { LeadWord } from '../../activity/contract/kinds.ts'
import { addActivity, tellActivity } from '../../activity/service.ts'
import type { Share } from '../sql/moving.ts'

export type LeadLine = {
  /** Null where the leads are nobody's: then there is nothing to say. */
  readonly userId: string | null
  readonly word: LeadWord
  readonly count: number
  /** What one of them is called; it stands there where it is the only one. */
  readonly name: string
}

const formatted = new Intl.NumberFormat('en-GB')

/** Writes the lines of a transaction in one statement. Lines of one person and word become one. */
export async function writeLines(
  { actor, clock }: Context,
  trx: Trx,
  lines: readonly LeadLine[],
  things: 'leads' | 'callbacks' = 'leads',
): Promise<string[]> {
  const together = new Map<string, LeadLine & { userId: string }>()
  for (const { userId, word, count, name } of lines) {
    if (userId === null || count === 0) continue
    const key = `${userId} ${word}`
    together.set(key, { userId, word, name, count: count + (together.get(key)?.count ?? 0) })
  }
  const rows = [...together.values()].map(({ userId, word, count, name }) => ({
    ...{ userId, at: clock.now(), kind: 'lead' as const, detail: word },
    text: count === 1 ? name : `${formatted.format(count)} ${things}`,
  }))
  await addActivity(trx, actor.tenantId, rows)
  return rows.map(({ userId }) => userId)
}

/** The same, and open pages are told: where nothing else of the transaction tells them. */
export async function tellLines(
  ctx: Context,
  trx: Trx,
  lines: readonly LeadLine[],
  things?: 'leads' | 'callbacks',
): Promise<void> {
  const people = await writeLines(ctx, trx, lines, things)
  if (people.length > 0) await tellActivity(trx, ctx.actor.tenantId, people)
}

/** Who got leads, and who had them before. */
export const linesOfMoves = (shares: readonly Share[]): LeadLine[] =>
  shares.flatMap(({ from_id, to_id, leads: count, name }): LeadLine[] => [
    { userId: from_id, word: 'taken', count, name },
    { userId: to_id, word: 'assigned', count, name },
  ])
