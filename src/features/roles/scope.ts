/**
 * To whom a permission applies: the predicates with which every selection of people begins. Both speak of a person
 * under the alias `p`, a row of the view `people` or of the table `users`.
 */
import { sql } from 'kysely'
import { isPower, powers, type Permission } from '../../contract/permissions.ts'
import { reachOf, type Actor, type Reach } from '../../server/actor.ts'
import type { Expression } from '../../server/database/database.ts'
import { facetOf } from '../../server/database/facets.ts'

/** People whom the actor may treat with this permission: in the tenant, and inside the sites or desks of the grant. */
export function visibleUsers(actor: Actor, permission: Permission): Expression<boolean> {
  const reach = reachOf(actor, permission)
  if (!reach) return sql<boolean>`false`
  const tenant = sql`p.tenant_id = ${actor.tenantId}`
  if (reach.everywhere) return sql<boolean>`${tenant}`
  return sql<boolean>`${tenant} and (p.site_id = any(${reach.sites}::int[]) or exists (
    select from group_members within where within.tenant_id = ${actor.tenantId} and within.user_id = p.id and within.group_id = any(${reach.desks}::int[])))`
}

/** The same for lists, over a row of the view `people`, which has the site and, among its facets, the desks. */
export function visiblePeople(actor: Actor, permission: Permission): Expression<boolean> {
  const reach = reachOf(actor, permission)
  if (!reach) return sql<boolean>`false`
  const tenant = sql<boolean>`p.tenant_id = ${actor.tenantId}`
  if (reach.everywhere) return tenant
  const desks = reach.desks.map((id) => facetOf('group', id))
  if (reach.sites.length === 0) return sql<boolean>`${tenant} and p.facets && ${desks}::int[]`
  return sql<boolean>`${tenant} and (p.site_id = any(${reach.sites}::int[]) or p.facets && ${desks}::int[])`
}

/** Of so many people in sight counts are told; whoever sees a part that is larger is told none, since each would be looked at every time. */
export const MOST_COUNTED = 20_000

/**
 * Whom counts of people may tell of (S26): everybody, of whom sums are kept; nobody; or those in sight, as rows of `id` and `status`,
 * one more than are counted where they are more.
 */
export function countedPeople(actor: Actor): 'everybody' | 'nobody' | Expression<unknown> {
  const reach = reachOf(actor, 'users.read')
  if (!reach) return 'nobody'
  if (reach.everywhere) return 'everybody'
  return sql`select p.id, p.status from people p where ${visiblePeople(actor, 'users.read')} limit ${MOST_COUNTED + 1}`
}

/**
 * The ids of whom the actor sees who sees a part of the tenant. Each way of seeing is a set of its own, of which the planner knows the
 * size; of “this or that” it guesses half of everybody, and reads as much.
 */
export function visibleIds(actor: Actor, permission: Permission): Expression<unknown> {
  const { sites, desks } = reachOf(actor, permission) ?? { sites: [], desks: [] }
  const bySite = sql`select p.id from users p where p.tenant_id = ${actor.tenantId} and p.site_id = any(${[...sites]}::int[])`
  const byDesk = sql`
    select within.user_id as id from group_members within
    where within.tenant_id = ${actor.tenantId} and within.group_id = any(${[...desks]}::int[])`
  const ways = [...(sites.length > 0 ? [bySite] : []), ...(desks.length > 0 ? [byDesk] : [])]
  return ways.length > 0 ? sql.join(ways, sql` union `) : sql`select null::uuid as id where false`
}

/** People who hold a power, or a reach of one, that the actor lacks: nobody acts on them (PEOPLE-1, SECURITY rule 3). */
export function holdsMore(actor: Actor): Expression<boolean> {
  if (actor.superuser) return sql<boolean>`false`
  // Nobody but a superuser holds more than who holds everything everywhere, and no grant has to be looked at.
  if (powers.every((power) => reachOf(actor, power)?.everywhere)) return sql<boolean>`p.superuser`
  return sql<boolean>`(p.superuser or exists (
    select from role_grants theirs
    join roles r on r.tenant_id = theirs.tenant_id and r.id = theirs.role_id
    cross join unnest(r.permissions) as power
    where theirs.tenant_id = ${actor.tenantId} and theirs.user_id = p.id and power = any(${powers}::text[])
      and ${beyond(actor, sql`theirs.site_ids`, sql`theirs.desk_ids`)}))`
}

/** A power with this reach, `power`, that the actor does not hold as far. */
function beyond(actor: Actor, sites: Expression<unknown>, desks: Expression<unknown>): Expression<boolean> {
  const held = powers.flatMap((power) => {
    const reach = reachOf(actor, power)
    return reach
      ? [sql`(${power}::text, ${reach.everywhere}::boolean, ${reach.sites}::int[], ${reach.desks}::int[])`]
      : []
  })
  const none = sql`(''::text, false, '{}'::int[], '{}'::int[])`
  return sql<boolean>`not exists (
    select from (values ${sql.join(held.length > 0 ? held : [none])}) as mine (power, everywhere, sites, desks)
    where mine.power = power.power and (mine.everywhere or ${sites} <@ mine.sites or ${desks} <@ mine.desks))`
}

/** Grants in JSON that stand in the first list and not in the second, of which the actor lacks a power. */
export function givesMore(actor: Actor, was: Expression<unknown>, is: Expression<unknown>): Expression<boolean> {
  if (actor.superuser) return sql<boolean>`false`
  const limits = (name: string) =>
    sql`case jsonb_typeof(e -> ${name}::text) when 'array' then array(select jsonb_array_elements_text(e -> ${name}::text)::int) end`
  return sql<boolean>`exists (
    select from jsonb_array_elements(${was}) as e
    join roles r on r.tenant_id = ${actor.tenantId} and r.id = (e ->> 'id')::int
    cross join unnest(r.permissions) as power
    where not ${is} @> jsonb_build_array(e) and power = any(${powers}::text[])
      and ${beyond(actor, sql`(${limits('sites')})`, sql`(${limits('desks')})`)})`
}

const covers = (mine: Reach, sites: readonly number[] | null, desks: readonly number[] | null) =>
  mine.everywhere ||
  (sites !== null && sites.every((s) => mine.sites.includes(s))) ||
  (desks !== null && desks.every((d) => mine.desks.includes(d)))

/** The first power of a grant, with its reach, that the actor lacks and so may not give; null when there is none. */
export function lackedPower(
  actor: Actor,
  grant: { permissions: readonly Permission[]; sites: readonly number[] | null; desks: readonly number[] | null },
): Permission | null {
  if (actor.superuser) return null
  return (
    grant.permissions.filter(isPower).find((power) => {
      const mine = reachOf(actor, power)
      return !mine || !covers(mine, grant.sites, grant.desks)
    }) ?? null
  )
}
