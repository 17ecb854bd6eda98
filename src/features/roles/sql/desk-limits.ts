/** Grants that are limited to desks, by one of them. */
import { sql } from 'kysely'
import type { Permission } from '../../../contract/permissions.ts'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'

// Said with the words of the index of these few grants.
const named = (tenantId: number, desk: number) =>
  sql`g.tenant_id = ${tenantId} and g.desk_ids is not null and ${desk}::integer = any(g.desk_ids)`

export const limitedTo = (tenantId: number, desk: number): Expression<boolean> =>
  sql<boolean>`exists (select from role_grants g where ${named(tenantId, desk)} and g.user_id = p.id)`

export const peopleLimitedTo = (tenantId: number, desk: number): Expression<unknown> =>
  sql`select g.user_id from role_grants g where ${named(tenantId, desk)}`

export type Limits = { grants: number; permissions: Permission[] }

/** How many grants name a desk, and what they allow together. */
export async function findLimits(db: Query, tenantId: number, desk: number): Promise<Limits> {
  const { rows } = await sql<Limits>`
    select (select count(*) from role_grants g where ${named(tenantId, desk)}) as grants, coalesce(array(
      select distinct unnest(r.permissions) from roles r
      where r.tenant_id = ${tenantId} and r.id in (select g.role_id from role_grants g where ${named(tenantId, desk)})), '{}') as permissions`.execute(
    db,
  )
  return rows[0]!
}

/** Puts another desk in the place of one, each named once and in order; answers whose grants that changed. */
export async function replaceDesk(
  trx: Trx,
  tenantId: number,
  ids: readonly string[],
  from: number,
  into: number,
): Promise<void> {
  await sql`
    update role_grants g set desk_ids = array(
      select distinct desk from unnest(array_replace(g.desk_ids, ${from}::integer, ${into}::integer)) as desk order by desk)
    where ${named(tenantId, from)} and g.user_id = any(${[...ids]}::uuid[])`.execute(trx)
}
