import { sql } from 'kysely'
import { reachOf, type Actor } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import type { Decision } from '../contract.ts'
import type { Undecided } from '../contract/schedules.ts'
import { nameOf } from './names.ts'

/** Who asks, and when. */
export type Asker = Pick<Context, 'actor' | 'clock'>

type Named = { readonly id: string; readonly name: string }
export type ReviewRecord = {
  readonly id: string
  readonly name: string
  readonly site_ids: number[] | null
  readonly desk_ids: number[] | null
  readonly reviewer: Named
  readonly delegate: Named | null
  readonly started_by: string
  readonly started_by_name: string
  readonly started_at: Date
  readonly due_on: string
  readonly undecided: Undecided
  readonly people: number
  readonly risky: number
  readonly decided: number
  readonly risky_decided: number
  readonly closed_at: Date | null
  readonly closed_by_name: string | null
  readonly schedule_id: string | null
  readonly waits: boolean
  readonly overdue: boolean
}

const named = (id: string) => sql`(
  select json_build_object('id', u.id, 'name', ${nameOf('u')})
  from users u where u.tenant_id = v.tenant_id and u.id = ${sql.ref(id)})`

/** Somebody undecided of the review `v` is this person's to decide; each look-up ends at the first. */
const waits = ({ actor: { id } }: Asker): Expression<boolean> => sql<boolean>`(v.closed_at is null and (
  (${id} in (v.reviewer_id::text, v.delegate_id::text) and exists (
    select from review_rows r where r.tenant_id = v.tenant_id and r.review_id = v.id
      and r.decision is null and r.decider_id is null and r.user_id::text <> ${id}))
  or (${id} in (v.reviewer_id::text, v.delegate_id::text, v.started_by::text) and exists (
    select from review_rows r where r.tenant_id = v.tenant_id and r.review_id = v.id
      and r.decision is null and r.decider_id::text = ${id}))))`

/** The last day of the review `v` is over, where its tenant is. */
const isOver = (now: Date): Expression<boolean> => sql<boolean>`(v.due_on < (
  select (${now}::timestamptz at time zone t.time_zone)::date from tenants t where t.id = v.tenant_id))`
const isOverdue = ({ clock }: Pick<Asker, 'clock'>): Expression<boolean> =>
  sql<boolean>`(v.closed_at is null and ${isOver(clock.now())})`

const columns = (asker: Asker) => sql`
  v.id, v.name, v.site_ids, v.desk_ids, ${named('v.reviewer_id')} as reviewer, ${named('v.delegate_id')} as delegate,
  v.started_by, v.started_by_name, v.started_at, v.due_on::text as due_on, v.undecided,
  v.people, v.risky, v.decided, v.risky_decided, v.closed_at, v.closed_by_name, v.schedule_id,
  coalesce(${waits(asker)}, false) as waits, ${isOverdue(asker)} as overdue`

/** Over the review `v`: all of them for whoever manages reviews of the whole tenant, else those in which one has a part. */
const seen = (actor: Actor): Expression<boolean> =>
  reachOf(actor, 'reviews.manage')?.everywhere
    ? sql<boolean>`v.tenant_id = ${actor.tenantId}`
    : sql<boolean>`v.tenant_id = ${actor.tenantId} and ${actor.id} in (v.reviewer_id::text, v.delegate_id::text, v.started_by::text)`

type Listing = {
  /** Those alone that wait for the one who asks, or are overdue. */
  readonly attention: boolean
  readonly after: string | null
  readonly limit: number
}

/** Newest first. */
export async function listReviewRecords(
  db: Query,
  asker: Asker,
  { attention, after, limit }: Listing,
): Promise<ReviewRecord[]> {
  const wanted = attention ? sql`v.closed_at is null and (${waits(asker)} or ${isOverdue(asker)})` : sql`true`
  const { rows } = await sql<ReviewRecord>`
    select ${columns(asker)} from reviews v
    where ${seen(asker.actor)} and ${wanted} and ${after === null ? sql`true` : sql`v.id < ${after}::uuid`}
    order by v.id desc limit ${limit}`.execute(db)
  return rows
}

export async function findReview(db: Query, asker: Asker, id: string): Promise<ReviewRecord | undefined> {
  const { rows } = await sql<ReviewRecord>`
    select ${columns(asker)} from reviews v where ${seen(asker.actor)} and v.id = ${id}::uuid`.execute(db)
  return rows[0]
}

/** The same, and nobody else decides in it or closes it until the transaction ends. */
export async function lockReview(trx: Trx, asker: Asker, id: string): Promise<ReviewRecord | undefined> {
  await sql`select from reviews v where ${seen(asker.actor)} and v.id = ${id}::uuid for no key update`.execute(trx)
  return findReview(trx, asker, id)
}

export type NewReview = {
  readonly id: string
  readonly name: string
  readonly site_ids: number[] | null
  readonly desk_ids: number[] | null
  readonly reviewer_id: string
  readonly delegate_id: string | null
  readonly started_by: string
  readonly started_by_name: string
  readonly started_at: Date
  readonly due_on: string
  readonly undecided: Undecided
  /** The turn of a schedule that it is; null where it comes back no more. */
  readonly schedule_id: string | null
  readonly turn_on: string | null
}

export const insertReview = (trx: Trx, tenantId: number, review: NewReview) =>
  trx
    .insertInto('reviews')
    .values({ tenant_id: tenantId, ...review })
    .execute()

export async function addSums(
  trx: Trx,
  tenantId: number,
  id: string,
  sums: Partial<Record<'people' | 'risky' | 'decided' | 'risky_decided', number>>,
): Promise<void> {
  const { people = 0, risky = 0, decided = 0, risky_decided = 0 } = sums
  await sql`
    update reviews set people = people + ${people}::int, risky = risky + ${risky}::int,
      decided = decided + ${decided}::int, risky_decided = risky_decided + ${risky_decided}::int
    where tenant_id = ${tenantId} and id = ${id}::uuid`.execute(trx)
}

export async function markClosed(
  trx: Trx,
  tenantId: number,
  id: string,
  by: { readonly at: Date; readonly id: string | null; readonly name: string | null },
): Promise<void> {
  await sql`
    update reviews set closed_at = ${by.at}, closed_by = ${by.id}::uuid, closed_by_name = ${by.name}
    where tenant_id = ${tenantId} and id = ${id}::uuid`.execute(trx)
}

/** Open ones whose last day is over, and of those that wait for the undecided those where everybody is decided. */
export async function listToClose(db: Query, tenantId: number, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select v.id from reviews v
    where v.tenant_id = ${tenantId} and v.closed_at is null and ${isOver(now)} and (v.undecided <> 'wait' or v.decided = v.people)
    order by v.due_on`.execute(db)
  return rows.map(({ id }) => id)
}

/** The day that it is in the tenant, and the language that it speaks. */
export async function whereItIs(db: Query, tenantId: number, now: Date): Promise<{ today: string; language: string }> {
  const { rows } = await sql<{ today: string; language: string }>`
    select (${now}::timestamptz at time zone time_zone)::date::text as today, language from tenants where id = ${tenantId}`.execute(
    db,
  )
  return rows[0]!
}

export type PlanRecord = {
  readonly plan_id: string
  readonly decision: Exclude<Decision, 'keep'>
  readonly people: number
  readonly made_by_name: string
  readonly made_at: Date
}

export const insertReviewPlan = (
  trx: Query,
  tenantId: number,
  reviewId: string,
  plan: PlanRecord & { readonly made_by: string },
) =>
  trx
    .insertInto('review_plans')
    .values({ tenant_id: tenantId, review_id: reviewId, ...plan })
    .execute()

export const listReviewPlans = (db: Query, tenantId: number, reviewId: string): Promise<PlanRecord[]> =>
  db
    .selectFrom('review_plans')
    .select(['plan_id', sql<PlanRecord['decision']>`decision`.as('decision'), 'people', 'made_by_name', 'made_at'])
    .where('tenant_id', '=', tenantId)
    .where('review_id', '=', reviewId)
    .orderBy('made_at')
    .orderBy('plan_id')
    .execute()
