/** The batches of a run: stretches of the plan, each taken by one worker and done in one transaction. */
import { sql } from 'kysely'
import type { Query, Trx } from '../../../server/database/database.ts'
import { changedSince } from './freezing.ts'
import type { PlanRow } from './plans.ts'

type Of = Pick<PlanRow, 'tenant_id' | 'number'>

/** Parts those who will change into batches of so many, in the order of their ids. */
export async function insertBatches(trx: Trx, { tenant_id, number }: Of, size: number): Promise<void> {
  await sql`
    insert into plan_batches (tenant_id, plan, number, first_id, last_id, people)
    select ${tenant_id}::integer, ${number}::integer, batch, min(user_id::text collate "C")::uuid, max(user_id::text collate "C")::uuid, count(*)
    from (
      select user_id, (row_number() over (order by user_id) - 1) / ${size}::integer as batch
      from plan_people where tenant_id = ${tenant_id} and plan = ${number} and outcome = 0
    ) p group by batch order by batch`.execute(trx)
}

export type Batch = { number: number; first_id: string; last_id: string }

/**
 * Takes the next open batch that nobody works at, until the transaction ends; null when there is none, or it was cancelled. To
 * wait is to wait for whoever holds the next one: when they are done with it, there is none.
 */
export async function takeBatch(trx: Trx, { tenant_id, number }: Of, wait: boolean): Promise<Batch | null> {
  const { rows } = await sql<Batch>`
    select b.number, b.first_id, b.last_id from plan_batches b
    where b.tenant_id = ${tenant_id} and b.plan = ${number} and b.done_at is null
      and exists (select from plans p where p.tenant_id = ${tenant_id} and p.number = ${number} and p.state = 'running')
    order by b.number limit 1 for update of b ${wait ? sql`` : sql`skip locked`}`.execute(trx)
  return rows[0] ?? null
}

/** Whether something is left to do of a run. */
export async function hasOpenBatch(db: Query, { tenant_id, number }: Of): Promise<boolean> {
  const { rows } = await sql`
    select from plan_batches b join plans p on p.tenant_id = b.tenant_id and p.number = b.plan
    where b.tenant_id = ${tenant_id} and b.plan = ${number} and b.done_at is null and p.state = 'running' limit 1`.execute(
    db,
  )
  return rows.length > 0
}

export async function listBatchPeople(trx: Trx, { tenant_id, number }: Of, batch: Batch): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select user_id as id from plan_people where tenant_id = ${tenant_id} and plan = ${number} and outcome = 0
      and user_id between ${batch.first_id}::uuid and ${batch.last_id}::uuid order by user_id`.execute(trx)
  return rows.map((r) => r.id)
}

/** Who of these was changed since they were judged. Their rows are locked, so that nobody changes them after this. */
export async function listChangedSince(trx: Trx, plan: PlanRow, ids: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct h.user_id as id from history h
    where h.user_id = any(${[...ids]}::uuid[]) and ${changedSince(plan, now)}`.execute(trx)
  return rows.map((r) => r.id)
}

export type Exception = { readonly userId: string; readonly outcome: 1 | 2 | 3; readonly reason: string | null }

export async function insertExceptions(
  trx: Trx,
  { tenant_id, number }: Of,
  exceptions: readonly Exception[],
): Promise<void> {
  if (exceptions.length === 0) return
  await sql`
    insert into plan_exceptions (tenant_id, plan, user_id, outcome, reason)
    select ${tenant_id}::integer, ${number}::integer, e.id, e.outcome, e.reason
    from unnest(${exceptions.map((e) => e.userId)}::uuid[], ${exceptions.map((e) => e.outcome)}::smallint[], ${exceptions.map((e) => e.reason)}::text[])
      as e (id, outcome, reason)`.execute(trx)
}

export type BatchCounts = { changed: number; already: number; skipped: number; failed: number }

export const updateBatchDone = (trx: Trx, { tenant_id, number }: Of, batch: number, counts: BatchCounts, at: Date) =>
  trx
    .updateTable('plan_batches')
    .set({ ...counts, done_at: at })
    .where('tenant_id', '=', tenant_id)
    .where('plan', '=', number)
    .where('number', '=', batch)
    .execute()

const SECONDS = 10
export type JobSums = BatchCounts & { people: number; done: number; recent: number }

/** The sums of jobs over their batches, by the plan's number; `recent` are the people of the last ten seconds. */
export async function sumBatches(
  db: Query,
  tenantId: number,
  plans: readonly number[],
  now: Date,
): Promise<Map<number, JobSums>> {
  const { rows } = await sql<JobSums & { plan: number }>`
    select plan, sum(people)::int as people, sum(changed)::int as changed, sum(already)::int as already,
      sum(skipped)::int as skipped, sum(failed)::int as failed,
      coalesce(sum(people) filter (where done_at is not null), 0)::int as done,
      coalesce(sum(people) filter (where done_at > ${now}::timestamptz - make_interval(secs => ${SECONDS})), 0)::int as recent
    from plan_batches where tenant_id = ${tenantId} and plan = any(${[...plans]}::int[]) group by plan`.execute(db)
  return new Map(rows.map((r) => [r.plan, r]))
}
export const RATE_SECONDS = SECONDS

/** Each by itself, so that what one of a set cannot bear undoes nothing of the others. */
export const beginPart = (trx: Trx) => sql`savepoint part`.execute(trx)
export const keepPart = (trx: Trx) => sql`release savepoint part`.execute(trx)
export async function undoPart(trx: Trx): Promise<void> {
  await sql`rollback to savepoint part`.execute(trx)
  await keepPart(trx)
}

/** Waits for nobody longer than so many milliseconds, until the transaction ends. */
export const waitAtMost = (trx: Trx, millis: number) =>
  sql`select set_config('lock_timeout', ${String(millis)}, true)`.execute(trx)
