import { sql } from 'kysely'
import type { Query, Trx } from '../../../server/database/database.ts'
import { searchOf, type LeadValues } from './leads.ts'
import { inTurn, places, takeTurn, type Moving, type Share } from './moving.ts'

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

/**
 * Makes leads and deals them in the order of their ids, each row written once; answers how many each got. One whose external id
 * somebody gave away a moment ago is not made.
 */
export async function insertLeads(
  trx: Trx,
  moving: Omit<Moving, 'follow'>,
  leads: readonly (LeadValues & { readonly id: string })[],
): Promise<Omit<Share, 'from_id'>[]> {
  const { tenantId, now, takers } = moving
  await takeTurn(trx, moving)
  const rows = leads.map(({ id, name, phone, email, list, external_id }) => {
    const values = { name, phone, email, list, external_id }
    return { id, ...values, search: searchOf(values) }
  })
  const { rows: made } = await sql<Omit<Share, 'from_id'>>`
    with given as (
      select l.*, row_number() over (order by l.id) - 1 as n from json_to_recordset(${JSON.stringify(rows)})
        as l (id uuid, name text, phone text, email text, list text, external_id text, search text)
    ), takers as materialized (${places(tenantId, takers)}
    ), made as (
      insert into leads (tenant_id, id, name, phone, email, list, external_id, search, created_at, user_id, assigned_at)
      select ${tenantId}::integer, g.id, g.name, g.phone, g.email, g.list, g.external_id, g.search, ${now}::timestamptz,
        t.id, case when t.id is not null then ${now}::timestamptz end
      from given g left join takers t on t.place = g.n % (select max(every.of) from takers every)
      on conflict (tenant_id, external_id) where external_id is not null do nothing
      returning id, user_id, name
    ), turned as (
      update lead_turns set last_user_id = (select user_id from made order by id desc limit 1)
      where tenant_id = ${tenantId} and ${inTurn(takers)} and exists (select from made where user_id is not null)
    )
    select user_id as to_id, count(*) as leads, min(name) as name from made group by user_id`.execute(trx)
  return made
}
