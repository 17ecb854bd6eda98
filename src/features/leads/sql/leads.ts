import { sql } from 'kysely'
import { searchPatterns, searchText } from '../../../contract/text.ts'
import { brokenUnique, type Expression, type Query, type Trx } from '../../../server/database/database.ts'
import { leadExternalIdTaken, type LeadStatus, type LeadsWanted } from '../contract.ts'

export type LeadRow = {
  id: string
  name: string
  phone: string | null
  email: string | null
  list: string | null
  external_id: string | null
  status: LeadStatus
  user_id: string | null
  user_name: string | null
  assigned_at: Date | null
  created_at: Date
  next_callback: Date | null
  version: number
}

/** What is stored of a lead beside who has it. */
export type LeadValues = {
  readonly name: string
  readonly phone: string | null
  readonly email: string | null
  readonly list: string | null
  readonly external_id: string | null
}

export const searchOf = ({ name, phone, email, list, external_id }: LeadValues) =>
  searchText([name, phone, email, list, external_id])

const statusesOf = (status: string | undefined) => status?.split(',') ?? null

/** Which leads are meant, over the row `l` of the table or of the view `prospects`. */
export function matching({ search, user, status, list }: LeadsWanted): Expression<boolean> {
  const parts = searchPatterns(search ?? '').map((pattern) => sql<boolean>`l.search like ${pattern}`)
  if (user === 'nobody') parts.push(sql<boolean>`l.user_id is null`)
  else if (user !== undefined) parts.push(sql<boolean>`l.user_id = ${user}::uuid`)
  const statuses = statusesOf(status)
  if (statuses) parts.push(sql<boolean>`l.status = any(${statuses}::text[])`)
  if (list !== undefined) parts.push(sql<boolean>`l.list = ${list}`)
  return parts.length > 0 ? sql<boolean>`${sql.join(parts, sql` and `)}` : sql<boolean>`true`
}

export const among = (ids: readonly string[]): Expression<boolean> => sql<boolean>`l.id = any(${[...ids]}::uuid[])`
export const both = (a: Expression<boolean>, b: Expression<boolean>): Expression<boolean> =>
  sql<boolean>`(${a}) and (${b})`

/** Rows of leads with who has them; `page` are rows of leads. */
const shown = (tenantId: number, page: Expression<unknown>) => sql<LeadRow>`
  select l.id, l.name, l.phone, l.email, l.list, l.external_id, l.status, l.user_id, l.assigned_at, l.created_at, l.version,
    coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username) as user_name,
    (select min(c.due_at) from callbacks c
      where c.tenant_id = ${tenantId} and c.lead_id = l.id and c.state = 'planned') as next_callback
  from (${page}) l left join users u on u.tenant_id = ${tenantId} and u.id = l.user_id
  order by l.id desc`

export type LeadsPage = { readonly after: string | undefined; readonly limit: number }

/** Newest first, through the door of lists, where a search may use its index. */
export async function listLeadRows(
  db: Query,
  tenantId: number,
  which: Expression<boolean>,
  { after, limit }: LeadsPage,
): Promise<LeadRow[]> {
  const beyond = after === undefined ? sql`true` : sql`l.id < ${after}::uuid`
  const page = sql`
    select l.* from prospects l where l.tenant_id = ${tenantId} and ${which} and ${beyond} order by l.id desc limit ${limit}`
  const { rows } = await shown(tenantId, page).execute(db)
  return rows
}

export async function countLeadRows(db: Query, tenantId: number, which: Expression<boolean>): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from prospects l where l.tenant_id = ${tenantId} and ${which}`.execute(db)
  return rows[0]!.total
}

/** Those of leads `l` of a predicate. Steps from each name to the next one, so that a million leads of ten lists are ten looks. */
export async function listNamesOfLists(
  db: Query,
  tenantId: number,
  which: Expression<boolean>,
  most: number,
): Promise<string[]> {
  const next = (beyond: Expression<unknown>) => sql`
    (select l.list from leads l where l.tenant_id = ${tenantId} and ${beyond} and ${which} order by l.list limit 1)`
  const { rows } = await sql<{ list: string }>`
    with recursive step as (
      ${next(sql`l.list is not null`)}
      union all
      select ${next(sql`l.list > step.list`)} from step where step.list is not null
    ) select list from step where list is not null limit ${most}`.execute(db)
  return rows.map(({ list }) => list)
}

export async function findLead(db: Query, tenantId: number, which: Expression<boolean>): Promise<LeadRow | undefined> {
  const page = sql`select l.* from leads l where l.tenant_id = ${tenantId} and ${which}`
  const { rows } = await shown(tenantId, page).execute(db)
  return rows[0]
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockLead(trx: Trx, tenantId: number, which: Expression<boolean>): Promise<LeadRow | undefined> {
  await sql`select from leads l where l.tenant_id = ${tenantId} and ${which} for no key update`.execute(trx)
  return findLead(trx, tenantId, which)
}

export async function updateLead(
  trx: Trx,
  tenantId: number,
  id: string,
  values: LeadValues & { readonly status: LeadStatus },
): Promise<void> {
  await trx
    .updateTable('leads')
    .set({ ...values, search: searchOf(values), version: sql`version + 1` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
    .catch(refuseTaken)
}

/** Answers how many of these became so of whom, null for nobody, and what one of them is called. */
export async function updateLeadStatus(
  trx: Trx,
  tenantId: number,
  which: Expression<boolean>,
  status: LeadStatus,
): Promise<{ user_id: string | null; leads: number; name: string }[]> {
  const { rows } = await sql<{ user_id: string | null; leads: number; name: string }>`
    with held as (
      select l.id from leads l where l.tenant_id = ${tenantId} and l.status <> ${status} and ${which}
      order by l.id for no key update
    ), changed as (
      update leads l set status = ${status}, version = l.version + 1 from held
      where l.tenant_id = ${tenantId} and l.id = held.id returning l.user_id, l.name
    ) select user_id, count(*) as leads, min(name) as name from changed group by user_id`.execute(trx)
  return rows
}

function refuseTaken(error: unknown): never {
  throw brokenUnique(error) === 'leads_external_id' ? leadExternalIdTaken() : error
}
