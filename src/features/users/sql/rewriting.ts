/** Changing many people at once, each by values of their own: read in one statement, written in one. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import { derive } from './derived.ts'
import type { WholePersonRow } from './rows.ts'

/** The columns of a person that a plain write may set. */
export type PlainColumns = Pick<
  WholePersonRow,
  | 'username'
  | 'email'
  | 'first_name'
  | 'last_name'
  | 'languages'
  | 'console_language'
  | 'time_zone'
  | 'auto_dial'
  | 'assign_leads'
  | 'virtual_extension'
  | 'sip_option'
  | 'sip_uri'
  | 'sip_pbx_id'
  | 'sip_username'
  | 'sip_extension'
  | 'caller_id_name'
  | 'caller_id_number'
  | 'use_address_list'
  | 'oauth_email'
  | 'caldav_server'
  | 'caldav_user'
  | 'kerberos_login'
  | 'external_id'
  | 'phone'
  | 'job_title'
  | 'notes'
  | 'custom'
>
export type Held = { readonly id: number; readonly kind: string; readonly level: number | null }
export type HeldRole = { readonly id: number; readonly sites: number[] | null; readonly desks: number[] | null }
export type EditableRow = PlainColumns & {
  readonly id: string
  readonly status: WholePersonRow['status']
  readonly site_id: number
  readonly members: readonly Held[]
  readonly roles: readonly HeldRole[]
}

// One list of columns with their types: what is written, and how it is read out of JSON.
const PLAIN = `username text, email text, first_name text, last_name text, languages text[], console_language text, time_zone text,
  auto_dial text, assign_leads boolean, virtual_extension text, sip_option text, sip_uri text, sip_pbx_id int, sip_username text,
  sip_extension text, caller_id_name text, caller_id_number text, use_address_list boolean, oauth_email text, caldav_server text,
  caldav_user text, kerberos_login text, external_id text, phone text, job_title text, notes text, custom jsonb`
const DERIVED = `username_key text, email_key text, name_key text, extension_key text, oauth_email_key text, search text`
const namesIn = (columns: string) => columns.split(',').map((column) => column.trim().split(' ')[0]!)
const WRITTEN = [...namesIn(PLAIN), ...namesIn(DERIVED)]

/** People of these ids who are there and whom the predicate, over the person `p`, lets be seen; in the order of ids. */
export async function listEditable(
  db: Query,
  tenantId: number,
  ids: readonly string[],
  sight: Expression<boolean>,
): Promise<EditableRow[]> {
  const { rows } = await sql<EditableRow>`
    select p.id, p.status, p.site_id, ${sql.raw(
      namesIn(PLAIN)
        .map((name) => `p.${name}`)
        .join(', '),
    )},
      coalesce((select json_agg(json_build_object('id', m.group_id, 'kind', g.kind, 'level', m.level) order by m.group_id)
        from group_members m join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
        where m.tenant_id = ${tenantId} and m.user_id = p.id), '[]') as members,
      coalesce((select json_agg(json_build_object('id', o.role_id, 'sites', o.site_ids, 'desks', o.desk_ids) order by o.role_id)
        from role_grants o where o.tenant_id = ${tenantId} and o.user_id = p.id), '[]') as roles
    from users p
    where p.tenant_id = ${tenantId} and p.id = any(${[...ids]}::uuid[]) and p.deleted_at is null and ${sight}
    order by p.id`.execute(db)
  return rows
}

/** Which of these people each of the predicates holds for: a set of ids for each. */
export async function whomEachHolds(
  db: Query,
  tenantId: number,
  ids: readonly string[],
  predicates: readonly Expression<boolean>[],
): Promise<Set<string>[]> {
  const { rows } = await sql<{ id: string; holds: boolean[] }>`
    select p.id, array[${sql.join(predicates.map((one) => sql`(${one})`))}]::boolean[] as holds
    from users p where p.tenant_id = ${tenantId} and p.id = any(${[...ids]}::uuid[])`.execute(db)
  return predicates.map((_one, i) => new Set(rows.filter(({ holds }) => holds[i]).map(({ id }) => id)))
}

/**
 * Has the connection plan anew whatever it keeps plans of, the triggers and foreign keys of the tables too. A plan that was
 * right while a tenant had five people reads all of them for each one whom the next thousand bring.
 */
export const forgetKeptPlans = (trx: Trx) => sql`discard plans`.execute(trx)

/** Writes these people as they are given, with what follows from it; each goes up a version. */
export async function rewritePeople(
  trx: Trx,
  tenantId: number,
  people: readonly (PlainColumns & { id: string })[],
): Promise<void> {
  const rows = JSON.stringify(people.map((person) => ({ ...person, ...derive(person) })))
  await sql`
    update users u set ${sql.raw(WRITTEN.map((name) => `${name} = r.${name}`).join(', '))}, version = u.version + 1
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, ${sql.raw(`${PLAIN}, ${DERIVED}`)})
    where u.tenant_id = ${tenantId} and u.id = r.id`.execute(trx)
}

export type Renamed = { readonly id: string; readonly before: string; readonly after: string }

/** Gives back sign-in names and takes others: all of the first before any of the second, so that two can change places. */
export async function renameSignIns(trx: Trx, tenantId: number, renamed: readonly Renamed[]): Promise<void> {
  if (renamed.length === 0) return
  const ids = sql`${renamed.map(({ id }) => id)}::uuid[]`
  await sql`
    delete from sign_in_names s using unnest(${ids}, ${renamed.map(({ before }) => before)}::text[]) as t (id, key), users u
    where s.tenant_id = ${tenantId} and s.user_id = t.id and s.name_key = t.key
      and u.tenant_id = ${tenantId} and u.id = t.id and u.email_key <> t.key`.execute(trx)
  await sql`
    insert into sign_in_names (tenant_id, name_key, user_id)
    select ${tenantId}, t.key, t.id
    from unnest(${ids}, ${renamed.map(({ after }) => after)}::text[]) as t (id, key)
    join users u on u.tenant_id = ${tenantId} and u.id = t.id and u.email_key <> t.key`.execute(trx)
}
