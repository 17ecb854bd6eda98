/** What people did (LOG-2): searched by time, kind, address and text; sent by the systems around; exported. */
import * as z from 'zod/mini'
import { endpoint } from '../../contract/endpoint.ts'
import { limitUpTo } from '../../contract/page.ts'
import { fieldChange } from '../history/contract.ts'
import { kind, kindNames } from './contract/kinds.ts'

export const activityItem = z.object({
  /** Of a line its own id; of a change, the id of the change set. */
  id: z.uuid(),
  at: z.iso.datetime(),
  kind,
  /** In words, such as "Signed in", or "Deactivated" of a change. */
  says: z.string(),
  /** Null where a try to sign in named nobody. */
  user: z.nullable(z.object({ id: z.uuid(), name: z.string(), username: z.string() })),
  /** What was said or written. */
  text: z.nullable(z.string()),
  address: z.nullable(z.string()),
  /** The system that sent it. */
  source: z.nullable(z.string()),
  /** Of a change: who made it, whether it is one that this user made to others, and each field of this user. */
  change: z.nullable(
    z.object({ by: z.string(), toOthers: z.boolean(), fields: z.array(fieldChange), origin: z.string() }),
  ),
})
export type ActivityItem = z.output<typeof activityItem>

const instant = z.iso.datetime({ offset: true, error: 'A time is written like 2026-11-23T09:00:00Z.' })
/** `from` is within, `to` is not; kinds by comma. */
const narrow = {
  from: z.optional(instant),
  to: z.optional(instant),
  kind: z.optional(
    z.string().check(
      z.refine((text) => text.split(',').every((name) => kindNames.some((known) => known === name)), {
        error: `Kinds are ${kindNames.join(', ')}, with commas.`,
      }),
    ),
  ),
  /** A single address, or a network such as 203.0.113.0/24. */
  address: z.optional(z.string().check(z.maxLength(60))),
  /** Words that all occur in the text, in any order; changes have no text. */
  text: z.optional(z.string().check(z.maxLength(200))),
}
export const narrowing = z.strictObject(narrow)
export type Narrowing = z.output<typeof narrowing>

const paged = z.strictObject({
  ...narrow,
  limit: limitUpTo(200),
  after: z.optional(z.string().check(z.maxLength(200))),
})
export type PageAsked = z.output<typeof paged>
const page = z.object({
  items: z.array(activityItem),
  /** Null at the end alone: with `searchedTo`, a page may have few items or none, and `next` leads on. */
  next: z.nullable(z.string()),
  /** Where what a page may cost was spent before it was full: so far back everything was looked at. */
  searchedTo: z.nullable(z.iso.datetime()),
})

export const listUserActivity = endpoint({
  method: 'GET',
  path: '/users/{id}/activity',
  permission: 'activity.read',
  summary: 'What a user did, newest first',
  query: paged,
  answers: { 200: page },
})
export const listActivity = endpoint({
  method: 'GET',
  path: '/activity',
  permission: 'activity.read',
  summary: 'What everybody in sight did, newest first',
  query: paged,
  answers: { 200: page },
})

export const downloadUserActivity = endpoint({
  method: 'GET',
  path: '/users/{id}/activity/file',
  permission: 'activity.read',
  summary: 'Download what a user did as CSV',
  query: narrowing,
  answers: { 200: z.string() },
})
export const downloadActivity = endpoint({
  method: 'GET',
  path: '/activity/file',
  permission: 'activity.read',
  summary: 'Download what everybody in sight did as CSV',
  query: narrowing,
  answers: { 200: z.string() },
})

/** For so many days the hours are counted where no time is named. */
export const HOURS_DAYS = 28
/** The longest time of which the hours are counted at once: a year and a day. What is asked for before that is left out. */
export const MOST_HOURS_DAYS = 366
/** How often something was done in each hour of the week, in the zone of the user. */
export const readUserHours = endpoint({
  method: 'GET',
  path: '/users/{id}/activity/hours',
  permission: 'activity.read',
  summary: 'How often a user did something, by weekday and hour',
  query: narrowing,
  answers: {
    200: z.object({
      timeZone: z.string(),
      /** What was counted; later than what was asked for where that is more than a year. */
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      /** Monday is 1 (ISO 8601), hours from 0; those without anything are left out. */
      hours: z.array(z.object({ weekday: z.int(), hour: z.int(), count: z.int() })),
    }),
  },
})

const counts = z.object({ kind, now: z.int(), hour: z.int(), today: z.int() })
/** So many minutes are "now". */
export const NOW_MINUTES = 5
export const readUserSummary = endpoint({
  method: 'GET',
  path: '/users/{id}/activity/summary',
  permission: 'activity.read',
  summary: `How often a user did something in the last ${NOW_MINUTES} minutes, this hour and today`,
  answers: { 200: z.object({ timeZone: z.string(), kinds: z.array(counts) }) },
})
