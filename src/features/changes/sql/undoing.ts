/** What a job left in history, as undo needs it: what each person had before, and whether anything newer touched it. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import type { Refusal, Effects } from '../contract.ts'

/** The change set of a job, and the days of its entries, so that the partitions of other months are not looked into. */
export type Undone = { readonly tenantId: number; readonly job: string; readonly from: string; readonly to: string }

const ofJob = ({ tenantId, job, from, to }: Undone, h: string) => sql`
  ${sql.ref(`${h}.tenant_id`)} = ${tenantId} and ${sql.ref(`${h}.change_set_id`)} = ${job}::uuid
  and ${sql.ref(`${h}.at`)} >= ${from}::timestamptz and ${sql.ref(`${h}.at`)} <= ${to}::timestamptz`

/** The words for one thing outside of the person: what was taken, and what was given back. */
const EFFECTS = [
  ['queuesLeft', 'queuesJoined'],
  ['leadsUnassigned', 'leadsHandedOver', 'leadsAssigned'],
] as const
const touchesTheSame = sql<boolean>`(newer.changes ?| array(select jsonb_object_keys(undone.changes))
  or (undone.changes ? 'queues' and newer.effects ?| '{queuesLeft,queuesJoined}'::text[])
  or ${sql.join(
    EFFECTS.map((words) => sql`(undone.effects ?| ${[...words]}::text[] and newer.effects ?| ${[...words]}::text[])`),
    sql` or `,
  )})`

/** Of no index and no partition, on purpose: to choose the partitions anew for each person cost more than looking. */
const notBefore = sql<boolean>`newer.at + interval '0' >= undone.at`

/**
 * Ends a look for the entries of one person, in the order of the index by person. That of the key begins with the time, and
 * to a planner that knows nothing yet of what a job has just written it seems as good: it would read the whole job for each.
 */
const byPerson = (h: string) => sql`order by ${sql.ref(`${h}.at`)} desc, ${sql.ref(`${h}.change_set_id`)} offset 0`

/** Before the people of a job are asked for by what it wrote: until then the planner knows nothing of it. */
export const analyzeHistory = (db: Query, { from, to }: Undone) =>
  sql`select analyze_history(${from}::timestamptz, ${to}::timestamptz)`.execute(db)

export type FieldRefusals = {
  readonly field: string
  /** Over whom the actor may change the field; null for everybody who is judged. */
  readonly visible: Expression<boolean> | null
  readonly refusals: readonly (readonly [Expression<boolean>, Refusal])[]
}

export const was = (field: string) => sql`(undone.changes -> ${field}::text -> 0)`
export const is = (field: string) => sql`(undone.changes -> ${field}::text -> 1)`

/** Somebody is made where the status came from nothing. What takes that back is to delete them, as if they had been so before. */
const isMade = (h: string) => sql`${sql.ref(`${h}.changes`)} -> 'status' -> 0 = 'null'::jsonb`
const MADE = JSON.stringify({ deleted: [true, false] })
const changesOf = (h: string) => sql`case when ${isMade(h)} then ${MADE}::jsonb else ${sql.ref(`${h}.changes`)} end`

/**
 * Null for those who can be put back as they were. An entry of the same instant counts as newer: rather is somebody left
 * alone and named than a later change undone.
 */
export function judgeUndo(undone: Undone, now: Date, fields: readonly FieldRefusals[]): Expression<string | null> {
  const refusals = fields.flatMap(({ field, visible, refusals }) =>
    [...(visible ? [[sql<boolean>`not (${visible})`, 'outside-your-reach'] as const] : []), ...refusals].map(
      ([refused, reason]) => sql`when undone.changes ? ${field}::text and ${refused} then ${reason}`,
    ),
  )
  const known = fields.map(({ field }) => field)
  return sql<string | null>`nullif(coalesce((
    select case
      when p.erased_at is not null or (p.deleted_at is not null and (undone.made or not undone.changes ? 'deleted')) then 'gone'
      when exists (
        select from (
          select n.changes, n.effects, n.at, n.change_set_id from history n
          where n.tenant_id = ${undone.tenantId} and n.user_id = p.id
            and n.at >= ${undone.from}::timestamptz and n.at < ${now}::timestamptz + interval '1 day' ${byPerson('n')}
        ) newer
        where newer.change_set_id <> ${undone.job}::uuid and ${notBefore} and (undone.made or ${touchesTheSame})) then 'changed-since'
      when undone.changes - ${known}::text[] <> '{}' then 'no-longer-possible'
      ${sql.join(refusals, sql` `)}
      else 'will' end
    from (
      select h.change_set_id, h.at, h.effects, ${changesOf('h')} as changes, coalesce(${isMade('h')}, false) as made
      from history h
      where h.tenant_id = ${undone.tenantId} and h.user_id = p.id
        and h.at >= ${undone.from}::timestamptz and h.at <= ${undone.to}::timestamptz ${byPerson('h')}
    ) undone where undone.change_set_id = ${undone.job}::uuid limit 1), 'no-longer-possible'), 'will')`
}

/** What history has of one field of those whose ids are told: what it was before the job and what it became, with the effects. */
export const keptOf = (undone: Undone, ids: Expression<unknown>, field: string): Expression<unknown> => sql`(
  select user_id, changes -> ${field}::text -> 0 as was, changes -> ${field}::text -> 1 as became, effects
  from (
    select h.user_id, ${changesOf('h')} as changes, h.effects from history h
    where h.user_id in ${ids} and ${ofJob(undone, 'h')}
  ) entries where changes ? ${field}::text)`

export type EntryOf = { user_id: string; changes: Record<string, [unknown, unknown]>; effects: Effects }

export async function listEntriesOf(trx: Trx, undone: Undone, ids: readonly string[]): Promise<EntryOf[]> {
  const { rows } = await sql<EntryOf>`
    select h.user_id, ${changesOf('h')} as changes, h.effects from history h
    where h.user_id = any(${[...ids]}::uuid[]) and ${ofJob(undone, 'h')} order by h.user_id`.execute(trx)
  return rows
}

/**
 * Which fields a job changed. What is the same for everybody is told by its first thousand entries; `each` asks all of
 * them, for a job that did something of its own to each.
 */
export async function listFieldsOf(db: Query, undone: Undone, each: boolean): Promise<string[]> {
  const { rows } = await sql<{ field: string }>`
    select distinct jsonb_object_keys(entries.changes) as field
    from (
      select ${changesOf('h')} as changes from history h where ${ofJob(undone, 'h')} ${each ? sql`` : sql`limit 1000`}
    ) entries order by 1`.execute(db)
  return rows.map((r) => r.field)
}
