/** Presence as lists, boards and a person’s page show it. */
import { isUuid } from '../../../contract/ids.ts'
import { invalidAt, notFound } from '../../../contract/problem.ts'
import { reachOf } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import { readSession } from '../../sessions/service.ts'
import { boardStates, MOST_NAMED, type Board, type Day } from '../contract/board.ts'
import type { Presence } from '../contract/presence.ts'
import { BELIEVED_HOURS, DAY, KEPT_DAYS, MINUTE } from '../rules.ts'
import {
  countRoom,
  findZone,
  listWords,
  selectBoard,
  selectBounds,
  selectPresence,
  selectStaffing,
  type BoardAsk,
} from '../sql/seen.ts'
import { toPresence } from './shape.ts'
import { spansOf } from './spans.ts'
import { together } from './together.ts'

/** Who of these users is there, of those whom the actor may see. */
export async function listPresenceOf(ctx: Context, ids: readonly string[]): Promise<(Presence & { id: string })[]> {
  const rows = await selectPresence(ctx, ids)
  return rows.map(({ id, presence }) => ({ id, ...toPresence(presence, ctx.modules) }))
}

const idsIn = (text: string | undefined) => (text === undefined ? null : text.split(',').map(Number))

/** How many of the actor’s people are doing what, and of each state those who have been in it the longest. */
export async function readLiveBoard(
  ctx: Context,
  asked: { readonly site?: string | undefined; readonly desk?: string | undefined },
): Promise<Board> {
  const ask = { sites: idsIn(asked.site), desks: idsIn(asked.desk) }
  const reach = reachOf(ctx.actor, 'activity.read')
  const hasQueues = ctx.modules.includes('queues')
  // What is in a board of the tenant follows from these alone; a change sends every board here at once.
  const key = JSON.stringify([ask, reach, hasQueues])
  const seesQueues = hasQueues && ask.sites === null && ask.desks === null && reach?.everywhere === true
  const [board, sessionEndsAt] = await Promise.all([
    together(ctx.db, key, () => boardOf(ctx, ask, seesQueues)),
    endOfSession(ctx),
  ])
  return { ...board, ...(sessionEndsAt ? { sessionEndsAt } : {}) }
}

async function boardOf(ctx: Context, ask: BoardAsk, seesQueues: boolean): Promise<Board> {
  const at = ctx.clock.now().toISOString()
  const [rows, all, queues] = await Promise.all([
    selectBoard(ctx, ask, MOST_NAMED),
    countRoom(ctx, ask),
    seesQueues ? selectStaffing(ctx, MOST_NAMED) : undefined,
  ])
  const of = new Map(rows.map((row) => [row.state, row]))
  const there = rows.reduce((sum, { count }) => sum + count, 0)
  const counts = Object.fromEntries(boardStates.map((state) => [state, of.get(state)?.count ?? 0]))
  return {
    counts: { ...counts, offline: Math.max(0, all - there) } as Board['counts'],
    people: boardStates.flatMap((state) => of.get(state)?.people.map((person) => ({ ...person, state })) ?? []),
    ...(queues ? { queues } : {}),
    at,
  }
}

/** A board asks by itself and keeps nobody signed in (S20), so it says how long it will go on. */
async function endOfSession(ctx: Context): Promise<string | null> {
  const { sessionId, homeTenantId } = ctx.actor
  if (sessionId === null) return null
  const state = await readSession(ctx, homeTenantId, sessionId, ctx.origin.address)
  return state.over === null ? state.endsAt.toISOString() : null
}

/** What a user was doing on a day of their own zone, as far as it was said. */
export async function readDayOf(ctx: Context, userId: string, day: string | null): Promise<Day> {
  const zone = isUuid(userId) ? await findZone(ctx, userId) : undefined
  if (zone === undefined) throw notFound()
  const bounds = await selectBounds(ctx, { zone, day, keptDays: KEPT_DAYS })
  if (bounds.day < bounds.first) throw tooEarly(bounds.first)
  const now = ctx.clock.now()
  // What began the evening before may still have gone on.
  const words = await listWords(ctx, userId, {
    from: new Date(bounds.from.getTime() - BELIEVED_HOURS * 60 * MINUTE),
    to: bounds.to,
  })
  return {
    day: bounds.day,
    zone,
    from: bounds.from.toISOString(),
    to: bounds.to.toISOString(),
    now: now >= bounds.from && now < bounds.to ? now.toISOString() : null,
    first: bounds.first,
    spans: spansOf(words, { from: bounds.from, to: now < bounds.to ? now : bounds.to }),
  }
}

const tooEarly = (first: string) => {
  const message = `What people did is kept for ${KEPT_DAYS} days. The first one is ${first}.`
  return invalidAt('query:day', 'too-early', message)
}

/** Before this moment words are forgotten: two days later than they are shown, whatever the zone. */
export const forgottenBefore = (now: Date): Date => new Date(now.getTime() - (KEPT_DAYS + 2) * DAY)
