/** Freezing a target: who of it will change, who is so already and who is left alone, judged in one snapshot. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import type { PlanRow } from './plans.ts'

/** A stretch of people in the order of their ids: beyond the first, up to the second; null is open. */
export type Stretch = readonly [after: string | null, upTo: string | null]

export const inStretch = ([after, upTo]: Stretch, id: Expression<unknown>): Expression<boolean> =>
  sql<boolean>`(${after === null ? sql`true` : sql`${id} > ${after}::uuid`} and ${upTo === null ? sql`true` : sql`${id} <= ${upTo}::uuid`})`

/** The tenant's people in stretches of so many: each is one statement of the planning, and one step of its progress. */
export async function selectStretches(trx: Query, tenantId: number, size: number): Promise<Stretch[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (select id, row_number() over (order by id) as place from users where tenant_id = ${tenantId}) p
    where place % ${size} = 0 order by id`.execute(trx)
  const edges = rows.map((r) => r.id)
  return [...edges, null].map((upTo, i) => [edges[i - 1] ?? null, upTo])
}

/** How many there are of a set, up to one more than `most`. */
export async function countUpTo(db: Query, people: Expression<unknown>, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select from ${people} limit ${most + 1}) counted`.execute(db)
  return rows[0]!.count
}

export type Frozen = { readonly people: Expression<unknown>; readonly judgement: Expression<string | null> }

/** Writes a stretch of the plan. `people` are rows `p` of the table `users` with their condition; each is judged once. */
export async function insertPlanPeople(
  trx: Trx,
  { tenant_id, number }: Pick<PlanRow, 'tenant_id' | 'number'>,
  { people, judgement }: Frozen,
): Promise<void> {
  await sql`
    insert into plan_people (tenant_id, plan, user_id, outcome, reason)
    select ${tenant_id}::integer, ${number}::integer, id,
      case when judgement is null then 0 when judgement = 'already' then 1 else 2 end, nullif(judgement, 'already')
    from (select p.id, ${judgement} as judgement from ${people} offset 0) judged
    order by id`.execute(trx)
}

/** Takes over rows of `user_id` and `judgement` that were judged when they were staged; of a job, those who failed in it. */
export async function copyStagedPeople(
  trx: Trx,
  { tenant_id, number }: Pick<PlanRow, 'tenant_id' | 'number'>,
  staged: Expression<unknown>,
  failed: { readonly job: Pick<PlanRow, 'number'>; readonly reason: string | null } | null,
): Promise<void> {
  const those =
    failed === null
      ? sql`true`
      : sql`user_id in (
          select user_id from plan_exceptions where tenant_id = ${tenant_id} and plan = ${failed.job.number} and outcome = 3
            and ${failed.reason === null ? sql`true` : sql`reason = ${failed.reason}`})`
  await sql`
    insert into plan_people (tenant_id, plan, user_id, outcome, reason)
    select ${tenant_id}::integer, ${number}::integer, user_id,
      case when judgement is null then 0 when judgement = 'already' then 1 else 2 end, nullif(judgement, 'already')
    from (${staged}) staged where ${those} order by user_id`.execute(trx)
}

export const deletePlanPeople = (db: Query, { tenant_id, number }: Pick<PlanRow, 'tenant_id' | 'number'>) =>
  db.deleteFrom('plan_people').where('tenant_id', '=', tenant_id).where('plan', '=', number).execute()

/** After many people were written: what is asked of them next is planned by how many they are. */
export const analyzePlanPeople = (db: Query) => sql`select analyze_plan_people()`.execute(db)

export type Snapshot = { snapshot: string; exported: string; epoch: number }

/** The snapshot of a repeatable-read transaction; others take the same one by its exported name while this one is open. */
export async function exportSnapshot(trx: Trx): Promise<Snapshot> {
  const { rows } = await sql<Snapshot>`
    select pg_current_snapshot()::text as snapshot, pg_export_snapshot() as exported, current_epoch() as epoch`.execute(
    trx,
  )
  return rows[0]!
}
export const takeSnapshot = (trx: Trx, exported: string) =>
  sql`set transaction snapshot ${sql.lit(exported)}`.execute(trx)

export type Counts = { will: number; already: number; skipped: number; reasons: Record<string, number> }

export async function countOutcomes(
  trx: Query,
  { tenant_id, number }: Pick<PlanRow, 'tenant_id' | 'number'>,
): Promise<Counts> {
  const { rows } = await sql<{ outcome: number; reason: string | null; people: number }>`
    select outcome, reason, count(*) as people from plan_people where tenant_id = ${tenant_id} and plan = ${number}
    group by outcome, reason order by 3 desc`.execute(trx)
  const of = (outcome: number) => rows.filter((r) => r.outcome === outcome).reduce((sum, r) => sum + r.people, 0)
  const reasons = rows.flatMap((r) => (r.reason === null ? [] : [[r.reason, r.people] as const]))
  return { will: of(0), already: of(1), skipped: of(2), reasons: Object.fromEntries(reasons) }
}

/** The ids of those who will change, as a set for sums and joins. */
export const willChange = ({ tenant_id, number }: Pick<PlanRow, 'tenant_id' | 'number'>): Expression<unknown> =>
  sql`(select user_id from plan_people where tenant_id = ${tenant_id} and plan = ${number} and outcome = 0)`

/** Sums over a set, in one statement. */
export async function selectSums(
  db: Query,
  sums: Readonly<Record<string, Expression<number>>>,
): Promise<Record<string, number>> {
  const names = Object.keys(sums)
  if (names.length === 0) return {}
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(names.map((name) => sql`coalesce(${sums[name]!}, 0)::int as ${sql.ref(name)}`))}`.execute(db)
  return rows[0]!
}

export const leaveOut = (
  trx: Query,
  { tenant_id, number }: Pick<PlanRow, 'tenant_id' | 'number'>,
  userId: string,
  reason: string,
) =>
  trx
    .updateTable('plan_people')
    .set({ outcome: 2, reason })
    .where('tenant_id', '=', tenant_id)
    .where('plan', '=', number)
    .where('user_id', '=', userId)
    .execute()

/**
 * Whose history has entries that the plan's snapshot did not see: they were changed since, whoever did it. `at` is the
 * clock of a program, and a day on both sides of it only spares the partitions of other months.
 */
export const changedSince = (
  { tenant_id, snapshot, epoch, made_at, id }: Pick<PlanRow, 'tenant_id' | 'snapshot' | 'epoch' | 'made_at' | 'id'>,
  now: Date,
): Expression<boolean> => sql<boolean>`
  h.tenant_id = ${tenant_id} and h.change_set_id <> ${id}::uuid
  and h.at >= ${made_at}::timestamptz - interval '1 day' and h.at < ${now}::timestamptz + interval '1 day'
  and (h.epoch > ${epoch} or (h.epoch = ${epoch} and not pg_visible_in_snapshot(h.xid::text::xid8, ${snapshot}::pg_snapshot)))`

/** How many of the plan's people were changed since: among the entries of transactions that were not over then. */
export async function countMoved(db: Query, plan: PlanRow, now: Date): Promise<number> {
  if (plan.snapshot === null) return 0
  // One range of the index for this life of the cluster, and one for later ones. Looked for once, ahead of the people: of
  // what was written a moment ago the planner knows nothing, and looked through the log for each of them.
  const since = sql`${plan.snapshot}::pg_snapshot`
  const { rows } = await sql<{ count: number }>`
    with late as materialized (
      select h.user_id from history h where ${changedSince(plan, now)} and h.epoch = ${plan.epoch} and h.xid >= pg_snapshot_xmin(${since})::text::bigint
      union all
      select h.user_id from history h where ${changedSince(plan, now)} and h.epoch > ${plan.epoch}
    )
    select count(distinct late.user_id) as count
    from late join plan_people m on m.tenant_id = ${plan.tenant_id} and m.plan = ${plan.number} and m.user_id = late.user_id`.execute(
    db,
  )
  return rows[0]!.count
}

export type PersonRow = {
  id: string
  name: string | null
  username: string | null
  outcome: number
  reason: string | null
}
export type PageAsked = { outcome: number | null; reason: string | null; after: string | null; limit: number }

/** The name by which people are listed. */
export const shownName = (p: string) =>
  sql<string>`coalesce(nullif(concat_ws(' ', ${sql.ref(`${p}.first_name`)}, ${sql.ref(`${p}.last_name`)}), ''), ${sql.ref(`${p}.username`)})`

/** A page of the plan; who is out of `sight` by now, or erased, has no name. */
export async function listPlanPeople(
  db: Query,
  { tenant_id, number }: Pick<PlanRow, 'tenant_id' | 'number'>,
  sight: Expression<boolean>,
  { outcome, reason, after, limit }: PageAsked,
): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select m.user_id as id, m.outcome, m.reason, p.username, ${shownName('p')} as name
    from (
      select user_id, outcome, reason from plan_people where tenant_id = ${tenant_id} and plan = ${number}
        and ${outcome === null ? sql`true` : sql`outcome = ${outcome}`} and ${reason === null ? sql`true` : sql`reason = ${reason}`}
        and ${after === null ? sql`true` : sql`user_id > ${after}::uuid`}
      order by user_id limit ${limit}
    ) m left join users p on p.tenant_id = ${tenant_id} and p.id = m.user_id and p.erased_at is null and ${sight}
    order by m.user_id`.execute(db)
  return rows
}
