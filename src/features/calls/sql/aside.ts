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

export async function groupAside(db: Query, tenantId: number, most: number): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select cause, agent_kind, agent_name, count(*)::integer as records, max(met_at) as latest_at
    from calls_aside where tenant_id = ${tenantId} group by cause, agent_kind, agent_name
    order by records desc, cause, agent_name limit ${most}`.execute(db)
  return rows
}

export async function countAside(db: Query, tenantId: number): Promise<number> {
  const { count } = await db
    .selectFrom('calls_aside')
    .select(sql<number>`count(*)`.as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
  return count
}

export type Group = { readonly cause: Cause; readonly agent: AsideAgent | null }
export type AsideRow = {
  readonly id: string
  readonly source: string
  readonly record_id: string
  readonly met_at: Date
  readonly record: unknown
}

const ofGroup = ({ cause, agent }: Group) =>
  sql`cause = ${cause} and agent_kind is not distinct from ${agent?.kind ?? null} and agent_name is not distinct from ${agent?.name ?? null}`

/** In the order in which they came, or the latest first. */
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
    order by id ${order} limit ${limit}`.execute(db)
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
