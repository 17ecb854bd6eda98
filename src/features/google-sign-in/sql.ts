/** Which account of the provider is whose. */
import { sql } from 'kysely'
import type { Query, Trx } from '../../server/database/database.ts'

export type Owner = {
  readonly id: string
  readonly name: string
  readonly oauth_email: string | null
  /** The account that they are bound to at this provider. */
  readonly subject: string | null
}

const owner = sql`u.id, coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username) as name, u.oauth_email`

/** Whoever is bound to that account. */
export async function findBound(db: Query, tenantId: number, issuer: string, subject: string): Promise<Owner | null> {
  const { rows } = await sql<Owner>`
    select ${owner}, l.subject from google_links l join users u on u.tenant_id = l.tenant_id and u.id = l.user_id
    where l.tenant_id = ${tenantId} and l.issuer = ${issuer} and l.subject = ${subject} and u.deleted_at is null`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Whoever has that OAuth e-mail, by its key, and the account that they are bound to already. */
export async function findByAddress(db: Query, tenantId: number, issuer: string, key: string): Promise<Owner | null> {
  const { rows } = await sql<Owner>`
    select ${owner}, (select l.subject from google_links l
      where l.tenant_id = u.tenant_id and l.user_id = u.id and l.issuer = ${issuer}) as subject
    from users u where u.tenant_id = ${tenantId} and u.oauth_email_key = ${key} and u.deleted_at is null`.execute(db)
  return rows[0] ?? null
}

type Link = { readonly userId: string; readonly issuer: string; readonly subject: string; readonly at: Date }

/** Binds a person to an account; false when either is bound already. */
export async function insertLink(trx: Trx, tenantId: number, { userId, issuer, subject, at }: Link): Promise<boolean> {
  const { rows } = await sql`
    insert into google_links (tenant_id, user_id, issuer, subject, linked_at)
    values (${tenantId}, ${userId}, ${issuer}, ${subject}, ${at})
    on conflict do nothing returning user_id`.execute(trx)
  return rows.length > 0
}
