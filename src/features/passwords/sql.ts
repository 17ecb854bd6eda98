/** Password hashes. Nothing that lists, filters, exports or logs reads this table (SECURITY rule 4). */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import type { Expression, Query, Trx } from '../../server/database/database.ts'

export type PasswordRow = { hash: string; temporary: boolean; must_change: boolean; expires_at: Date | null }

export const upsertPasswords = (
  trx: Trx,
  tenantId: number,
  userIds: readonly string[],
  rows: ReadonlyMap<string, PasswordRow>,
  at: Date,
) =>
  trx
    .insertInto('user_passwords')
    .values(userIds.map((user_id) => ({ tenant_id: tenantId, user_id, changed_at: at, ...rows.get(user_id)! })))
    .onConflict((oc) =>
      oc.columns(['tenant_id', 'user_id']).doUpdateSet((eb) => ({
        hash: eb.ref('excluded.hash'),
        temporary: eb.ref('excluded.temporary'),
        must_change: eb.ref('excluded.must_change'),
        expires_at: eb.ref('excluded.expires_at'),
        changed_at: eb.ref('excluded.changed_at'),
      })),
    )
    .execute()

/** The hash of what opens an account now; undefined when nothing does. */
export const findHash = async (db: Query, tenantId: number, userId: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('user_passwords')
      .select('hash')
      .where('tenant_id', '=', tenantId)
      .where('user_id', '=', userId)
      .executeTakeFirst()
  )?.hash

/** The same, held until the commit; who comes with an older one finds it gone. The person first, as every action does. */
export async function holdHash(trx: Trx, tenantId: number, userId: string, hash: string): Promise<boolean> {
  const { rows } = await sql`
    select from users u join user_passwords p on p.tenant_id = u.tenant_id and p.user_id = u.id
    where u.tenant_id = ${tenantId} and u.id = ${userId} and u.deleted_at is null and p.hash = ${hash}
    for no key update of u, p`.execute(trx)
  return rows.length > 0
}

/** What is known of a person, and so known to whoever guesses; and how a letter to them begins. */
export const getOwner = (db: Query, tenantId: number, userId: string) =>
  db
    .selectFrom('users as u')
    .innerJoin('tenants as t', 't.id', 'u.tenant_id')
    .select(['u.username', 'u.email', 'u.first_name', 'u.last_name', 'u.console_language', 't.name as tenant'])
    .where('u.tenant_id', '=', tenantId)
    .where('u.id', '=', userId)
    .executeTakeFirstOrThrow()

/** Whether the tenant, or a role that the person holds, demands a second step of them (AUTH-6). */
export async function findSecondStepRequired(db: Query, tenantId: number, userId: string): Promise<boolean> {
  const { rows } = await sql<{ required: boolean }>`
    select exists (select from policies where tenant_id = ${tenantId} and second_step_required)
      or exists (
        select from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id and r.archived_at is null
        where g.tenant_id = ${tenantId} and g.user_id = ${userId} and r.second_step_required) as required`.execute(db)
  return rows[0]!.required
}

/** Puts a hash with today's parameters in the place of the same password's older one. */
export const replaceHash = (db: Query, tenantId: number, userId: string, before: string, after: string) =>
  db
    .updateTable('user_passwords')
    .set({ hash: after })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('hash', '=', before)
    .execute()

/** Uses a temporary password up; false when somebody was faster, or it ran out. */
export async function spendTemporary(
  trx: Trx,
  tenantId: number,
  userId: string,
  hash: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_passwords')
    // Long over, not just now: whoever came with it a moment earlier by their own clock comes too late all the same.
    .set({ expires_at: new Date(0) })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('hash', '=', hash)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Takes the passwords of a set of people away: nothing opens their accounts until they choose another. */
export const deletePasswords = (trx: Trx, tenantId: number, userIds: readonly string[]) =>
  trx
    .deleteFrom('user_passwords')
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`user_id = any(${[...userIds]}::uuid[])`)
    .execute()

export const getTenantName = async (db: Query, tenantId: number): Promise<string> =>
  (await db.selectFrom('tenants').select('name').where('id', '=', tenantId).executeTakeFirstOrThrow()).name

export type Named = { id: string; username: string; first_name: string | null; last_name: string | null }
/** How people are called, in the order of their names. */
export const listNamed = (db: Query, tenantId: number, userIds: readonly string[]): Promise<Named[]> =>
  db
    .selectFrom('users')
    .select(['id', 'username', 'first_name', 'last_name'])
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`id = any(${[...userIds]}::uuid[])`)
    .orderBy('name_key')
    .orderBy('id')
    .execute()

/** Makes those active who were pending, and says who they are. */
export async function activatePending(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<Set<string>> {
  const rows = await trx
    .updateTable('users')
    .set((eb) => ({ status: 'active', version: eb('version', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...userIds])
    .where('status', '=', 'pending')
    .returning('id')
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** One's own password is changed with the present one, never reset. */
export const judgeReset = ({ actor }: Context): Expression<'self' | null> =>
  sql<'self' | null>`case when p.id::text = ${actor.id} then 'self' end`
