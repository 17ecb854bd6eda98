/** Access reviews: everybody of a site, a desk or the tenant is kept, reduced or deactivated by a reviewer, and it is kept who decided what (HOUSE-5). */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { afterId, afterOf, limitUpTo } from '../../contract/page.ts'
import { holdsMore, refused } from '../changes/contract.ts'
import { problem } from '../../contract/problem.ts'
import { id as numberedId, text } from '../users/fields/schemas.ts'
import { repeat, undecidedBecome } from './contract/schedules.ts'

export const decisions = ['keep', 'reduce', 'deactivate'] as const
export type Decision = (typeof decisions)[number]

/** What makes somebody worth a second look, the gravest first, each with its weight in the order of rows. */
export const hintWeights = {
  superuser: 16,
  'administrator-without-two-step': 8,
  'never-signed-in': 4,
  unseen: 2,
  'no-queue': 1,
} as const
export type Hint = keyof typeof hintWeights
export const hints = Object.keys(hintWeights) as Hint[]
/** A sign-in longer ago than this many days is a hint. */
export const UNSEEN_DAYS = 60
/** Whoever was made so many days ago and never signed in. */
export const NEVER_DAYS = 14

const user = z.object({ id: z.uuid(), name: z.string() })
const count = z.int().check(z.nonnegative())

export const review = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Null for the whole reach of whoever started it. */
  sites: z.nullable(z.array(z.int())),
  desks: z.nullable(z.array(z.int())),
  reviewer: user,
  delegate: z.nullable(user),
  startedBy: z.object({ name: z.string() }),
  startedAt: z.iso.datetime(),
  /**
   * The last day in the tenant's time zone; the day after, whoever is undecided becomes `undecided`, and the review is closed. With
   * `wait` it stays open until everybody is decided.
   */
  dueOn: z.iso.date(),
  undecided: z.enum(undecidedBecome),
  people: count,
  risky: count,
  decided: count,
  riskyDecided: count,
  closedAt: z.nullable(z.iso.datetime()),
  /** Null while it is open, and where its day was over. */
  closedBy: z.nullable(z.string()),
  /** Whether the one who asks is reviewer or delegate of it while it is open, and whether they may close it now. */
  mayDecide: z.boolean(),
  mayClose: z.boolean(),
  /** Somebody undecided is for the one who asks to decide. */
  waits: z.boolean(),
  /** Still open, and its last day is over. */
  overdue: z.boolean(),
  /** What it came of; null where it was started by hand and comes back no more. */
  schedule: z.nullable(z.uuid()),
})
export type Review = z.output<typeof review>

const said = z.object({
  decision: z.enum(decisions),
  /** Names of the roles to take, where they were chosen. */
  roles: z.nullable(z.array(z.string())),
  note: z.nullable(z.string()),
  by: z.string(),
  at: z.iso.datetime(),
})
export const reviewRow = z.object({
  user: z.object({ id: z.uuid(), name: z.string(), username: z.string() }),
  /** As it was when the review was started. */
  lastSeenAt: z.nullable(z.iso.datetime()),
  /** Whole days from the last sign-in to the start; null for whoever never signed in. */
  unseenDays: z.nullable(count),
  twoStep: z.boolean(),
  roles: z.array(z.object({ id: z.int(), name: z.string() })),
  queues: z.array(z.string()),
  hints: z.array(z.enum(hints)),
  /** The last word, which stands. */
  decided: z.nullable(said),
  /** Words that were replaced by a later one, the first one first. */
  earlier: z.array(said),
  /** Whether it is for the one who asks to decide. */
  mine: z.boolean(),
  /** A plan of this review changed the user. */
  changed: z.boolean(),
})
export type ReviewRow = z.output<typeof reviewRow>

export const reviewPlan = z.object({
  /** Of the plan, and of the job when it runs. */
  id: z.uuid(),
  decision: z.enum(['reduce', 'deactivate']),
  people: count,
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
})
export type ReviewPlan = z.output<typeof reviewPlan>

export const nobodyToReview = problem(
  'nobody-to-review',
  422,
  'There is nobody to review',
  'Choose a site or desk where somebody works who is active or pending.',
)
export const reviewOver = problem(
  'review-over',
  409,
  'This review is closed',
  'What was decided stands. Start another review to decide anew.',
)
export const reviewOpen = problem('review-open', 409, 'This review is still open', 'Close the review first.')
export const riskyFirst = problem(
  'risky-first',
  409,
  'Users with a hint are not all decided',
  'Decide each user with a hint first; then the rest can be kept at once.',
)
export const stillUndecided = problem(
  'still-undecided',
  409,
  'Not everybody is decided yet',
  'Decide the rest, or let whoever started the review close it: the undecided become what was said at the start.',
)
export const nothingToPlan = problem(
  'nothing-to-plan',
  409,
  'There is nothing to plan',
  'Nobody was decided so, or no roles to take were chosen: change those users one by one.',
)

const numbered = z.array(numberedId).check(z.minLength(1), z.maxLength(200))

/**
 * Freezes everybody who is active or pending in these sites, in these desks, or in one's whole reach, as they are now. Reviewer and
 * delegate are active users who see users everywhere there; each of them for whom somebody waits is told by mail. With `repeat`
 * the next ones are started by themselves, as long before their last day as this one.
 */
export const startReview = endpoint({
  method: 'POST',
  path: '/reviews',
  permission: 'reviews.manage',
  summary: 'Start an access review',
  body: z
    .strictObject({
      name: text({ what: 'The name', max: 100 }),
      sites: z.optional(numbered),
      desks: z.optional(numbered),
      reviewer: z.uuid('Choose a user.'),
      delegate: z.optional(z.nullable(z.uuid('Choose a user.'))),
      dueOn: z.iso.date('Write the day like 2026-12-31.'),
      undecided: z.enum(undecidedBecome),
      repeat: z.optional(repeat),
    })
    .check(
      z.refine((body) => body.repeat === undefined || body.name.trim().length <= 80, {
        error: 'The name is at most 80 characters long, since each month is written behind it.',
        path: ['name'],
      }),
      z.refine((body) => body.sites === undefined || body.desks === undefined, {
        error: 'Choose sites or desks, not both.',
        path: ['desks'],
      }),
    ),
  answers: { 201: review },
  problems: [nobodyToReview],
})

/**
 * One's own, as reviewer, delegate or starter; whoever holds `reviews.manage` for the whole tenant sees all. Newest first. With
 * `attention` those alone that wait for the one who asks, or are overdue.
 */
export const listReviews = endpoint({
  method: 'GET',
  path: '/reviews',
  permission: 'users.read',
  summary: 'List access reviews',
  query: z.strictObject({ which: z.optional(z.literal('attention')), limit: limitUpTo(200), after: afterId }),
  answers: { 200: z.object({ items: z.array(review), next: z.nullable(z.string()) }) },
})
export const readReview = endpoint({
  method: 'GET',
  path: '/reviews/{id}',
  permission: 'users.read',
  summary: 'Read an access review, how far it is, and the plans made of it',
  answers: { 200: z.extend(review, { plans: z.array(reviewPlan) }) },
})
/** Those with the gravest hints first. */
export const listReviewRows = endpoint({
  method: 'GET',
  path: '/reviews/{id}/rows',
  permission: 'users.read',
  summary: 'List the users of an access review',
  query: z.strictObject({
    which: z.optional(z.enum(['decided', 'undecided', 'risky'])),
    limit: limitUpTo(200),
    after: afterOf(/^\d{1,2}\.[0-9a-f-]{36}$/),
  }),
  answers: { 200: z.object({ items: z.array(reviewRow), next: z.nullable(z.string()) }) },
})
export type RowsAsked = z.output<NonNullable<typeof listReviewRows.query>>

const note = text({ what: 'The note', max: 1000, lines: true })
/** Some users, or all the rest. Of two who decide the same user the last word stands, and both are kept. */
export const decideReview = endpoint({
  method: 'POST',
  path: '/reviews/{id}/decisions',
  permission: 'users.read',
  summary: 'Decide users of an access review',
  body: z
    .strictObject({
      users: z.optional(z.array(z.uuid()).check(z.minLength(1, 'Name at least one user.'), z.maxLength(1000))),
      /** Instead of `users`: everybody who is left, which is to keep them, once all with a hint are decided. */
      rest: z.optional(z.literal(true)),
      decision: z.enum(decisions),
      note: z.optional(z.nullable(note)),
      /** Those to take, with `reduce`; left out, somebody looks at the user. */
      roles: z.optional(numbered),
    })
    .check(
      z.refine(({ users, rest }) => (users === undefined) !== (rest === undefined), {
        error: 'Name users, or the rest.',
        path: ['users'],
      }),
      z.refine(({ rest, decision }) => rest === undefined || decision === 'keep', {
        error: 'The rest can only be kept. Name the users for anything else.',
        path: ['decision'],
      }),
      z.refine(({ decision, note: why }) => decision === 'keep' || typeof why === 'string', {
        error: 'Say why in a note.',
        path: ['note'],
      }),
      z.refine(({ decision, roles }) => decision === 'reduce' || roles === undefined, {
        error: 'Roles are taken by reducing.',
        path: ['roles'],
      }),
    ),
  answers: { 200: review },
  problems: [reviewOver, riskyFirst],
})
/** By the reviewer or delegate once everybody is decided; by whoever started it or manages reviews at any time. */
export const closeReview = endpoint({
  method: 'POST',
  path: '/reviews/{id}/close',
  permission: 'users.read',
  summary: 'Close an access review',
  answers: { 200: review },
  problems: [reviewOver, stillUndecided],
})
/** Previews what was decided, as whoever asks: each plan is looked at and run like any other. One plan for each set of roles to take. */
export const planReview = endpoint({
  method: 'POST',
  path: '/reviews/{id}/plans',
  permission: 'users.read',
  summary: 'Plan what an access review decided',
  body: z.strictObject({ decision: z.enum(['reduce', 'deactivate']) }),
  answers: { 201: z.object({ items: z.array(reviewPlan) }) },
  problems: [reviewOpen, nothingToPlan, refused, holdsMore],
})
/** Every word of everybody, as CSV in UTF-8. */
export const downloadReview = endpoint({
  method: 'GET',
  path: '/reviews/{id}/record.csv',
  permission: 'users.read',
  summary: 'Download the record of an access review as CSV',
  answers: { 200: z.string() },
})
