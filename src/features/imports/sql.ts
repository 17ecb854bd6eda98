/** What the names in a file mean in this tenant. */
import type { Permission } from '../../contract/permissions.ts'
import type { Query } from '../../server/database/database.ts'
import type { Reach } from '../../server/actor.ts'
import type { GroupKind } from '../groups/contract.ts'

export type Named = { readonly id: number; readonly name: string }

/** The sites to which the actor may add people. */
export async function selectSites(db: Query, tenantId: number, reach: Reach): Promise<Named[]> {
  const sites = db
    .selectFrom('sites')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('archived_at', 'is', null)
  return (reach.everywhere ? sites : sites.where('id', 'in', [0, ...reach.sites])).execute()
}

export type RoleOf = Named & { readonly permissions: readonly Permission[] }
export async function selectRoles(db: Query, tenantId: number): Promise<RoleOf[]> {
  const rows = await db
    .selectFrom('roles')
    .select(['id', 'name', 'permissions'])
    .where('tenant_id', '=', tenantId)
    .where('archived_at', 'is', null)
    .execute()
  return rows as RoleOf[]
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
