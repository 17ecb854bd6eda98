/** The live board of a room, and the day of one person. */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { activeStates, states } from './presence.ts'

const instant = z.iso.datetime()
export const boardStates = [...activeStates, 'online'] as const
export type BoardState = (typeof boardStates)[number]
/** So many of each state are named, those who have been in it the longest. */
export const MOST_NAMED = 40

const counts = z.object(
  Object.fromEntries([...boardStates, 'offline'].map((state) => [state, z.int()])) as Record<
    BoardState | 'offline',
    z.ZodMiniInt
  >,
)
export const boardPerson = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(boardStates),
  /** When the state began; of somebody of whom no more is known than that they are online, null. */
  since: z.nullable(instant),
})
export type BoardPerson = z.output<typeof boardPerson>

/** How many of those who are assigned to a queue could take its calls now, or take one already, and how many it needs. */
export const staffing = z.object({ id: z.int(), name: z.string(), there: z.int(), needed: z.int() })
export type Staffing = z.output<typeof staffing>

const ids = (what: string) =>
  z.optional(
    z.string().check(z.regex(/^[1-9]\d{0,8}(,[1-9]\d{0,8}){0,99}$/, `Name ${what} by their ids, with commas.`)),
  )

/** Active users alone. Whoever sees a part of the tenant sees that part of it. */
export const readBoard = endpoint({
  method: 'GET',
  path: '/presence/board',
  permission: 'activity.read',
  summary: 'How many are available, on a call, in wrap-up, on a break, and who',
  query: z.strictObject({ site: ids('sites'), desk: ids('desks') }),
  answers: {
    200: z.object({
      counts,
      people: z.array(boardPerson),
      /**
       * Queues that need somebody, those that lack most first. Absent without the module `queues`, for whoever sees a part of the
       * tenant, and on the board of a site or desk: it would count a part of the people.
       */
      queues: z.optional(z.array(staffing)),
      /** The server’s clock. */
      at: instant,
      /** When the session that asks ends unless somebody does something; absent for API keys. */
      sessionEndsAt: z.optional(instant),
    }),
  },
})
export type Board = z.output<(typeof readBoard)['answers'][200]>

export const span = z.object({ state: z.enum(states), from: instant, to: instant })
export type Span = z.output<typeof span>

/** Times of which nobody said anything are in no span. */
export const day = z.object({
  day: z.iso.date(),
  /** IANA, of the person: that is where the day begins and ends. */
  zone: z.string(),
  from: instant,
  to: instant,
  /** The present moment, while the day is not over. */
  now: z.nullable(instant),
  /** The first day that is still kept. */
  first: z.iso.date(),
  spans: z.array(span),
})
export type Day = z.output<typeof day>

export const readDay = endpoint({
  method: 'GET',
  path: '/users/{id}/availability',
  permission: 'activity.read',
  summary: 'What a user was doing on one day',
  query: z.strictObject({ day: z.optional(z.iso.date('Write a day like 2026-11-23.')) }),
  answers: { 200: day },
})
