/** What is counted from call records: calls handled, missed and talk time, by day and by user (LOG-4). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { afterOf, limitUpTo } from '../../../contract/page.ts'

/** The longest range that is asked for at once, in days. */
export const MOST_DAYS = 366
const DAY = /^\d{4}-\d\d-\d\d$/
/** A real day of the calendar, as `2026-03-14`; thirty days after it are one, too. */
export const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`)
  return (
    DAY.test(text) &&
    !Number.isNaN(at.getTime()) &&
    at.toISOString().startsWith(text) &&
    text >= '2000' &&
    text < '9000'
  )
}
const day = z.string().check(z.refine(isDay, { error: 'Write a day like 2026-03-14, from the year 2000 on.' }))

const figures = {
  /** All that came in or went out. */
  calls: z.int(),
  /** Those that were answered. */
  handled: z.int(),
  /** Those that came to the user and were not answered. */
  missed: z.int(),
  talkSeconds: z.int(),
}
export const callFigures = z.object(figures)
export type CallFigures = z.output<typeof callFigures>
const ofDay = z.object({ day: z.string(), ...figures })
export type DayFigures = z.output<typeof ofDay>

/** Both days are counted; without them, the last thirty days. A day is that of the user, in the time zone where they work. */
const range = { from: z.optional(day), to: z.optional(day) }
const answer = z.object({ from: z.string(), to: z.string(), totals: callFigures, days: z.array(ofDay) })
export type CallDays = z.output<typeof answer>

/** Days without any call are not among them. */
export const readUserCalls = endpoint({
  method: 'GET',
  path: '/users/{id}/calls',
  permission: 'calls.read',
  module: 'calls',
  summary: 'Calls of a user by day',
  query: z.strictObject(range),
  answers: { 200: answer },
})

export const readCallStatistics = endpoint({
  method: 'GET',
  path: '/calls/statistics',
  permission: 'calls.read',
  module: 'calls',
  summary: 'Calls of everybody by day',
  query: z.strictObject(range),
  answers: { 200: answer },
})

export const callSorts = { handled: 'Handled', missed: 'Missed', talk: 'Talk time', calls: 'Calls' } as const
export type CallSort = keyof typeof callSorts
const ofUser = z.object({
  id: z.uuid(),
  name: z.string(),
  site: z.string(),
  /** Users who were deleted keep their calls. */
  deleted: z.boolean(),
  ...figures,
})
export type UserFigures = z.output<typeof ofUser>

/** Who had any call, the greatest figure first. */
export const listCallsByUser = endpoint({
  method: 'GET',
  path: '/calls/statistics/users',
  permission: 'calls.read',
  module: 'calls',
  summary: 'Calls by user',
  query: z.strictObject({
    ...range,
    sort: z.optional(z.enum(Object.keys(callSorts) as [CallSort, ...CallSort[]])),
    limit: limitUpTo(200),
    after: afterOf(/^\d{1,15}\.[0-9a-f-]{36}$/),
  }),
  answers: { 200: z.object({ items: z.array(ofUser), next: z.nullable(z.string()), total: z.int() }) },
})

/** The same as CSV (RFC 4180) in UTF-8; a cell that begins like a formula is made harmless. */
export const downloadCallStatistics = endpoint({
  method: 'GET',
  path: '/calls/statistics/download',
  permission: 'calls.read',
  module: 'calls',
  summary: 'Calls by user or by day, as CSV',
  query: z.strictObject({ ...range, by: z.enum(['user', 'day']) }),
  answers: { 200: z.unknown() },
})
