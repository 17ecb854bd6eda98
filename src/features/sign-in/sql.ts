/** Signing in reads and writes little, and the same little whoever asks (S12). */
import { sql } from 'kysely'
import type { Bought, Plan } from '../../contract/modules.ts'
import { kept, type Database, type Query, type Trx } from '../../server/database/database.ts'
import { together, type Changes } from '../../server/database/together.ts'

/** Through the door: the id of the one tenant that a sign-in names. */
export async function findTenantId(database: Database, slug: string): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`select tenant_by_slug(${slug}) as id ${kept}`.execute(
    database.outside,
  )
  return rows[0]?.id ?? null
}

export type Account = {
  user_id: string
  status: string
  hash: string | null
  temporary: boolean | null
  must_change: boolean | null
  expires_at: Date | null
}

/** The account behind a sign-in name; those of deleted people are reserved and open nothing. */
export const findAccount = (db: Query, tenantId: number, nameKey: string): Promise<Account | undefined> =>
  db
    .selectFrom('sign_in_names as n')
    .innerJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'n.tenant_id').onRef('u.id', '=', 'n.user_id'))
    .leftJoin('user_passwords as p', (join) =>
      join.onRef('p.tenant_id', '=', 'u.tenant_id').onRef('p.user_id', '=', 'u.id'),
    )
    .select(['n.user_id', 'u.status', 'p.hash', 'p.temporary', 'p.must_change', 'p.expires_at'])
    .where('n.tenant_id', '=', tenantId)
    .where('n.name_key', '=', nameKey)
    .where('u.deleted_at', 'is', null)
    .modifyEnd(kept)
    .executeTakeFirst()

/**
 * Whether the account still has that password and is active. Holds both until the commit, the person first as every
 * action does: whoever resets or deactivates at this moment waits, and then ends the new session too.
 */
export async function holdAccount(trx: Trx, tenantId: number, userId: string, hash: string): Promise<boolean> {
  const { rows } = await sql`
    select from users u join user_passwords p on p.tenant_id = u.tenant_id and p.user_id = u.id
    where u.tenant_id = ${tenantId} and u.id = ${userId} and u.status = 'active' and u.deleted_at is null and p.hash = ${hash}
    for share of u for no key update of p ${kept}`.execute(trx)
  return rows.length > 0
}

/** When somebody signed in last, for the statement that opens the session. */
export const lastSignIn = (tenantId: number, userId: string, at: Date): Changes => ({
  last_sign_in: sql`
    insert into user_sign_ins (tenant_id, user_id, last_at) values (${tenantId}, ${userId}, ${at})
    on conflict (tenant_id, user_id) do update set last_at = excluded.last_at`,
})

export const upsertSignIn = (trx: Trx, tenantId: number, userId: string, at: Date) =>
  together(trx, lastSignIn(tenantId, userId, at))

export const getOwnUser = (db: Query, tenantId: number, userId: string) =>
  db
    .selectFrom('users as u')
    .innerJoin('sites as s', (join) => join.onRef('s.tenant_id', '=', 'u.tenant_id').onRef('s.id', '=', 'u.site_id'))
    .select([
      'u.id',
      'u.username',
      'u.first_name',
      'u.last_name',
      'u.email',
      'u.console_language',
      'u.time_zone',
      's.time_zone as site_time_zone',
    ])
    .where('u.tenant_id', '=', tenantId)
    .where('u.id', '=', userId)
    .executeTakeFirstOrThrow()

export type TenantRow = {
  id: number
  slug: string
  name: string
  modules: Bought[]
  plan: Plan
  demonstration: boolean
  auto_dial: string
  super: boolean
}

/** The home tenant sees itself and those below it, so one read in it answers for both. */
export async function getTenants(db: Query, ids: readonly number[]): Promise<Map<number, TenantRow>> {
  const rows = await db
    .selectFrom('tenants')
    .select(['id', 'slug', 'name', 'modules', 'plan', 'demonstration', 'auto_dial', 'super'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row as TenantRow]))
}
