/** Places of sets of people in queues, one statement for the whole set; and what is asked of a person `p` of `users` before. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'

/** A place to be given; without a priority whoever is there keeps theirs, and whoever joins gets the first. */
export type Given = { readonly id: number; readonly priority: number | null }
export type Kept = { readonly id: number; readonly priority: number }

const pairs = (queues: readonly Given[]) =>
  sql`unnest(${queues.map((q) => q.id)}::int[], ${queues.map((q) => q.priority)}::smallint[])`
const set = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`
const ints = (ids: readonly number[]) => sql`${[...ids]}::int[]`

/** The places of people by queue; whoever is in none is not in the answer. */
export async function selectPlaces(trx: Trx, tenantId: number, ids: readonly string[]): Promise<Map<string, Kept[]>> {
  const { rows } = await sql<{ user_id: string; places: Kept[] }>`
    select user_id, json_agg(json_build_object('id', queue_id, 'priority', priority) order by queue_id) as places
    from queue_members where tenant_id = ${tenantId} and user_id = any(${set(ids)}) group by user_id`.execute(trx)
  return new Map(rows.map(({ user_id, places }) => [user_id, places]))
}

/** Gives places to everybody of the set. No queue is archived meanwhile, and none that was is joined. */
export async function insertPlaces(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  queues: readonly Given[],
): Promise<void> {
  await sql`
    with open as (
      select id from queues where tenant_id = ${tenantId} and id = any(${ints(queues.map((q) => q.id))}) and archived_at is null
      order by id for share
    )
    insert into queue_members as m (tenant_id, user_id, queue_id, priority)
    select ${tenantId}, person.id, given.id, coalesce(given.priority, kept.priority, 1)
    from unnest(${set(ids)}) as person (id) cross join ${pairs(queues)} as given (id, priority) join open on open.id = given.id
    left join queue_members kept on kept.tenant_id = ${tenantId} and kept.user_id = person.id and kept.queue_id = given.id
    order by person.id, given.id
    on conflict (tenant_id, user_id, queue_id) do update set priority = excluded.priority
      where m.priority <> excluded.priority`.execute(trx)
}

export async function deletePlaces(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  queues: readonly number[],
): Promise<void> {
  await sql`
    delete from queue_members
    where tenant_id = ${tenantId} and user_id = any(${set(ids)}) and queue_id = any(${ints(queues)})`.execute(trx)
}

export async function updatePriorities(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  queues: readonly Given[],
): Promise<void> {
  await sql`
    update queue_members m set priority = given.priority from ${pairs(queues)} as given (id, priority)
    where m.tenant_id = ${tenantId} and m.user_id = any(${set(ids)}) and m.queue_id = given.id
      and m.priority <> given.priority`.execute(trx)
}

export type Staged = { readonly userId: string } & Kept
const rowsOf = (some: readonly Staged[]) =>
  sql`unnest(${some.map((s) => s.userId)}::uuid[], ${some.map((s) => s.id)}::int[], ${some.map((s) => s.priority)}::smallint[])`

/** Takes places of their own from people. */
export async function takePlaces(trx: Trx, tenantId: number, taken: readonly Staged[]): Promise<void> {
  if (taken.length === 0) return
  await sql`
    delete from queue_members m using ${rowsOf(taken)} as taken (user_id, queue_id, priority)
    where m.tenant_id = ${tenantId} and m.user_id = taken.user_id and m.queue_id = taken.queue_id`.execute(trx)
}

/** Gives people places of their own, with just this priority. */
export async function givePlaces(trx: Trx, tenantId: number, given: readonly Staged[]): Promise<void> {
  if (given.length === 0) return
  await sql`
    insert into queue_members (tenant_id, user_id, queue_id, priority)
    select ${tenantId}, given.user_id, given.queue_id, given.priority
    from ${rowsOf(given)} as given (user_id, queue_id, priority) order by 2, 3
    on conflict (tenant_id, user_id, queue_id) do update set priority = excluded.priority`.execute(trx)
}

const isIn = (tenantId: number, condition: Expression<unknown>) => sql<boolean>`exists (
  select from queue_members m where m.tenant_id = ${tenantId} and m.user_id = p.id and ${condition})`

export const isInAny = (tenantId: number, queues: readonly number[]): Expression<boolean> =>
  isIn(tenantId, sql`m.queue_id = any(${ints(queues)})`)

/** Who is in one of them with another priority. */
export const differsIn = (tenantId: number, queues: readonly Given[]): Expression<boolean> => sql<boolean>`exists (
  select from ${pairs(queues)} as given (id, priority)
  where ${isIn(tenantId, sql`m.queue_id = given.id and m.priority <> given.priority`)})`

/** Who is in every one of them already, with the priority that is given. */
export const isInAll = (tenantId: number, queues: readonly Given[]): Expression<boolean> => sql<boolean>`not exists (
  select from ${pairs(queues)} as given (id, priority)
  where not ${isIn(tenantId, sql`m.queue_id = given.id and (given.priority is null or m.priority = given.priority)`)})`

/** The roles that take calls, of those that there are. */
export async function listCallRoles(db: Query, tenantId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from roles where tenant_id = ${tenantId} and 'calls.take' = any(permissions)`.execute(db)
  return rows.map(({ id }) => id)
}

export const isNotActive = sql<boolean>`p.status <> 'active'`
/** Whose roles do not take calls. */
export const takesNoCalls = (tenantId: number): Expression<boolean> => sql<boolean>`not exists (
  select from role_grants g where g.tenant_id = ${tenantId} and g.user_id = p.id and g.role_id = any(array(
    select r.id from roles r where r.tenant_id = ${tenantId} and 'calls.take' = any(r.permissions))))`

const idsIn = (json: Expression<unknown>) => sql`(select (e ->> 'id')::int from jsonb_array_elements(${json}) as e)`

/** A place would be given or taken to another priority, by history's before and after. */
export const givesPlaces = (was: Expression<unknown>, is: Expression<unknown>): Expression<boolean> =>
  sql<boolean>`exists (select from ${idsIn(was)} as one (id) where one.id not in ${idsIn(is)})`
export const not = (a: Expression<boolean>): Expression<boolean> => sql<boolean>`(not ${a})`
export const both = (a: Expression<boolean>, b: Expression<boolean>): Expression<boolean> =>
  sql<boolean>`(${a} and ${b})`

/** A place would be given back in a queue that is archived by now. */
export const givesArchived = (
  tenantId: number,
  was: Expression<unknown>,
  is: Expression<unknown>,
): Expression<boolean> => sql<boolean>`exists (
  select from ${idsIn(was)} as one (id)
  where one.id = any(array(select q.id from queues q where q.tenant_id = ${tenantId} and q.archived_at is not null))
    and one.id not in ${idsIn(is)})`
