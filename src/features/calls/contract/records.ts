/** Call records as senders send them, and what becomes of each (LOG-4; docs/calls.md). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'

export const directions = ['inbound', 'outbound', 'internal'] as const
export type Direction = (typeof directions)[number]
export const outcomes = ['answered', 'unanswered', 'busy', 'failed', 'voicemail'] as const
export type Outcome = (typeof outcomes)[number]

/** By what a record names its agent. A `phone` is an extension or a SIP name. */
export const agentKinds = {
  user: 'user',
  username: 'username',
  extension: 'extension',
  sip: 'SIP name',
  phone: 'phone',
} as const
export type AgentKind = keyof typeof agentKinds

/** Why a record is kept aside, and the sentence that says how to mend it. */
export const causes = {
  'no-id': 'The record has no id of its own. Send one, so that a repeat is not counted twice.',
  'no-agent': 'The record names no agent. Send the user, username, extension or SIP name.',
  'unknown-agent': 'Nobody here is called that. Say whose calls these are.',
  'ambiguous-agent': 'Several users are called that. Say whose calls these are.',
  'bad-time': 'A time cannot be read. Send it like 2026-03-14T09:26:53+02:00, with four digits for the year.',
  'no-such-time': 'Clocks were put forward over this time. Check the time zone of the file.',
  future: 'The call begins in the future. Check the clock and the time zone of the sender.',
  order: 'The call ends or is answered before it begins.',
  'bad-length': 'The talk time is negative, no number, or longer than the call.',
  unreadable:
    'Its direction, outcome, revision or user id is none that there is, or a text is too long or has control characters.',
} as const
export type Cause = keyof typeof causes
export const causeNames = Object.keys(causes) as [Cause, ...Cause[]]

const anything = z.optional(z.unknown())
/**
 * One call of one agent. Times are ISO 8601 with an offset. A record that makes no sense is kept aside and named in the
 * answer; it does not keep the others out, so its fields are looked at one by one and not by this schema.
 */
export const callRecord = z.looseObject({
  /** The sender's own name for the record, up to 200 characters: a repeat of it is the same call. */
  id: anything,
  /** `{user}` (our id), `{username}` (or e-mail), `{extension}` or `{sip}` (a SIP username). */
  agent: anything,
  /** `inbound` (unless told), `outbound` or `internal`. */
  direction: anything,
  from: anything,
  to: anything,
  startedAt: anything,
  answeredAt: anything,
  endedAt: anything,
  /** Whole seconds; from answered to ended unless told. */
  talkSeconds: anything,
  /** `answered`, `unanswered`, `busy`, `failed` or `voicemail`; by `answeredAt` unless told. */
  outcome: anything,
  queue: anything,
  /** Of two versions of a record the higher one counts; 0 unless told. */
  revision: anything,
})
export type CallRecord = z.output<typeof callRecord>

const told = z.object({
  /** In the order of the request, from 0. */
  index: z.int(),
  id: z.nullable(z.string()),
  cause: z.enum(causeNames),
  message: z.string(),
})
export type Told = z.output<typeof told>

/**
 * How many of the records were new, replaced one that said less, were there already, or are of a name that is nobody's by
 * what was said here. The others were kept aside.
 */
export const takenShape = {
  received: z.int(),
  counted: z.int(),
  replaced: z.int(),
  repeated: z.int(),
  nobodys: z.int(),
}
export const taken = z.object({ ...takenShape, aside: z.array(told) })
export type Taken = z.output<typeof taken>

export const MOST_RECORDS = 5000
export const sourceName = z
  .string()
  .check(z.regex(/^[\p{L}\p{N}][\p{L}\p{N} ._:-]{0,39}$/u, 'A source is a name of up to 40 letters and digits.'))

/**
 * Takes call records, any number of times and in any order: the totals are the same. Of two versions of one record (by
 * `source` and `id`) the fuller one counts.
 */
export const sendCalls = endpoint({
  method: 'POST',
  path: '/calls',
  permission: 'activity.send',
  module: 'calls',
  summary: `Send call records (at most ${MOST_RECORDS.toLocaleString('en')})`,
  bodyLimit: 8_000_000,
  body: z.strictObject({
    /** Which system sends: ids are its own. `api` unless told. */
    source: z.optional(sourceName),
    calls: z
      .array(callRecord)
      .check(z.maxLength(MOST_RECORDS, `Send at most ${MOST_RECORDS.toLocaleString('en')} records at once.`)),
  }),
  answers: { 200: taken },
})
