/** The workers of one process, from their start to their stop or break-down: graphile-worker under our sign of life. */
import { EventEmitter } from 'node:events'
import { Logger, run, type JobHelpers, type Task, type WorkerEvents } from 'graphile-worker'
import * as z from 'zod/mini'
import type { Parts } from '../context.ts'
import type { Connections } from '../database/cluster.ts'
import type { Log } from '../log.ts'
import { recurring } from './every.ts'
import type { AnyJob } from './job.ts'
import { beginLife, type Life } from './sql/life.ts'
import { handBack, takeOver, type Pool } from './sql/queue.ts'

/** How one try of a job ended. */
export type Outcome = 'done' | 'failed' | 'dead' | 'handed-back'
export type Observe = (end: { readonly job: string; readonly outcome: Outcome; readonly seconds: number }) => void

export type CrewOptions = {
  readonly connections: Pick<Connections, 'jobs'>
  readonly pool: Pool
  readonly parts: Parts
  readonly jobs: readonly AnyJob[]
  readonly concurrency: number
  readonly observe?: Observe | undefined
}

export type Crew = {
  /** Resolves when the workers have stopped, asked or not. */
  readonly ended: Promise<void>
  readonly stop: () => Promise<void>
}

/** A job has five seconds to end as if nothing were, then is asked to leave off, and is left alone after these. */
const ASK_MILLIS = 5_000
const PATIENCE_MILLIS = 15_000
/**
 * Looks for a job that fail in a row, of each worker, although the sign of life is held: then it is not the database that
 * is away. graphile-worker keeps the answer to its first question for good, also where that was an error, and would
 * never take a job again.
 */
const FAILED_LOOKS = 3
/** For writing down how the last jobs ended, when all have. */
const FLUSH_MILLIS = 2_000

const letter = z.object({ payload: z.unknown(), requestId: z.optional(z.string()) })

export async function startCrew(options: CrewOptions): Promise<Crew> {
  const { connections, pool, parts, jobs, concurrency } = options
  const leftOff: string[] = []
  let worker = ''
  let life: Life | undefined
  const events = new EventEmitter() as WorkerEvents
  // Told before the first worker looks for a job; jobs are locked by the name of the pool.
  events.on('pool:create', ({ workerPool }) => {
    worker = workerPool.id
    life = beginLife(connections.jobs, worker, parts.log)
  })
  // Of its own accord it stops when it could not write down how jobs ended. Its promise then never settles where that
  // happened twice (its count of what is to be written falls below zero), so what it tells on the way is heard instead.
  const down = Promise.withResolvers<undefined>()
  for (const end of ['complete', 'error'] as const)
    events.on(`pool:gracefulShutdown:${end}`, () => down.resolve(undefined))
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    events,
    logger: quiet(parts.log),
    gracefulShutdownAbortTimeout: ASK_MILLIS,
    // Asked before each job is taken.
    forbiddenFlags: async () => {
      await life?.held()
      return null
    },
    taskList: Object.fromEntries(jobs.map((job) => [job.name, taskOf(job, options, leftOff, () => life?.signal())])),
    parsedCronItems: recurring(jobs),
    // Without a batch, of whatever length, a database that is away at the end of a job would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  })
  const stopRunner = () => runner.stop().catch(() => undefined)
  let failedLooks = 0
  for (const look of ['worker:getJob:empty', 'job:start'] as const) events.on(look, () => (failedLooks = 0))
  events.on('worker:getJob:error', ({ error }) => {
    failedLooks += 1
    if (failedLooks !== FAILED_LOOKS * concurrency) return
    parts.log.warn({ err: error }, 'the workers cannot look for jobs')
    void stopRunner()
  })
  const broken = runner.promise.catch((error: unknown) => parts.log.warn({ err: error }, 'the workers broke down'))
  return {
    ended: Promise.race([down.promise, broken]).then(async () => {
      void stopRunner()
      await life?.stop()
    }),
    async stop() {
      const flushed = down.promise.then(() => pause(FLUSH_MILLIS))
      await Promise.race([stopRunner(), flushed, pause(PATIENCE_MILLIS)])
      await life?.stop()
      // What would not leave off is another's now; what did is taken up at once.
      await takeOver(pool, worker)
      if (leftOff.length > 0) await handBack(pool, leftOff)
    },
  }
}

/** Does not keep the process. */
const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis).unref())

function taskOf(
  job: AnyJob,
  { parts, observe }: CrewOptions,
  leftOff: string[],
  living: () => AbortSignal | undefined,
): Task {
  return async (given: unknown, { job: row, abortSignal }: JobHelpers) => {
    const { payload, requestId } = letter.parse(given)
    const last = row.attempts >= row.max_attempts
    const signal = AbortSignal.any([abortSignal, living()].filter((one) => one !== undefined))
    const log = parts.log.child({ job: job.name, jobId: row.id, attempt: row.attempts, requestId })
    const began = performance.now()
    const end = (outcome: Outcome) => observe?.({ job: job.name, outcome, seconds: (performance.now() - began) / 1000 })
    try {
      await job.work({ ...parts, log }, job.payload.parse(payload), { attempt: row.attempts, last, signal })
      log.info({ ms: Math.round(performance.now() - began) }, 'job done')
      end('done')
    } catch (error) {
      if (abortSignal.aborted) {
        leftOff.push(row.id)
        log.info('job left off and handed back')
        end('handed-back')
      } else if (last) {
        log.error({ err: error }, 'job failed, and is not tried again')
        end('dead')
      } else {
        log.warn({ err: error }, 'job failed, and will be tried again')
        end('failed')
      }
      // The queue keeps the message of an error, and is no place for an address that stands in one.
      throw new Error(`${(error as Error).name}: the log says what`)
    }
  }
}

/** What graphile-worker says of a job is said above, without its payload. */
const quiet = (log: Log) =>
  new Logger(() => (level, message, meta) => {
    if (meta?.['failure'] === true || meta?.['success'] === true) return
    if (level === 'error' || level === 'warning') log.warn(`jobs: ${message}`)
    else log.debug(`jobs: ${message}`)
  })
