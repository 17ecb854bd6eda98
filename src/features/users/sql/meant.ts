/** Whom other systems mean: people by id, username, extension or SIP username. */
import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'

export type Meant = {
  readonly by: 'user' | 'username' | 'extension' | 'sipUsername'
  /** What was asked; a username by its key. */
  readonly value: string
  readonly id: string
  readonly status: 'pending' | 'active' | 'inactive'
}
export type Values = { readonly [B in Meant['by']]: readonly string[] }

/** Everybody in sight who goes by one of these; an extension may be several people’s, one in each telephone system. */
export async function selectMeant(
  db: Query,
  tenantId: number,
  values: Values,
  visible: Expression<boolean>,
): Promise<Meant[]> {
  const people = sql`users p where p.tenant_id = ${tenantId} and p.deleted_at is null and ${visible}`
  const { rows } = await sql<Meant>`
    select 'user' as by, p.id::text as value, p.id, p.status from ${people} and p.id = any(${[...values.user]}::uuid[])
    union all
    select 'username', p.username_key, p.id, p.status from ${people} and p.username_key = any(${[...values.username]}::text[])
    union all
    select 'sipUsername', p.sip_username, p.id, p.status from ${people} and p.sip_username = any(${[...values.sipUsername]}::text[])
    union all
    select 'extension', e.number, p.id, p.status
    from (select 0 as id union all select id from pbxes where tenant_id = ${tenantId}) b
    join extensions e on e.tenant_id = ${tenantId} and e.pbx_id = b.id and e.number = any(${[...values.extension]}::text[]), ${people}
      and p.id = e.user_id`.execute(db)
  return rows
}
