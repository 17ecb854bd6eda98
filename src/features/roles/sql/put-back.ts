/** Grants as history kept them: a JSON list of `{id, sites, desks}`. */
import { sql } from 'kysely'
import type { Expression, Trx } from '../../../server/database/database.ts'
import type { GrantRow } from './grants.ts'

export type { GrantRow } from './grants.ts'
export const always: Expression<boolean> = sql<boolean>`true`

/** A role would be given back that is archived by now. */
export const givesArchivedRole = (
  tenantId: number,
  was: Expression<unknown>,
  is: Expression<unknown>,
): Expression<boolean> => sql<boolean>`exists (
    select from jsonb_array_elements(${was}) as e join roles r on r.tenant_id = ${tenantId} and r.id = (e ->> 'id')::int
    where r.archived_at is not null and not ${is} @> jsonb_build_array(e))`

/** Takes a role of its own from each person. */
export async function takeRoles(
  trx: Trx,
  tenantId: number,
  taken: readonly { userId: string; role: number }[],
): Promise<void> {
  if (taken.length === 0) return
  await sql`
    delete from role_grants g using unnest(${taken.map((t) => t.userId)}::uuid[], ${taken.map((t) => t.role)}::int[]) as taken (user_id, role_id)
    where g.tenant_id = ${tenantId} and g.user_id = taken.user_id and g.role_id = taken.role_id`.execute(trx)
}

/** Gives each person these grants, with their reach. */
export async function giveGrants(
  trx: Trx,
  tenantId: number,
  people: readonly { userId: string; grants: readonly GrantRow[] }[],
): Promise<void> {
  const rows = JSON.stringify(people.flatMap(({ userId, grants }) => grants.map((g) => ({ userId, ...g }))))
  await sql`
    insert into role_grants (tenant_id, user_id, role_id, site_ids, desk_ids)
    select ${tenantId}, given."userId", given.id, given.sites, given.desks
    from jsonb_to_recordset(${rows}::jsonb) as given ("userId" uuid, id int, sites int[], desks int[]) order by 2, 3
    on conflict (tenant_id, user_id, role_id) do update set site_ids = excluded.site_ids, desk_ids = excluded.desk_ids`.execute(
    trx,
  )
}

export async function putSuperusers(
  trx: Trx,
  tenantId: number,
  people: readonly { userId: string; superuser: boolean }[],
): Promise<void> {
  await sql`
    update users u set superuser = t.superuser, version = u.version + 1
    from unnest(${people.map((p) => p.userId)}::uuid[], ${people.map((p) => p.superuser)}::boolean[]) as t (id, superuser)
    where u.tenant_id = ${tenantId} and u.id = t.id`.execute(trx)
}

/** How many grants a set of people has of other roles than these: a subquery of their ids. */
export const countOtherGrants = (
  tenantId: number,
  roles: readonly number[],
  ids: Expression<unknown>,
): Expression<number> =>
  sql<number>`(select count(*) from role_grants g where g.tenant_id = ${tenantId} and g.role_id <> all(${[...roles]}::int[]) and g.user_id in ${ids})`
