/** Memberships of sets of people in groups of one kind, one statement for the whole set. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'

export type Membership = { id: number; level: number | null }
const given = (groups: readonly Membership[]) =>
  sql`unnest(${groups.map((g) => g.id)}::int[], ${groups.map((g) => g.level)}::smallint[])`
const people = (ids: readonly string[]) => sql`unnest(${[...ids]}::uuid[])`

/** A level is below eight: it travels with the group in one number, as in the directory. An object of each cost twice the time. */
const LEVELS = 8
const told = (number: number): Membership => ({
  id: Math.floor(number / LEVELS),
  level: number % LEVELS || null,
})

/** The memberships of people in groups of a kind, by group; whoever has none is not in the answer. */
export async function selectMemberships(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  kind: string,
): Promise<Map<string, Membership[]>> {
  const { rows } = await sql<{ user_id: string; members: number[] }>`
    select m.user_id, json_agg(m.group_id * ${sql.lit(LEVELS)} + coalesce(m.level, 0) order by m.group_id) as members
    from group_members m
    where m.tenant_id = ${tenantId} and m.user_id = any(${[...ids]}::uuid[])
      and m.group_id = any(array(select id from groups where tenant_id = ${tenantId} and kind = ${kind}))
    group by m.user_id`.execute(trx)
  return new Map(rows.map((r) => [r.user_id, r.members.map(told)]))
}

/** `exactly`: the level is what is given, and none where none is. `at-least`: a level that is held stays unless another is given. */
export type Levels = 'exactly' | 'at-least'

/** Gives the groups to everybody of the set. */
export async function insertMemberships(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  groups: readonly Membership[],
  levels: Levels,
): Promise<void> {
  await sql`
    insert into group_members as m (tenant_id, user_id, group_id, level)
    select ${tenantId}, person.id, given.id, given.level
    from ${people(ids)} as person (id) cross join ${given(groups)} as given (id, level)
    order by person.id, given.id
    on conflict (tenant_id, user_id, group_id) do update set level = excluded.level
      where (${levels === 'exactly'} or excluded.level is not null) and m.level is distinct from excluded.level`.execute(
    trx,
  )
}

export async function deleteMemberships(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  groups: readonly number[],
): Promise<void> {
  await sql`
    delete from group_members where tenant_id = ${tenantId}
      and user_id = any(${[...ids]}::uuid[]) and group_id = any(${[...groups]}::int[])`.execute(trx)
}

/** Takes every group of the kind but those named. */
export async function deleteOtherMemberships(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  kind: string,
  keep: readonly number[],
): Promise<void> {
  await sql`
    delete from group_members m using groups g
    where m.tenant_id = ${tenantId} and m.user_id = any(${[...ids]}::uuid[])
      and g.tenant_id = m.tenant_id and g.id = m.group_id and g.kind = ${kind} and m.group_id <> all(${[...keep]}::int[])`.execute(
    trx,
  )
}

/** Staged memberships, a list for each person, as creating people needs them. */
export async function insertStagedMemberships(
  trx: Trx,
  tenantId: number,
  rows: readonly { userId: string; groupId: number; level: number | null }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into group_members (tenant_id, user_id, group_id, level)
    select ${tenantId}, t.user_id, t.group_id, t.level
    from unnest(${rows.map((r) => r.userId)}::uuid[], ${rows.map((r) => r.groupId)}::int[], ${rows.map((r) => r.level)}::smallint[]) as t (user_id, group_id, level)`.execute(
    trx,
  )
}

const holdsGroup = (tenantId: number, condition: Expression<unknown>) => sql<boolean>`exists (
  select from group_members m where m.tenant_id = ${tenantId} and m.user_id = p.id and ${condition})`

/** Who holds every one of them already, each with the level that is given. */
export const holdsAll = (tenantId: number, groups: readonly Membership[], levels: Levels): Expression<boolean> =>
  sql<boolean>`not exists (
    select from ${given(groups)} as given (id, level)
    where not exists (select from group_members m where m.tenant_id = ${tenantId} and m.user_id = p.id and m.group_id = given.id
      and ((${levels === 'at-least'} and given.level is null) or m.level is not distinct from given.level)))`

/** Who lacks one of them. */
export const lacksAny = (tenantId: number, groups: readonly number[]): Expression<boolean> =>
  sql<boolean>`exists (
    select from unnest(${[...groups]}::int[]) as wanted (id)
    where not ${holdsGroup(tenantId, sql`m.group_id = wanted.id`)})`

/** Who lacks one of them that is archived, and so is given to nobody anymore. */
export const lacksArchived = (tenantId: number, groups: readonly number[]): Expression<boolean> =>
  sql<boolean>`exists (
    select from groups g where g.tenant_id = ${tenantId} and g.id = any(${[...groups]}::int[]) and g.archived_at is not null
      and not ${holdsGroup(tenantId, sql`m.group_id = g.id`)})`

export const holdsAny = (tenantId: number, groups: readonly number[]): Expression<boolean> =>
  holdsGroup(tenantId, sql`m.group_id = any(${[...groups]}::int[])`)

/** Who holds a group of the kind beside those named. */
export const holdsOther = (tenantId: number, kind: string, groups: readonly number[]): Expression<boolean> =>
  sql<boolean>`exists (
    select from group_members m join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
    where m.tenant_id = ${tenantId} and m.user_id = p.id and g.kind = ${kind} and m.group_id <> all(${[...groups]}::int[]))`

/** Who has none of these desks. */
export const keepsNone = (tenantId: number, desks: readonly number[]): Expression<boolean> =>
  sql<boolean>`not ${holdsAny(tenantId, desks)}`

export const either = (a: Expression<boolean>, b: Expression<boolean>): Expression<boolean> =>
  sql<boolean>`(${a} or ${b})`

/** The predicate, of people of other sites alone. */
export const outsideSites = (predicate: Expression<boolean>, sites: readonly number[]): Expression<boolean> =>
  sql<boolean>`(p.site_id <> all(${[...sites]}::int[]) and ${predicate})`

export type GroupState = { id: number; kind: string; archived: boolean }
export async function selectGroupStates(db: Query, tenantId: number, ids: readonly number[]): Promise<GroupState[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('groups')
    .select(['id', 'kind', 'archived_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...ids])
    .execute()
  return rows.map((r) => ({ id: r.id, kind: r.kind, archived: r.archived_at !== null }))
}

/** How many memberships a set of people has in groups of the kind beside those named: a subquery of their ids. */
export const countOtherMemberships = (
  tenantId: number,
  kind: string,
  groups: readonly number[],
  ids: Expression<unknown>,
): Expression<number> => sql<number>`(
  select count(*) from group_members m join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
  where m.tenant_id = ${tenantId} and g.kind = ${kind} and m.group_id <> all(${[...groups]}::int[]) and m.user_id in ${ids})`
