/** Who holds what by which roles, for answers in words. */
import { sql } from 'kysely'
import type { Permission } from '../../../contract/permissions.ts'
import type { Reach } from '../../../server/actor.ts'
import type { Query } from '../../../server/database/database.ts'
import { isLive } from '../../sessions/scope.ts'
import type { MayDo } from '../contract/why.ts'

/** A grant as `server/actor.ts` has it, with the role that it is of. */
export type NamedGrant = {
  readonly id: number
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly sites: number[] | null
  readonly desks: number[] | null
}
export type Standing = {
  readonly status: 'pending' | 'active' | 'inactive'
  readonly superuser: boolean
  readonly operator: boolean
  readonly grants: readonly NamedGrant[]
}

/** The grants of the user `u`: those that a request reads too, which are of roles that are not archived. */
const grantsOf = (tenantId: number) => sql`
  select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'permissions', r.permissions, 'sites', g.site_ids, 'desks', g.desk_ids)
    order by r.name_key, r.id), '[]')
  from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id and r.archived_at is null
  where g.tenant_id = ${tenantId} and g.user_id = u.id`

/** What somebody's rights are made of, whether they may use them now or not. */
export async function findStanding(db: Query, tenantId: number, id: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select u.status, u.superuser, home.super as operator, (${grantsOf(tenantId)}) as grants
    from users u join tenants home on home.id = u.tenant_id
    where u.tenant_id = ${tenantId} and u.id = ${id}::uuid and u.deleted_at is null`.execute(db)
  return rows[0]
}

export async function listRolesWith(db: Query, tenantId: number, permission: Permission): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from roles where tenant_id = ${tenantId} and archived_at is null and ${permission} = any(permissions)`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

export type NamedRole = { readonly id: number; readonly name: string; readonly permissions: readonly Permission[] }

/** Built-in roles first, then by name; how many hold each is not counted. */
export async function listNamedRoles(db: Query, tenantId: number): Promise<NamedRole[]> {
  const { rows } = await sql<NamedRole>`
    select id, name, permissions from roles where tenant_id = ${tenantId} and archived_at is null
    order by built_in is null, name_key, id`.execute(db)
  return rows
}

export type HolderRow = Omit<MayDo, 'from'> & { readonly grants: readonly NamedGrant[] }
type Asked = {
  readonly roles: readonly number[]
  /** Where the one who asks sees people; null where they see nobody. */
  readonly sight: Reach | null
  readonly after: string | null
  readonly limit: number
}

/** Active holders of these roles and superusers whom one sees, by id. */
export async function listHolderRows(
  db: Query,
  tenantId: number,
  { roles, sight, after, limit }: Asked,
): Promise<HolderRow[]> {
  if (!sight) return []
  const place = { tenantId, from: after ?? '00000000-0000-0000-0000-000000000000', limit }
  const { rows } = await sql<HolderRow>`
    with found as (${sight.everywhere ? holders(place, roles) : holdersWithin(place, roles, sight)})
    select u.id, coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username) as name, u.username,
      json_build_object('id', s.id, 'name', s.name) as site, u.superuser, (${grantsOf(tenantId)}) as grants
    from (select id from found order by id limit ${limit}) page
    join users u on u.tenant_id = ${tenantId} and u.id = page.id
    join sites s on s.tenant_id = u.tenant_id and s.id = u.site_id
    order by u.id`.execute(db)
  return rows
}

type Place = { readonly tenantId: number; readonly from: string; readonly limit: number }
const isAble = ({ tenantId, from }: Place) =>
  sql`p.tenant_id = ${tenantId} and p.status = 'active' and p.deleted_at is null and p.id > ${from}::uuid`

/**
 * Each role is walked along its own index for one page, so that neither a role of everybody nor one of three people makes the
 * others be read.
 */
const holders = (place: Place, roles: readonly number[]) => sql`
  select held.id from unnest(${[...roles]}::int[]) as role (id) cross join lateral (
    select p.id from role_grants g join users p on p.tenant_id = g.tenant_id and p.id = g.user_id
    where g.tenant_id = ${place.tenantId} and g.role_id = role.id and g.user_id > ${place.from}::uuid and ${isAble(place)}
    order by g.user_id limit ${place.limit}) held
  union
  (select p.id from users p where p.superuser and ${isAble(place)} order by p.id limit ${place.limit})`

/**
 * Who sees a part of the tenant is not walked along a role: past a million holders of it to ten in sight. Each way of holding and of
 * seeing is a set of its own, so that the planner begins with whichever is small; of “this or that” it could use no index.
 */
function holdersWithin(place: Place, roles: readonly number[], { sites, desks }: Reach) {
  const { tenantId, limit } = place
  const seen = [
    sql`p.site_id = any(${[...sites]}::int[])`,
    sql`p.id in (select m.user_id from group_members m where m.tenant_id = ${tenantId} and m.group_id = any(${[...desks]}::int[]))`,
  ]
  const held = [
    sql`p.superuser`,
    sql`p.id in (select g.user_id from role_grants g where g.tenant_id = ${tenantId} and g.role_id = any(${[...roles]}::int[]))`,
  ]
  const sets = seen.flatMap((isSeen) =>
    held.map(
      (holds) => sql`
      (select p.id from users p where ${isAble(place)} and ${isSeen} and ${holds} order by p.id limit ${limit})`,
    ),
  )
  return sql.join(sets, sql` union `)
}

export type Alike = {
  readonly superuser: boolean
  readonly grants: readonly NamedGrant[]
  readonly people: number
  readonly sessions: number
}

/** The active holders of a role, gathered by what they hold in all: a handful of rows, however many the people are. */
export async function listAlike(db: Query, tenantId: number, role: number, now: Date): Promise<Alike[]> {
  const { rows } = await sql<Alike>`
    with signed_in as materialized (
      select live.user_id, count(*) as sessions from sessions live
      where live.tenant_id = ${tenantId} and ${isLive(tenantId, now)} group by live.user_id
    ), holders as (
      select u.id, u.superuser, array_agg(row(g.role_id, g.site_ids, g.desk_ids)::text order by g.role_id) as held
      from role_grants mine
      join users u on u.tenant_id = mine.tenant_id and u.id = mine.user_id and u.status = 'active' and u.deleted_at is null
      join role_grants g on g.tenant_id = ${tenantId} and g.user_id = u.id
      where mine.tenant_id = ${tenantId} and mine.role_id = ${role}
      group by u.id, u.superuser
    ), alike as (
      select superuser, (array_agg(id))[1] as id, count(*) as people, coalesce(sum(sessions), 0)::bigint as sessions
      from holders left join signed_in on signed_in.user_id = holders.id group by superuser, held
    )
    select u.superuser, u.people, u.sessions, (${grantsOf(tenantId)}) as grants from alike u`.execute(db)
  return rows
}
