/** Console sessions: who a cookie belongs to, when that ends, and why (AUTH-8, S19 to S21). */
import { newId } from '../../contract/ids.ts'
import { partsOf } from '../../contract/modules.ts'
import { sessionEnded } from '../../contract/problem.ts'
import type { Stage } from '../../contract/stages.ts'
import type { Actor } from '../../server/actor.ts'
import type { Clock } from '../../server/clock.ts'
import type { Origin, Parts } from '../../server/context.ts'
import { hashToken, newToken } from '../../server/crypto/tokens.ts'
import type { Query, Trx } from '../../server/database/database.ts'
import type { Changes } from '../../server/database/together.ts'
import type { Authenticate, Client, Known } from '../../server/http/caller.ts'
import { addActivity } from '../activity/service.ts'
import { lineOfSignIn } from '../activity/scope.ts'
import { demandAllowedAddress } from '../address-lists/service.ts'
import { findKeyHolder } from '../api-keys/service.ts'
import { followingSignIn, forgetDevices, NOT_TRIED, rememberDevice, type Tried } from '../locks/service/devices.ts'
import { readPolicies } from '../policies/service.ts'
import { tellingPresence, tellPresence } from '../presence/service/tell.ts'
import { addressNotAllowed } from '../sign-in/contract.ts'
import { endReasons, type EndReason } from './contract.ts'
import {
  countLive,
  endMany,
  endOne,
  findByPassword,
  findSessionById,
  findSessionByToken,
  insertSession,
  renew,
  updateActingTenant,
  updateLastSeen,
  type SessionRow,
} from './sql/standing.ts'

const MINUTE = 60_000
/** Who has not finished signing in by then begins again. */
const UNFINISHED = 30 * MINUTE

/** A cookie names the tenant first, so that no look-up ever crosses the wall: `<tenant id>.<43 characters>`. */
const COOKIE = /^(\d{1,9})\.([\w-]{43})$/

/** Who comes with a cookie or an API key, read from the database at every request. */
export const authenticate =
  (parts: Parts): Authenticate =>
  async ({ cookie, bearer }, client) =>
    bearer === undefined ? findSessionHolder(parts, cookie ?? '', client) : findKeyHolder(parts, bearer, client.address)

async function findSessionHolder(parts: Parts, cookie: string, client: Client): Promise<Known | null> {
  const [, tenant, token] = COOKIE.exec(cookie) ?? []
  if (tenant === undefined || token === undefined) return null
  const row = await findSessionByToken(parts.database, Number(tenant), hashToken(token), client.address)
  if (!row) return null
  const now = parts.clock.now()
  const reason = await endIfOver(parts, Number(tenant), row, now)
  if (reason) throw sessionEnded({ detail: endReasons[reason], more: { reason } })
  if (client.attended && now.getTime() - row.last_seen_at > MINUTE)
    await updateLastSeen(parts.database.tenant(Number(tenant)), Number(tenant), row.id, now)
  return { actor: actorOf(Number(tenant), row), modules: partsOf(row.modules, row.plan) }
}

export type SessionState =
  | { readonly over: EndReason }
  | { readonly over: null; readonly actor: Actor; /** If nothing is done until then. */ readonly endsAt: Date }

/** Whether a session still stands for whoever comes from there, and what its person may do now; nothing counts as done by asking. */
export async function readSession(
  parts: Parts,
  tenantId: number,
  id: string,
  address: string | null,
): Promise<SessionState> {
  const row = await findSessionById(parts.database, tenantId, id, address)
  const over = row ? await endIfOver(parts, tenantId, row, parts.clock.now()) : 'ended-by-administrator'
  if (over || !row) return { over: over ?? 'ended-by-administrator' }
  return {
    over: null,
    actor: actorOf(tenantId, row),
    endsAt: new Date(Math.min(latestEnd(row), row.last_seen_at + row.idle_minutes * MINUTE)),
  }
}

function whyOver(row: SessionRow, now: number): EndReason | null {
  if (row.end_reason) return row.end_reason
  if (row.deleted) return 'deleted'
  if (row.status !== 'active') return 'deactivated'
  if (now >= latestEnd(row)) return 'expired'
  if (now - row.last_seen_at >= row.idle_minutes * MINUTE) return 'idle'
  // Whoever still owes the second step is told nothing, this least of all (S12).
  return row.elsewhere && row.stage !== 'second-step' ? 'address-not-allowed' : null
}

/** However much is done: a tenant that allows less than before ends what is older at its next request. */
const latestEnd = (row: SessionRow): number => Math.min(row.expires_at, row.started_at + row.absolute_minutes * MINUTE)

/** What is over stays over: nobody is signed in again because an account was activated or a clock was set back. */
async function endIfOver(parts: Parts, tenantId: number, row: SessionRow, now: Date): Promise<EndReason | null> {
  const reason = whyOver(row, now.getTime())
  if (reason && !row.end_reason) await endOne(parts.database.tenant(tenantId), tenantId, row.id, now, reason)
  return reason
}

const actorOf = (tenantId: number, row: SessionRow): Actor => ({
  kind: 'user',
  id: row.user_id,
  name: [row.first_name, row.last_name].filter(Boolean).join(' ') || row.username,
  tenantId: row.acting_tenant_id,
  homeTenantId: tenantId,
  // Below the own tenant an operator may do everything; at home, what the own roles give.
  superuser: row.superuser || row.acting_tenant_id !== tenantId,
  operator: row.operator,
  grants: row.acting_tenant_id === tenantId ? row.grants : [],
  sessionId: row.id,
  stage: row.stage,
  provedAt: new Date(row.proved_at),
})

/** When, and in which browser; a machine has none. */
type Here = { readonly clock: Clock; readonly device?: string | null }

export type NewSession = {
  readonly tenantId: number
  readonly userId: string
  /** Where an operator begins to work; the home tenant unless told. */
  readonly actingTenantId?: number
  /** Where it stands: `whole` unless told. */
  readonly stage?: Stage
  /** Whether it begins with a password, as it does unless told. */
  readonly byPassword?: boolean
  readonly origin: Origin
  /** The try by which it came about, to be taken back with it. */
  readonly tried?: Tried
  /** What is written down with it. */
  readonly alongside?: Changes
}

/**
 * Opens a session and gives the cookie that carries it; only the hash of its token is kept. Throws `address-not-allowed`
 * for whoever owes no second step any more and is not served from where they are.
 */
export async function startSession(here: Here, trx: Trx, session: NewSession): Promise<string> {
  const { tenantId, userId, origin, stage = 'whole', tried = NOT_TRIED } = session
  const token = newToken()
  const now = here.clock.now()
  const whole = stage === 'whole'
  const row = {
    tenantId,
    id: newId(),
    userId,
    tokenHash: hashToken(token),
    actingTenantId: session.actingTenantId ?? tenantId,
    stage,
    byPassword: session.byPassword ?? true,
    address: origin.address,
    userAgent: origin.userAgent,
    at: now,
    endsAt: whole ? null : new Date(now.getTime() + UNFINISHED),
  }
  const changes = {
    ...session.alongside,
    ...followingSignIn(here, session, { whole, tried }),
    ...(whole && { line: lineOfSignIn(tenantId, userId, { at: now, address: origin.address }) }),
  }
  if (!(await insertSession(trx, row, changes, whole ? tellingPresence(tenantId, userId) : null)))
    throw addressNotAllowed()
  return `${tenantId}.${token}`
}

/**
 * Takes a session on to another stage, or proves anew who it belongs to: the new cookie, or null when it stands at `from` no
 * more. The old cookie is refused (S19). Throws `address-not-allowed` after the second step of whoever is not served from there.
 */
export async function renewSession(
  here: Here & { readonly origin: Origin },
  trx: Trx,
  tenantId: number,
  id: string,
  { from, to }: { readonly from: Stage; readonly to: Stage },
): Promise<string | null> {
  const token = newToken()
  const at = here.clock.now()
  const expiresAt = await endOfSession(trx, tenantId, to, at)
  const userId = await renew(trx, tenantId, id, { from, to, tokenHash: hashToken(token), at, expiresAt })
  if (userId === null) return null
  if (from === 'second-step') await demandAllowedAddress(trx, tenantId, userId, here.origin.address)
  if (to === 'whole') await rememberDevice(here, trx, tenantId, userId)
  if (from !== 'whole' && to === 'whole') await tellSignedIn(trx, { tenantId, userId, origin: here.origin }, at)
  return `${tenantId}.${token}`
}

/** Once every step of signing in is behind them. */
async function tellSignedIn(trx: Trx, { tenantId, userId, origin }: NewSession, at: Date): Promise<void> {
  await addActivity(trx, tenantId, [{ userId, kind: 'signed-in', at, address: origin.address }])
  await tellPresence(trx, tenantId, [userId])
}

async function endOfSession(trx: Trx, tenantId: number, stage: Stage, now: Date): Promise<Date> {
  if (stage !== 'whole') return new Date(now.getTime() + UNFINISHED)
  const { absoluteMinutes } = await readPolicies(trx, tenantId)
  return new Date(now.getTime() + absoluteMinutes * MINUTE)
}

/** After these nobody keeps a browser that the account knows: what it stands for was taken away (S18). */
const FORGETTING: ReadonlySet<string> = new Set(['deactivated', 'deleted', 'password-reset', 'authenticator-reset'])

/** Ends every session of a set of users, but one if told; says how many live ones each user had. */
export async function endSessionsOf(
  trx: Trx,
  tenantId: number,
  userIds: readonly string[],
  reason: EndReason,
  except: string | null = null,
): Promise<Map<string, number>> {
  const rows = await endMany(trx, tenantId, userIds, reason, except)
  if (FORGETTING.has(reason)) await forgetDevices(trx, tenantId, userIds)
  return new Map(rows.map((row) => [row.user_id, row.live]))
}

/** Ends one session; false when it was over already. */
export const endSession = (
  { clock }: { clock: Clock },
  db: Query,
  tenantId: number,
  id: string,
  reason: EndReason,
): Promise<boolean> => endOne(db, tenantId, id, clock.now(), reason)

/** Whether a session began with a password; else nobody has shown one in it. */
export const beganWithPassword = findByPassword

/** Lets an operator's session work in another tenant from now on. */
export const moveSession = (trx: Trx, tenantId: number, id: string, actingTenantId: number) =>
  updateActingTenant(trx, tenantId, id, actingTenantId)

/** How many live sessions a set of people has: a subquery of their ids. */
export const liveSessionsOf = countLive
