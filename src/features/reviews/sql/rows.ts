import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import type { Decision, Hint, RowsAsked } from '../contract.ts'
import { nameOf } from './names.ts'

export type Said = {
  readonly decision: Decision
  readonly roles: string[] | null
  readonly note: string | null
  readonly by: string
  readonly at: string
}
export type PersonRow = {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly risk: number
  readonly hints: Hint[]
  readonly last_seen_at: Date | null
  readonly two_step: boolean
  readonly roles: { id: number; name: string }[]
  readonly queues: string[]
  /** Every word, the first one first; the last one stands. */
  readonly said: Said[]
  readonly mine: boolean
  readonly changed: boolean
}

/** Rows `r` that are this person's to decide: never the own one. */
export const isMine = (actorId: string, { reviewer, delegate }: Deciders): Expression<boolean> => sql<boolean>`(
  r.user_id::text <> ${actorId} and case when r.decider_id is null
    then ${actorId === reviewer.id || actorId === delegate?.id}::boolean else r.decider_id::text = ${actorId} end)`
/** Rows of people `p` of this predicate. */
export const isInSight = (tenantId: number, sight: Expression<boolean>): Expression<boolean> => sql<boolean>`exists (
  select from users p where p.tenant_id = ${tenantId} and p.id = r.user_id and ${sight})`
export const isUndecided = sql<boolean>`r.decision is null`
export const isAmong = (users: readonly string[]): Expression<boolean> =>
  sql<boolean>`r.user_id = any(${[...users]}::uuid[])`
export const both = (one: Expression<boolean>, other: Expression<boolean>): Expression<boolean> =>
  sql<boolean>`${one} and ${other}`

type Deciders = { readonly reviewer: { readonly id: string }; readonly delegate: { readonly id: string } | null }

export type Place = { readonly risk: number; readonly id: string }
export type RowsWanted = {
  readonly reviewId: string
  readonly which: RowsAsked['which']
  readonly after: Place | null
  readonly limit: number
  /** Whom the one who asks may see, over the person `p`. */
  readonly sight: Expression<boolean>
  readonly mine: Expression<boolean>
}

const among = {
  decided: sql`r.decision is not null`,
  undecided: sql`r.decision is null`,
  risky: sql`r.risk > 0`,
}

/** The gravest first, then by id. */
export async function listPeopleRows(db: Query, tenantId: number, wanted: RowsWanted): Promise<PersonRow[]> {
  const { reviewId, which, after, limit, sight, mine } = wanted
  const beyond = after
    ? sql`r.risk <= ${after.risk}::int and (r.risk < ${after.risk}::int or r.user_id > ${after.id}::uuid)`
    : sql`true`
  const { rows } = await sql<PersonRow>`
    with page as materialized (
      select r.* from review_rows r join users p on p.tenant_id = r.tenant_id and p.id = r.user_id
      where r.tenant_id = ${tenantId} and r.review_id = ${reviewId}::uuid and ${which ? among[which] : sql`true`} and ${sight} and ${beyond}
      order by r.risk desc, r.user_id limit ${limit})
    select r.user_id as id, u.username, ${nameOf('u')} as name,
      r.risk, r.hints, r.last_seen_at, r.two_step, r.roles, r.queues, ${mine} as mine, coalesce(said.words, '[]') as said,
      exists (
        select from review_plans made join history h on h.tenant_id = ${tenantId} and h.user_id = r.user_id
          and h.change_set_id = made.plan_id and h.at >= made.made_at
        where made.tenant_id = ${tenantId} and made.review_id = r.review_id) as changed
    from page r join users u on u.tenant_id = ${tenantId} and u.id = r.user_id
    left join lateral (
      select json_agg(json_build_object('decision', d.decision, 'note', d.note, 'by', d.by_name,
        'at', to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'roles', (select json_agg(held.name order by held.name) from roles held where held.tenant_id = ${tenantId} and held.id = any(d.role_ids)))
        order by d.id) as words
      from review_decisions d where d.tenant_id = ${tenantId} and d.review_id = r.review_id and d.user_id = r.user_id) said on true
    order by r.risk desc, r.user_id`.execute(db)
  return rows
}

export type Deciding = {
  readonly reviewId: string
  readonly decision: Decision
  readonly roles: readonly number[] | null
  readonly note: string | null
  readonly by: { readonly id: string | null; readonly name: string }
  readonly at: Date
}
export type Decided = { readonly people: number; readonly decided: number; readonly risky_decided: number }

/**
 * Says a word of each row `r` that is meant; answers how many there were, and how many of them had none yet. Nothing is joined: of rows
 * that were made a moment ago the planner knows too little to join them well.
 */
export async function decideRows(
  trx: Trx,
  tenantId: number,
  { reviewId, decision, roles, note, by, at }: Deciding,
  which: Expression<boolean>,
): Promise<Decided> {
  const { rows } = await sql<Decided>`
    with held as (
      select r.risk, r.decision is null as fresh from review_rows r
      where r.tenant_id = ${tenantId} and r.review_id = ${reviewId}::uuid and ${which}
    ), stands as (
      update review_rows r set decision = ${decision}::text, decision_id = nextval('review_decisions_id_seq')
      where r.tenant_id = ${tenantId} and r.review_id = ${reviewId}::uuid and ${which}
      returning r.decision_id, r.user_id
    ), said as (
      insert into review_decisions (tenant_id, id, review_id, user_id, decision, role_ids, note, by_id, by_name, at)
      select ${tenantId}::int, stands.decision_id, ${reviewId}::uuid, stands.user_id, ${decision}::text,
        ${roles === null ? null : [...roles]}::int[], ${note}::text, ${by.id}::uuid, ${by.name}::text, ${at}::timestamptz from stands
    )
    select count(*)::int as people, count(*) filter (where fresh)::int as decided,
      count(*) filter (where fresh and risk > 0)::int as risky_decided from held`.execute(trx)
  return rows[0]!
}

/** How many of these roles the tenant has. */
export async function countRoles(trx: Trx, tenantId: number, ids: readonly number[]): Promise<number> {
  const { rows } = await sql<{ known: number }>`
    select count(*)::int as known from roles where tenant_id = ${tenantId} and id = any(${[...ids]}::int[])`.execute(
    trx,
  )
  return rows[0]!.known
}

export type ToPlan = { readonly roles: number[] | null; readonly ids: string[] }

/** Whom a decision that stands is about, in one lot for each set of roles to take; null where none were chosen. */
export async function listToPlan(db: Query, tenantId: number, reviewId: string, decision: Decision): Promise<ToPlan[]> {
  const { rows } = await sql<ToPlan>`
    select d.role_ids as roles, array_agg(r.user_id order by r.user_id) as ids
    from review_rows r join review_decisions d on d.tenant_id = r.tenant_id and d.id = r.decision_id
    where r.tenant_id = ${tenantId} and r.review_id = ${reviewId}::uuid and r.decision = ${decision}
    group by d.role_ids order by d.role_ids nulls last`.execute(db)
  return rows
}
