import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import { columnFields, columns, type ColumnField } from './columns.ts'

export const not = (predicate: Expression<boolean>): Expression<boolean> => sql<boolean>`not ${predicate}`

/** Deleted before that moment and not erased yet, the first who were deleted first. */
export async function listOver(db: Query, tenantId: number, before: Date, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from users where tenant_id = ${tenantId} and deleted_at < ${before} and erased_at is null
    order by deleted_at, id limit ${most}`.execute(db)
  return rows.map((r) => r.id)
}

/** What hangs on a person and names, reaches or lets in anybody; the names and numbers are free again. */
const BELONGINGS = [
  ...['sign_in_names', 'extensions', 'user_secrets', 'user_pictures', 'user_passwords', 'user_sign_ins'],
  ...['user_authenticators', 'authenticator_offers', 'user_backup_codes', 'user_passkeys', 'user_second_steps'],
  ...['preferences', 'group_members', 'role_grants', 'queue_members', 'user_address_lists', 'recovery_links'],
  ...['sign_in_tries', 'known_devices', 'availability', 'availability_words', 'registrations'],
  ...['set_ups', 'training_ticks', 'google_links'],
]

export async function dropBelongings(trx: Trx, tenantId: number, ids: readonly string[]): Promise<void> {
  const these = sql`tenant_id = ${tenantId} and user_id = any(${[...ids]}::uuid[])`
  for (const table of BELONGINGS) await sql`delete from ${sql.table(table)} where ${these}`.execute(trx)
  await sql`delete from saved_views where tenant_id = ${tenantId} and owner_id = any(${[...ids]}::uuid[])`.execute(trx)
  // Sessions are kept to count; from where they came is nobody's business any more.
  await sql`update sessions set address = null, user_agent = null where ${these}`.execute(trx)
}

/** What is the same for many and stays. Any other field is emptied, also one that comes to the catalogue later. */
const stays: readonly ColumnField[] = ['site', 'autoDial', 'assignLeads', 'useAddressList']
/** What stands in columns that cannot be null, and in those that follow from fields. */
const emptied: Readonly<Record<string, unknown>> = {
  ...{ username: 'erased', email: 'erased', languages: '{}', superuser: false, custom: '{}', status: 'inactive' },
  ...{ username_key: 'erased', email_key: 'erased', name_key: '', search: '' },
  ...{ extension_key: null, oauth_email_key: null },
}
const tombstone = Object.entries({
  ...Object.fromEntries(columnFields.filter((field) => !stays.includes(field)).map((field) => [columns[field], null])),
  ...emptied,
})

/** Leaves the id, the site, the dates and what is the same for many, and nothing by which somebody could be known. */
export async function layTombstones(trx: Trx, tenantId: number, ids: readonly string[], at: Date): Promise<void> {
  await sql`
    update users set erased_at = ${at}, version = version + 1,
      ${sql.join(tombstone.map(([column, value]) => sql`${sql.ref(column)} = ${value}`))}
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(trx)
}

export type DeletedRow = { id: string; name: string; username: string; email: string; deleted_at: Date }
type Asked = { tenantId: number; since: Date; after: string | null; limit: number }

/** The last deleted first; a place in the list is that of a person who is in it. */
export async function listDeletedRows(
  db: Query,
  { tenantId, since, after, limit }: Asked,
  sight: Expression<boolean>,
): Promise<DeletedRow[]> {
  const beyond = after
    ? sql`(p.deleted_at, p.id) < (select l.deleted_at, l.id from users l where l.tenant_id = ${tenantId} and l.id = ${after}::uuid)`
    : sql`true`
  const { rows } = await sql<DeletedRow>`
    select p.id, p.username, p.email, p.deleted_at,
      coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), p.username) as name
    from users p
    where p.tenant_id = ${tenantId} and p.deleted_at >= ${since} and p.erased_at is null and ${sight} and ${beyond}
    order by p.deleted_at desc, p.id desc limit ${limit}`.execute(db)
  return rows
}
