/** The queue as its own role sees it. Of graphile-worker's schema only what its documentation promises is used. */
import pg from 'pg'
import { LIFE_OF } from './life.ts'

export type Pool = pg.Pool

/** A job that one process after another dies over would take all of them down for ever: it is started so often in all. */
const MOST_STARTS = 50

export function openPool(config: pg.ClientConfig, connections: number): Pool {
  const pool = new pg.Pool({ ...config, max: connections, application_name: 'rollcall jobs' })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** The workers that jobs are locked by. */
export async function listWorkers(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ worker: string }>(
    'select distinct locked_by as worker from graphile_worker.jobs where locked_by is not null',
  )
  return rows.map(({ worker }) => worker)
}

/** Nobody holds the worker's sign of life. */
export async function isGone(pool: Pool, worker: string): Promise<boolean> {
  const { rows } = await pool.query<{ gone: boolean }>(`select pg_try_advisory_xact_lock(${LIFE_OF}) as gone`, [worker])
  return rows[0]!.gone
}

/**
 * Frees what a worker that is gone had taken, and wakes the others; answers how many jobs. The try that was cut short
 * is given back, so that a job is not dead because its process was killed.
 */
export async function takeOver(pool: Pool, worker: string): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows: locked } = await client.query<{ id: string }>(
      `select id from graphile_worker.jobs where locked_by = $1 and pg_try_advisory_xact_lock(${LIFE_OF})`,
      [worker],
    )
    const ids = locked.map(({ id }) => id)
    if (ids.length > 0) {
      await client.query('select graphile_worker.force_unlock_workers(array[$1])', [worker])
      await client.query(
        `select from graphile_worker.jobs, graphile_worker.reschedule_jobs(array[jobs.id],
           max_attempts := least(jobs.max_attempts + 1, greatest(jobs.max_attempts, ${MOST_STARTS})))
         where jobs.id = any ($1)`,
        [ids],
      )
      await client.query(`select pg_notify('jobs:insert', json_build_object('r', random(), 'count', $1::int)::text)`, [
        ids.length,
      ])
    }
    await client.query('commit')
    client.release()
    return ids.length
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** Puts back, to be taken at once, what its worker left off because it had to; the try does not count. */
export async function handBack(pool: Pool, ids: readonly string[]): Promise<void> {
  await pool.query(
    `select from graphile_worker.jobs, graphile_worker.reschedule_jobs(array[jobs.id],
       run_at := now(), attempts := jobs.attempts - 1)
     where jobs.id = any ($1) and jobs.locked_at is null`,
    [ids],
  )
}

export type JobCount = {
  readonly name: string
  readonly waiting: number
  readonly running: number
  readonly dead: number
}

/** How many jobs there are of each name. */
export async function countJobs(pool: Pool): Promise<JobCount[]> {
  const { rows } = await pool.query<JobCount>(
    `select task_identifier as name,
       count(*) filter (where locked_at is null and attempts < max_attempts) as waiting,
       count(*) filter (where locked_at is not null) as running,
       count(*) filter (where locked_at is null and attempts >= max_attempts) as dead
     from graphile_worker.jobs group by 1 order by 1`,
  )
  return rows
}
