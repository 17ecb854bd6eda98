/** Reads what people did: their lines, and between them what was changed of them (LOG-2, LOG-5). */
import { isUuid } from '../../../contract/ids.ts'
import { notFound } from '../../../contract/problem.ts'
import { reachOf } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import { visiblePeople, visibleUsers } from '../../roles/scope.ts'
import type { ActivityItem, PageAsked } from '../contract.ts'
import { namesOf, type Line, type LinePlace } from '../sql/lines.ts'
import { findSeen, listSeen, type Seen } from '../sql/people.ts'
import { A_FILE, FEW, searchLines, type Effort } from '../sql/searching.ts'
import { readAsk, type Ask } from './ask.ts'
import { changesOf } from './changes.ts'
import { cursorOf, olderThan, readCursor, STREAMS, type Place, type Placed } from './places.ts'
import { NOBODY } from '../service.ts'
import { saysOfLine } from './says.ts'

export type Page = { items: ActivityItem[]; next: string | null; searchedTo: string | null }
const PAGE = 50

/** What one user did, newest first; also somebody who was deactivated or deleted. */
export async function listActivityOf(ctx: Context, userId: string, asked: PageAsked): Promise<Page> {
  await demandSeen(ctx, userId)
  return pageOf(ctx, userId, asked)
}

/** What everybody in sight did, newest first. */
export const listActivityOfAll = (ctx: Context, asked: PageAsked): Promise<Page> => pageOf(ctx, null, asked)

/** The user, whom the reader may see; throws `not-found` for anybody else. */
export async function demandSeen({ db, actor }: Context, userId: string): Promise<Seen> {
  const seen = isUuid(userId)
    ? await findSeen(db, actor.tenantId, userId, visibleUsers(actor, 'activity.read'))
    : undefined
  if (!seen) throw notFound()
  return seen
}

async function pageOf(ctx: Context, userId: string | null, { limit, after, ...narrowing }: PageAsked): Promise<Page> {
  const most = Number(limit ?? PAGE)
  const ask = readAsk(narrowing, ctx.clock.now())
  const { found, end } = await readPlaced(ctx, userId, {
    ...ask,
    after: after === undefined ? null : readCursor(after),
    limit: most + 1,
  })
  const shown = found.slice(0, most)
  const next = found.length > most ? shown.at(-1)!.place : end
  return {
    items: await withNames(ctx, shown),
    next: next && cursorOf(next),
    searchedTo: end?.at.toISOString() ?? null,
  }
}

export type Wanted = Ask & { readonly after: Place | null; readonly limit: number; readonly effort?: Effort }
/** As many as were asked for; or fewer down to `end`, where the search left off; or, without an end, the last there are. */
type Read = { readonly found: Placed[]; readonly end: Place | null }

/** Lines and changes in one order: by time, and at one moment stream by stream. */
async function readPlaced(ctx: Context, userId: string | null, wanted: Wanted): Promise<Read> {
  const [lines, ...changes] = await Promise.all([linesOf(ctx, userId, wanted), ...changesOf(ctx, userId, wanted)])
  const { end } = lines
  // What is older than the last line that was looked at waits: lines may come before it.
  const known = changes.flat().filter(({ place }) => end === null || place.at > end.at)
  const found = [...lines.found, ...known]
    .sort((a, b) => b.place.at.getTime() - a.place.at.getTime() || a.place.stream - b.place.stream)
    .slice(0, wanted.limit)
  return { found, end: found.length === wanted.limit ? null : end }
}

async function linesOf(ctx: Context, userId: string | null, wanted: Wanted): Promise<Read> {
  const { db, actor } = ctx
  const { kinds, after, effort, ...narrow } = wanted
  const lines = kinds?.filter((kind) => kind !== 'changed') ?? null
  if (lines?.length === 0) return { found: [], end: null }
  const everywhere = userId !== null || reachOf(actor, 'activity.read')?.everywhere
  const ask = {
    ...narrow,
    tenantId: actor.tenantId,
    userIds: userId === null ? null : [userId],
    may: everywhere ? null : visibleUsers(actor, 'activity.read'),
    kinds: lines,
    before: olderThan(after, STREAMS.lines),
  }
  const fewOf = async () => {
    const ids = await listSeen(db, actor.tenantId, visiblePeople(actor, 'activity.read'), FEW + 1)
    return ids.length > FEW ? null : ids
  }
  const { lines: found, end } = await searchLines(db, ask, fewOf, effort)
  return { found: found.map(placedLine), end: end && placeOfLine(end) }
}

const placeOfLine = ({ at, id }: LinePlace): Place => ({ at, stream: STREAMS.lines, id, userId: NOBODY })

const placedLine = (line: Line): Placed => {
  const { id, user_id, at, kind, detail, text, address, source } = line
  return {
    place: placeOfLine(line),
    userId: user_id === NOBODY ? null : user_id,
    item: {
      ...{ id, at: at.toISOString(), kind: kind as ActivityItem['kind'], says: saysOfLine(kind, detail) },
      ...{ text, address, source, change: null },
    },
  }
}

async function withNames({ db, actor }: Context, placed: readonly Placed[]): Promise<ActivityItem[]> {
  const ids = [...new Set(placed.flatMap(({ userId }) => userId ?? []))]
  const names = ids.length > 0 ? await namesOf(db, actor.tenantId, ids) : new Map()
  return placed.map(({ item, userId }) => ({ ...item, user: (userId && names.get(userId)) || null }))
}

/** Everything that a search finds, some at a time. */
export async function* pagesOf(
  ctx: Context,
  userId: string | null,
  narrowing: Omit<PageAsked, 'limit' | 'after'>,
): AsyncGenerator<ActivityItem[]> {
  const ask = readAsk(narrowing, ctx.clock.now())
  let after: Place | null = null
  for (let more = true; more;) {
    const { found, end }: Read = await readPlaced(ctx, userId, { ...ask, after, limit: AT_ONCE, effort: A_FILE })
    more = end !== null || found.length === AT_ONCE
    after = end ?? found.at(-1)?.place ?? null
    if (found.length > 0) yield await withNames(ctx, found)
  }
}
const AT_ONCE = 2000
