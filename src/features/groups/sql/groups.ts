import { sql } from 'kysely'
import { fold, sortKey } from '../../../contract/text.ts'
import { brokenUnique, type Expression, type Query, type Trx } from '../../../server/database/database.ts'
import { sizeOf } from '../../../server/database/facets.ts'
import type { Actor } from '../../../server/actor.ts'
import { countedPeople, MOST_COUNTED } from '../../roles/scope.ts'
import { groupNameTaken, type Group, type GroupKind } from '../contract.ts'

export type Wanted = { kind: GroupKind | null; search: string; archived: boolean; ids: number[] | null; limit: number }

type GroupRow = Group & { members: number | null }

/** No count where there is none to tell. */
const told = ({ members, ...group }: GroupRow): Group => (members === null ? group : { ...group, members })

const columns = sql`g.id, g.kind, g.name, g.archived_at is not null as archived, g.merged_into as "mergedInto", g.version`

/** The groups, each with how many people are in it of those of whom the actor may be told. */
async function withMembers(db: Query, actor: Actor, groups: Expression<unknown>): Promise<Group[]> {
  const people = countedPeople(actor)
  const counted =
    people === 'everybody'
      ? withAll(actor.tenantId, groups)
      : people === 'nobody'
        ? sql<GroupRow>`select ${columns}, null::integer as members from (${groups}) g order by g.name_key, g.id`
        : withSeen(actor.tenantId, groups, people)
  return (await counted.execute(db)).rows.map(told)
}

/** With everybody who is not deleted, as it is kept. */
const withAll = (tenantId: number, groups: Expression<unknown>) => sql<GroupRow>`
  select ${columns}, ${sizeOf(tenantId, 'group', sql`g.id`)} as members from (${groups}) g order by g.name_key, g.id`

/** With those in sight, whose own memberships are looked at: never those of everybody. */
const withSeen = (tenantId: number, groups: Expression<unknown>, people: Expression<unknown>) => sql<GroupRow>`
  with chosen as materialized (${groups}), seen as materialized (${people}), sizes as (
    select m.group_id, count(*)::integer as members
    from seen join group_members m on m.tenant_id = ${tenantId} and m.user_id = seen.id
    where m.group_id in (select id from chosen) and (select count(*) from seen) <= ${MOST_COUNTED}
    group by m.group_id
  )
  select ${columns}, case when (select count(*) from seen) <= ${MOST_COUNTED} then coalesce(sizes.members, 0) end as members
  from chosen g left join sizes on sizes.group_id = g.id
  order by g.name_key, g.id`

export async function listGroupRows(
  db: Query,
  actor: Actor,
  { kind, search, archived, ids, limit }: Wanted,
): Promise<{ items: Group[]; total: number }> {
  const { tenantId } = actor
  const part = fold(search)
    .trim()
    .replace(/[\\%_]/g, '\\$&')
  const matching = sql`from groups where tenant_id = ${tenantId} and (${kind}::text is null or kind = ${kind})
    and name_key like ${`%${part}%`} and (${archived} or archived_at is null)
    and (${ids}::integer[] is null or id = any(${ids}::integer[]))`
  const page = sql`select * ${matching} order by name_key, id limit ${limit}`
  const items = await withMembers(db, actor, page)
  if (items.length < limit) return { items, total: items.length }
  const { rows } = await sql<{ total: number }>`select count(*) as total ${matching}`.execute(db)
  return { items, total: rows[0]!.total }
}

export async function getGroup(db: Query, actor: Actor, id: number): Promise<Group> {
  const one = sql`select * from groups where tenant_id = ${actor.tenantId} and id = ${id}`
  return (await withMembers(db, actor, one))[0]!
}

export async function insertGroup(trx: Trx, tenantId: number, kind: GroupKind, name: string): Promise<number> {
  const group = { tenant_id: tenantId, kind, name, name_key: sortKey(name) }
  const { id } = await trx
    .insertInto('groups')
    .values(group)
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(refuseTaken)
  return id
}

type Missing = { readonly kind: GroupKind; readonly name: string }

/** Makes those that are not there; answers all of them in their order, `fresh` where this made it. */
export async function insertMissingGroups(
  trx: Trx,
  tenantId: number,
  groups: readonly Missing[],
): Promise<(Missing & { id: number; fresh: boolean })[]> {
  const given = sql`unnest(${groups.map((g) => g.kind)}::text[], ${groups.map((g) => g.name)}::text[], ${groups.map((g) => sortKey(g.name))}::text[])`
  const { rows: fresh } = await sql<{ id: number }>`
    insert into groups (tenant_id, kind, name, name_key)
    select ${tenantId}::integer, kind, name, name_key from ${given} as given (kind, name, name_key)
    on conflict (tenant_id, kind, name_key) do nothing returning id`.execute(trx)
  const { rows } = await sql<Missing & { id: number }>`
    select g.id, g.kind, given.name from ${given} with ordinality as given (kind, name, name_key, place)
    join groups g on g.tenant_id = ${tenantId} and g.kind = given.kind and g.name_key = given.name_key order by place`.execute(
    trx,
  )
  const made = new Set(fresh.map(({ id }) => id))
  return rows.map((row) => ({ ...row, fresh: made.has(row.id) }))
}

export type Held = { name: string; archived: boolean; version: number }

/** The group as it is, and nobody else changes it until the transaction ends. */
export async function lockGroup(trx: Trx, tenantId: number, id: number): Promise<Held | undefined> {
  return trx
    .selectFrom('groups')
    .select(['name', 'version', sql<boolean>`archived_at is not null`.as('archived')])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateGroup(
  trx: Trx,
  tenantId: number,
  id: number,
  { name, archived }: Partial<Held>,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('groups')
    .set({
      version: sql`version + 1`,
      ...(name === undefined ? {} : { name, name_key: sortKey(name) }),
      ...(archived === undefined ? {} : { archived_at: archived ? now : null, merged_into: null }),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
    .catch(refuseTaken)
}

function refuseTaken(error: unknown): never {
  throw brokenUnique(error) === 'groups_name' ? groupNameTaken() : error
}
