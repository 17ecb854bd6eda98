/** Access reviews that come back: every month or every quarter, of the same people by the same reviewer (HOUSE-5). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { changedMeanwhile, preconditionRequired } from '../../../contract/problem.ts'
import { text } from '../../users/fields/schemas.ts'

export const undecidedBecome = ['keep', 'deactivate', 'wait'] as const
export type Undecided = (typeof undecidedBecome)[number]

export const everyNames = ['month', 'quarter'] as const
export type EveryName = (typeof everyNames)[number]
/** Months from one turn to the next. */
export const monthsOf: Readonly<Record<EveryName, number>> = { month: 1, quarter: 3 }

/** Why a turn could not be started; it is tried every hour until it can. */
export const troubles = [
  'owner-gone',
  'reviewer-cannot-see',
  'delegate-cannot-see',
  'delegate-same',
  'delegate-needed',
  'sites-unknown',
  'desks-unknown',
  'nobody-to-review',
] as const
export type Trouble = (typeof troubles)[number]

const user = z.object({ id: z.uuid(), name: z.string() })
const day = z.iso.date('Write the day like 2026-12-31.')
/** So long is the name of what comes back: each review has its month beside it. */
const name = text({ what: 'The name', max: 80 })
const days = z.int().check(z.refine((n) => n >= 1 && n <= 366, { error: 'The days are a whole number from 1 to 366.' }))

/** Given when a review is started: the next one of the same people, and how often after that. */
export const repeat = z.strictObject({ every: z.enum(everyNames), nextOn: day })
export type Repeat = z.output<typeof repeat>

export const reviewSchedule = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Null for the whole reach of its owner. */
  sites: z.nullable(z.array(z.int())),
  desks: z.nullable(z.array(z.int())),
  reviewer: user,
  delegate: z.nullable(user),
  every: z.enum(everyNames),
  /** In the tenant's time zone. Later ones fall on the same day of the month, or on the last of a shorter one. */
  nextOn: z.iso.date(),
  /** From the start of each to its last day. */
  days: z.int(),
  undecided: z.enum(undecidedBecome),
  /** In whose name and reach each is started. */
  owner: z.object({ name: z.string() }),
  mine: z.boolean(),
  trouble: z.nullable(z.enum(troubles)),
  version: z.int(),
})
export type ReviewSchedule = z.output<typeof reviewSchedule>

/** One's own; whoever holds `reviews.manage` for the whole tenant sees all. The next one first. */
export const listReviewSchedules = endpoint({
  method: 'GET',
  path: '/review-schedules',
  permission: 'reviews.manage',
  summary: 'List the access reviews that come back',
  answers: { 200: z.object({ items: z.array(reviewSchedule) }) },
})
/** What is under way stays as it is. A turn that could not be started is tried again at once. */
export const editReviewSchedule = endpoint({
  method: 'PATCH',
  path: '/review-schedules/{id}',
  permission: 'reviews.manage',
  summary: 'Change an access review that comes back',
  ifMatch: true,
  body: z.strictObject({
    name: z.optional(name),
    reviewer: z.optional(z.uuid('Choose a user.')),
    delegate: z.optional(z.nullable(z.uuid('Choose a user.'))),
    every: z.optional(z.enum(everyNames)),
    nextOn: z.optional(day),
    days: z.optional(days),
    undecided: z.optional(z.enum(undecidedBecome)),
    /** From now on it is started in the name and reach of whoever asks. */
    mine: z.optional(z.literal(true)),
  }),
  answers: { 200: reviewSchedule },
  problems: [preconditionRequired, changedMeanwhile],
})
/** Reviews that were started of it stay. */
export const endReviewSchedule = endpoint({
  method: 'DELETE',
  path: '/review-schedules/{id}',
  permission: 'reviews.manage',
  summary: 'Let an access review come back no more',
  ifMatch: true,
  answers: { 204: z.undefined() },
  problems: [preconditionRequired, changedMeanwhile],
})
