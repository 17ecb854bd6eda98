/** Records that are kept aside, by cause and name. */
import { sql } from 'kysely'
import type { Query, Trx } from '../../../server/database/database.ts'
import type { AsideAgent } from '../contract/aside.ts'
import type { Cause } from '../contract/records.ts'

export type GroupRow = {
  readonly cause: Cause
  readonly agent_kind: AsideAgent['kind'] | null
  readonly agent_name: string | null
  readonly records: number
  readonly latest_at: Date
}

/** The groups with the most records, and how many records there are in all: one reading tells both. */
export async function groupAside(
  db: Query,
  tenantId: number,
  most: number,
): Promise<{ groups: GroupRow[]; total: number }> {
  const { rows } = await sql<GroupRow & { total: number }>`
    select cause, agent_kind, agent_name, count(*)::integer as records, max(met_at) as latest_at,
      sum(count(*)) over ()::integer as total
    from calls_aside where tenant_id = ${tenantId} group by cause, agent_kind, agent_name
    order by records desc, cause, agent_name limit ${most}`.execute(db)
  return { groups: rows, total: rows[0]?.total ?? 0 }
}

export type Group = { readonly cause: Cause; readonly agent: AsideAgent | null }
export type AsideRow = {
  readonly id: string
  readonly source: string
  readonly record_id: string
  readonly met_at: Date
  readonly record: unknown
}

const ofGroup = ({ cause, agent }: Group) => {
  // Not “is not distinct from”, of which no index knows.
  const named = agent
    ? sql`agent_kind = ${agent.kind} and agent_name = ${agent.name}`
    : sql`agent_kind is null and agent_name is null`
  return sql`cause = ${cause} and ${named}`
}

/** In the order in which they came, or the latest first: that of the index, which begins with the group. */
export async function listAsideRows(
  db: Query,
  tenantId: number,
  group: Group,
  { after, limit, latestFirst }: { after: string | null; limit: number; latestFirst: boolean },
): Promise<AsideRow[]> {
  const [beyond, order] = latestFirst ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
  const { rows } = await sql<AsideRow>`
    select id, source, record_id, met_at, record from calls_aside
    where tenant_id = ${tenantId} and ${ofGroup(group)} and (${after}::uuid is null or id ${beyond} ${after}::uuid)
    order by agent_kind ${order}, agent_name ${order}, id ${order} limit ${limit}`.execute(db)
  return rows
}

export async function deleteAside(trx: Trx, tenantId: number, ids: readonly string[]): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('calls_aside')
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export async function deleteGroup(trx: Trx, tenantId: number, group: Group): Promise<number> {
  const { numAffectedRows } =
    await sql`delete from calls_aside where tenant_id = ${tenantId} and ${ofGroup(group)}`.execute(trx)
  return Number(numAffectedRows ?? 0)
}
