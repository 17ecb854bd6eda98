/** What telephone systems and dialers send: availability and registrations, many at once, in any order, more than once. */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { states } from './presence.ts'

export const MOST_ROWS = 1000
const instant = z.iso.datetime({
  offset: true,
  error: 'Write a moment with its offset, like 2026-11-23T14:05:00+02:00.',
})
/** No name of ours holds a control character, and PostgreSQL keeps no NUL. */
const PRINTABLE = /^[^\p{Cc}]+$/u
const named = (what: string, most = 254) =>
  z.optional(
    z
      .string(`Write the ${what} as text.`)
      .check(z.maxLength(most), z.regex(PRINTABLE, `The ${what} holds a character that no name has.`)),
  )

/** A user goes by one of these; a row that gives none, or two, is refused. */
const who = {
  user: z.optional(z.uuid('The id of a user is a UUID.')),
  username: named('username'),
  /** As it is dialled, in any telephone system of the tenant. */
  extension: named('extension', 20),
  sipUsername: named('SIP username'),
}
const names = Object.keys(who) as (keyof typeof who)[]
const NAMED = z.refine<Partial<Record<keyof typeof who, unknown>>>(
  (row) => names.filter((name) => row[name] !== undefined).length === 1,
  {
    error: 'Name the user by one of user, username, extension and sipUsername.',
  },
)

export const availabilityWord = z
  .strictObject({
    ...who,
    state: z.enum(states, `A state is one of ${states.join(', ')}.`),
    /** When the state began; now unless told. */
    at: z.optional(instant),
  })
  .check(NAMED)

export const registration = z
  .strictObject({
    ...who,
    /** When it ends by itself. A moment that is over takes it away. */
    expiresAt: instant,
    /** When that was said; now unless told. */
    at: z.optional(instant),
    /** Which telephone it is, where somebody has several: any text of the sender's, such as the contact URI. */
    contact: named('contact', 200),
  })
  .check(NAMED)

/** Why a row was left out. */
export const refusals = {
  'does-not-fit': 'The row does not have the shape that is asked for.',
  'unknown-user': 'There is no such user that you may send for.',
  'several-users': 'Several users go by that. Name one by its id.',
  'not-active': 'The account of this user is not active.',
  'in-the-future': 'The moment lies more than five minutes ahead. Check the clock and the offset of the sender.',
  'too-old': 'That is longer ago than it is kept.',
  'too-long': 'A registration lasts seven days at most.',
} as const
export type Refusal = keyof typeof refusals

/** `known`: the same, or something newer, was known already. Every row is answered, in its place. */
const answer = z.object({
  taken: z.int(),
  known: z.int(),
  refused: z.int(),
  rows: z.array(
    z.object({
      index: z.int(),
      outcome: z.enum(['taken', 'known', 'refused']),
      reason: z.optional(z.enum(Object.keys(refusals) as Refusal[])),
      /** What is wrong with a refused row, in a sentence. */
      message: z.optional(z.string()),
    }),
  ),
})
export type FeedAnswer = z.output<typeof answer>

/** A row that does not fit is refused by itself: the others go in. */
const rows = <T extends z.ZodMiniType>(row: T) =>
  z.strictObject({
    rows: z
      .array(z.union([row, z.unknown()]))
      .check(z.minLength(1), z.maxLength(MOST_ROWS, `Send ${MOST_ROWS} rows at most.`)),
  })

export const sendAvailability = endpoint({
  method: 'POST',
  path: '/availability',
  permission: 'activity.send',
  summary: 'Say what users are doing: available, on a call, in wrap-up, on a break, offline',
  body: rows(availabilityWord),
  answers: { 200: answer },
})

export const sendRegistrations = endpoint({
  method: 'POST',
  path: '/registrations',
  permission: 'activity.send',
  summary: 'Say which telephones are registered, and until when',
  module: 'pbx',
  body: rows(registration),
  answers: { 200: answer },
})
