/** What the names in a file mean in this tenant. */
import { sql } from 'kysely'
import type { Permission } from '../../../contract/permissions.ts'
import type { Query } from '../../../server/database/database.ts'
import type { GroupKind } from '../../groups/contract.ts'

export type Named = { readonly id: number; readonly name: string }

const isArchived = sql<boolean>`archived_at is not null`.as('archived')

export type Kept = Named & { readonly archived: boolean }
/** All sites of the tenant, archived ones too: people may still be there, and roles limited to them. */
export const selectSites = (db: Query, tenantId: number): Promise<Kept[]> =>
  db.selectFrom('sites').select(['id', 'name', isArchived]).where('tenant_id', '=', tenantId).execute()

export type RoleOf = Kept & { readonly permissions: readonly Permission[] }
/** All roles, archived ones too: people may still hold them. */
export async function selectRoles(db: Query, tenantId: number): Promise<RoleOf[]> {
  const roles = db.selectFrom('roles').select(['id', 'name', 'permissions', isArchived])
  return (await roles.where('tenant_id', '=', tenantId).execute()) as RoleOf[]
}

export const selectPbxes = (db: Query, tenantId: number): Promise<Named[]> =>
  db.selectFrom('pbxes').select(['id', 'name']).where('tenant_id', '=', tenantId).execute()

export type GroupOf = Named & { readonly archived: boolean }
/** Groups of a kind among those of these names; `keys` as `sortKey` makes them. */
export async function selectGroups(
  db: Query,
  tenantId: number,
  kind: GroupKind,
  keys: readonly string[],
): Promise<GroupOf[]> {
  if (keys.length === 0) return []
  const rows = await db
    .selectFrom('groups')
    .select(['id', 'name', 'archived_at'])
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', kind)
    .where((eb) => eb('name_key', '=', eb.fn.any(eb.val([...keys]))))
    .execute()
  return rows.map(({ id, name, archived_at }) => ({ id, name, archived: archived_at !== null }))
}

export async function selectGroupsById(
  db: Query,
  tenantId: number,
  ids: readonly number[],
): Promise<(GroupOf & { readonly kind: string })[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('groups')
    .select(['id', 'kind', 'name', 'archived_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...ids])
    .execute()
  return rows.map(({ id, kind, name, archived_at }) => ({ id, kind, name, archived: archived_at !== null }))
}

export type Near = { readonly kind: GroupKind; readonly key: string; readonly id: number; readonly name: string }
/** Of names that no group of their kind has, the group that is most like each, where one is like it at all. */
export async function selectNearGroups(
  db: Query,
  tenantId: number,
  unknown: readonly { readonly kind: GroupKind; readonly key: string }[],
): Promise<Near[]> {
  if (unknown.length === 0) return []
  const { rows } = await sql<Near>`
    select u.kind, u.key, g.id, g.name
    from unnest(${unknown.map(({ kind }) => kind)}::text[], ${unknown.map(({ key }) => key)}::text[]) as u (kind, key)
    cross join lateral (
      select g.id, g.name, similarity(g.name_key, u.key) as likeness from groups g
      where g.tenant_id = ${tenantId} and g.kind = u.kind and g.archived_at is null
      order by likeness desc, g.id limit 1
    ) g where g.likeness >= 0.3`.execute(db)
  return rows
}
