/** The page of locked accounts: cause, addresses, since and until; a storm is one event (AUTH-7). */
import type * as z from 'zod/mini'
import type { Context } from '../../../server/context.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type { listLocks, Lock, Storm } from '../contract.ts'
import { listLocked, listStorms, type LockRow, type StormRow } from '../sql/locked.ts'

type Query = z.output<NonNullable<typeof listLocks.query>>
type Answer = z.output<(typeof listLocks.answers)[200]>

/** The accounts in sight that are locked now, the last one first, and the storms among them. */
export async function listLockedAccounts(ctx: Context, { storm, after, limit = '50' }: Query): Promise<Answer> {
  const most = Number(limit)
  const ask = { tenantId: ctx.actor.tenantId, now: ctx.clock.now(), sight: visibleUsers(ctx.actor, 'users.unlock') }
  const [millis, id] = after?.split('.') ?? []
  const place = millis !== undefined && id !== undefined ? { at: new Date(Number(millis)), id } : null
  const [found, storms] = await Promise.all([
    listLocked(ctx.db, { ...ask, storm: storm === undefined ? null : Number(storm), after: place, limit: most + 1 }),
    listStorms(ctx.db, ask),
  ])
  const page = found.slice(0, most)
  const last = page.at(-1)
  return {
    items: page.map(toLock),
    storms: storms.map(toStorm),
    next: found.length > most && last ? `${last.locked_at.getTime()}.${last.id}` : null,
  }
}

const toLock = (row: LockRow): Lock => ({
  id: row.id,
  name: row.name,
  username: row.username,
  status: row.status,
  site: { id: row.site_id, name: row.site_name },
  cause: row.strangers && row.known ? 'both' : row.strangers ? 'strangers' : 'known-browser',
  failures: row.failures,
  addresses: row.addresses,
  lockedAt: row.locked_at.toISOString(),
  until: row.until?.toISOString() ?? null,
})

const toStorm = (row: StormRow): Storm => ({
  site: { id: row.site_id, name: row.site_name },
  accounts: row.accounts,
  addresses: row.addresses,
  since: row.since.toISOString(),
  lastAt: row.last_at.toISOString(),
})
