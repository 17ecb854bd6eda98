import { sql } from 'kysely'
import { reachOf, type Actor } from '../../../server/actor.ts'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import type { EveryName, Trouble, Undecided } from '../contract/schedules.ts'
import { nameOf } from './names.ts'

type Named = { readonly id: string; readonly name: string }
type Owner = {
  readonly owner_kind: 'user' | 'key'
  readonly owner_id: string
  readonly owner_home_id: number
  readonly owner_name: string
}
type Plain = Owner & {
  readonly name: string
  readonly site_ids: number[] | null
  readonly desk_ids: number[] | null
  readonly every: EveryName
  readonly next_on: string
  readonly day_of_month: number
  readonly days: number
  readonly undecided: Undecided
}
export type NewSchedule = Plain & {
  readonly id: string
  readonly reviewer_id: string
  readonly delegate_id: string | null
}
export type ScheduleRecord = Plain & {
  readonly id: string
  readonly reviewer: Named
  readonly delegate: Named | null
  readonly trouble: Trouble | null
  readonly version: number
}
export type ScheduleChange = Partial<Omit<NewSchedule, 'id' | 'site_ids' | 'desk_ids'>> & {
  readonly trouble?: Trouble | null
}

const named = (id: string) => sql`(
  select json_build_object('id', u.id, 'name', ${nameOf('u')})
  from users u where u.tenant_id = s.tenant_id and u.id = ${sql.ref(id)})`

const columns = sql`s.id, s.name, s.site_ids, s.desk_ids, ${named('s.reviewer_id')} as reviewer, ${named('s.delegate_id')} as delegate,
  s.every, s.next_on::text as next_on, s.day_of_month, s.days, s.undecided,
  s.owner_kind, s.owner_id, s.owner_home_id, s.owner_name, s.trouble, s.version`

/** Over the schedule `s`: all of them for whoever manages reviews of the whole tenant, else one's own. */
const seen = (actor: Actor): Expression<boolean> =>
  reachOf(actor, 'reviews.manage')?.everywhere
    ? sql<boolean>`s.tenant_id = ${actor.tenantId} and s.ended_at is null`
    : sql<boolean>`s.tenant_id = ${actor.tenantId} and s.ended_at is null and s.owner_id::text = ${actor.id}`

export async function listScheduleRecords(db: Query, actor: Actor): Promise<ScheduleRecord[]> {
  const { rows } = await sql<ScheduleRecord>`
    select ${columns} from review_schedules s where ${seen(actor)} order by s.next_on, s.id`.execute(db)
  return rows
}

export async function findSchedule(db: Query, actor: Actor, id: string): Promise<ScheduleRecord | undefined> {
  const { rows } = await sql<ScheduleRecord>`
    select ${columns} from review_schedules s where ${seen(actor)} and s.id = ${id}::uuid`.execute(db)
  return rows[0]
}

/** The same, and nobody else changes it or starts its turn until the commit. */
export async function lockSchedule(trx: Trx, actor: Actor, id: string): Promise<ScheduleRecord | undefined> {
  await sql`select from review_schedules s where ${seen(actor)} and s.id = ${id}::uuid for no key update`.execute(trx)
  return findSchedule(trx, actor, id)
}

export const insertSchedule = (trx: Trx, tenantId: number, schedule: NewSchedule) =>
  trx
    .insertInto('review_schedules')
    .values({ tenant_id: tenantId, ...schedule })
    .execute()

export const updateSchedule = (trx: Query, tenantId: number, id: string, change: ScheduleChange) =>
  trx
    .updateTable('review_schedules')
    .set({ version: sql`version + 1`, ...change })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

export const markEnded = (trx: Trx, tenantId: number, id: string, at: Date) =>
  trx
    .updateTable('review_schedules')
    .set({ version: sql`version + 1`, ended_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

/** Those whose turn came. */
export async function listDueSchedules(db: Query, tenantId: number, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from review_schedules
    where tenant_id = ${tenantId} and ended_at is null and next_on <= ${today}::date order by next_on, id`.execute(db)
  return rows.map(({ id }) => id)
}
