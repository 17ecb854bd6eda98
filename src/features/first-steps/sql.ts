import { sql } from 'kysely'
import type { Query } from '../../server/database/database.ts'
import { MOST_PEOPLE, type FirstStepName } from './contract.ts'

type Standing = Record<FirstStepName, boolean> & { readonly past: boolean }

/** What is there of a tenant. Each look-up ends at the first that it finds, or at so many people that nothing else matters. */
export async function findStanding(db: Query, tenantId: number): Promise<Standing> {
  const here = sql`tenant_id = ${tenantId}`
  const administers = sql`(u.superuser or exists (
    select from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id
    where g.tenant_id = ${tenantId} and g.user_id = u.id and 'tenant.manage' = any(r.permissions)))`
  const { rows } = await sql<Standing>`
    with few as materialized (
      select id, status, superuser from users where ${here} and deleted_at is null limit ${MOST_PEOPLE + 1}
    )
    select (select count(*) from few) > ${MOST_PEOPLE} as past,
      exists (select from sites where ${here} and archived_at is null) as sites,
      exists (select from few u where u.status <> 'inactive' and ${administers}) as administrator,
      exists (select from few u where not ${administers}) as people,
      exists (select from groups where ${here} and archived_at is null) as groups,
      exists (select from queues where ${here} and archived_at is null) as queues`.execute(db)
  return rows[0]!
}
