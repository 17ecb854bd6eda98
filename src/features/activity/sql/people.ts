/** Whose activity it is, and who may see it. */
import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'

export type Seen = { readonly timeZone: string }

/** Somebody whom `may` lets the reader see, deleted or not (LOG-5), with the zone in which their day is told. */
export async function findSeen(
  db: Query,
  tenantId: number,
  userId: string,
  may: Expression<boolean>,
): Promise<Seen | undefined> {
  const { rows } = await sql<Seen>`
    select coalesce(p.time_zone, s.time_zone) as "timeZone"
    from users p join sites s on s.tenant_id = p.tenant_id and s.id = p.site_id
    where p.tenant_id = ${tenantId} and p.id = ${userId} and ${may}`.execute(db)
  return rows[0]
}

/** The users whom `may` lets the reader see, so many at most: enough to know whether they are few. */
export async function listSeen(db: Query, tenantId: number, may: Expression<boolean>, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from people p where p.tenant_id = ${tenantId} and ${may} limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}

export type Names = {
  readonly ids: readonly string[]
  readonly usernames: readonly string[]
  readonly extensions: readonly string[]
}
export type Found = { readonly by: 'id' | 'username' | 'extension'; readonly name: string; readonly id: string }

/** The users that are named so, among those whom `may` lets the sender speak of; who was deleted, by id alone. */
export async function findNamed(
  db: Query,
  tenantId: number,
  { ids, usernames, extensions }: Names,
  may: Expression<boolean>,
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with named as (
      select 'id' as by, id::text as name, id from unnest(${[...ids]}::uuid[]) as id
      union all
      select 'username', u.username_key, u.id from users u
        where u.tenant_id = ${tenantId} and u.username_key = any(${[...usernames]}::text[]) and u.deleted_at is null
      union all
      select distinct 'extension', e.number::text, e.user_id from extensions e
        where e.tenant_id = ${tenantId} and e.number = any(${[...extensions]}::text[]))
    select n.by, n.name, n.id from named n join users p on p.tenant_id = ${tenantId} and p.id = n.id where ${may}`.execute(
    db,
  )
  return rows
}
