/** Every statement about mailed links. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import type { Expression, Query, Trx } from '../../server/database/database.ts'
import type { Refusal } from '../changes/contract.ts'
import { linkRules, type LinkKind } from './rules.ts'

/** What a link is tied to, of the person `u` and the password `w`: once it is another, the link is over (S8). */
const standing = sql`sha256(convert_to(jsonb_build_array(u.email, u.status, w.hash)::text, 'utf8'))`
const withPassword = sql`left join user_passwords w on w.tenant_id = u.tenant_id and w.user_id = u.id`

/** The account behind a sign-in name, if it is one that a forgotten password is mailed to. */
export async function findForgetful(db: Query, tenantId: number, nameKey: string): Promise<string | null> {
  const { rows } = await sql<{ user_id: string }>`
    select n.user_id from sign_in_names n join users u on u.tenant_id = n.tenant_id and u.id = n.user_id
    where n.tenant_id = ${tenantId} and n.name_key = ${nameKey} and u.deleted_at is null
      and u.status = any(${[...linkRules.forgot.sentTo]}::text[])`.execute(db)
  return rows[0]?.user_id ?? null
}

/** Holds a person whom a link of this kind is sent to, as every action does first; false when it is not sent any more. */
export async function holdAddressee(trx: Trx, tenantId: number, userId: string, kind: LinkKind): Promise<boolean> {
  const { rows } = await sql`
    select from users u where u.tenant_id = ${tenantId} and u.id = ${userId} and u.deleted_at is null
      and u.status = any(${[...linkRules[kind].sentTo]}::text[]) for no key update`.execute(trx)
  return rows.length > 0
}

export type NewLinks = {
  readonly kind: LinkKind
  readonly userIds: readonly string[]
  readonly hashes: readonly Buffer[]
  readonly at: Date
  readonly until: Date
}

/** Keeps a link for each person in place of any older one. */
export async function upsertLinks(
  trx: Trx,
  tenantId: number,
  { kind, userIds, hashes, at, until }: NewLinks,
): Promise<void> {
  await sql`
    insert into recovery_links (tenant_id, user_id, kind, token_hash, standing, made_at, expires_at)
    select u.tenant_id, u.id, ${kind}, given.hash, ${standing}, ${at}, ${until}
    from unnest(${[...userIds]}::uuid[], ${[...hashes]}::bytea[]) as given (user_id, hash)
      join users u on u.tenant_id = ${tenantId} and u.id = given.user_id ${withPassword}
    on conflict (tenant_id, user_id) do update set kind = excluded.kind, token_hash = excluded.token_hash,
      standing = excluded.standing, made_at = excluded.made_at, expires_at = excluded.expires_at`.execute(trx)
}

/** A link that is open at that moment: of a person who is there, and as it was sent. */
const open = (tenantId: number, tokenHash: Buffer, now: Date) => sql`
  l.tenant_id = ${tenantId} and l.token_hash = ${tokenHash} and l.expires_at > ${now} and u.tenant_id = l.tenant_id and u.id = l.user_id
  and u.deleted_at is null and l.standing = ${standing}`

export type OpenLink = {
  user_id: string
  kind: LinkKind
  expires_at: Date
  username: string
  email: string
  status: string
  first_name: string | null
  last_name: string | null
  slug: string
  tenant: string
}
export async function findOpen(
  db: Query,
  tenantId: number,
  tokenHash: Buffer,
  now: Date,
): Promise<OpenLink | undefined> {
  const { rows } = await sql<OpenLink>`
    select l.user_id, l.kind, l.expires_at, u.username, u.email, u.status, u.first_name, u.last_name, t.slug, t.name as tenant
    from recovery_links l, users u ${withPassword}, tenants t
    where ${open(tenantId, tokenHash, now)} and t.id = l.tenant_id and t.archived_at is null`.execute(db)
  return rows[0]
}

/**
 * Uses a link up, and says of what kind it was; null when it is over. The person is held first, as every action does: of fifty who
 * come at once, the second finds nothing.
 */
export async function spendLink(
  trx: Trx,
  tenantId: number,
  { userId, tokenHash, now }: { userId: string; tokenHash: Buffer; now: Date },
): Promise<LinkKind | null> {
  await sql`select from users where tenant_id = ${tenantId} and id = ${userId} for no key update`.execute(trx)
  const { rows } = await sql<{ kind: LinkKind }>`
    with mine as (
      select l.user_id from recovery_links l, users u ${withPassword} where ${open(tenantId, tokenHash, now)} and l.user_id = ${userId})
    delete from recovery_links l using mine
    where l.tenant_id = ${tenantId} and l.user_id = mine.user_id and l.token_hash = ${tokenHash}
    returning l.kind`.execute(trx)
  return rows[0]?.kind ?? null
}

export type Addressee = {
  id: string
  username: string
  email: string
  first_name: string | null
  last_name: string | null
  console_language: string | null
}
export const listAddressees = (trx: Query, tenantId: number, userIds: readonly string[]): Promise<Addressee[]> =>
  trx
    .selectFrom('users')
    .select(['id', 'username', 'email', 'first_name', 'last_name', 'console_language'])
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`id = any(${[...userIds]}::uuid[])`)
    .execute()

/** Forgets links that are too old in every way. */
export const deleteOld = (db: Query, tenantId: number, before: Date) =>
  db.deleteFrom('recovery_links').where('tenant_id', '=', tenantId).where('expires_at', '<', before).execute()

/** Who is active was activated already; who is inactive has been, or never will. */
export const judgeActivation = (): Expression<Refusal | 'already' | null> => sql<Refusal | 'already' | null>`case
  when p.status = 'active' then 'already' when p.status <> 'pending' then 'not-pending' end`

/** One's own password is changed with the present one; whoever is pending has none to reset. */
export const judgeResetLink = ({ actor }: Context): Expression<Refusal | null> => sql<Refusal | null>`case
  when p.id::text = ${actor.id} then 'self' when p.status = 'pending' then 'still-pending' end`
