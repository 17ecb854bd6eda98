/** Plans as rows: made, found, and moved from state to state by one statement each, so that only one of two does it. */
import { sql, type Insertable, type Selectable } from 'kysely'
import type { DB, Query, Trx } from '../../../server/database/database.ts'

export type PlanRow = Selectable<DB['plans']> & {
  state: 'planning' | 'ready' | 'running' | 'done' | 'cancelled' | 'failed'
}

export const insertPlan = (trx: Query, row: Insertable<DB['plans']>): Promise<PlanRow> =>
  trx.insertInto('plans').values(row).returningAll().executeTakeFirstOrThrow() as Promise<PlanRow>

export const findPlan = (db: Query, tenantId: number, id: string): Promise<PlanRow | undefined> =>
  db
    .selectFrom('plans')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst() as Promise<PlanRow | undefined>

const some = (db: Query, { tenant_id, id }: PlanKey) =>
  db.updateTable('plans').where('tenant_id', '=', tenant_id).where('id', '=', id)
export type PlanKey = Pick<PlanRow, 'tenant_id' | 'id'>

export const updateProgress = (db: Query, plan: PlanKey, lookedAt: number, toLookAt: number) =>
  some(db, plan)
    .set({ looked_at: sql`greatest(looked_at, ${lookedAt})`, to_look_at: toLookAt })
    .where('state', '=', 'planning')
    .execute()

export type Planned = Pick<PlanRow, 'snapshot' | 'epoch' | 'will' | 'already' | 'skipped' | 'unseen'> & {
  readonly reasons: object
  readonly impact: object
}
/** Says how far a run is that is written in one transaction; false when it runs no more. */
export async function updateWriting(db: Query, plan: PlanKey, steps: readonly unknown[]): Promise<boolean> {
  const { numUpdatedRows } = await some(db, plan)
    .set({ writing: JSON.stringify(steps) })
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** False when it was cancelled meanwhile. */
export async function updateReady(
  trx: Query,
  plan: PlanKey,
  { reasons, impact, ...counts }: Planned,
): Promise<boolean> {
  const { numUpdatedRows } = await some(trx, plan)
    .set({ ...counts, reasons: JSON.stringify(reasons), impact: JSON.stringify(impact), state: 'ready' })
    .where('state', '=', 'planning')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Takes a plan that is ready into its run, which may wait until `startsAt`; undefined when somebody else took it, or it is not. */
export const updateRunning = (trx: Trx, plan: PlanKey, at: Date, startsAt: Date | null): Promise<PlanRow | undefined> =>
  some(trx, plan)
    .set({ state: 'running', started_at: at, starts_at: startsAt })
    .where('state', '=', 'ready')
    .returningAll()
    .executeTakeFirst() as Promise<PlanRow | undefined>

/** Ends what is under way; false when it was over. */
export async function updateEnded(
  db: Query,
  plan: PlanKey,
  state: 'cancelled' | 'failed',
  at: Date,
  fault: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await some(db, plan)
    .set({ state, ended_at: at, fault })
    .where('state', 'in', ['planning', 'ready', 'running'])
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends a run of which no batch is open; false while one is, or when it is over. */
export async function updateDone(db: Query, plan: PlanKey & Pick<PlanRow, 'number'>, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await some(db, plan)
    .set({ state: 'done', ended_at: at, writing: null })
    .where('state', '=', 'running')
    .where(
      sql<boolean>`not exists (select from plan_batches b where b.tenant_id = ${plan.tenant_id} and b.plan = ${plan.number} and b.done_at is null)`,
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export type JobsAsked = {
  tenantId: number
  actor: { kind: string; id: string } | null
  running: boolean
  after: PlanRow | null
  limit: number
}

/** Jobs, the one that began last first; of one actor, or of everybody. */
export const listJobRows = (db: Query, { tenantId, actor, running, after, limit }: JobsAsked): Promise<PlanRow[]> =>
  db
    .selectFrom('plans')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('started_at', 'is not', null)
    .$if(actor !== null, (q) => q.where('actor_kind', '=', actor!.kind).where('actor_id', '=', actor!.id))
    .$if(running, (q) => q.where('state', '=', 'running'))
    .$if(after !== null, (q) => q.where(sql<boolean>`(started_at, id) < (${after!.started_at}, ${after!.id}::uuid)`))
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute() as Promise<PlanRow[]>
