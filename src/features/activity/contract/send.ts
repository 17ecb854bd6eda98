/** Calls, messages and notes from the systems around (LOG-2). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { sentKind } from './kinds.ts'

export const MOST_ROWS = 1000
export const MOST_TEXT = 2000

const short = (most: number, message: string) =>
  z.string(message).check(z.minLength(1, message), z.maxLength(most, message))

/** A row as it should be. Each is looked at by itself, so that a wrong one does not keep the others out. */
export const sentRow = z.strictObject({
  kind: sentKind,
  /** Whose it is: one of these three. */
  userId: z.optional(z.uuid('“userId” is the id of a user.')),
  username: z.optional(short(100, '“username” is text of 1 to 100 characters.')),
  extension: z.optional(short(20, '“extension” is text of 1 to 20 digits.')),
  /** Now, unless told. */
  at: z.optional(
    z.iso.datetime({ offset: true, error: '“at” is a time with its offset, such as 2026-11-23T09:00:00+01:00.' }),
  ),
  text: z.optional(
    z.string('“text” is text.').check(
      z.maxLength(MOST_TEXT, `“text” has at most ${MOST_TEXT} characters.`),
      z.refine((text) => !text.includes('\0'), { error: '“text” holds a NUL character.' }),
    ),
  ),
  /** Where from, IPv4 or IPv6. */
  address: z.optional(short(60, '“address” is an IPv4 or IPv6 address.')),
  /** What the sender calls itself, and what it calls this row: of the same two only the first is taken. */
  source: z.optional(short(60, '“source” is text of 1 to 60 characters.')),
  id: z.optional(short(200, '“id” is text of 1 to 200 characters.')),
})
export type SentRow = z.output<typeof sentRow>

const outcome = z.object({
  outcome: z.enum(['taken', 'already-there', 'refused']),
  /** Of one that was refused. */
  why: z.optional(z.string()),
})
export type Outcome = z.output<typeof outcome>

/** Answers each row, in the order in which they came. */
export const sendActivity = endpoint({
  method: 'POST',
  path: '/activity',
  permission: 'activity.send',
  summary: `Send calls, messages and notes of users, up to ${MOST_ROWS} at a time`,
  body: z.strictObject({
    /** Each `{ kind, userId | username | extension, at, text, address, source, id }` (docs/activity.md). */
    rows: z
      .array(z.unknown(), '“rows” is a list.')
      .check(
        z.minLength(1, 'Send at least one row.'),
        z.maxLength(MOST_ROWS, `Send at most ${MOST_ROWS} rows at a time.`),
      ),
  }),
  answers: {
    200: z.object({ taken: z.int(), alreadyThere: z.int(), refused: z.int(), rows: z.array(outcome) }),
  },
  bodyLimit: 8 * 1024 * 1024,
})
