import { sql } from 'kysely'
import { partsOf, type Bought, type Module, type Plan } from '../../../contract/modules.ts'
import type { Grant } from '../../../server/actor.ts'
import type { Query } from '../../../server/database/database.ts'

export type Rights = { name: string; superuser: boolean; operator: boolean; grants: Grant[] }

/** The rights of an active user, from the home tenant. */
export async function findRights(db: Query, tenantId: number, id: string): Promise<Rights | null> {
  const { rows } = await sql<Rights>`
    select coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username) as name, u.superuser, home.super as operator,
      (select coalesce(json_agg(json_build_object('permissions', r.permissions, 'sites', g.site_ids, 'desks', g.desk_ids)), '[]')
       from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id and r.archived_at is null
       where g.tenant_id = u.tenant_id and g.user_id = u.id) as grants
    from users u join tenants home on home.id = u.tenant_id and home.archived_at is null
    where u.tenant_id = ${tenantId} and u.id = ${id}::uuid and u.status = 'active' and u.deleted_at is null`.execute(db)
  return rows[0] ?? null
}

/** What is switched on in a tenant that can be seen from here; null when it is archived or not to be seen. */
export async function findModules(db: Query, tenantId: number): Promise<Module[] | null> {
  const { rows } = await sql<{ modules: Bought[]; plan: Plan }>`
    select modules, plan from tenants where id = ${tenantId} and archived_at is null`.execute(db)
  return rows[0] ? partsOf(rows[0].modules, rows[0].plan) : null
}
