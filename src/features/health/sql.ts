import { sql } from 'kysely'
import type { Actor } from '../../server/actor.ts'
import type { Query, Trx } from '../../server/database/database.ts'
import { visibleUsers } from '../roles/scope.ts'
import type { RulePeople, Severity } from './contract.ts'

export type RuleRow = {
  readonly id: string
  readonly name: string | null
  readonly severity: Severity | null
  readonly people: RulePeople | null
  readonly mend: string | null
  readonly allowed: number | null
  readonly enabled: boolean
  readonly version: number
  readonly owner: { readonly id: string; readonly name: string } | null
}
export type RuleChange = Partial<Pick<RuleRow, 'name' | 'severity' | 'people' | 'mend' | 'allowed' | 'enabled'>> & {
  readonly owner?: string | null
}

const columns = sql`
  h.id, h.name, h.severity, h.people, h.mend, h.allowed, h.enabled, h.version, (
    select json_build_object('id', o.id, 'name', coalesce(nullif(concat_ws(' ', o.first_name, o.last_name), ''), o.username))
    from users o where o.tenant_id = h.tenant_id and o.id = h.owner_id and o.deleted_at is null) as owner`

/** What the tenant made or changed, in the order in which it came. */
export async function listRuleRows(db: Query, tenantId: number): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`
    select ${columns} from health_rules h where h.tenant_id = ${tenantId} order by h.id`.execute(db)
  return rows
}

/** How many the tenant made; whoever makes one more waits for this one. */
export async function countOwnRules(trx: Trx, tenantId: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('rollcall.health'), ${tenantId}::integer)`.execute(trx)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from health_rules where tenant_id = ${tenantId} and name is not null`.execute(trx)
  return rows[0]!.count
}

/** A rule's row, which nobody else changes until the commit; a ready-made one that nobody changed yet gets its row. */
export async function lockRule(trx: Trx, tenantId: number, id: string, isReadyMade: boolean) {
  if (isReadyMade)
    await sql`insert into health_rules (tenant_id, id) values (${tenantId}, ${id}) on conflict do nothing`.execute(trx)
  const { rows } = await sql<RuleRow>`
    select ${columns} from health_rules h where h.tenant_id = ${tenantId} and h.id = ${id} for no key update`.execute(
    trx,
  )
  return rows[0]
}

export const insertRule = (trx: Trx, tenantId: number, id: string, rule: RuleChange) =>
  trx
    .insertInto('health_rules')
    .values({ tenant_id: tenantId, id, ...stored(rule) })
    .execute()

export const updateRule = (trx: Trx, tenantId: number, id: string, rule: RuleChange) =>
  trx
    .updateTable('health_rules')
    .set({ version: sql`version + 1`, ...stored(rule) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

const stored = ({ owner, people, ...plain }: RuleChange) => ({
  ...plain,
  ...(people === undefined ? {} : { people: JSON.stringify(people) }),
  ...(owner === undefined ? {} : { owner_id: owner }),
})

/** The rule and what was counted of it. */
export async function deleteRule(trx: Trx, tenantId: number, id: string): Promise<void> {
  await sql`delete from health_counts where tenant_id = ${tenantId} and rule_id = ${id}`.execute(trx)
  await sql`delete from health_rules where tenant_id = ${tenantId} and id = ${id}`.execute(trx)
}

export type RoleRow = { readonly id: number; readonly name: string; readonly permissions: readonly string[] }

export const listRoleRows = (db: Query, tenantId: number): Promise<RoleRow[]> =>
  db
    .selectFrom('roles')
    .select(['id', 'name', 'permissions'])
    .where('tenant_id', '=', tenantId)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute()

/** Roles of the tenant's own that nobody holds who is still there; each look-up ends at the first holder. */
export async function listUnusedRoles(db: Query, tenantId: number): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select r.id, r.name from roles r
    where r.tenant_id = ${tenantId} and r.archived_at is null and r.built_in is null and not exists (
      select from role_grants g join users u on u.tenant_id = g.tenant_id and u.id = g.user_id and u.deleted_at is null
      where g.tenant_id = r.tenant_id and g.role_id = r.id)
    order by r.name_key, r.id`.execute(db)
  return rows
}

/** Whether somebody whom the actor sees has this id. */
export async function isVisible(db: Query, actor: Actor, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from users p where ${visibleUsers(actor, 'users.read')} and p.id = ${id}::uuid and p.deleted_at is null`.execute(
    db,
  )
  return rows.length > 0
}

export type DayCount = { readonly ruleId: string; readonly day: string; readonly found: number }

/** What was counted since that day, oldest first. */
export async function listCounts(db: Query, tenantId: number, since: string): Promise<DayCount[]> {
  const { rows } = await sql<DayCount>`
    select rule_id as "ruleId", day::text as day, found from health_counts
    where tenant_id = ${tenantId} and day >= ${since}::date order by rule_id, day`.execute(db)
  return rows
}

/** A day has one count of each rule; a later one replaces it. */
export async function putCounts(
  db: Query,
  tenantId: number,
  day: string,
  counts: readonly { readonly id: string; readonly found: number }[],
): Promise<void> {
  await sql`
    insert into health_counts (tenant_id, rule_id, day, found)
    select ${tenantId}, t.id, ${day}::date, t.found
    from unnest(${counts.map((c) => c.id)}::text[], ${counts.map((c) => c.found)}::int[]) as t (id, found)
    on conflict (tenant_id, rule_id, day) do update set found = excluded.found`.execute(db)
}

export const deleteCountsBefore = (db: Query, tenantId: number, day: string) =>
  sql`delete from health_counts where tenant_id = ${tenantId} and day < ${day}::date`.execute(db)
