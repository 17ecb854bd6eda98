/** API keys: what a machine may do in the name of whoever made the key, and never more (AUTH-10). */
import type * as z from 'zod/mini'
import { isUuid, newId } from '../../contract/ids.ts'
import { partsOf } from '../../contract/modules.ts'
import { isPower, permissions as catalogue, type Permission } from '../../contract/permissions.ts'
import { changedMeanwhile, invalidAt, notFound } from '../../contract/problem.ts'
import { reachOf, type Actor } from '../../server/actor.ts'
import { transaction, type Context, type Parts } from '../../server/context.ts'
import { hashToken, newToken } from '../../server/crypto/tokens.ts'
import type { Known } from '../../server/http/caller.ts'
import { readNetworks } from '../address-lists/service/networks.ts'
import { holdsMore } from '../changes/contract.ts'
import { differences, recordSetting } from '../history/service/record.ts'
import { demandWholeTenant } from '../roles/service/whole-tenant.ts'
import type { apiKey, createApiKey, editApiKey } from './contract.ts'
import {
  endKey,
  findKeyById,
  findKeyByToken,
  insertKey,
  listKeys,
  lockKey,
  madeBy,
  updateKey,
  updateLastUsed,
  type KeyRow,
} from './sql.ts'

const MINUTE = 60_000
/** The tenant stands in the token, so that no look-up crosses the wall. The prefix lets scanners of leaked secrets know it. */
const TOKEN = /^rck_(\d{1,9})_([\w-]{43})$/

type ApiKey = z.output<typeof apiKey>
type Wanted = z.output<NonNullable<typeof createApiKey.body>>

/** Who comes with this token; null for a token that is unknown, ended, expired, or not served from there, all alike. */
export async function findKeyHolder(parts: Parts, token: string, address: string | null): Promise<Known | null> {
  const [, tenant, secret] = TOKEN.exec(token) ?? []
  if (tenant === undefined || secret === undefined) return null
  const tenantId = Number(tenant)
  const key = await findKeyByToken(parts.database, tenantId, hashToken(secret), address)
  const now = parts.clock.now()
  if (!key || !isGood(key, now)) return null
  if (now.getTime() - (key.last_used_at ?? 0) > MINUTE)
    await updateLastUsed(parts.database.tenant(tenantId), tenantId, key.id, now, address)
  return { actor: actorOf(tenantId, key), modules: partsOf(key.modules, key.plan) }
}

/** What a key may do now, for work that it asked for earlier. */
export async function findKeyHolderById(parts: Parts, tenantId: number, id: string): Promise<Known | null> {
  const key = await findKeyById(parts.database, tenantId, id)
  return key && isGood(key, parts.clock.now())
    ? { actor: actorOf(tenantId, key), modules: partsOf(key.modules, key.plan) }
    : null
}

const isGood = (key: KeyRow, now: Date) => !(key.expires_at && key.expires_at <= now) && key.maker?.active !== false

/** A key is worth no more than its maker is now: who loses a role, or leaves, takes it from the key as well (S21). */
function actorOf(tenantId: number, key: KeyRow): Actor {
  const actor: Actor = {
    kind: 'key',
    id: key.id,
    name: key.name,
    tenantId,
    homeTenantId: tenantId,
    superuser: false,
    operator: false,
    grants: [{ permissions: key.permissions, sites: null, desks: null }],
    sessionId: null,
    stage: 'whole',
    provedAt: null,
  }
  if (!key.maker) return actor
  const maker: Actor = { ...actor, kind: 'user', superuser: key.maker.superuser, grants: key.maker.grants }
  const left = key.permissions.filter((p) => holdsEverywhere(maker, p))
  return { ...actor, grants: [{ permissions: left, sites: null, desks: null }] }
}

const holdsEverywhere = (actor: Actor, permission: Permission) => reachOf(actor, permission)?.everywhere === true

/** The keys of the tenant that were not ended. */
export async function listApiKeysOf({ db, actor }: Context): Promise<ApiKey[]> {
  demandWholeTenant(actor, 'api-keys.manage')
  const rows = await listKeys(db, actor.tenantId)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    permissions: row.permissions as Permission[],
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    lastUsedFrom: row.last_used_address,
    addresses: row.networks,
    version: row.version,
  }))
}

/** Makes a key and gives its token, which is never shown again. Nobody gives a key what they lack themselves. */
export async function createKey(ctx: Context, wanted: Wanted): Promise<{ key: ApiKey; token: string }> {
  const { actor, clock } = ctx
  demandWholeTenant(actor, 'api-keys.manage')
  const permissions = [...new Set(wanted.permissions)]
  const lacking = permissions.find((p) => !holdsEverywhere(actor, p))
  if (lacking)
    throw holdsMore({
      detail: `You lack the permission “${catalogue[lacking].says}” in the whole tenant, so a key of yours cannot have it.`,
      more: { permission: lacking },
    })
  const now = clock.now()
  const expires = wanted.expiresAt === undefined ? null : new Date(wanted.expiresAt)
  if (expires && expires <= now)
    throw invalidAt('#/expiresAt', 'past', 'The expiry lies in the past. Choose a later one, or leave it out.')
  const secret = newToken()
  const isOfTenant = actor.kind === 'user' && actor.homeTenantId === actor.tenantId
  const key = {
    tenant_id: actor.tenantId,
    id: newId(),
    name: wanted.name,
    token_hash: hashToken(secret),
    permissions,
    created_by: isOfTenant ? madeBy(actor.id) : actor.name,
    created_at: now,
    expires_at: expires,
    networks: readNetworks(wanted.addresses ?? [], (i) => `#/addresses/${i}`),
  }
  await transaction(ctx, async (trx) => {
    await insertKey(trx, key)
    await recordSetting(ctx, trx, 'create-api-key', {
      id: key.id,
      name: key.name,
      permissions,
      ...(key.networks.length > 0 ? { addresses: key.networks } : {}),
    })
  })
  const shown = {
    id: key.id,
    name: key.name,
    permissions,
    createdBy: actor.name,
    createdAt: now.toISOString(),
    expiresAt: expires?.toISOString() ?? null,
    lastUsedAt: null,
    lastUsedFrom: null,
    addresses: key.networks,
    version: 1,
  }
  return { key: shown, token: `rck_${actor.tenantId}_${secret}` }
}

/** Renames a key, or changes from where it is served: its next request from elsewhere is refused. */
export async function editKey(
  ctx: Context,
  id: string,
  version: number,
  { name, addresses }: z.output<NonNullable<typeof editApiKey.body>>,
): Promise<ApiKey> {
  demandWholeTenant(ctx.actor, 'api-keys.manage')
  if (!isUuid(id)) throw notFound()
  const networks = addresses && readNetworks(addresses, (i) => `#/addresses/${i}`)
  await transaction(ctx, async (trx) => {
    const was = await lockKey(trx, ctx.actor.tenantId, id)
    if (!was) throw notFound()
    if (was.version !== version) throw changedMeanwhile()
    if (networks) demandPowersOf(ctx.actor, was.permissions)
    const change = differences(
      { name: was.name, addresses: was.networks },
      { ...(name === undefined ? {} : { name }), ...(networks ? { addresses: networks } : {}) },
    )
    if (!change) return
    await updateKey(trx, ctx.actor.tenantId, id, { name, networks })
    await recordSetting(ctx, trx, 'edit-api-key', { id, name: was.name, ...change })
  })
  const now = (await listApiKeysOf(ctx)).find((key) => key.id === id)
  if (!now) throw notFound()
  return now
}

/** Whoever says from where a key is served opens a door to all that it may do. */
function demandPowersOf(actor: Actor, permissions: readonly Permission[]): void {
  const lacking = permissions.find((p) => isPower(p) && !holdsEverywhere(actor, p))
  if (lacking)
    throw holdsMore({
      detail: `You lack the permission “${catalogue[lacking].says}” in the whole tenant, and this key has it.`,
      more: { permission: lacking },
    })
}

/** Ends a key at once: its next request is refused, on every process. */
export async function endKeyOf(ctx: Context, id: string, version: number): Promise<void> {
  // Every key works in the whole tenant.
  demandWholeTenant(ctx.actor, 'api-keys.manage')
  if (!isUuid(id)) throw notFound()
  await transaction(ctx, async (trx) => {
    const was = await lockKey(trx, ctx.actor.tenantId, id)
    if (!was) throw notFound()
    if (was.version !== version) throw changedMeanwhile()
    await endKey(trx, ctx.actor.tenantId, id, ctx.clock.now())
    await recordSetting(ctx, trx, 'end-api-key', { id, name: was.name })
  })
}
