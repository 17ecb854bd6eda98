import { sql } from 'kysely'
import type { Query, Trx } from '../../../server/database/database.ts'
import { searchOf, type LeadValues } from './leads.ts'

/**
 * Which of these are there already, by their place from 0: by external id, or by phone where not each has an id of its own.
 */
export async function findKnown(db: Query, tenantId: number, leads: readonly LeadValues[]): Promise<number[]> {
  const { rows } = await sql<{ place: number }>`
    select given.place - 1 as place
    from unnest(${leads.map((l) => l.external_id)}::text[], ${leads.map((l) => l.phone)}::text[])
      with ordinality as given (external_id, phone, place)
    where exists (select from leads l where l.tenant_id = ${tenantId} and l.external_id = given.external_id)
      or exists (select from leads l where l.tenant_id = ${tenantId} and l.phone = given.phone
        and (l.external_id is null or given.external_id is null))`.execute(db)
  return rows.map(({ place }) => place)
}

/** While one file is brought in, no other is: what is in both is made once. */
export const lockImports = (trx: Trx, tenantId: number) =>
  sql`select pg_advisory_xact_lock(hashtext('rollcall.leads'), ${tenantId}::integer)`.execute(trx)

/** Answers the ids of those that were made; one whose external id somebody gave away a moment ago is not. */
export async function insertLeads(
  trx: Trx,
  tenantId: number,
  leads: readonly (LeadValues & { readonly id: string })[],
  now: Date,
): Promise<string[]> {
  const rows = leads.map(({ id, name, phone, email, list, external_id, ...rest }) => ({
    ...{ id, name, phone, email, list, external_id },
    search: searchOf({ name, phone, email, list, external_id, ...rest }),
  }))
  const { rows: made } = await sql<{ id: string }>`
    insert into leads (tenant_id, id, name, phone, email, list, external_id, search, created_at)
    select ${tenantId}, l.id, l.name, l.phone, l.email, l.list, l.external_id, l.search, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)})
      as l (id uuid, name text, phone text, email text, list text, external_id text, search text)
    on conflict (tenant_id, external_id) where external_id is not null do nothing returning id`.execute(trx)
  return made.map(({ id }) => id)
}
