/** Jobs: plans that run or ran; their progress, their report, and taking them back (BULK-3, BULK-4). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { afterId, limitUpTo } from '../../../contract/page.ts'
import { problem } from '../../../contract/problem.ts'
import { holdsMore, refused } from '../contract.ts'
import { pageQuery, plan, reason } from './plans.ts'

/** For so long after a job can it be taken back, and a deleted user be restored. */
export const UNDO_DAYS = 30

export const outcomes = ['changed', 'already', 'skipped', 'failed', 'left'] as const
export type JobOutcome = (typeof outcomes)[number]
const counted = z.int().check(z.nonnegative())

export const job = z.object({
  id: z.uuid(),
  action: z.string(),
  label: z.string(),
  params: z.unknown(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  by: z.object({ kind: z.enum(['user', 'key', 'system']), id: z.string(), name: z.string() }),
  startedAt: z.iso.datetime(),
  /** Seconds until it begins, where it leaves the building and can be stopped until then; null once it began. */
  startsIn: z.nullable(z.int()),
  endedAt: z.nullable(z.iso.datetime()),
  /** `total` is the sum of the others; `left` are those whom it has not come to, or never will. */
  counts: z.object({
    total: counted,
    changed: counted,
    already: counted,
    skipped: counted,
    failed: counted,
    left: counted,
  }),
  /** Everybody or nobody: what it writes is kept at its end, or taken back whole. */
  allOrNothing: z.boolean(),
  /** Of a run that is all or nothing, while it runs: how many are written so far and not kept yet. Null of any other. */
  written: z.nullable(counted),
  /** People in a second, over the last ten seconds; null while nothing is known, and when it is over. */
  rate: z.nullable(z.number()),
  secondsLeft: z.nullable(z.number()),
  /** Until when it can be taken back; null when it cannot. */
  undoUntil: z.nullable(z.iso.datetime()),
  notUndone: z.array(z.enum(['sessions', 'mails', 'passwords'])),
  /** The job that this one put back. */
  reverses: z.nullable(z.uuid()),
})
export type JobView = z.output<typeof job>

export const reportedPerson = z.object({
  id: z.uuid(),
  name: z.nullable(z.string()),
  username: z.nullable(z.string()),
  /** Known by the row of an import alone. */
  staged: z.optional(z.literal(true)),
  outcome: z.enum(outcomes),
  reason: z.nullable(z.string()),
  says: z.nullable(z.string()),
})
export type ReportedPerson = z.output<typeof reportedPerson>

/** How many of a job were left alone for one reason. */
export const reportedReason = z.object({
  outcome: z.enum(outcomes),
  reason: z.string(),
  says: z.string(),
  people: counted,
})
export type ReportedReason = z.output<typeof reportedReason>

export const jobOver = problem(
  'job-over',
  409,
  'This job is over',
  'What it did stays. Use undo to take it back, where that is offered.',
)
export const notUndoable = problem(
  'not-undoable',
  409,
  'This cannot be taken back',
  'The detail says why: it still runs, it is older than 30 days, or what it did cannot be undone, such as ending sessions.',
)
export const nothingFailed = problem(
  'nothing-failed',
  409,
  'Nobody failed in this job',
  'There is nothing to try again. Whoever was skipped was skipped for a reason that the report names.',
)

/** One's own; and all of the tenant for those who may read the whole change log. */
export const listJobs = endpoint({
  method: 'GET',
  path: '/jobs',
  permission: 'users.read',
  summary: 'List jobs, newest first',
  query: z.strictObject({
    state: z.optional(z.enum(['running'])),
    limit: limitUpTo(100),
    after: afterId,
  }),
  answers: { 200: z.object({ items: z.array(job), next: z.nullable(z.string()) }) },
})
export const readJob = endpoint({
  method: 'GET',
  path: '/jobs/{id}',
  permission: 'users.read',
  summary: 'Read a job: how far it is, and what came of it',
  answers: { 200: job },
})
export const listJobPeople = endpoint({
  method: 'GET',
  path: '/jobs/{id}/people',
  permission: 'users.read',
  summary: 'List the users of a job with what came of each',
  query: pageQuery(outcomes),
  answers: { 200: z.object({ items: z.array(reportedPerson), next: z.nullable(z.string()) }) },
})
/** Why people were left alone, each reason with their number; the one that most share comes first. */
export const listJobReasons = endpoint({
  method: 'GET',
  path: '/jobs/{id}/reasons',
  permission: 'users.read',
  summary: 'Count the users of a job by outcome and reason',
  answers: { 200: z.object({ items: z.array(reportedReason) }) },
})
/** The same, whole, as CSV (RFC 4180) in UTF-8; a cell that begins like a formula is made harmless. */
export const downloadJobPeople = endpoint({
  method: 'GET',
  path: '/jobs/{id}/people.csv',
  permission: 'users.read',
  summary: 'Download the report of a job',
  query: z.strictObject({ outcome: z.optional(z.enum(outcomes)), reason }),
  answers: { 200: z.string() },
})
/** What is done stays done and no further batch is begun; what is all or nothing is taken back. */
export const cancelJob = endpoint({
  method: 'POST',
  path: '/jobs/{id}/cancel',
  permission: 'users.read',
  summary: 'Cancel a job',
  answers: { 200: job },
  problems: [jobOver],
})
/** Plans the reverse of what the job changed; run it as any other plan. */
export const undoJob = endpoint({
  method: 'POST',
  path: '/jobs/{id}/undo',
  permission: 'users.read',
  summary: 'Plan to take back what a job changed',
  answers: { 201: plan },
  problems: [notUndoable, refused, holdsMore],
})
/** Plans the same action for those who failed, or for those of them who failed for one reason. */
export const retryJob = endpoint({
  method: 'POST',
  path: '/jobs/{id}/retry',
  permission: 'users.read',
  summary: 'Plan a job again for the users who failed',
  body: z.optional(z.strictObject({ reason })),
  answers: { 201: plan },
  problems: [nothingFailed, refused, holdsMore],
})
