/** What a background job is. Each feature has its own in `jobs.ts`; `entry/jobs.ts` is the list of them. */
import type * as z from 'zod/mini'
import type { Parts } from '../context.ts'

export type JobRun = {
  /** 1 at the first try. A try that was cut short by the death of its process counts too. */
  readonly attempt: number
  /** Nobody tries again after this one. */
  readonly last: boolean
  /** The process is about to stop, or can no longer prove that it lives: leave off between two whole pieces of work. */
  readonly signal: AbortSignal
}

/** When a job comes back by itself; hours and days are those of UTC. `minutes` divides 60, `hours` divides 24. */
export type Every =
  { readonly minutes: number } | { readonly hours: number } | { readonly dayAt: `${number}:${number}` }

export type Job<P = unknown> = {
  readonly name: string
  /** Ids and little else: the queue is no place for what a tenant keeps. */
  readonly payload: z.ZodMiniType<P>
  /** Tries in all before it is dead; 25 unless told. */
  readonly attempts?: number
  /** Comes back by itself, with the payload `{}`. However many processes there are, it comes once. */
  readonly every?: Every
  /**
   * Does the work. Throws to be tried again after a growing wait (e^attempt seconds: 3 s, 7 s, 20 s … 6 h).
   * May be called twice for one job, when a process dies between the work and the word that it is done.
   */
  readonly work: (parts: Parts, payload: P, run: JobRun) => Promise<void>
}

/** A job of any payload, as a list of jobs holds it: each knows its own. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a payload is parsed by the schema of its own job
export type AnyJob = Job<any>

export const defineJob = <P>(job: Job<P>): Job<P> => job
