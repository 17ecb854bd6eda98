/** For whom somebody of a review waits, and which reviews are to be reminded of (HOUSE-5). */
import { sql } from 'kysely'
import type { Query, Trx } from '../../../server/database/database.ts'

export type Waiting = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly language: string | null
  /** So many undecided are theirs. */
  readonly waiting: number
}

/** Reviewer, delegate, and whoever started it where a row of it is theirs, as far as they are active and somebody waits. */
export async function listWaiting(trx: Trx, tenantId: number, reviewId: string): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select u.id, u.email, u.console_language as language,
      coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username) as name, theirs.waiting
    from reviews v
    join users u on u.tenant_id = v.tenant_id and u.id in (v.reviewer_id, v.delegate_id, v.started_by)
    cross join lateral (
      select count(*)::int as waiting from review_rows r
      where r.tenant_id = v.tenant_id and r.review_id = v.id and r.decision is null and r.user_id <> u.id
        and case when r.decider_id is null then u.id = v.reviewer_id or u.id is not distinct from v.delegate_id else r.decider_id = u.id end
    ) theirs
    where v.tenant_id = ${tenantId} and v.id = ${reviewId}::uuid and u.status = 'active' and u.deleted_at is null and theirs.waiting > 0
    order by u.id`.execute(trx)
  return rows
}

export type ToRemind = {
  readonly id: string
  readonly name: string
  readonly due_on: string
  /** The day of the last reminder, or of the start. */
  readonly since: string
}

const columns = sql`v.id, v.name, v.due_on::text as due_on,
  coalesce(v.reminded_on, (v.started_at at time zone t.time_zone)::date)::text as since`

/** Open reviews in which somebody is undecided. */
export async function listUndecided(db: Query, tenantId: number): Promise<ToRemind[]> {
  const { rows } = await sql<ToRemind>`
    select ${columns} from reviews v join tenants t on t.id = v.tenant_id
    where v.tenant_id = ${tenantId} and v.closed_at is null and v.decided < v.people order by v.due_on, v.id`.execute(
    db,
  )
  return rows
}

/** Such a one, which nobody else reminds of or closes until the commit. */
export async function lockUndecided(trx: Trx, tenantId: number, id: string): Promise<ToRemind | undefined> {
  const { rows } = await sql<ToRemind>`
    select ${columns} from reviews v join tenants t on t.id = v.tenant_id
    where v.tenant_id = ${tenantId} and v.id = ${id}::uuid and v.closed_at is null and v.decided < v.people
    for no key update of v`.execute(trx)
  return rows[0]
}

export async function markReminded(trx: Trx, tenantId: number, id: string, today: string): Promise<void> {
  await sql`update reviews set reminded_on = ${today}::date where tenant_id = ${tenantId} and id = ${id}::uuid`.execute(
    trx,
  )
}
