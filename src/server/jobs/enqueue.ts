import type { Query } from '../database/database.ts'
import type { Job } from './job.ts'
import { addJob } from './sql/add.ts'

export type EnqueueOptions = {
  /** Instead of a second job of this name and key that waits, the first one is given the newer payload. */
  readonly key?: string
  readonly runAt?: Date
  /** Jobs of one queue run one after another. A few names in all, never one for each row. */
  readonly queue?: string
  /** Of the request that asks for it: the log of the job carries it on. */
  readonly requestId?: string | null
}

/** Puts a job into the queue in the caller's transaction: it is there if and only if that commits. */
export async function enqueue<P>(
  trx: Query,
  job: Pick<Job<P>, 'name' | 'attempts'>,
  payload: P,
  { key, runAt, queue, requestId }: EnqueueOptions = {},
): Promise<void> {
  const letter = JSON.stringify({ payload, ...(requestId ? { requestId } : {}) })
  await addJob(trx, { name: job.name, attempts: job.attempts, letter, key, runAt, queue })
}
