/** Planned callbacks: who calls which lead, when, by the clock of which zone (HOUSE-3). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { afterOf, limitUpTo } from '../../../contract/page.ts'
import { changedMeanwhile, preconditionRequired, problem } from '../../../contract/problem.ts'
import { text, timeZone } from '../../users/fields/schemas.ts'
import { targetOf } from './target.ts'

export const callbackStates = ['planned', 'done', 'cancelled'] as const
export type CallbackState = (typeof callbackStates)[number]

export const callback = z.object({
  id: z.uuid(),
  lead: z.object({ id: z.uuid(), name: z.string(), phone: z.nullable(z.string()) }),
  /** Who calls; null where the lead is nobody's. */
  user: z.nullable(
    z.object({
      id: z.uuid(),
      name: z.string(),
      /** In which they work: their own, else that of their site. */
      timeZone: z.string(),
    }),
  ),
  dueAt: z.iso.datetime(),
  /** The zone in which the time was said. */
  timeZone: z.string(),
  note: z.nullable(z.string()),
  state: z.enum(callbackStates),
  /** Planned, and its time is over. */
  overdue: z.boolean(),
  version: z.int(),
})
export type Callback = z.output<typeof callback>

export const callbackOver = problem(
  'callback-over',
  409,
  'This callback is done or cancelled',
  'Plan a new one for the lead.',
)

const note = z.nullable(text({ what: 'The note', max: 1000, lines: true }))
/** By the clock of the zone, without an offset: `2027-03-28T15:30`. */
const at = z
  .string()
  .check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'Choose a day and a time, such as 2027-03-28T15:30.'))
/** Which of the two, where the clock goes back and shows a time twice; the earlier one unless told. */
const occurrence = z.optional(z.enum(['earlier', 'later']))
const instant = z.iso.datetime({ offset: true, error: 'A moment is written like 2027-03-28T15:30:00Z.' })
/** Which callbacks are meant; those of everybody in reach, and of nobody, unless told. */
const wanted = {
  /** The id of a user, or `nobody`. */
  user: z.optional(z.union([z.uuid(), z.literal('nobody')], { error: 'user is the id of a user, or “nobody”.' })),
  lead: z.optional(z.uuid()),
  /** The zone in which the time was said. */
  timeZone: z.optional(timeZone),
  overdue: z.optional(z.enum(['yes'])),
  /** Due at that moment or later, and before that one. */
  from: z.optional(instant),
  before: z.optional(instant),
} as const
export type CallbacksFound = {
  user?: string | undefined
  lead?: string | undefined
  timeZone?: string | undefined
  overdue?: 'yes' | undefined
  from?: string | undefined
  before?: string | undefined
}
const MOST_CALLBACK_IDS = 1000

/** These callbacks, or all that the list would show; of those the planned ones. */
export const callbackTarget = targetOf('callback', MOST_CALLBACK_IDS, wanted)
export type CallbackTarget = z.output<typeof callbackTarget>

/** What is due first comes first; planned ones unless told. */
export const listCallbacks = endpoint({
  method: 'GET',
  path: '/callbacks',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'List planned callbacks',
  query: z.strictObject({
    ...wanted,
    state: z.optional(z.enum(callbackStates)),
    limit: limitUpTo(200),
    after: afterOf(/^\d{1,15}\.[0-9a-f-]{36}$/),
  }),
  answers: { 200: z.object({ items: z.array(callback), next: z.nullable(z.string()), total: z.int() }) },
})
/** For calendars: whatever changed since the cursor of an earlier answer, cancelled ones too, the oldest change first. */
export const listCallbackChanges = endpoint({
  method: 'GET',
  path: '/callbacks/changes',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'List callbacks that changed since an earlier answer',
  query: z.strictObject({
    limit: limitUpTo(200),
    after: afterOf(/^\d{1,20}\.[0-9a-f-]{36}$/),
  }),
  answers: { 200: z.object({ items: z.array(callback), next: z.nullable(z.string()) }) },
})
/** For whoever has the lead, unless told otherwise. */
export const planCallback = endpoint({
  method: 'POST',
  path: '/callbacks',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Plan a callback',
  body: z.strictObject({
    lead: z.uuid(),
    at,
    timeZone,
    occurrence,
    user: z.optional(z.uuid()),
    note: z.optional(note),
  }),
  answers: { 201: callback },
})
/** Moves it, hands it over, says that it is done, or cancels it. */
export const editCallback = endpoint({
  method: 'PATCH',
  path: '/callbacks/{id}',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Move, hand over, finish or cancel a callback',
  ifMatch: true,
  body: z
    .strictObject({
      at: z.optional(at),
      timeZone: z.optional(timeZone),
      occurrence,
      user: z.optional(z.uuid()),
      note: z.optional(note),
      state: z.optional(z.enum(['done', 'cancelled'])),
    })
    .check(
      z.refine((body) => body.at !== undefined || (body.timeZone === undefined && body.occurrence === undefined), {
        error: 'A zone comes with the time that is said in it.',
        path: ['at'],
      }),
    ),
  answers: { 200: callback },
  problems: [callbackOver, preconditionRequired, changedMeanwhile],
})
/** Planned ones. The leads stay where they are. */
export const handOverCallbacks = endpoint({
  method: 'POST',
  path: '/callbacks/hand-over',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Hand planned callbacks over to another user',
  body: z.strictObject({
    target: z.union([callbackTarget, z.strictObject({ user: z.uuid() })], {
      error: 'A target is {ids}, {matching} or {user}.',
    }),
    to: z.uuid(),
  }),
  answers: { 200: z.object({ moved: z.int() }) },
})
/** To a time by the clock of the zone in which each was said; who calls stays. */
export const moveCallbacks = endpoint({
  method: 'POST',
  path: '/callbacks/move',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Move planned callbacks to another time',
  body: z.strictObject({ target: callbackTarget, at }),
  answers: { 200: z.object({ moved: z.int() }) },
})
/** None of them comes back. */
export const endCallbacks = endpoint({
  method: 'POST',
  path: '/callbacks/end',
  permission: 'leads.manage',
  module: 'dialer',
  summary: 'Say that planned callbacks are done, or cancel them',
  body: z.strictObject({ target: callbackTarget, state: z.enum(['done', 'cancelled']) }),
  answers: { 200: z.object({ ended: z.int() }) },
})
