/** Who is there, and what they are doing: facts that are never mixed (SPEC 2, "availability"). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'

/** What somebody is doing, as the systems around tell it. */
export const activeStates = ['available', 'on-call', 'wrap-up', 'break'] as const
export const states = [...activeStates, 'offline'] as const
export type State = (typeof states)[number]
export type ActiveState = (typeof activeStates)[number]

const instant = z.iso.datetime()

/** Three facts: a live session of the console, a live registration of a telephone, and what the last word said. */
export const presence = z.object({
  signedIn: z.boolean(),
  /** Absent without the module `pbx`. */
  phone: z.optional(z.boolean()),
  /** Null when nobody said anything within the last day. */
  state: z.nullable(z.enum(states)),
  /** When that state began. */
  since: z.nullable(instant),
})
export type Presence = z.output<typeof presence>

/** Online is who has a live session or a live registration; whatever else was said changes nothing about it. */
export const isOnline = ({ signedIn, phone }: Presence): boolean => signedIn || phone === true

/** What one word says of somebody: what they are doing, or else only whether they are there. */
export const wordOf = (of: Presence): ActiveState | 'online' | 'offline' =>
  of.state !== null && of.state !== 'offline' ? of.state : isOnline(of) ? 'online' : 'offline'

export const MOST_ASKED = 200

/** For rows that are on a screen already: what changed is read again for those alone, and nothing moves. */
export const listPresence = endpoint({
  method: 'GET',
  path: '/presence',
  permission: 'users.read',
  summary: 'Who of these users is there, and what they are doing',
  query: z.strictObject({
    /** Ids of users, with commas, 200 at most; who is out of sight is left out of the answer. */
    ids: z
      .string()
      .check(
        z.regex(
          /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){0,199}$/,
          'Name up to 200 users by their ids, with commas.',
        ),
      ),
  }),
  answers: { 200: z.object({ items: z.array(z.extend(presence, { id: z.uuid() })) }) },
})
