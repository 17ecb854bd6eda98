/** Reads what people did: their lines, and between them what was changed of them (LOG-2, LOG-5). */
import { isUuid } from '../../../contract/ids.ts'
import { notFound } from '../../../contract/problem.ts'
import { reachOf } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import { visiblePeople, visibleUsers } from '../../roles/scope.ts'
import type { ActivityItem, PageAsked } from '../contract.ts'
import { FEW, listLines, namesOf } from '../sql/lines.ts'
import { findSeen, listSeen, type Seen } from '../sql/people.ts'
import { readAsk, type Ask } from './ask.ts'
import { changesOf } from './changes.ts'
import { cursorOf, olderThan, readCursor, STREAMS, type Placed } from './places.ts'
import { NOBODY } from '../service.ts'
import { saysOfLine } from './says.ts'

export type Page = { items: ActivityItem[]; next: string | null }
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
  const found = await readPlaced(ctx, userId, {
    ...ask,
    after: after === undefined ? null : readCursor(after),
    limit: most + 1,
  })
  const shown = found.slice(0, most)
  return { items: await withNames(ctx, shown), next: found.length > most ? cursorOf(shown.at(-1)!) : null }
}

export type Wanted = Ask & { readonly after: Placed['place'] | null; readonly limit: number }

/** Lines and changes in one order: by time, and at one moment stream by stream. */
async function readPlaced(ctx: Context, userId: string | null, wanted: Wanted): Promise<Placed[]> {
  const streams = await Promise.all([linesOf(ctx, userId, wanted), ...changesOf(ctx, userId, wanted)])
  return streams
    .flat()
    .sort((a, b) => b.place.at.getTime() - a.place.at.getTime() || a.place.stream - b.place.stream)
    .slice(0, wanted.limit)
}

async function linesOf(ctx: Context, userId: string | null, wanted: Wanted): Promise<Placed[]> {
  const { db, actor } = ctx
  const { kinds, after, ...narrow } = wanted
  const lines = kinds?.filter((kind) => kind !== 'changed') ?? null
  if (lines?.length === 0) return []
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
  const found = await listLines(db, ask, fewOf)
  return found.map(({ id, user_id, at, kind, detail, text, address, source }) => ({
    place: { at, stream: STREAMS.lines, id, userId: NOBODY },
    userId: user_id === NOBODY ? null : user_id,
    item: {
      ...{ id, at: at.toISOString(), kind: kind as ActivityItem['kind'], says: saysOfLine(kind, detail) },
      ...{ text, address, source, change: null },
    },
  }))
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
  let after: Wanted['after'] = null
  for (let more = true; more;) {
    const found = await readPlaced(ctx, userId, { ...ask, after, limit: AT_ONCE })
    more = found.length === AT_ONCE
    after = found.at(-1)?.place ?? null
    if (found.length > 0) yield await withNames(ctx, found)
  }
}
const AT_ONCE = 2000
