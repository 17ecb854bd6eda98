import { sql } from 'kysely'
import type { Actor } from '../../server/actor.ts'
import type { Expression, Query, Trx } from '../../server/database/database.ts'
import { visibleUsers } from '../roles/scope.ts'
import type { Checklist, SetUp } from './contract.ts'
import { itemNames, type ItemName } from './contract/items.ts'
import { dueOn, isDone, todayOf } from './scope.ts'

const named = (id: string) => sql`(
  select json_build_object('id', o.id, 'name', coalesce(nullif(concat_ws(' ', o.first_name, o.last_name), ''), o.username))
  from users o where o.tenant_id = t.tenant_id and o.id = ${sql.ref(id)} and o.deleted_at is null)`

/** Those of all roles that are not archived, or of one; version 1 also while nobody wrote it. */
export async function listRows(db: Query, tenantId: number, roleId?: number): Promise<Checklist[]> {
  const { rows } = await sql<Checklist>`
    select json_build_object('id', r.id, 'name', r.name) as role, coalesce(c.items, '{}') as items, coalesce(c.version, 1) as version,
      coalesce((select json_agg(json_build_object('id', t.id, 'title', t.title, 'link', t.link, 'days', t.days, 'owner', ${named('t.owner_id')}) order by t.place)
        from trainings t where t.tenant_id = r.tenant_id and t.role_id = r.id), '[]') as trainings
    from roles r left join checklists c on c.tenant_id = r.tenant_id and c.role_id = r.id
    where r.tenant_id = ${tenantId} and r.archived_at is null and (${roleId ?? null}::int is null or r.id = ${roleId ?? null}::int)
    order by r.name_key, r.id`.execute(db)
  return rows
}

/** The checklist of a role, which nobody else changes until the commit; undefined where there is no such role. */
export async function lockRow(trx: Trx, tenantId: number, roleId: number): Promise<Checklist | undefined> {
  await sql`
    insert into checklists (tenant_id, role_id)
    select r.tenant_id, r.id from roles r where r.tenant_id = ${tenantId} and r.id = ${roleId} and r.archived_at is null
    on conflict do nothing`.execute(trx)
  await sql`select from checklists where tenant_id = ${tenantId} and role_id = ${roleId} for no key update`.execute(trx)
  return (await listRows(trx, tenantId, roleId))[0]
}

export async function updateItems(
  trx: Trx,
  tenantId: number,
  roleId: number,
  items: readonly ItemName[],
): Promise<void> {
  await sql`
    update checklists set items = ${[...items]}::text[], version = version + 1
    where tenant_id = ${tenantId} and role_id = ${roleId}`.execute(trx)
}

export type StoredTraining = {
  readonly id: number | null
  readonly title: string
  readonly link: string | null
  readonly days: number
  readonly owner: string | null
}

/** Makes the trainings of a role these, in this order; ids are those of the role. */
export async function replaceTrainings(
  trx: Trx,
  tenantId: number,
  roleId: number,
  trainings: readonly StoredTraining[],
  today: string,
): Promise<void> {
  const kept = trainings.flatMap(({ id }) => id ?? [])
  await sql`
    delete from trainings where tenant_id = ${tenantId} and role_id = ${roleId} and id <> all(${kept}::int[])`.execute(
    trx,
  )
  const wanted = sql`
    jsonb_to_recordset(${JSON.stringify(trainings.map((t, place) => ({ ...t, place })))}::jsonb)
      as w (id int, title text, link text, days int, owner uuid, place int)`
  await sql`
    update trainings t set title = w.title, link = w.link, days = w.days, owner_id = w.owner, place = w.place
    from ${wanted} where t.tenant_id = ${tenantId} and t.role_id = ${roleId} and t.id = w.id`.execute(trx)
  await sql`
    insert into trainings (tenant_id, role_id, place, title, link, days, added_on, owner_id)
    select ${tenantId}, ${roleId}, w.place, w.title, w.link, w.days, ${today}::date, w.owner
    from ${wanted} where w.id is null order by w.place`.execute(trx)
}

/** Which of these are users whom the actor sees. */
export async function selectVisible(db: Query, actor: Actor, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select p.id from users p
    where ${visibleUsers(actor, 'users.read')} and p.id = any(${[...ids]}::uuid[]) and p.deleted_at is null`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** So many overdue trainings are shown; how many there are in all is said. */
const MOST_OVERDUE = 50

export type SetUpRow = {
  readonly startedAt: string | null
  readonly items: readonly ItemName[]
  readonly done: Readonly<Record<ItemName, boolean>>
  readonly trainings: SetUp['trainings']
}

const stamp = (time: string) => sql`to_char(${sql.ref(time)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** How far somebody is whom the actor sees, or the actor themselves. */
export async function findSetUp(db: Query, actor: Actor, userId: string, now: Date): Promise<SetUpRow | undefined> {
  const { tenantId } = actor
  const mine = selfOf(actor)
  const done = isDone(tenantId)
  const facts = sql.join(itemNames.map((name) => sql`${name}::text, ${done[name]}`))
  const { rows } = await sql<SetUpRow>`
    select ${stamp('s.started_at')} as "startedAt", json_build_object(${facts}) as done,
      array(select distinct unnest(c.items) from role_grants g join checklists c on c.tenant_id = g.tenant_id and c.role_id = g.role_id
        where g.tenant_id = p.tenant_id and g.user_id = p.id) as items,
      coalesce((select json_agg(json_build_object('id', t.id, 'title', t.title, 'link', t.link, 'dueOn', ${dueOn}::text,
          'overdue', k.at is null and ${dueOn} < ${todayOf(now)}, 'owner', ${named('t.owner_id')},
          'ticked', case when k.at is not null then json_build_object('at', ${stamp('k.at')}, 'by', ${named('k.by_id')} ->> 'name') end,
          'mayTick', coalesce(p.id = ${mine}::uuid or t.owner_id = ${mine}::uuid or ${visibleUsers(actor, 'users.edit')}, false))
          order by ${dueOn}, t.place, t.id)
        from role_grants g join trainings t on t.tenant_id = g.tenant_id and t.role_id = g.role_id
        left join training_ticks k on k.tenant_id = t.tenant_id and k.user_id = p.id and k.training_id = t.id
        where g.tenant_id = p.tenant_id and g.user_id = p.id and s.user_id is not null), '[]') as trainings
    from users p left join set_ups s on s.tenant_id = p.tenant_id and s.user_id = p.id
    where p.tenant_id = ${tenantId} and p.id = ${userId}::uuid and p.deleted_at is null
      and (p.id = ${mine}::uuid or ${visibleUsers(actor, 'users.read')})`.execute(db)
  return rows[0]
}

export type OverdueRow = {
  readonly id: number
  readonly title: string
  readonly dueOn: string
  readonly user: { readonly id: string; readonly name: string }
  readonly mine: boolean
  readonly total: number
}

/**
 * The longest overdue first. One's own, and those that one is to see to, are asked for apart: most people are to see to none, and
 * of “this or that” the planner could use no index.
 */
export async function listOverdue(db: Query, actor: Actor, mine: string, now: Date): Promise<OverdueRow[]> {
  const overdue = (whose: Expression<unknown>) => sql`
    select t.id, t.title, ${dueOn} as due_on, p.id as user_id
    from set_ups s join users p on p.tenant_id = s.tenant_id and p.id = s.user_id
    join role_grants g on g.tenant_id = s.tenant_id and g.user_id = s.user_id
    join trainings t on t.tenant_id = g.tenant_id and t.role_id = g.role_id
    where s.tenant_id = ${actor.tenantId} and p.deleted_at is null and p.status = 'active' and ${dueOn} < ${todayOf(now)}
      and ${whose}
      and not exists (select from training_ticks k where k.tenant_id = s.tenant_id and k.user_id = s.user_id and k.training_id = t.id)`
  const { rows } = await sql<OverdueRow>`
    select page.id, page.title, page.due_on::text as "dueOn", json_build_object('id', u.id,
        'name', coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username)) as "user",
      u.id = ${mine}::uuid as mine, page.total
    from (
      select every.*, count(*) over ()::int as total from (
        ${overdue(sql`p.id = ${mine}::uuid`)}
        union ${overdue(sql`t.owner_id = ${mine}::uuid and ${visibleUsers(actor, 'users.read')}`)}) every
      order by due_on, title, user_id, id limit ${MOST_OVERDUE}
    ) page join users u on u.tenant_id = ${actor.tenantId} and u.id = page.user_id
    order by page.due_on, page.title, page.user_id, page.id`.execute(db)
  return rows
}

/** The actor as a user of this tenant; keys and operators are none. */
export const selfOf = ({ kind, id, homeTenantId, tenantId }: Actor): string | null =>
  kind === 'user' && homeTenantId === tenantId ? id : null

/** Ticks a training, or takes the tick away; false where it was so already. */
export async function putTick(
  trx: Trx,
  { tenantId, userId, training }: { tenantId: number; userId: string; training: number },
  tick: { at: Date; by: string | null } | null,
): Promise<boolean> {
  const { numAffectedRows } = tick
    ? await sql`
        insert into training_ticks (tenant_id, user_id, training_id, at, by_id)
        values (${tenantId}, ${userId}, ${training}, ${tick.at}, ${tick.by}) on conflict do nothing`.execute(trx)
    : await sql`
        delete from training_ticks
        where tenant_id = ${tenantId} and user_id = ${userId} and training_id = ${training}`.execute(trx)
  return numAffectedRows === 1n
}

export async function insertSetUps(trx: Trx, tenantId: number, ids: readonly string[], at: Date): Promise<void> {
  await sql`
    insert into set_ups (tenant_id, user_id, started_at)
    select ${tenantId}, t.id, ${at} from unnest(${[...ids]}::uuid[]) as t (id) on conflict do nothing`.execute(trx)
}

export async function deleteSetUps(trx: Trx, tenantId: number, ids: readonly string[]): Promise<void> {
  await sql`delete from set_ups where tenant_id = ${tenantId} and user_id = any(${[...ids]}::uuid[])`.execute(trx)
}

export const not = (predicate: Expression<boolean>): Expression<boolean> => sql<boolean>`not ${predicate}`
