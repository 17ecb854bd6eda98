import { sql } from 'kysely'
import type { Permission } from '../../../contract/permissions.ts'
import { sortKey } from '../../../contract/text.ts'
import { brokenUnique, type Query, type Trx } from '../../../server/database/database.ts'
import { roleNameTaken } from '../contract.ts'

export type RoleRow = {
  id: number
  name: string
  builtIn: string | null
  permissions: Permission[]
  holders: number
  version: number
}

const shape = sql`r.id, r.name, r.built_in as "builtIn", r.permissions, r.version, (
  (select count(*) from role_grants g where g.tenant_id = r.tenant_id and g.role_id = r.id)
  - (select count(*) from users u join role_grants g on g.tenant_id = u.tenant_id and g.user_id = u.id
     where u.tenant_id = r.tenant_id and u.deleted_at is not null and g.role_id = r.id))::integer as holders`

/** Built-in roles first, then by name. Holders who are deleted do not count. */
export async function listRoleRows(db: Query, tenantId: number): Promise<RoleRow[]> {
  const { rows } = await sql<RoleRow>`
    select ${shape} from roles r where r.tenant_id = ${tenantId} and r.archived_at is null
    order by r.built_in is null, r.name_key, r.id`.execute(db)
  return rows
}

export async function getRole(db: Query, tenantId: number, id: number): Promise<RoleRow> {
  const { rows } =
    await sql<RoleRow>`select ${shape} from roles r where r.tenant_id = ${tenantId} and r.id = ${id}`.execute(db)
  return rows[0]!
}

export type NewRole = { name: string; permissions: Permission[] }

export async function insertRole(trx: Trx, tenantId: number, { name, permissions }: NewRole): Promise<number> {
  const role = { tenant_id: tenantId, name, name_key: sortKey(name), permissions }
  const { id } = await trx.insertInto('roles').values(role).returning('id').executeTakeFirstOrThrow().catch(refuseTaken)
  return id
}

/** The role as it is, and nobody else changes it until the transaction ends. */
export async function lockRole(trx: Trx, tenantId: number, id: number) {
  return trx
    .selectFrom('roles')
    .select(['name', 'built_in', 'version', sql<Permission[]>`permissions`.as('permissions')])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateRole(
  trx: Trx,
  tenantId: number,
  id: number,
  { name, permissions }: Partial<NewRole>,
): Promise<void> {
  await trx
    .updateTable('roles')
    .set({
      version: sql`version + 1`,
      ...(name === undefined ? {} : { name, name_key: sortKey(name) }),
      ...(permissions === undefined ? {} : { permissions }),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
    .catch(refuseTaken)
}

export async function listHolders(trx: Trx, tenantId: number, id: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('role_grants')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('role_id', '=', id)
    .execute()
  return rows.map((row) => row.user_id)
}

function refuseTaken(error: unknown): never {
  throw brokenUnique(error) === 'roles_name' ? roleNameTaken() : error
}
