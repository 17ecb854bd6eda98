import { sql } from 'kysely'
import type { Permission } from '../../../contract/permissions.ts'
import { sortKey } from '../../../contract/text.ts'
import { brokenUnique, type Expression, type Query, type Trx } from '../../../server/database/database.ts'
import { sizeOf } from '../../../server/database/facets.ts'
import { roleNameTaken } from '../contract.ts'

export type RoleRow = {
  id: number
  name: string
  builtIn: string | null
  permissions: Permission[]
  holders: number
  secondStepRequired: boolean
  version: number
}

/** The roles with how many people hold each, as it is kept; nobody who is deleted. */
const withHolders = (tenantId: number, roles: Expression<unknown>) => sql<RoleRow>`
  select r.id, r.name, r.built_in as "builtIn", r.permissions, r.version, r.second_step_required as "secondStepRequired",
    ${sizeOf(tenantId, 'role', sql`r.id`)} as holders
  from (${roles}) r order by r.built_in is null, r.name_key, r.id`

/** Built-in roles first, then by name. */
export async function listRoleRows(db: Query, tenantId: number): Promise<RoleRow[]> {
  const all = sql`select * from roles where tenant_id = ${tenantId} and archived_at is null`
  return (await withHolders(tenantId, all).execute(db)).rows
}

export async function getRole(db: Query, tenantId: number, id: number): Promise<RoleRow> {
  const one = sql`select * from roles where tenant_id = ${tenantId} and id = ${id}`
  return (await withHolders(tenantId, one).execute(db)).rows[0]!
}

/** A role that is not archived. */
export async function findRole(db: Query, tenantId: number, id: number): Promise<RoleRow | undefined> {
  const one = sql`select * from roles where tenant_id = ${tenantId} and id = ${id} and archived_at is null`
  return (await withHolders(tenantId, one).execute(db)).rows[0]
}

/** How many hold it, those who are deleted and may come back among them. */
export async function countGrants(db: Query, tenantId: number, id: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from role_grants where tenant_id = ${tenantId} and role_id = ${id}`.execute(db)
  return rows[0]!.count
}

/** The name is free again; the row keeps it, with its number, for history. */
export async function archiveRole(trx: Trx, tenantId: number, id: number, now: Date): Promise<void> {
  await trx
    .updateTable('roles')
    .set({ archived_at: now, version: sql`version + 1`, name_key: sql`name_key || ' #' || id` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

export type NewRole = { name: string; permissions: Permission[]; secondStepRequired: boolean }

export async function insertRole(trx: Trx, tenantId: number, wanted: NewRole): Promise<number> {
  const { name, permissions, secondStepRequired } = wanted
  const key = { tenant_id: tenantId, name, name_key: sortKey(name) }
  const role = { ...key, permissions, second_step_required: secondStepRequired }
  const { id } = await trx.insertInto('roles').values(role).returning('id').executeTakeFirstOrThrow().catch(refuseTaken)
  return id
}

/** The role as it is, and nobody else changes it until the transaction ends. */
export async function lockRole(trx: Trx, tenantId: number, id: number) {
  return trx
    .selectFrom('roles')
    .select(['name', 'built_in', 'version', 'second_step_required', sql<Permission[]>`permissions`.as('permissions')])
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
  { name, permissions, secondStepRequired }: Partial<NewRole>,
): Promise<void> {
  await trx
    .updateTable('roles')
    .set({
      version: sql`version + 1`,
      ...(name === undefined ? {} : { name, name_key: sortKey(name) }),
      ...(permissions === undefined ? {} : { permissions }),
      ...(secondStepRequired === undefined ? {} : { second_step_required: secondStepRequired }),
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
