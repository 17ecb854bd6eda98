/**
 * Plans: what an action would do to many people, before it is done (BULK-1, BULK-2). A plan is good for 30 minutes and for
 * one run; the run is the job of the same id (`jobs.ts`).
 */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { afterId, limitUpTo } from '../../../contract/page.ts'
import { problem } from '../../../contract/problem.ts'
import { filterNames, type FilterName } from '../../users/contract/filters.ts'
import { id as siteId } from '../../users/fields/schemas.ts'
import { holdsMore, refused } from '../contract.ts'

/** So many people at most are named by their ids; whoever wants more describes them. */
export const MOST_IDS = 10_000
/** Beyond so many people, what is destructive asks for their number (BULK-2, SPEC 4.5). */
export const CONFIRM_BEYOND = 10

const ids = z.array(z.uuid()).check(z.maxLength(MOST_IDS, `Name at most ${MOST_IDS} people, or describe them.`))
const except = z.optional(ids)
const filterTexts = Object.fromEntries(
  filterNames.map((n) => [n, z.optional(z.string().check(z.maxLength(4000)))]),
) as { [N in FilterName]: z.ZodMiniOptional<z.ZodMiniString> }

/** These people; those whom the list would show; those of some sites; everybody. Always within what one may see. */
export const target = z.union(
  [
    z.strictObject({ ids: ids.check(z.minLength(1, 'Name at least one user.')) }),
    z.strictObject({
      matching: z.strictObject({
        search: z.optional(z.string().check(z.maxLength(200))),
        /** Each filter in the text that the list's address has: `{"status": "any:active"}`. */
        filters: z.optional(z.strictObject(filterTexts)),
      }),
      except,
    }),
    z.strictObject({ sites: z.array(siteId).check(z.minLength(1), z.maxLength(1000)), except }),
    z.strictObject({ everyone: z.literal(true), except }),
  ],
  { error: 'A target is {ids}, {matching}, {sites} or {everyone: true}.' },
)
export type Target = z.output<typeof target>

export const planStates = ['planning', 'ready', 'running', 'done', 'cancelled', 'failed', 'expired'] as const
const counted = z.int().check(z.nonnegative())

/** What goes with the change, as sums over the people; what the action has nothing to do with is absent. */
const sums = z.object({
  sessionsEnded: z.optional(counted),
  registrationsDropped: z.optional(counted),
  queuesLeft: z.optional(counted),
  /** Places in queues that come back with what is put back. */
  queuesJoined: z.optional(counted),
  leadsUnassigned: z.optional(counted),
  leadsHandedOver: z.optional(counted),
  /** What of the dialer these people have now, whatever becomes of it. */
  leadsHeld: z.optional(counted),
  callbacksHeld: z.optional(counted),
  membershipsLost: z.optional(counted),
  rolesLost: z.optional(counted),
})
export type Sums = z.output<typeof sums>
export const impact = z.extend(sums, {
  /** Queues that would have fewer active agents than they need, or none, those that lack most first: some of them, and how many there are. */
  queuesBelow: z.optional(
    z.object({
      total: counted,
      first: z.array(z.object({ id: z.int(), name: z.string(), left: counted, minimum: counted })),
    }),
  ),
})
export type Impact = z.output<typeof impact>

export const plan = z.object({
  id: z.uuid(),
  action: z.string(),
  label: z.string(),
  params: z.unknown(),
  state: z.enum(planStates),
  madeAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** While it is planned: how much of the tenant is looked at, from 0 to 1. */
  progress: z.number(),
  /** `total` is `will` + `already` + `skipped`. `unseen`: asked for by id, and nobody whom you can see. */
  counts: z.object({ total: counted, will: counted, already: counted, skipped: counted, unseen: counted }),
  reasons: z.array(z.object({ reason: z.string(), says: z.string(), people: counted })),
  impact,
  /** How many of these people were changed since it was planned; the run leaves them alone. */
  moved: counted,
  /** The run asks for this number in `confirm`; null when it asks for none. */
  confirm: z.nullable(counted),
  /** The job that this plan puts back. */
  reverses: z.nullable(z.uuid()),
  /** What cannot be taken back of it. */
  notUndone: z.array(z.enum(['sessions', 'mails', 'passwords'])),
})
export type Plan = z.output<typeof plan>

export const fieldChange = z.object({
  field: z.string(),
  label: z.string(),
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
})
export const plannedPerson = z.object({
  id: z.uuid(),
  /** Null where the person is out of sight by now, or erased. */
  name: z.nullable(z.string()),
  username: z.nullable(z.string()),
  /** Known by the row of an import alone: not there yet, or never. */
  staged: z.optional(z.literal(true)),
  outcome: z.enum(['will', 'already', 'skipped']),
  reason: z.nullable(z.string()),
  says: z.nullable(z.string()),
  /** What would change; null when somebody else is changing these people just now. */
  changes: z.nullable(z.array(fieldChange)),
})
export type PlannedPerson = z.output<typeof plannedPerson>

export const planNotReady = problem(
  'plan-not-ready',
  409,
  'This plan cannot be run now',
  'The member `state` says how it stands: wait until it is ready; one that ran or was cancelled is planned anew.',
)
export const planExpired = problem(
  'plan-expired',
  409,
  'This plan is too old',
  'A plan is good for 30 minutes. Plan it again: people may have changed meanwhile.',
)
export const confirmationNeeded = problem(
  'confirmation-needed',
  422,
  'Confirm the number of people',
  'Send the number of people who will change in `confirm`; the member `expected` names it.',
)

/** One of the reasons that a plan or a job names. */
export const reason = z.optional(z.string().check(z.maxLength(60)))

export const pageQuery = <const O extends readonly [string, ...string[]]>(outcomes: O) =>
  z.strictObject({
    outcome: z.optional(z.enum(outcomes)),
    reason,
    limit: limitUpTo(100),
    after: afterId,
  })

/** Up to 1,000 people are planned at once; more in the background, with the state `planning` until then. */
export const createPlan = endpoint({
  method: 'POST',
  path: '/plans',
  permission: 'users.read',
  summary: 'Plan an action on many users',
  body: z.strictObject({ action: z.string().check(z.maxLength(60)), params: z.optional(z.unknown()), target }),
  answers: { 201: plan },
  problems: [refused, holdsMore],
})
/** A plan is seen by whoever made it. */
export const readPlan = endpoint({
  method: 'GET',
  path: '/plans/{id}',
  permission: 'users.read',
  summary: 'Read a plan: how many will change, how many will not, and why',
  answers: { 200: plan },
})
export const listPlanPeople = endpoint({
  method: 'GET',
  path: '/plans/{id}/people',
  permission: 'users.read',
  summary: 'List the users of a plan, with what would change of each',
  query: pageQuery(['will', 'already', 'skipped']),
  answers: { 200: z.object({ items: z.array(plannedPerson), next: z.nullable(z.string()) }) },
  problems: [planNotReady],
})
/** Once: of two who run it at the same moment, one is told that it ran. The job has the id of the plan. */
export const runPlan = endpoint({
  method: 'POST',
  path: '/plans/{id}/run',
  permission: 'users.read',
  summary: 'Run a plan',
  body: z.optional(z.strictObject({ confirm: z.optional(z.int()) })),
  answers: { 202: z.object({ job: z.uuid() }) },
  problems: [planNotReady, planExpired, confirmationNeeded, refused, holdsMore],
})
