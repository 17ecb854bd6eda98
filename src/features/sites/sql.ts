import { sql } from 'kysely'
import { sortKey } from '../../contract/text.ts'
import type { Reach } from '../../server/actor.ts'
import { brokenUnique, type Expression, type Query, type Trx } from '../../server/database/database.ts'
import { sizeOf } from '../../server/database/facets.ts'
import { siteNameTaken, type Site } from './contract.ts'

/** A site within reach: named by it, or the site of somebody on a desk that is. */
const within = ({ everywhere, sites, desks }: Reach, tenantId: number): Expression<boolean> =>
  everywhere
    ? sql<boolean>`true`
    : sql<boolean>`(s.id = any(${[...sites]}::integer[]) or s.id in (
        select u.site_id from group_members m join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
        where m.tenant_id = ${tenantId} and m.group_id = any(${[...desks]}::integer[]) and u.deleted_at is null))`

/** The sites within reach, archived ones too where that is asked, by name, each with how many people belong to it. */
export async function listSiteRows(db: Query, tenantId: number, reach: Reach, archived: boolean): Promise<Site[]> {
  const { rows } = await sql<Site>`
    select s.id, s.name, s.time_zone as "timeZone", s.country, ${sizeOf(tenantId, 'site', sql`s.id`)} as users, s.version,
      s.archived_at is not null as archived
    from sites s
    where s.tenant_id = ${tenantId} and (s.archived_at is null or ${archived}::boolean) and ${within(reach, tenantId)}
    order by s.name_key, s.id`.execute(db)
  return rows
}

/** As it is kept; nobody who is deleted. */
export async function countUsers(db: Query, tenantId: number, id: number): Promise<number> {
  const { rows } = await sql<{ users: number }>`
    select ${sizeOf(tenantId, 'site', sql`${id}::integer`)} as users`.execute(db)
  return rows[0]!.users
}

/** With those who are deleted, and may come back to it. */
export async function countEverybody(db: Query, tenantId: number, id: number): Promise<number> {
  const { rows } = await sql<{ users: number }>`
    select count(*) as users from users where tenant_id = ${tenantId} and site_id = ${id} and erased_at is null`.execute(
    db,
  )
  return rows[0]!.users
}

export type NewSite = { name: string; timeZone: string; country: string | null }
export type SiteRow = NewSite & { id: number; version: number; archived: boolean }
const columns = [
  'id',
  'name',
  'time_zone as timeZone',
  'country',
  'version',
  sql<boolean>`archived_at is not null`.as('archived'),
] as const

export const insertSite = (trx: Trx, tenantId: number, { name, timeZone, country }: NewSite): Promise<SiteRow> =>
  trx
    .insertInto('sites')
    .values({ tenant_id: tenantId, name, name_key: sortKey(name), time_zone: timeZone, country })
    .returning(columns)
    .executeTakeFirstOrThrow()
    .catch(refuseTaken)

/** The site as it is, if it is within reach, and nobody else changes it until the transaction ends. */
export async function lockSite(trx: Trx, tenantId: number, id: number, reach: Reach): Promise<SiteRow | undefined> {
  const { rows } = await sql<SiteRow>`
    select s.id, s.name, s.time_zone as "timeZone", s.country, s.version, s.archived_at is not null as archived from sites s
    where s.tenant_id = ${tenantId} and s.id = ${id} and ${within(reach, tenantId)} for update`.execute(trx)
  return rows[0]
}

export const updateSite = (
  trx: Trx,
  tenantId: number,
  id: number,
  { name, timeZone, country, archived }: Partial<NewSite> & { archived?: boolean },
  now: Date,
): Promise<SiteRow> =>
  trx
    .updateTable('sites')
    .set({
      version: sql`version + 1`,
      ...(name === undefined ? {} : { name, name_key: sortKey(name) }),
      ...(timeZone === undefined ? {} : { time_zone: timeZone }),
      ...(country === undefined ? {} : { country }),
      ...(archived === undefined ? {} : { archived_at: archived ? now : null }),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()
    .catch(refuseTaken)

function refuseTaken(error: unknown): never {
  throw brokenUnique(error) === 'sites_name' ? siteNameTaken() : error
}
