/** Who is reviewed, frozen as they are when a review is started: one statement, however many they are. */
import { sql } from 'kysely'
import { lowestIdAt } from '../../../contract/ids.ts'
import type { Module } from '../../../contract/modules.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import { hasTwoStep } from '../../two-step/scope.ts'
import { hints, hintWeights, NEVER_DAYS, UNSEEN_DAYS, type Hint } from '../contract.ts'
import type { NewReview } from './reviews.ts'

const DAY = 86_400_000

type Freezing = {
  readonly tenantId: number
  /** People `p` whom the one who starts it may review. */
  readonly reach: Expression<boolean>
  readonly modules: readonly Module[]
}

/** Answers how many there are, and how many of them with a hint. */
export async function freezePeople(
  trx: Trx,
  { tenantId, reach, modules }: Freezing,
  review: NewReview,
): Promise<{ people: number; risky: number }> {
  const when = conditions(review.started_at, modules.includes('queues'))
  const found = sql.join(hints.map((hint) => sql`case when ${when[hint]} then ${hint}::text end`))
  const risk = sql.join(
    hints.map((hint) => sql`case when ${when[hint]} then ${hintWeights[hint]}::int else 0 end`),
    sql` + `,
  )
  const { rows } = await sql<{ people: number; risky: number }>`
    with chosen as (
      select p.* from users p where ${reach} and ${within(tenantId, review)} and p.deleted_at is null and p.status <> 'inactive'
    ), standing as (
      select p.id, p.status, p.superuser, ins.last_at, ${hasTwoStep(tenantId)} as two_step,
        coalesce(held.roles, '[]') as roles, coalesce(held.administers, false) as administers,
        coalesce(held.takes_calls, false) as takes_calls, coalesce(served.queues, '{}') as queues
      from chosen p
      left join user_sign_ins ins on ins.tenant_id = ${tenantId} and ins.user_id = p.id
      left join lateral (
        select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name_key) as roles,
          bool_or('tenant.manage' = any(r.permissions)) as administers, bool_or('calls.take' = any(r.permissions)) as takes_calls
        from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id and r.archived_at is null
        where g.tenant_id = ${tenantId} and g.user_id = p.id) held on true
      left join lateral (
        select array_agg(q.name order by q.name) as queues from queue_members m
        join queues q on q.tenant_id = m.tenant_id and q.id = m.queue_id
        where m.tenant_id = ${tenantId} and m.user_id = p.id) served on true
    ), frozen as (
      insert into review_rows (tenant_id, review_id, user_id, risk, hints, last_seen_at, two_step, roles, queues, decider_id)
      select ${tenantId}::int, ${review.id}::uuid, s.id, ${risk}, array_remove(array[${found}], null), s.last_at, s.two_step, s.roles, s.queues,
        case when s.id = ${review.reviewer_id}::uuid then coalesce(${review.delegate_id}::uuid, ${review.started_by}::uuid)
          when s.id = ${review.delegate_id}::uuid then ${review.reviewer_id}::uuid end
      from standing s returning risk
    )
    select count(*)::int as people, count(*) filter (where risk > 0)::int as risky from frozen`.execute(trx)
  return rows[0]!
}

/** Over `s`, a person as they stand. */
function conditions(now: Date, hasQueues: boolean): Record<Hint, Expression<boolean>> {
  const ago = (days: number) => sql`${new Date(now.getTime() - days * DAY)}::timestamptz`
  // Ids carry the time of creation.
  const madeLongAgo = lowestIdAt(now.getTime() - NEVER_DAYS * DAY)
  const administers = sql`(s.superuser or s.administers)`
  return {
    superuser: sql<boolean>`s.superuser`,
    'administrator-without-two-step': sql<boolean>`${administers} and not s.two_step`,
    'never-signed-in': sql<boolean>`s.last_at is null and s.id < ${madeLongAgo}::uuid`,
    unseen: sql<boolean>`s.last_at < ${ago(UNSEEN_DAYS)}`,
    'no-queue': hasQueues
      ? sql<boolean>`s.status = 'active' and s.takes_calls and cardinality(s.queues) = 0`
      : sql<boolean>`false`,
  }
}

const within = (tenantId: number, { site_ids, desk_ids }: NewReview): Expression<boolean> => {
  if (site_ids) return sql<boolean>`p.site_id = any(${site_ids}::int[])`
  if (!desk_ids) return sql<boolean>`true`
  return sql<boolean>`exists (
    select from group_members m where m.tenant_id = ${tenantId} and m.user_id = p.id and m.group_id = any(${desk_ids}::int[]))`
}

/** Whether somebody of the review is out of this `sight` of a person `p`. */
export async function isBeyond(
  trx: Trx,
  tenantId: number,
  reviewId: string,
  sight: Expression<boolean>,
): Promise<boolean> {
  const { rows } = await sql<{ beyond: boolean }>`
    select exists (select from review_rows r where r.tenant_id = ${tenantId} and r.review_id = ${reviewId}::uuid
      and not exists (select from users p where p.tenant_id = ${tenantId} and p.id = r.user_id and ${sight})) as beyond`.execute(
    trx,
  )
  return rows[0]!.beyond
}

export async function isAmong(trx: Trx, tenantId: number, reviewId: string, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from review_rows where tenant_id = ${tenantId} and review_id = ${reviewId}::uuid and user_id = ${userId}::uuid`.execute(
    trx,
  )
  return rows.length > 0
}

/** Which of these sites or desks the tenant has. */
export async function countKnown(trx: Trx, tenantId: number, { site_ids, desk_ids }: NewReview): Promise<number> {
  const { rows } = await sql<{ known: number }>`
    select count(*)::int as known from (
      select id from sites where tenant_id = ${tenantId} and id = any(${site_ids ?? []}::int[])
      union all select id from groups where tenant_id = ${tenantId} and kind = 'desk' and id = any(${desk_ids ?? []}::int[])) k`.execute(
    trx,
  )
  return rows[0]!.known
}
