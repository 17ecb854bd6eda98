/** What other systems send about what people do and which telephones are registered: each row answered, the good ones kept. */
import type * as z from 'zod/mini'
import { transaction, type Context } from '../../../server/context.ts'
import { findMeant } from '../../users/service/meant.ts'
import { availabilityWord, refusals, registration, type FeedAnswer, type Refusal } from '../contract/feed.ts'
import { KEPT_DAYS, MINUTE, DAY } from '../rules.ts'
import * as phones from '../sql/registrations.ts'
import * as words from '../sql/words.ts'
import { tellPresence } from './tell.ts'

type Row = FeedAnswer['rows'][number]
type Placed<T> = { readonly index: number; readonly row: T }
type Judged<T> = { readonly good: readonly (Placed<T> & { readonly userId: string })[]; readonly refused: Row[] }

const AHEAD = 5 * MINUTE
const LONGEST = 7 * DAY

/**
 * Keeps what people are said to be doing. A row that comes twice, or late, changes nothing but what it says of its own moment. Whoever
 * watches is told of those alone whose present state is another one now.
 */
export async function takeAvailability(ctx: Context, rows: readonly unknown[]): Promise<FeedAnswer> {
  const now = ctx.clock.now()
  const { good, refused } = await judge(ctx, rows, availabilityWord, ({ at }) => judgeMoment(at, now))
  const said = good.map(({ index, userId, row }) => ({
    index,
    userId,
    state: row.state,
    at: row.at === undefined ? now : new Date(row.at),
  }))
  const kept = await transaction(ctx, async (trx) => {
    if (said.length === 0) return new Set<string>()
    const { tenantId } = ctx.actor
    const people = [...new Set(said.map(({ userId }) => userId))]
    await words.lockAvailability(trx, tenantId, people)
    const changed = await words.upsertWords(trx, tenantId, said)
    if (changed.size > 0) await tellPresence(trx, tenantId, await words.followWords(trx, tenantId, people))
    return changed
  })
  return answered(
    rows.length,
    refused,
    said.map(({ index, userId, at }) => ({ index, taken: kept.has(words.keyOf(userId, at)) })),
  )
}

/**
 * Keeps which telephones are registered, each until it expires. Whoever watches is told of those alone who had none before, or have
 * none any more: a telephone that registers again every few minutes is no news.
 */
export async function takeRegistrations(ctx: Context, rows: readonly unknown[]): Promise<FeedAnswer> {
  const now = ctx.clock.now()
  const { good, refused } = await judge(ctx, rows, registration, ({ at, expiresAt }) => {
    const wrong = judgeMoment(at, now)
    return wrong ?? (Date.parse(expiresAt) > now.getTime() + LONGEST ? 'too-long' : null)
  })
  const said = good.map(({ index, userId, row }) => ({
    index,
    userId,
    contact: row.contact ?? '',
    expiresAt: new Date(row.expiresAt),
    at: row.at === undefined ? now : new Date(row.at),
  }))
  const kept = await transaction(ctx, async (trx) => {
    if (said.length === 0) return new Set<string>()
    const { tenantId } = ctx.actor
    const people = [...new Set(said.map(({ userId }) => userId))]
    const before = await phones.listRegistered(trx, tenantId, people, now)
    const changed = await phones.upsertRegistrations(trx, tenantId, said)
    const after = await phones.listRegistered(trx, tenantId, people, now)
    await tellPresence(
      trx,
      tenantId,
      people.filter((id) => before.has(id) !== after.has(id)),
    )
    return changed
  })
  return answered(
    rows.length,
    refused,
    said.map(({ index, userId, contact, at }) => ({ index, taken: kept.has(phones.keyOf(userId, contact, at)) })),
  )
}

const judgeMoment = (at: string | undefined, now: Date): Refusal | null => {
  if (at === undefined) return null
  const moment = Date.parse(at)
  if (moment > now.getTime() + AHEAD) return 'in-the-future'
  return moment < now.getTime() - KEPT_DAYS * DAY ? 'too-old' : null
}

type Named = { readonly user?: string | undefined }

/** Parts what can be taken from what cannot, and says of each of those why. */
async function judge<T extends Named>(
  ctx: Context,
  rows: readonly unknown[],
  schema: z.ZodMiniType<T>,
  wrong: (row: T) => Refusal | null,
): Promise<Judged<T>> {
  const refused: Row[] = []
  const refuse = (index: number, reason: Refusal, message: string = refusals[reason]) =>
    void refused.push({ index, outcome: 'refused', reason, message })
  const fitting: Placed<T>[] = []
  for (const [index, sent] of rows.entries()) {
    const parsed = schema.safeParse(sent)
    const reason = parsed.success ? wrong(parsed.data) : 'does-not-fit'
    if (!parsed.success) refuse(index, 'does-not-fit', sayFault(parsed.error))
    else if (reason) refuse(index, reason)
    else fitting.push({ index, row: parsed.data })
  }
  const found = await findMeant(
    ctx,
    'activity.send',
    fitting.map(({ row }) => row),
  )
  const good = fitting.flatMap(({ index, row }, place) => {
    const who = found[place]!
    if (who.userId === null) refuse(index, who.reason)
    return who.userId === null ? [] : [{ index, row, userId: who.userId }]
  })
  return { good, refused }
}

/** The first fault, with the name of the member that it is in. */
function sayFault({ issues }: z.core.$ZodError): string {
  const issue = issues[0]!
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message
}

function answered(
  all: number,
  refused: readonly Row[],
  kept: readonly { readonly index: number; readonly taken: boolean }[],
): FeedAnswer {
  const rows: Row[] = [
    ...refused,
    ...kept.map(({ index, taken }): Row => ({ index, outcome: taken ? 'taken' : 'known' })),
  ]
  const taken = kept.filter((row) => row.taken).length
  return {
    taken,
    known: all - taken - refused.length,
    refused: refused.length,
    rows: rows.sort((a, b) => a.index - b.index),
  }
}
