/** Who has what rows name them by. */
import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'

export type Found = { readonly key: string; readonly userId: string }
type Asked = { readonly tenantId: number; readonly sight: Expression<boolean>; readonly keys: readonly string[] }

const columns = { externalId: 'external_id', username: 'username_key', email: 'email_key' } as const

/** People in sight whose external id, username or e-mail is among the keys; the latter two as `signInKey` makes them. */
export async function selectByColumn(
  db: Query,
  column: keyof typeof columns,
  { tenantId, sight, keys }: Asked,
): Promise<Found[]> {
  if (keys.length === 0) return []
  const name = sql.ref(`p.${columns[column]}`)
  const { rows } = await sql<Found>`
    select ${name} as key, p.id as "userId" from users p
    where p.tenant_id = ${tenantId} and ${name} = any(${[...keys]}::text[]) and p.deleted_at is null and ${sight}`.execute(
    db,
  )
  return rows
}

export type FoundNumber = Found & { readonly pbx: number; readonly virtual: boolean }

/** People in sight who have these extensions, each with the PBX that it stands under. */
export async function selectByExtension(db: Query, { tenantId, sight, keys }: Asked): Promise<FoundNumber[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<FoundNumber>`
    select x.number as key, x.user_id as "userId", x.pbx_id as pbx, x.virtual
    from extensions x join users p on p.tenant_id = x.tenant_id and p.id = x.user_id
    where x.tenant_id = ${tenantId} and x.number = any(${[...keys]}::text[]) and p.deleted_at is null and ${sight}`.execute(
    db,
  )
  return rows
}
