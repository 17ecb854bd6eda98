/** Who is called what, asked for all names of a batch at once. */
import { sql } from 'kysely'
import type { Actor } from '../../../server/actor.ts'
import type { Query, Trx } from '../../../server/database/database.ts'
import { visibleUsers } from '../../roles/scope.ts'

export type NamesAsked = {
  readonly users: readonly string[]
  /** Folded as sign-in names are. */
  readonly usernames: readonly string[]
  readonly extensions: readonly string[]
  readonly sips: readonly string[]
}
export type Named = { readonly kind: string; readonly key: string; readonly user_id: string; readonly zone: string }

/**
 * Everybody in reach of the one who sends who is called one of these, with the time zone where they work. Who was deleted
 * is among them until they are erased: calls that they took are told late.
 */
export async function selectNamed(db: Query, actor: Actor, names: NamesAsked): Promise<Named[]> {
  const { tenantId } = actor
  const { rows } = await sql<Named>`
    with named as (
      select 'user' as kind, id::text as key, id as user_id from users
        where tenant_id = ${tenantId} and id = any(${names.users}::uuid[])
      union all select 'username', name_key, user_id from sign_in_names
        where tenant_id = ${tenantId} and name_key = any(${names.usernames}::text[])
      union select 'extension', number, user_id from extensions
        where tenant_id = ${tenantId} and number = any(${names.extensions}::text[])
          and pbx_id in (select 0 union all select id from pbxes where tenant_id = ${tenantId})
      union all select 'sip', sip_username, id from users
        where tenant_id = ${tenantId} and sip_username = any(${names.sips}::text[])
    )
    select named.kind, named.key, named.user_id, coalesce(p.time_zone, s.time_zone) as zone
    from named join users p on p.tenant_id = ${tenantId} and p.id = named.user_id and p.erased_at is null
    join sites s on s.tenant_id = p.tenant_id and s.id = p.site_id
    where ${visibleUsers(actor, 'activity.send')}`.execute(db)
  return rows
}

export type Alias = {
  readonly kind: string
  readonly name: string
  readonly user_id: string | null
  readonly zone: string | null
}

/** What was said of names that are nobody's. Of an erased user, and one out of reach, nothing is said. */
export async function selectAliases(db: Query, actor: Actor, names: readonly string[]): Promise<Alias[]> {
  const { tenantId } = actor
  const { rows } = await sql<Alias>`
    select a.kind, a.name, a.user_id, coalesce(p.time_zone, s.time_zone) as zone
    from call_aliases a
    left join users p on p.tenant_id = a.tenant_id and p.id = a.user_id and p.erased_at is null
    left join sites s on s.tenant_id = p.tenant_id and s.id = p.site_id
    where a.tenant_id = ${tenantId} and a.name = any(${[...names]}::text[])
      and (a.user_id is null or (p.id is not null and ${visibleUsers(actor, 'activity.send')}))`.execute(db)
  return rows
}

/** Says whose calls those are from now on; nobody's, for null. */
export async function putAlias(
  trx: Trx,
  tenantId: number,
  { kind, name, userId }: { readonly kind: string; readonly name: string; readonly userId: string | null },
): Promise<void> {
  await trx
    .insertInto('call_aliases')
    .values({ tenant_id: tenantId, kind, name, user_id: userId })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'kind', 'name']).doUpdateSet({ user_id: userId }))
    .execute()
}

export async function deleteAliasesOf(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  await sql`
    delete from call_aliases where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[])`.execute(trx)
}

/** A user's name, of whom this actor may send calls. */
export async function findAgent(db: Query, actor: Actor, id: string): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`
    select coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), p.username) as name from users p
    where p.id = ${id}::uuid and p.erased_at is null and ${visibleUsers(actor, 'activity.send')}`.execute(db)
  return rows[0]
}
