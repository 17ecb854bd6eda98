/**
 * Workers: they take jobs from the queue, watch whether other workers live, and come back after a break-down. Any number
 * of processes may have some (FACE-7); what they share is PostgreSQL.
 */
import type { Parts } from '../context.ts'
import type { Connections } from '../database/cluster.ts'
import { startCrew, type Crew, type Observe } from './crew.ts'
import type { AnyJob } from './job.ts'
import { countJobs, openPool, type JobCount } from './sql/queue.ts'
import { startWatch } from './watch.ts'

export type Workers = {
  /** Ends or hands back what is at work: after 15 seconds at the latest. */
  stop(): Promise<void>
  /** How many jobs there are of each name, in all processes. */
  count(): Promise<JobCount[]>
}

export type WorkerOptions = {
  /** Jobs at work at the same time in this process. */
  readonly concurrency: number
  /** Told of every try that ended here. */
  readonly observe?: Observe
}

const RESTART_MILLIS = 1_000

export async function startWorkers(
  connections: Pick<Connections, 'jobs'>,
  parts: Parts,
  jobs: readonly AnyJob[],
  { concurrency, observe }: WorkerOptions,
): Promise<Workers> {
  // One to hear of new jobs, one for the watch and the recurring ones.
  const pool = openPool(connections.jobs, concurrency + 2)
  const options = { connections, pool, parts, jobs, concurrency, observe }
  let stopping = false
  let crew: Crew
  let restart: NodeJS.Timeout | undefined
  /** Workers that could not write down how a job ended stop, since they no longer know what is theirs. */
  const keep = (started: Crew) => {
    crew = started
    void crew.ended.then(again)
  }
  const again = () => {
    if (stopping) return
    parts.log.warn('the workers stopped unasked; starting them again')
    restart = setTimeout(() => void startCrew(options).then(keep, again), RESTART_MILLIS)
  }
  try {
    keep(await startCrew(options))
  } catch (error) {
    await pool.end()
    throw error
  }
  const watch = startWatch(pool, parts.log)
  return {
    async stop() {
      stopping = true
      clearTimeout(restart)
      await watch.stop()
      await crew.stop().catch((error: unknown) => parts.log.warn({ err: error }, 'jobs could not be handed back'))
      await pool.end()
    },
    count: () => countJobs(pool),
  }
}
