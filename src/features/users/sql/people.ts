/** Writing people: every statement takes a set. */
import { sql } from 'kysely'
import { kept, type Expression, type Query, type Trx } from '../../../server/database/database.ts'
import { derivedRecord, namesIn, plainRecord, type PlainColumns } from './columns.ts'
import { derive } from './derived.ts'

/** Columns that nobody is without. */
type Always = 'username' | 'email' | 'languages' | 'assign_leads' | 'use_address_list' | 'custom'
/** A person's own row as it is stored, without what is empty; what follows from it is added through `derive`. */
export type StoredPerson = Pick<PlainColumns, Always> &
  Partial<Omit<PlainColumns, Always | 'auto_dial'>> & {
    id: string
    site_id: number
    status: 'pending' | 'active' | 'inactive'
    superuser: boolean
    auto_dial: string
    created_at: string
  }

// One list of columns with their types: what is inserted, and how it is read out of JSON.
const STORED = `id uuid, site_id int, status text, superuser boolean, ${plainRecord}, ${derivedRecord}, created_at timestamptz`
const NAMES = namesIn(STORED).join(', ')

export async function insertPeople(trx: Trx, tenantId: number, people: readonly StoredPerson[]): Promise<void> {
  // Once for each: folding what search reads is the most that the program does for somebody new.
  const whole = people.map((p) => ({ ...p, ...derive(p) }))
  const rows = JSON.stringify(whole)
  await sql`
    insert into users (tenant_id, ${sql.raw(NAMES)})
    select ${tenantId}, ${sql.raw(NAMES)} from json_to_recordset(${rows}) as r (${sql.raw(STORED)}) ${kept}`.execute(
    trx,
  )
  await insertSignInNames(trx, tenantId, whole)
}

type Signing = { readonly id: string; readonly username_key: string; readonly email_key: string }

/** Takes the sign-in names of the set; a username that equals the own e-mail is one name. */
async function insertSignInNames(trx: Trx, tenantId: number, people: readonly Signing[]): Promise<void> {
  const names = people.flatMap(({ id, username_key, email_key }) =>
    [...new Set([username_key, email_key])].map((key) => ({ key, id })),
  )
  await sql`
    insert into sign_in_names (tenant_id, name_key, user_id)
    select ${tenantId}, t.key, t.id from unnest(${names.map((n) => n.key)}::text[], ${names.map((n) => n.id)}::uuid[]) as t (key, id) ${kept}`.execute(
    trx,
  )
}

export async function renameSignIn(
  trx: Trx,
  tenantId: number,
  id: string,
  before: string,
  after: string,
  email: string,
): Promise<void> {
  if (before === after) return
  if (before !== email)
    await trx
      .deleteFrom('sign_in_names')
      .where('tenant_id', '=', tenantId)
      .where('name_key', '=', before)
      .where('user_id', '=', id)
      .execute()
  if (after !== email)
    await trx.insertInto('sign_in_names').values({ tenant_id: tenantId, name_key: after, user_id: id }).execute()
}

export type NumberTaken = { userId: string; pbx: number; number: string; virtual: boolean }

export async function insertExtensions(trx: Trx, tenantId: number, numbers: readonly NumberTaken[]): Promise<void> {
  const rows = JSON.stringify(numbers)
  await sql`
    insert into extensions (tenant_id, pbx_id, number, user_id, virtual)
    select ${tenantId}::integer, t.pbx, t.number, t."userId", t.virtual
    from jsonb_to_recordset(${rows}::jsonb) as t ("userId" uuid, pbx int, number text, virtual boolean)`.execute(trx)
}

export async function deleteExtensions(trx: Trx, tenantId: number, ids: readonly string[]): Promise<void> {
  await sql`delete from extensions where tenant_id = ${tenantId} and user_id = any(${[...ids]}::uuid[])`.execute(trx)
}

export async function putSecrets(
  trx: Trx,
  tenantId: number,
  secrets: readonly { userId: string; kind: string; sealed: string }[],
): Promise<void> {
  if (secrets.length === 0) return
  await sql`
    insert into user_secrets (tenant_id, user_id, kind, sealed)
    select ${tenantId}, t.id, t.kind, t.sealed from unnest(${secrets.map((s) => s.userId)}::uuid[], ${secrets.map((s) => s.kind)}::text[], ${secrets.map((s) => s.sealed)}::text[]) as t (id, kind, sealed)
    on conflict (tenant_id, user_id, kind) do update set sealed = excluded.sealed, changed_at = now()`.execute(trx)
}

export async function deleteSecret(trx: Trx, tenantId: number, userId: string, kind: string): Promise<void> {
  await trx
    .deleteFrom('user_secrets')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .execute()
}

/** Sets columns of one person; the version goes up. */
export async function updatePerson(
  trx: Trx,
  tenantId: number,
  id: string,
  values: Record<string, unknown>,
): Promise<void> {
  await trx
    .updateTable('users')
    .set({ ...values, version: sql`version + 1` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

/**
 * Sets one column of a set to one value and says what each had before; the rows are locked already, so each stays in its
 * place. By that place they are found again: of a tenant that is new to the statistics PostgreSQL expects one row, and
 * would compare everybody with everybody.
 */
export async function updateColumn(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  column: 'site_id' | 'time_zone' | 'auto_dial' | 'assign_leads' | 'use_address_list',
  value: unknown,
): Promise<Map<string, unknown>> {
  const { rows } = await sql<{ id: string; before: unknown }>`
    with before as materialized (select ctid as place, ${sql.ref(column)} as was from users where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[]))
    update users u set ${sql.ref(column)} = ${value}, version = u.version + 1 from before
    where u.tenant_id = ${tenantId} and u.ctid = before.place returning u.id, before.was as before`.execute(trx)
  return new Map(rows.map((r) => [r.id, r.before]))
}

export type StatusChange = { id: string; before: string; after: string }
/** Found again by their place, as above. A mailed link is over once its account stood otherwise, if only for a moment (S8). */
const updateStatus = async (
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  after: Expression<string>,
): Promise<StatusChange[]> => {
  const { rows } = await sql<StatusChange>`
    with before as materialized (select ctid as place, status from users where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])),
      links as (delete from recovery_links where tenant_id = ${tenantId} and user_id = any(${[...ids]}::uuid[]))
    update users u set status = ${after}, version = u.version + 1 from before
    where u.tenant_id = ${tenantId} and u.ctid = before.place returning u.id, before.status as before, u.status as after`.execute(
    trx,
  )
  return rows
}

/** Active again with the same credentials; who never had any is pending. */
export const activatePeople = (trx: Trx, tenantId: number, ids: readonly string[]) =>
  updateStatus(
    trx,
    tenantId,
    ids,
    sql<string>`case when exists (select from user_passwords w where w.tenant_id = ${tenantId} and w.user_id = u.id) then 'active' else 'pending' end`,
  )

export const deactivatePeople = (trx: Trx, tenantId: number, ids: readonly string[]) =>
  updateStatus(trx, tenantId, ids, sql<string>`'inactive'`)

export async function markDeleted(trx: Trx, tenantId: number, ids: readonly string[], at: Date): Promise<void> {
  await sql`
    with links as (delete from recovery_links where tenant_id = ${tenantId} and user_id = any(${[...ids]}::uuid[]))
    update users set deleted_at = ${at}, version = version + 1 where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(
    trx,
  )
}

/** They are in every list again, as they were. */
export async function unmarkDeleted(trx: Trx, tenantId: number, ids: readonly string[]): Promise<void> {
  await sql`update users set deleted_at = null, version = version + 1 where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(
    trx,
  )
}

/** A value of its own for each of a set, as text, in a column of this type. */
export async function putColumn(
  trx: Trx,
  tenantId: number,
  column: Putable,
  values: readonly { userId: string; value: string | null }[],
): Promise<void> {
  await sql`
    update users u set ${sql.ref(column)} = t.value::${sql.raw(putable[column])}, version = u.version + 1
    from unnest(${values.map((v) => v.userId)}::uuid[], ${values.map((v) => v.value)}::text[]) as t (id, value)
    where u.tenant_id = ${tenantId} and u.id = t.id`.execute(trx)
}
const putable = {
  site_id: 'integer',
  time_zone: 'text',
  auto_dial: 'text',
  assign_leads: 'boolean',
  use_address_list: 'boolean',
  status: 'text',
} as const
export type Putable = keyof typeof putable

export const isDeleted: Expression<boolean> = sql<boolean>`(p.deleted_at is not null)`
export const deletedBefore = (at: Date): Expression<boolean> => sql<boolean>`(p.deleted_at < ${at})`
/** A JSON value that is this text. */
export const isJson = (json: Expression<unknown>, text: string): Expression<boolean> =>
  sql<boolean>`(${json} #>> '{}') = ${text}`
export const both = (a: Expression<boolean>, b: Expression<boolean>): Expression<boolean> =>
  sql<boolean>`(${a} and ${b})`
/** A JSON id of a site that is archived. */
export const isArchivedSite = (tenantId: number, json: Expression<unknown>): Expression<boolean> =>
  sql<boolean>`exists (select from sites s where s.tenant_id = ${tenantId} and s.id = (${json} #>> '{}')::int and s.archived_at is not null)`
export const isNoneOf = (json: Expression<unknown>, ids: readonly number[]): Expression<boolean> =>
  sql<boolean>`((${json} #>> '{}')::int <> all(${[...ids]}::int[]))`

export const isStatus = (status: string): Expression<boolean> => sql<boolean>`p.status = ${status}`
export const isPerson = (id: string | null): Expression<boolean> => sql<boolean>`p.id = ${id}::uuid`
export const everybody: Expression<boolean> = sql<boolean>`true`
export const hasValue = (column: string, value: unknown): Expression<boolean> =>
  sql<boolean>`${sql.ref(`p.${column}`)} is not distinct from ${value}`

/** Which of these predicates hold for one person; none of them when the person is not there. */
export async function whichHold(
  db: Query,
  tenantId: number,
  id: string,
  predicates: readonly Expression<boolean>[],
): Promise<boolean[]> {
  const { rows } = await sql<{
    holds: boolean[]
  }>`select array[${sql.join(predicates.map((p) => sql`(${p})`))}]::boolean[] as holds from users p where p.tenant_id = ${tenantId} and p.id = ${id}::uuid and p.deleted_at is null`.execute(
    db,
  )
  return rows[0]?.holds ?? predicates.map(() => false)
}

/** The same of somebody who is deleted and not erased. */
export async function whichHoldOfDeleted(
  db: Query,
  tenantId: number,
  id: string,
  predicates: readonly Expression<boolean>[],
): Promise<boolean[]> {
  const { rows } = await sql<{ holds: boolean[] }>`
    select array[${sql.join(predicates.map((p) => sql`(${p})`))}]::boolean[] as holds from users p
    where p.tenant_id = ${tenantId} and p.id = ${id}::uuid and p.deleted_at is not null and p.erased_at is null`.execute(
    db,
  )
  return rows[0]?.holds ?? predicates.map(() => false)
}

export const either = (a: Expression<boolean>, b: Expression<boolean>): Expression<boolean> =>
  sql<boolean>`(coalesce(${a}, false) or coalesce(${b}, false))`
