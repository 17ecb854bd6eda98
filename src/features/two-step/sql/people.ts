/** What signing in asks about a person's second step, and the one lock that all changes of it take. */
import { sql } from 'kysely'
import { kept, type Query, type Trx } from '../../../server/database/database.ts'

export type Standing = {
  readonly authenticator: boolean
  readonly passkeys: number
  /** By the tenant, or by a role of the person. */
  readonly required: boolean
  /** The password is a temporary one, to be replaced. */
  readonly must_change: boolean
}

/** Where a person stands in two-step verification; undefined for nobody. */
export async function findStanding(db: Query, tenantId: number, userId: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select
      exists (select from user_authenticators a where a.tenant_id = u.tenant_id and a.user_id = u.id) as authenticator,
      (select count(*) from user_passkeys k where k.tenant_id = u.tenant_id and k.user_id = u.id) as passkeys,
      coalesce((select second_step_required from policies o where o.tenant_id = u.tenant_id), false)
        or exists (
          select from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id
          where g.tenant_id = u.tenant_id and g.user_id = u.id and r.second_step_required and r.archived_at is null) as required,
      coalesce((select must_change from user_passwords w where w.tenant_id = u.tenant_id and w.user_id = u.id), false) as must_change
    from users u where u.tenant_id = ${tenantId} and u.id = ${userId} ${kept}`.execute(db)
  return rows[0]
}

/** Nobody else changes the person, or what opens their account, until the commit; false when they may not sign in. */
export async function holdPerson(trx: Trx, tenantId: number, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from users where tenant_id = ${tenantId} and id = ${userId} and status = 'active' and deleted_at is null
    for no key update`.execute(trx)
  return rows.length > 0
}

/** Writes down whether a person has a second step; true when that is otherwise than before. */
export async function noteSecondStep(trx: Trx, tenantId: number, userId: string, has: boolean): Promise<boolean> {
  const { rows } = has
    ? await sql`
        insert into user_second_steps (tenant_id, user_id) values (${tenantId}, ${userId})
        on conflict do nothing returning user_id`.execute(trx)
    : await sql`
        delete from user_second_steps where tenant_id = ${tenantId} and user_id = ${userId} returning user_id`.execute(
        trx,
      )
  return rows.length > 0
}

/** Takes every second step from these people; answers who had one. */
export async function dropSecondSteps(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<Set<string>> {
  const these = sql`tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[])`
  for (const table of ['user_authenticators', 'authenticator_offers', 'user_backup_codes', 'user_passkeys'])
    await sql`delete from ${sql.table(table)} where ${these}`.execute(trx)
  const { rows } = await sql<{ user_id: string }>`
    delete from user_second_steps where ${these} returning user_id`.execute(trx)
  return new Set(rows.map((row) => row.user_id))
}

export type Addressee = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly language: string | null
}

/** Whom a mail about their second step goes to, and how to call them. */
export async function listAddressees(db: Query, tenantId: number, userIds: readonly string[]): Promise<Addressee[]> {
  const { rows } = await sql<Addressee>`
    select id, email, console_language as language,
      coalesce(nullif(concat_ws(' ', first_name, last_name), ''), username) as name
    from users where tenant_id = ${tenantId} and id = any(${[...userIds]}::uuid[])`.execute(db)
  return rows
}

/** What an authenticator calls the account: the tenant's name and the username. */
export async function getLabel(
  db: Query,
  tenantId: number,
  userId: string,
): Promise<{ tenant: string; username: string }> {
  return db
    .selectFrom('users as u')
    .innerJoin('tenants as t', 't.id', 'u.tenant_id')
    .select(['t.name as tenant', 'u.username'])
    .where('u.tenant_id', '=', tenantId)
    .where('u.id', '=', userId)
    .executeTakeFirstOrThrow()
}
