/** Whose address is whose. */
import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'

/** The key of the address of a user of this tenant; null for anybody else. */
export async function findEmailKey(db: Query, tenantId: number, userId: string): Promise<string | null> {
  const found = await db
    .selectFrom('users')
    .select('email_key')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', userId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return found?.email_key ?? null
}

export type Addressee = { readonly id: string; readonly name: string; readonly language: string | null }

/** The user whom that address belongs to, where there is one. */
export const findAddressee = (db: Query, tenantId: number, emailKey: string): Promise<Addressee | undefined> =>
  db
    .selectFrom('users')
    .select(['id', 'console_language as language'])
    .select(sql<string>`coalesce(nullif(concat_ws(' ', first_name, last_name), ''), username)`.as('name'))
    .where('tenant_id', '=', tenantId)
    .where('email_key', '=', emailKey)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()

/** Whether somebody of the tenant has an address of this domain. */
export async function isDomainInUse(db: Query, tenantId: number, domain: string): Promise<boolean> {
  const { rows } = await sql`
    select from users where tenant_id = ${tenantId} and deleted_at is null
      and substring(email_key from position('@' in email_key) + 1) = ${domain} limit 1`.execute(db)
  return rows.length > 0
}
