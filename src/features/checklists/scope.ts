/** How far people are set up (HOUSE-5), asked of the facts themselves. Predicates speak of a person under the alias `p`. */
import { sql } from 'kysely'
import type { Module } from '../../contract/modules.ts'
import type { Expression } from '../../server/database/database.ts'
import { hasTwoStep } from '../two-step/scope.ts'
import { itemNames, knownItems, type ItemName } from './contract/items.ts'

type Predicate = Expression<boolean>

/** What Rollcall knows, of a row of `users`. Everybody has a time zone: their own, or that of their site. */
export const isDone = (tenantId: number): Readonly<Record<ItemName, Predicate>> => {
  const among = (rows: Expression<unknown>) => sql<boolean>`exists (select from ${rows})`
  const own = (table: string) => sql`${sql.table(table)} own where own.tenant_id = ${tenantId} and own.user_id = p.id`
  return {
    profile: sql<boolean>`(p.first_name is not null and p.last_name is not null and p.phone is not null)`,
    skills:
      among(sql`group_members own join groups g on g.tenant_id = own.tenant_id and g.id = own.group_id and g.kind = 'skill'
      where own.tenant_id = ${tenantId} and own.user_id = p.id`),
    queue: among(own('queue_members')),
    telephone: sql<boolean>`(p.sip_option is not null or ${among(own('registrations'))})`,
    'two-step': hasTwoStep(tenantId),
    'sign-in': among(own('user_sign_ins')),
    call: among(sql`${own('call_days')} and own.handled > 0`),
  }
}

/** Whether this module of the tenant is on, as `partsOf` of the contract says. */
const isOn = (tenantId: number, module: Module): Predicate => sql<boolean>`exists (
  select from tenants t where t.id = ${tenantId} and ${module === 'calls' ? 'queues' : module}::text = any(t.modules)
    and ${module === 'calls' ? sql`t.plan <> 'basic'` : sql`true`})`

/** When a training `t` is due in a set-up `s`: the last day in UTC on which it is not late. */
export const dueOn = sql`(greatest((s.started_at at time zone 'UTC')::date, t.added_on) + t.days)`
export const todayOf = (now: Date) => sql`${now.toISOString().slice(0, 10)}::date`

/** A checklist was started for this person. */
export const hasSetUp = (tenantId: number): Predicate => sql<boolean>`exists (
  select from set_ups s where s.tenant_id = ${tenantId} and s.user_id = p.id)`

/** One of the person's roles asks for something. */
export const hasChecklist = (tenantId: number): Predicate => sql<boolean>`exists (
  select from role_grants g join checklists c on c.tenant_id = g.tenant_id and c.role_id = g.role_id
  where g.tenant_id = ${tenantId} and g.user_id = p.id and (cardinality(c.items) > 0 or exists (
    select from trainings t where t.tenant_id = ${tenantId} and t.role_id = c.role_id)))`

/** The trainings `t` of a person's roles that nobody ticked. */
const openTrainings = (tenantId: number) => sql`
  trainings t where t.tenant_id = ${tenantId} and t.role_id = c.role_id and not exists (
    select from training_ticks k where k.tenant_id = ${tenantId} and k.user_id = p.id and k.training_id = t.id)`

// It begins with those who are being set up, who are few: what they lack is asked of them alone.
const amongSetUps = (tenantId: number, lacks: Predicate): Predicate => sql<boolean>`p.id in (
  select p.id from set_ups s join users p on p.tenant_id = s.tenant_id and p.id = s.user_id
  where s.tenant_id = ${tenantId} and exists (
    select from role_grants g join checklists c on c.tenant_id = g.tenant_id and c.role_id = g.role_id
    where g.tenant_id = ${tenantId} and g.user_id = p.id and ${lacks}))`

/** A set-up was started and something of it is missing. */
export function isUnfinished(tenantId: number): Predicate {
  const done = isDone(tenantId)
  const lacks = itemNames.map((name) => {
    const known: { module?: Module } = knownItems[name]
    const counts = known.module ? isOn(tenantId, known.module) : sql<boolean>`true`
    return sql<boolean>`(${name}::text = any(c.items) and not ${done[name]} and ${counts})`
  })
  const training = sql<boolean>`exists (select from ${openTrainings(tenantId)})`
  return amongSetUps(tenantId, sql<boolean>`(${sql.join([training, ...lacks], sql` or `)})`)
}

/** A training was not ticked by the day on which it was due. */
export const isOverdue = (tenantId: number, now: Date): Predicate =>
  amongSetUps(tenantId, sql<boolean>`exists (select from ${openTrainings(tenantId)} and ${dueOn} < ${todayOf(now)})`)
