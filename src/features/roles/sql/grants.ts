/** Grants of roles to sets of people, one statement for the whole set. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'

export type GrantRow = { id: number; sites: number[] | null; desks: number[] | null }

// Arrays of arrays of different lengths do not exist in PostgreSQL, so grants travel as JSON.
const given = (grants: readonly GrantRow[]) =>
  sql`(select g.id, g.sites, g.desks from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as g (id int, sites int[], desks int[]))`

export async function selectGrants(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
): Promise<Map<string, GrantRow[]>> {
  const { rows } = await sql<{ user_id: string; grants: GrantRow[] }>`
    select wanted.id as user_id, coalesce((
      select json_agg(json_build_object('id', g.role_id, 'sites', g.site_ids, 'desks', g.desk_ids) order by g.role_id)
      from role_grants g where g.tenant_id = ${tenantId} and g.user_id = wanted.id), '[]') as grants
    from unnest(${[...ids]}::uuid[]) as wanted (id)`.execute(trx)
  return new Map(rows.map((r) => [r.user_id, r.grants]))
}

/** Whether one of these roles is archived; none of them becomes so until the transaction ends. */
export async function anyArchivedRole(trx: Trx, tenantId: number, ids: readonly number[]): Promise<boolean> {
  const { rows } = await sql<{ archived: boolean }>`
    select archived_at is not null as archived from roles
    where tenant_id = ${tenantId} and id = any(${[...ids]}::int[]) order by id for key share`.execute(trx)
  return rows.some(({ archived }) => archived)
}

/** Gives the roles to everybody of the set; a grant that was there takes the reach that is given now. */
export async function insertGrants(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  grants: readonly GrantRow[],
): Promise<void> {
  await sql`
    insert into role_grants (tenant_id, user_id, role_id, site_ids, desk_ids)
    select ${tenantId}, person.id, given.id, given.sites, given.desks
    from unnest(${[...ids]}::uuid[]) as person (id) cross join ${given(grants)} as given
    order by person.id, given.id
    on conflict (tenant_id, user_id, role_id) do update set site_ids = excluded.site_ids, desk_ids = excluded.desk_ids`.execute(
    trx,
  )
}

export async function insertStagedGrants(
  trx: Trx,
  tenantId: number,
  rows: readonly ({ userId: string } & GrantRow)[],
): Promise<void> {
  await sql`
    insert into role_grants (tenant_id, user_id, role_id, site_ids, desk_ids)
    select ${tenantId}, g."userId", g.id, g.sites, g.desks
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g ("userId" uuid, id int, sites int[], desks int[])`.execute(
    trx,
  )
}

export async function deleteGrants(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  roles: readonly number[],
): Promise<void> {
  await sql`delete from role_grants where tenant_id = ${tenantId} and user_id = any(${[...ids]}::uuid[]) and role_id = any(${[...roles]}::int[])`.execute(
    trx,
  )
}

export async function deleteOtherGrants(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  keep: readonly number[],
): Promise<void> {
  await sql`delete from role_grants where tenant_id = ${tenantId} and user_id = any(${[...ids]}::uuid[]) and role_id <> all(${[...keep]}::int[])`.execute(
    trx,
  )
}

const same = sql`g.site_ids is not distinct from given.sites and g.desk_ids is not distinct from given.desks`

/** Who holds every one of them already, with that very reach. */
export const holdsAllGrants = (tenantId: number, grants: readonly GrantRow[]): Expression<boolean> =>
  sql<boolean>`not exists (
    select from ${given(grants)} as given
    where not exists (select from role_grants g where g.tenant_id = ${tenantId} and g.user_id = p.id and g.role_id = given.id and ${same}))`

export const holdsAnyRole = (tenantId: number, roles: readonly number[]): Expression<boolean> =>
  sql<boolean>`exists (select from role_grants g where g.tenant_id = ${tenantId} and g.user_id = p.id and g.role_id = any(${[...roles]}::int[]))`

export const holdsOtherRole = (tenantId: number, roles: readonly number[]): Expression<boolean> =>
  sql<boolean>`exists (select from role_grants g where g.tenant_id = ${tenantId} and g.user_id = p.id and g.role_id <> all(${[...roles]}::int[]))`

export async function setSuperusers(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  superuser: boolean,
): Promise<void> {
  await sql`update users set superuser = ${superuser}, version = version + 1 where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(
    trx,
  )
}

export type RoleState = { id: number; permissions: string[]; archived: boolean }
export async function selectRoleStates(db: Query, tenantId: number, ids: readonly number[]): Promise<RoleState[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('roles')
    .select(['id', 'permissions', 'archived_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...ids])
    .execute()
  return rows.map((r) => ({ id: r.id, permissions: r.permissions, archived: r.archived_at !== null }))
}

/** Of these ids, those that are sites, and those that are desks, of the tenant. */
export async function selectLimits(
  db: Query,
  tenantId: number,
  sites: readonly number[],
  desks: readonly number[],
): Promise<{ sites: number[]; desks: number[] }> {
  const { rows } = await sql<{ kind: 'site' | 'desk'; id: number }>`
    select 'site' as kind, id from sites where tenant_id = ${tenantId} and id = any(${[...sites]}::int[])
    union all
    select 'desk', id from groups where tenant_id = ${tenantId} and kind = 'desk' and id = any(${[...desks]}::int[])`.execute(
    db,
  )
  const of = (kind: string) => rows.filter((r) => r.kind === kind).map((r) => r.id)
  return { sites: of('site'), desks: of('desk') }
}

export const isSuperuser: Expression<boolean> = sql<boolean>`p.superuser`
export const not = (predicate: Expression<boolean>): Expression<boolean> => sql<boolean>`not ${predicate}`
