import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'

/** The lock under which administrators may become fewer; held to the end of the transaction. */
export async function lockAdministrators(trx: Trx, tenantId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('rollcall.administrators'), ${tenantId})`.execute(trx)
}

// Somebody who can sign in and do everything in the tenant: active, with a password, superuser or Administrator without limits.
const administrators = (tenantId: number) => sql`
  select u.id from users u
  where u.tenant_id = ${tenantId} and u.status = 'active' and u.deleted_at is null
    and exists (select from user_passwords w where w.tenant_id = ${tenantId} and w.user_id = u.id)
    and (u.superuser or exists (
      select from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id
      where g.tenant_id = ${tenantId} and g.user_id = u.id and r.built_in = 'administrator' and g.site_ids is null and g.desk_ids is null))
    and u.id in (
      select s.id from users s where s.tenant_id = ${tenantId} and s.superuser
      union all
      select g.user_id from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id
      where g.tenant_id = ${tenantId} and r.tenant_id = ${tenantId} and r.built_in = 'administrator')`

export async function countAdministrators(trx: Trx, tenantId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${administrators(tenantId)}) a`.execute(
    trx,
  )
  return rows[0]?.count ?? 0
}

/** Whether anybody of the set has what makes an administrator of the whole tenant, able to sign in just now or not. */
export async function anyAdministratorAmong(trx: Trx, tenantId: number, ids: readonly string[]): Promise<boolean> {
  const set = sql`${[...ids]}::uuid[]`
  const { rows } = await sql`
    select from users u where u.tenant_id = ${tenantId} and u.superuser and u.id = any(${set})
    union all
    select from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id
    where g.tenant_id = ${tenantId} and r.tenant_id = ${tenantId} and r.built_in = 'administrator' and g.user_id = any(${set})
      and g.site_ids is null and g.desk_ids is null
    limit 1`.execute(trx)
  return rows.length > 0
}

/** The administrators of the set, the longest-standing first. */
export async function administratorsAmong(trx: Trx, tenantId: number, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select a.id from (${administrators(tenantId)}) a where a.id = any(${[...ids]}::uuid[]) order by a.id`.execute(trx)
  return rows.map((r) => r.id)
}

/** The same of a set that stands in a table. There are few administrators: they are looked for first. */
export async function administratorsOf(db: Query, tenantId: number, ids: Expression<unknown>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with a as materialized (${administrators(tenantId)})
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
