import { sql } from 'kysely'
import type { Bought, Plan } from '../../contract/modules.ts'
import type { Permission } from '../../contract/permissions.ts'
import { brokenUnique, type Database, type Query, type Trx } from '../../server/database/database.ts'
import type { Grant } from '../../server/actor.ts'
import { keyNameTaken } from './contract.ts'

/** A key that is good now, with what its maker may do now. */
export type KeyRow = {
  id: string
  name: string
  permissions: Permission[]
  modules: Bought[]
  plan: Plan
  expires_at: Date | null
  /** Milliseconds since 1970. */
  last_used_at: number | null
  /** Null when no user of this tenant made it: an operator from above, or the command line. */
  maker: { active: boolean; superuser: boolean; grants: Grant[] } | null
}

// `created_by` is `user:<id>` for a user of the tenant, else the name of who made it.
const MADE_BY_USER = 'user:'
export const madeBy = (userId: string) => `${MADE_BY_USER}${userId}`

const key = (condition: string) => `
    select k.id, k.name, k.permissions, t.modules, t.plan, k.expires_at, extract(epoch from k.last_used_at)::float8 * 1000 as last_used_at,
      case when k.created_by like 'user:%' then json_build_object(
        'active', u.id is not null and u.status = 'active' and u.deleted_at is null,
        'superuser', coalesce(u.superuser, false),
        'grants', (
          select coalesce(json_agg(json_build_object('permissions', r.permissions, 'sites', g.site_ids, 'desks', g.desk_ids)), '[]')
          from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id and r.archived_at is null
          where g.tenant_id = k.tenant_id and g.user_id = u.id)) end as maker
    from api_keys k
    join tenants t on t.id = k.tenant_id and t.archived_at is null
    left join users u on u.tenant_id = k.tenant_id and u.id = case when k.created_by like 'user:%' then substr(k.created_by, 6)::uuid end
    where k.tenant_id = $1 and ${condition} and k.ended_at is null`

// From elsewhere a key is as unknown as any other (AUTH-10, S32).
const byToken = {
  name: 'key-by-token',
  text: key("k.token_hash = $2 and (k.networks = '{}' or $3::inet <<= any(k.networks))"),
}
const byId = { name: 'key-by-id', text: key('k.id = $2') }

/** The key with this token, when it is served from there. */
export async function findKeyByToken(
  database: Database,
  tenantId: number,
  tokenHash: Buffer,
  address: string | null,
): Promise<KeyRow | null> {
  const rows = await database.prepared<KeyRow>(tenantId, byToken, [tenantId, tokenHash, address])
  return rows[0] ?? null
}

export async function findKeyById(database: Database, tenantId: number, id: string): Promise<KeyRow | null> {
  const rows = await database.prepared<KeyRow>(tenantId, byId, [tenantId, id])
  return rows[0] ?? null
}

export const updateLastUsed = (db: Query, tenantId: number, id: string, at: Date, address: string | null) =>
  db
    .updateTable('api_keys')
    .set({ last_used_at: at, last_used_address: address })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

const networks = sql<
  string[]
>`array(select abbrev(n::inet) from unnest(networks) with ordinality as l (n, place) order by place)`
const kept = (wanted: readonly string[]) => sql<string[]>`${[...wanted]}::text[]::cidr[]`

/** The keys that were not ended, by name; with the name of the user who made each. */
export const listKeys = (db: Query, tenantId: number) =>
  db
    .selectFrom('api_keys as k')
    .leftJoin('users as u', (join) =>
      join
        .onRef('u.tenant_id', '=', 'k.tenant_id')
        .on(sql<boolean>`u.id = case when k.created_by like 'user:%' then substr(k.created_by, 6)::uuid end`),
    )
    .select(['k.id', 'k.name', 'k.permissions', 'k.created_at', 'k.expires_at', 'k.last_used_at', 'k.version'])
    .select(['k.last_used_address', networks.as('networks')])
    .select(
      sql<string>`case when u.id is null then k.created_by else coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username) end`.as(
        'created_by',
      ),
    )
    .where('k.tenant_id', '=', tenantId)
    .where('k.ended_at', 'is', null)
    .orderBy('k.name')
    .execute()

export type NewKey = {
  tenant_id: number
  id: string
  name: string
  token_hash: Buffer
  permissions: string[]
  created_by: string
  created_at: Date
  expires_at: Date | null
  networks: readonly string[]
}

export async function insertKey(trx: Trx, key: NewKey): Promise<void> {
  try {
    await trx
      .insertInto('api_keys')
      .values({ ...key, networks: kept(key.networks) })
      .execute()
  } catch (error) {
    throw nameTaken(error)
  }
}

const nameTaken = (error: unknown) => (brokenUnique(error) === 'api_keys_name' ? keyNameTaken() : error)

export type EditableKey = {
  readonly name: string
  readonly permissions: Permission[]
  readonly networks: string[]
  readonly version: number
}

/** A key that was not ended; nobody else changes it until the transaction ends. */
export const lockKey = (trx: Trx, tenantId: number, id: string): Promise<EditableKey | undefined> =>
  trx
    .selectFrom('api_keys')
    .select(['name', sql<Permission[]>`permissions`.as('permissions'), networks.as('networks'), 'version'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()

export async function updateKey(
  trx: Trx,
  tenantId: number,
  id: string,
  wanted: { readonly name?: string | undefined; readonly networks?: readonly string[] | undefined },
): Promise<void> {
  try {
    await trx
      .updateTable('api_keys')
      .set({
        version: sql`version + 1`,
        name: wanted.name,
        ...(wanted.networks === undefined ? {} : { networks: kept(wanted.networks) }),
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute()
  } catch (error) {
    throw nameTaken(error)
  }
}

export const endKey = (trx: Trx, tenantId: number, id: string, at: Date) =>
  trx.updateTable('api_keys').set({ ended_at: at }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
