/** Sessions as people see and end them: somebody's, everybody's, one's own (AUTH-8, S22). */
import { isUuid, newId } from '../../../contract/ids.ts'
import { notFound } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { notify } from '../../../server/database/notify.ts'
import { holdsMore } from '../../changes/contract.ts'
import { recordChanges } from '../../history/service/record.ts'
import type { EndReason } from '../contract.ts'
import type { ListedSession, Session, SessionsOfOne } from '../contract/listed.ts'
import { endSession, endSessionsOf } from '../service.ts'
import {
  countOfEverybody,
  findOwner,
  findVisible,
  isOpenOf,
  listLive,
  listOfEverybody,
  listPast,
  type ListedRow,
} from '../sql/listed.ts'

const DAY = 86_400_000
const TOLD_DAYS = 7
const MOST_PAST = 200
const PAGE = 50

/** The sessions of a user whom the actor may see. */
export async function listSessionsOf(ctx: Context, userId: string): Promise<SessionsOfOne> {
  if (!isUuid(userId) || !(await findVisible(ctx, userId))) throw notFound()
  return sessionsOf(ctx, ctx.actor.tenantId, userId)
}

/** Where the actor is signed in; an operator's sessions are those of the home tenant, wherever the operator works. */
export const listOwn = (ctx: Context): Promise<SessionsOfOne> => sessionsOf(ctx, ctx.actor.homeTenantId, ctx.actor.id)

async function sessionsOf(ctx: Context, tenantId: number, userId: string): Promise<SessionsOfOne> {
  const now = ctx.clock.now()
  const db = ctx.database.tenant(tenantId)
  const since = new Date(now.getTime() - TOLD_DAYS * DAY)
  const [live, past] = await Promise.all([
    listLive(db, tenantId, userId, now),
    listPast(db, tenantId, userId, { since, now, most: MOST_PAST }),
  ])
  return {
    items: live.map((row) => shown(ctx, row)),
    past: past.map((row) => ({ ...shown(ctx, row), endedAt: row.ended_at.toISOString(), reason: row.end_reason })),
  }
}

const shown = ({ actor }: Context, row: ListedRow): Session => ({
  id: row.id,
  address: row.address,
  userAgent: row.user_agent,
  startedAt: row.started_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  current: row.id === actor.sessionId,
})

export type Asked = {
  readonly search?: string | undefined
  readonly site?: string | undefined
  readonly limit?: string | undefined
  readonly after?: string | undefined
}

/** Live sessions of everybody in sight, the latest sign-in first, a page at a time. */
export async function listAll(
  ctx: Context,
  { search = '', site, limit, after }: Asked,
): Promise<{ items: ListedSession[]; next: string | null; total: number }> {
  const most = Number(limit ?? PAGE)
  const sites = site === undefined ? null : site.split(',').map(Number)
  const ask = { now: ctx.clock.now(), search, sites, after: after ?? null, limit: most + 1 }
  const [rows, total] = await Promise.all([listOfEverybody(ctx, ask), countOfEverybody(ctx, ask)])
  const items = rows.slice(0, most).map((row) => ({
    ...shown(ctx, row),
    user: { id: row.user_id, name: row.name, username: row.username, site: row.site },
  }))
  return { items, next: rows.length > most ? items.at(-1)!.id : null, total }
}

/** Ends one session of somebody at once, on every process; their others go on. */
export async function endOne(ctx: Context, id: string): Promise<void> {
  if (!isUuid(id)) throw notFound()
  const { tenantId } = ctx.actor
  await ctx.db.transaction().execute(async (trx) => {
    const owner = await findOwner(ctx, trx, id)
    if (!owner) throw notFound()
    if (owner.user_id === ctx.actor.id) return endOwnIn(ctx, trx, tenantId, id)
    if (owner.holds_more) throw holdsMore()
    if (!owner.over)
      await endAndTell(ctx, trx, { tenantId, id, userId: owner.user_id, reason: 'ended-by-administrator' })
  })
}

/** Ends a session of one's own, this one or one in another window. */
export async function endOwn(ctx: Context, id: string): Promise<void> {
  if (!isUuid(id)) throw notFound()
  const { homeTenantId } = ctx.actor
  await ctx.database
    .tenant(homeTenantId)
    .transaction()
    .execute((trx) => endOwnIn(ctx, trx, homeTenantId, id))
}

async function endOwnIn(ctx: Context, trx: Trx, tenantId: number, id: string): Promise<void> {
  const isOpen = await isOpenOf(trx, tenantId, ctx.actor.id, id)
  if (isOpen === null) throw notFound()
  const reason = id === ctx.actor.sessionId ? 'signed-out' : 'ended-by-owner'
  if (isOpen) await endAndTell(ctx, trx, { tenantId, id, userId: ctx.actor.id, reason })
}

type Ending = { readonly tenantId: number; readonly id: string; readonly userId: string; readonly reason: EndReason }

async function endAndTell(ctx: Context, trx: Trx, { tenantId, id, userId, reason }: Ending): Promise<void> {
  await endSession(ctx, trx, tenantId, id, reason)
  await record(ctx, trx, tenantId, 'end-session', userId, 1)
  await notify(trx, { tenant: tenantId, kind: 'sessions-ended', ids: [userId], reason })
}

/** Signs the actor out everywhere but here; answers how many live sessions that ended. */
export async function endOthers(ctx: Context): Promise<number> {
  const { homeTenantId, id, sessionId } = ctx.actor
  return ctx.database
    .tenant(homeTenantId)
    .transaction()
    .execute(async (trx) => {
      const ended = await endSessionsOf(trx, homeTenantId, [id], 'ended-by-owner', sessionId)
      const count = ended.get(id) ?? 0
      if (count > 0) await record(ctx, trx, homeTenantId, 'end-other-sessions', id, count)
      await notify(trx, { tenant: homeTenantId, kind: 'sessions-ended', ids: [id], reason: 'ended-by-owner' })
      return count
    })
}

/** The own sessions of an operator stand in the home tenant, and so does what is written about them. */
const record = (ctx: Context, trx: Trx, tenantId: number, action: string, userId: string, sessionsEnded: number) =>
  recordChanges({ ...ctx, actor: { ...ctx.actor, tenantId } }, trx, { id: newId(), action, params: {} }, [
    { userId, changes: {}, effects: { sessionsEnded } },
  ])
