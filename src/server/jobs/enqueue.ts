import type { Query } from '../database/database.ts'
import type { Job } from './job.ts'
import { addJobs } from './sql/add.ts'

export type EnqueueOptions = {
  /** Instead of a second job of this name and key that waits, the first one is given the newer payload. */
  readonly key?: string
  readonly runAt?: Date
  /** Jobs of one queue run one after another. A few names in all, never one for each row. */
  readonly queue?: string
  /** Of the request that asks for it: the log of the job carries it on. */
  readonly requestId?: string | null
}

type Shape<P> = Pick<Job<P>, 'name' | 'attempts'>

/** Puts a job into the queue in the caller's transaction: it is there if and only if that commits. */
export async function enqueue<P>(
  trx: Query,
  job: Shape<P>,
  payload: P,
  { key, ...options }: EnqueueOptions = {},
): Promise<void> {
  await enqueueAll(trx, job, [{ payload, key }], options)
}

/** Puts many jobs of one name into the queue, in one statement. */
export async function enqueueAll<P>(
  trx: Query,
  job: Shape<P>,
  entries: readonly { readonly payload: P; readonly key?: string | undefined }[],
  { runAt, queue, requestId }: Omit<EnqueueOptions, 'key'> = {},
): Promise<void> {
  if (entries.length === 0) return
  const letters = entries.map(({ payload }) => JSON.stringify({ payload, ...(requestId ? { requestId } : {}) }))
  const keys = entries.map(({ key }) => key ?? null)
  await addJobs(trx, { name: job.name, attempts: job.attempts, letters, keys, runAt, queue })
}
