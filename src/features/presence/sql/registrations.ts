/** Registrations of telephones, each until it expires. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'

export type Registered = {
  readonly userId: string
  readonly contact: string
  readonly expiresAt: Date
  readonly at: Date
}

/** Who of these has a telephone that is registered at that moment. */
export async function listRegistered(
  trx: Trx,
  tenantId: number,
  userIds: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const { rows } = await sql<{ user_id: string }>`
    select distinct user_id from registrations
    where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[]) and expires_at > ${now}`.execute(trx)
  return new Set(rows.map((row) => row.user_id))
}

/** Keeps what is newer than what is known, in the order of ids; answers which of them, by `keyOf`. */
export async function upsertRegistrations(
  trx: Trx,
  tenantId: number,
  those: readonly Registered[],
): Promise<Set<string>> {
  const { rows } = await sql<{ user_id: string; contact: string; at: Date }>`
    insert into registrations as r (tenant_id, user_id, contact, expires_at, at)
    select distinct on (t.id, t.contact) ${tenantId}::integer, t.id, t.contact, t.expires_at, t.at
    from unnest(${those.map((t) => t.userId)}::uuid[], ${those.map((t) => t.contact)}::text[],
      ${those.map((t) => t.expiresAt)}::timestamptz[], ${those.map((t) => t.at)}::timestamptz[])
      with ordinality as t (id, contact, expires_at, at, place)
    order by t.id, t.contact, t.at desc, t.place desc
    on conflict (tenant_id, user_id, contact) do update set expires_at = excluded.expires_at, at = excluded.at
      where (r.at, r.expires_at) < (excluded.at, excluded.expires_at)
    returning r.user_id, r.contact, r.at`.execute(trx)
  return new Set(rows.map((row) => keyOf(row.user_id, row.contact, row.at)))
}
export const keyOf = (userId: string, contact: string, at: Date) => `${userId} ${at.getTime()} ${contact}`

/** Takes away every registration of these people; for each how many were live. */
export async function dropRegistrations(
  trx: Trx,
  tenantId: number,
  userIds: readonly string[],
  now: Date,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ user_id: string; live: number }>`
    with dropped as (
      delete from registrations where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[])
      returning user_id, expires_at > ${now} as was_live)
    select user_id, count(*) as live from dropped where was_live group by user_id`.execute(trx)
  return new Map(rows.map(({ user_id, live }) => [user_id, live]))
}

/** How many live registrations a set of people has: a subquery of their ids. */
export const countRegistrations = (tenantId: number, now: Date, ids: Expression<unknown>): Expression<number> =>
  sql<number>`(select count(*) from registrations phone
    where phone.tenant_id = ${tenantId} and phone.expires_at > ${now} and phone.user_id in ${ids})`

/** Forgets so many, at most, that expired before that moment; answers how many there were. */
export async function deleteExpired(db: Query, tenantId: number, before: Date, most: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from registrations where ctid = any(array(
      select ctid from registrations where tenant_id = ${tenantId} and expires_at < ${before} order by expires_at limit ${most}))
    and tenant_id = ${tenantId}`.execute(db)
  return Number(numAffectedRows)
}
