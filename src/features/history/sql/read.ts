import { sql } from 'kysely'
import type { Database, Expression, Query } from '../../../server/database/database.ts'
import type { Effects } from '../../changes/contract.ts'
import type { HistoryEntry } from '../contract.ts'

/** Somebody whom `may` lets the reader see, deleted or not: the history of a leaver stays readable (LOG-5). */
export async function isVisible(
  db: Query,
  tenantId: number,
  userId: string,
  may: Expression<boolean>,
): Promise<boolean> {
  const { rows } =
    await sql`select from users p where p.tenant_id = ${tenantId} and p.id = ${userId} and ${may}`.execute(db)
  return rows.length > 0
}

export type Position = { at: Date; changeSet: string }
export type Asked = { tenantId: number; userId: string; field: string | null; after: Position | null; limit: number }
export type EntryRow = {
  change_set_id: string
  user_id: string
  at: Date
  /** `[before, after]`, `{"personal": hash}`, or the word "changed". */
  changes: Record<string, readonly [unknown, unknown] | { personal: string } | string>
  effects: Effects
  sealed: boolean
  action: string
  actor_kind: HistoryEntry['actor']['kind']
  actor_id: string
  actor_name: string
  home_tenant_id: number
  origin: HistoryEntry['origin']
  address: string | null
  request_id: string | null
}

/** Entries `h` with their change sets `c`, and whether the chain of the tenant covers them. */
export const entriesOf = (tenantId: number) => sql`
  with last as (select epoch, to_xid from history_seals where tenant_id = ${tenantId} order by seq desc limit 1)
  select h.change_set_id, h.user_id, h.at, h.changes, h.effects,
    coalesce((h.epoch, h.xid) < ((select epoch from last), (select to_xid from last)), false) as sealed,
    c.action, c.actor_kind, c.actor_id, c.actor_name, c.home_tenant_id, c.origin, c.address, c.request_id
  from history h join change_sets c on c.tenant_id = h.tenant_id and c.id = h.change_set_id`

/** Newest first. */
export async function listEntries(db: Query, { tenantId, userId, field, after, limit }: Asked): Promise<EntryRow[]> {
  const older = after ? sql`and (h.at, h.change_set_id) < (${after.at}::timestamptz, ${after.changeSet}::uuid)` : sql``
  const { rows } = await sql<EntryRow>`${entriesOf(tenantId)}
    where h.tenant_id = ${tenantId} and h.user_id = ${userId} ${older} ${field === null ? sql`` : sql`and h.changes ? ${field}`}
    order by h.at desc, h.change_set_id desc limit ${limit}`.execute(db)
  return rows
}

export type PersonalRow = {
  change_set_id: string
  user_id: string
  changes: Record<string, readonly [unknown, unknown]>
}

/** The personal values of these people in these change sets, but for those that were erased. */
export async function listPersonal(
  db: Query,
  tenantId: number,
  userIds: readonly string[],
  changeSets: readonly string[],
): Promise<PersonalRow[]> {
  const { rows } = await sql<PersonalRow>`
    select change_set_id, user_id, changes from history_personal
    where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[]) and change_set_id = any(${[...changeSets]}::uuid[])`.execute(
    db,
  )
  return rows
}

const tables = ['groups', 'roles', 'sites', 'pbxes', 'queues'] as const
export type Named = (typeof tables)[number]

/** Names as they are today, by `kind:id`. */
export async function namesOf(
  db: Query,
  tenantId: number,
  ids: Readonly<Record<Named, readonly number[]>>,
): Promise<Map<string, string>> {
  const asked = tables.filter((table) => ids[table].length > 0)
  const found = await Promise.all(
    asked.map(async (table) => {
      const rows = await db
        .selectFrom(table)
        .select(['id', 'name'])
        .where('tenant_id', '=', tenantId)
        .where('id', 'in', [...ids[table]])
        .execute()
      return rows.map(({ id, name }): [string, string] => [`${table}:${id}`, name])
    }),
  )
  return new Map(found.flat())
}

/** The name of another tenant, which is read inside its own wall. */
export async function nameOfTenant(database: Database, tenantId: number): Promise<string | null> {
  const row = await database
    .tenant(tenantId)
    .selectFrom('tenants')
    .select('name')
    .where('id', '=', tenantId)
    .executeTakeFirst()
  return row?.name ?? null
}
