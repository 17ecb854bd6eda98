/** Merging two groups: who moves, and how, each statement for a whole set. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import type { MergeParams } from '../contract/merge.ts'

/** For kinds to which no role is limited. */
export const nobody: Expression<boolean> = sql<boolean>`false`
export const noPeople: Expression<unknown> = sql`select null::uuid where false`

const isIn = (tenantId: number, group: number) =>
  sql<boolean>`exists (select from group_members m where m.tenant_id = ${tenantId} and m.user_id = p.id and m.group_id = ${group})`

/** Whoever is in the group, or holds a role that is limited to it. */
export const touchedBy = (tenantId: number, group: number, limited: Expression<boolean>): Expression<boolean> =>
  sql<boolean>`(${isIn(tenantId, group)} or ${limited})`

/** The people of the group and those whose roles are limited to it, with what comes of each. */
export const mergingPeople = (
  tenantId: number,
  group: number,
  limited: Expression<unknown>,
  holdsMore: Expression<boolean>,
): Expression<unknown> => sql`
  select p.id as user_id, case when ${holdsMore} then 'holds-more-than-you' end as judgement
  from (
    select m.user_id from group_members m where m.tenant_id = ${tenantId} and m.group_id = ${group} union ${limited}
  ) touched join users p on p.tenant_id = ${tenantId} and p.id = touched.user_id and p.deleted_at is null`

export type Moving = { people: number; inBoth: number }

export async function countMoving(db: Query, tenantId: number, { from, into }: MergeParams): Promise<Moving> {
  const { rows } = await sql<Moving>`
    select count(*) as people, count(other.user_id) as "inBoth"
    from group_members m join users u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deleted_at is null
    left join group_members other on other.tenant_id = ${tenantId} and other.user_id = m.user_id and other.group_id = ${into}
    where m.tenant_id = ${tenantId} and m.group_id = ${from}`.execute(db)
  return rows[0]!
}

/** Brings the members of a set from one group into the other; of two levels the higher one stays. */
export async function moveMemberships(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  { from, into }: MergeParams,
): Promise<void> {
  await sql`
    insert into group_members as m (tenant_id, user_id, group_id, level)
    select tenant_id, user_id, ${into}::integer, level from group_members
    where tenant_id = ${tenantId} and group_id = ${from} and user_id = any(${[...ids]}::uuid[]) order by user_id
    on conflict (tenant_id, user_id, group_id) do update set level = greatest(m.level, excluded.level)
      where m.level is distinct from greatest(m.level, excluded.level)`.execute(trx)
  await sql`
    delete from group_members where tenant_id = ${tenantId} and group_id = ${from} and user_id = any(${[...ids]}::uuid[])`.execute(
    trx,
  )
}

export type MergeState = {
  id: number
  kind: string
  name: string
  archived: boolean
  mergedInto: number | null
}
const state = sql`id, kind, name, archived_at is not null as archived, merged_into as "mergedInto"`
const ofBoth = (tenantId: number, { from, into }: MergeParams) =>
  sql`from groups where tenant_id = ${tenantId} and id in (${from}, ${into})`

export type Pair = { from: MergeState | undefined; into: MergeState | undefined }
const paired = (rows: readonly MergeState[], { from, into }: MergeParams): Pair => ({
  from: rows.find(({ id }) => id === from),
  into: rows.find(({ id }) => id === into),
})

export async function findPair(db: Query, tenantId: number, ids: MergeParams): Promise<Pair> {
  return paired((await sql<MergeState>`select ${state} ${ofBoth(tenantId, ids)}`.execute(db)).rows, ids)
}

/** Both, in the order of their ids; `update` for who changes one of them, else nobody archives them until the end. */
export async function lockPair(trx: Trx, tenantId: number, ids: MergeParams, how: 'update' | 'share'): Promise<Pair> {
  const lock = how === 'update' ? sql`for update` : sql`for share`
  const { rows } = await sql<MergeState>`select ${state} ${ofBoth(tenantId, ids)} order by id ${lock}`.execute(trx)
  return paired(rows, ids)
}

export async function putAway(trx: Trx, tenantId: number, { from, into }: MergeParams, now: Date): Promise<void> {
  await trx
    .updateTable('groups')
    .set({ archived_at: sql`coalesce(archived_at, ${now})`, merged_into: into, version: sql`version + 1` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', from)
    .execute()
}

/** Of these, the groups that were merged away are there again. */
export async function bringBack(
  trx: Trx,
  tenantId: number,
  ids: readonly number[],
): Promise<{ id: number; kind: string; name: string }[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: number; kind: string; name: string }>`
    update groups set archived_at = null, merged_into = null, version = version + 1
    where tenant_id = ${tenantId} and merged_into is not null and id = any(${[...ids]}::int[]) returning id, kind, name`.execute(
    trx,
  )
  return rows
}
