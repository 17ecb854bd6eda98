import { sql } from 'kysely'
import type { Bought, Plan } from '../../contract/modules.ts'
import type { Permission } from '../../contract/permissions.ts'
import { fold } from '../../contract/text.ts'
import { brokenUnique, type Query, type Trx } from '../../server/database/database.ts'
import { slugTaken } from './contract.ts'

export type TenantRow = {
  id: number
  slug: string
  name: string
  super: boolean
  modules: Bought[]
  plan: Plan
  language: string
  time_zone: string
  demonstration: boolean
  created_at: Date
  archived_at: Date | null
  version: number
}
const columns = [
  'id',
  'slug',
  'name',
  'super',
  'modules',
  'plan',
  'language',
  'time_zone',
  'demonstration',
  'created_at',
  'archived_at',
  'version',
] as const

/** The tenant of the transaction, and those below it; archived ones too where that is asked. */
export async function listTenantRows(db: Query, archived: boolean): Promise<TenantRow[]> {
  const rows = await db
    .selectFrom('tenants')
    .select(columns)
    .where((has) => (archived ? has.lit(true) : has('archived_at', 'is', null)))
    .orderBy('super', 'desc')
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows as TenantRow[]
}

export const findTenant = (db: Query, id: number) =>
  db
    .selectFrom('tenants')
    .select(columns)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst() as Promise<TenantRow | undefined>

/** A tenant that can be seen from here, archived or not, and nobody else changes it until the transaction ends. */
export const lockTenant = (trx: Trx, id: number) =>
  trx.selectFrom('tenants').select(columns).where('id', '=', id).forNoKeyUpdate().executeTakeFirst() as Promise<
    TenantRow | undefined
  >

export type TenantChange = { name?: string; modules?: Bought[]; plan?: Plan; archived?: boolean }
export const updateTenant = (trx: Trx, id: number, { archived, ...change }: TenantChange, now: Date) =>
  trx
    .updateTable('tenants')
    .set({
      ...change,
      version: sql`version + 1`,
      ...(archived === undefined ? {} : { archived_at: archived ? now : null }),
    })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow() as Promise<TenantRow>

/** Through the door: the id of the tenant that has this short name. */
export async function findIdBySlug(db: Query, slug: string): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`select tenant_by_slug(${slug}) as id`.execute(db)
  return rows[0]?.id ?? null
}

/** Puts a tenant that stands alone below another, unless others stand below it; must run in that tenant. */
export const updateParent = (trx: Trx, id: number, parentId: number) =>
  trx
    .updateTable('tenants')
    .set({ parent_id: parentId })
    .where('id', '=', id)
    .where('parent_id', 'is', null)
    .where('super', '=', false)
    .execute()

/** Through the door: people by tenant, for the tenant of the transaction and those below it. */
export async function countUsers(db: Query): Promise<Map<number, number>> {
  const { rows } = await sql<{ tenant_id: number; users: number }>`select tenant_id, users from tenant_sizes()`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.tenant_id, row.users]))
}

export async function newTenantId(trx: Trx): Promise<number> {
  const { rows } = await sql<{ id: number }>`select new_tenant_id() as id`.execute(trx)
  return rows[0]!.id
}

export type NewTenantRow = {
  id: number
  parent_id: number | null
  slug: string
  name: string
  super: boolean
  modules?: string[]
  plan?: string
  language?: string
  time_zone: string
  demonstration: boolean
  created_at: Date
}
export async function insertTenant(trx: Trx, row: NewTenantRow): Promise<void> {
  try {
    await trx.insertInto('tenants').values(row).execute()
  } catch (error) {
    throw brokenUnique(error) === 'tenants_slug_key' ? slugTaken() : error
  }
}

export async function insertSite(
  trx: Trx,
  tenantId: number,
  site: { name: string; timeZone: string; country?: string },
): Promise<number> {
  const { id } = await trx
    .insertInto('sites')
    .values({
      tenant_id: tenantId,
      name: site.name,
      name_key: fold(site.name),
      time_zone: site.timeZone,
      country: site.country ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function insertRoles(
  trx: Trx,
  tenantId: number,
  roles: readonly { builtIn: string; name: string; permissions: readonly Permission[] }[],
): Promise<Map<string, number>> {
  const rows = await trx
    .insertInto('roles')
    .values(
      roles.map((r) => ({
        tenant_id: tenantId,
        name: r.name,
        name_key: fold(r.name),
        built_in: r.builtIn,
        permissions: [...r.permissions],
      })),
    )
    .returning(['id', 'built_in'])
    .execute()
  return new Map(rows.map((row) => [row.built_in ?? '', row.id]))
}

export async function insertPbx(trx: Trx, tenantId: number, pbx: { name: string; domain: string }): Promise<number> {
  const { id } = await trx
    .insertInto('pbxes')
    .values({ tenant_id: tenantId, name: pbx.name, name_key: fold(pbx.name), domain: pbx.domain })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
