import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'

/** The lock under which administrators may become fewer; held to the end of the transaction. */
export async function lockAdministrators(trx: Trx, tenantId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('rollcall.administrators'), ${tenantId})`.execute(trx)
}

type Among = (id: Expression<unknown>) => Expression<boolean>
const everybody: Among = () => sql<boolean>`true`
const oneOf =
  (ids: readonly string[]): Among =>
  (id) =>
    sql<boolean>`${id} = any(${[...ids]}::uuid[])`

const withoutLimits = (tenantId: number) => sql`
  g.tenant_id = ${tenantId} and r.tenant_id = ${tenantId} and r.id = g.role_id and r.built_in = 'administrator'
  and g.site_ids is null and g.desk_ids is null`

// Whoever has what makes an administrator of the whole tenant: superuser, or Administrator without limits. There are few: they are looked for first.
const holders = (tenantId: number, among: Among) => sql`
  select u.id from users u where u.tenant_id = ${tenantId} and u.superuser and ${among(sql`u.id`)}
  union
  select g.user_id from roles r, role_grants g where ${withoutLimits(tenantId)} and ${among(sql`g.user_id`)}
  offset 0`

// And can sign in: active, with a password.
const isAble = (tenantId: number) => sql`
  u.tenant_id = ${tenantId} and u.status = 'active' and u.deleted_at is null
  and exists (select from user_passwords w where w.tenant_id = ${tenantId} and w.user_id = u.id)`

const administrators = (tenantId: number, among: Among) => sql`
  select u.id from (${holders(tenantId, among)}) holder join users u on u.id = holder.id where ${isAble(tenantId)}`

/**
 * Whether the tenant has one. They are asked from the youngest on, since a run that takes them away goes by their age: so the
 * first one asked is mostly still there, and those of a large tenant are not counted through in each of its batches.
 */
export async function hasAdministrator(trx: Trx, tenantId: number): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from users u where u.superuser and ${isAble(tenantId)})
      or exists (
        select from roles r cross join lateral (
          select from role_grants g join users u on u.id = g.user_id
          where ${withoutLimits(tenantId)} and ${isAble(tenantId)} order by g.user_id desc limit 1) youngest
        where r.tenant_id = ${tenantId} and r.built_in = 'administrator') as has`.execute(trx)
  return rows[0]!.has
}

/** Whether anybody of the set has what makes an administrator of the whole tenant, able to sign in just now or not. */
export async function anyAdministratorAmong(trx: Trx, tenantId: number, ids: readonly string[]): Promise<boolean> {
  const { rows } = await sql`select from (${holders(tenantId, oneOf(ids))}) holder limit 1`.execute(trx)
  return rows.length > 0
}

/** The administrators of the set, the longest-standing first. */
export async function administratorsAmong(trx: Trx, tenantId: number, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${administrators(tenantId, oneOf(ids))} order by u.id`.execute(trx)
  return rows.map((r) => r.id)
}

/** The same of a set that stands in a table. */
export async function administratorsOf(db: Query, tenantId: number, ids: Expression<unknown>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with a as materialized (${administrators(tenantId, everybody)})
    select a.id from a where exists (select from ${ids} of_set where of_set.user_id = a.id) order by a.id`.execute(db)
  return rows.map((r) => r.id)
}

export const savepoint = (trx: Trx) => sql`savepoint before_change`.execute(trx)
export const rollbackTo = (trx: Trx) => sql`rollback to savepoint before_change`.execute(trx)

export type Judged = { id: string; judgement: string | null }

/** Locks the people of a set in the order of their ids, so that two sets never wait for each other in a ring. */
export async function lockPeople(trx: Trx, tenantId: number, ids: readonly string[]): Promise<void> {
  await sql`select id from users where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[]) order by id for no key update`.execute(
    trx,
  )
}

/** Says of each person of the set what will come of it. Whoever is out of sight is not among the answer. */
export async function judgePeople(
  trx: Query,
  tenantId: number,
  ids: readonly string[],
  candidates: Expression<boolean>,
  judgement: Expression<string | null>,
): Promise<Judged[]> {
  const { rows } = await sql<Judged>`
    select p.id, ${judgement} as judgement
    from users p
    where p.tenant_id = ${tenantId} and p.id = any(${[...ids]}::uuid[]) and ${candidates}
    order by p.id`.execute(trx)
  return rows
}

/** People whom an action can be done to, and over whom the actor may do it. */
export const within = (reachesDeleted: boolean, visible: Expression<boolean>): Expression<boolean> =>
  sql<boolean>`${reachesDeleted ? sql`p.erased_at is null` : sql`p.deleted_at is null`} and ${visible}`

/** Says first what the engine itself refuses, then what the action says. */
export const withHoldsMore = (
  holdsMore: Expression<boolean>,
  judgement: Expression<string | null>,
): Expression<string | null> =>
  sql<string | null>`case when ${holdsMore} then 'holds-more-than-you' else ${judgement} end`
