/** What only the database knows of new values: which names and numbers are taken, and by whom. */
import { sql } from 'kysely'
import { kept, type Expression, type Query } from '../../../server/database/database.ts'

export type NameTaken = { key: string; userId: string; deleted: boolean }
/** The one who holds a name is looked at only where it is held: of thousands who come in a file, next to none. */
export async function selectTakenNames(db: Query, tenantId: number, keys: readonly string[]): Promise<NameTaken[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<NameTaken>`
    select n.name_key as key, n.user_id as "userId",
      (select u.deleted_at is not null from users u where u.tenant_id = n.tenant_id and u.id = n.user_id) as deleted
    from sign_in_names n
    where n.tenant_id = ${tenantId} and n.name_key = any(${[...keys]}::text[]) ${kept}`.execute(db)
  return rows
}

export async function selectTakenOauth(db: Query, tenantId: number, keys: readonly string[]): Promise<NameTaken[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<NameTaken>`
    select oauth_email_key as key, id as "userId", deleted_at is not null as deleted
    from users where tenant_id = ${tenantId} and oauth_email_key = any(${[...keys]}::text[])`.execute(db)
  return rows
}

export type NumberHeld = {
  number: string
  pbx: number
  virtual: boolean
  userId: string
  /** Null where whoever asks does not see the one who holds it. */
  holder: string | null
  deleted: boolean
}
/** Who holds these numbers, in any PBX; by name if they are in `sight`. */
export async function selectTakenNumbers(
  db: Query,
  tenantId: number,
  numbers: readonly string[],
  sight: Expression<boolean>,
): Promise<NumberHeld[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<NumberHeld>`
    select x.number, x.pbx_id as pbx, x.virtual, x.user_id as "userId", p.deleted_at is not null as deleted,
      case when ${sight} then coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), p.username) end as holder
    from extensions x join users p on p.tenant_id = x.tenant_id and p.id = x.user_id
    where x.tenant_id = ${tenantId} and x.number = any(${[...numbers]}::text[])`.execute(db)
  return rows
}

export type PbxRange = { id: number; name: string; from: number | null; to: number | null }
export async function selectPbxes(db: Query, tenantId: number): Promise<PbxRange[]> {
  const { rows } =
    await sql<PbxRange>`select id, name, extension_from as "from", extension_to as "to" from pbxes where tenant_id = ${tenantId} order by name_key`.execute(
      db,
    )
  return rows
}

export async function selectSite(db: Query, tenantId: number, id: number): Promise<{ id: number } | undefined> {
  return db
    .selectFrom('sites')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
}

export async function selectCustomKeys(db: Query, tenantId: number): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('custom_fields')
    .select(['key', 'type'])
    .where('tenant_id', '=', tenantId)
    .where('archived_at', 'is', null)
    .execute()
  return new Map(rows.map((r) => [r.key, r.type]))
}

/** What the tenant gives a new person who comes without it. */
export async function selectDefaults(db: Query, tenantId: number): Promise<{ autoDial: string }> {
  const row = await db.selectFrom('tenants').select('auto_dial').where('id', '=', tenantId).executeTakeFirstOrThrow()
  return { autoDial: row.auto_dial }
}
