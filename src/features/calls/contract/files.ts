/** Files of calls: Asterisk's Master.csv, and plain CSV with a column for each thing (docs/calls.md). */
import * as z from 'zod/mini'
import { endpoint } from '../../../contract/endpoint.ts'
import { problem } from '../../../contract/problem.ts'
import { causeNames, sourceName, takenShape } from './records.ts'
export type { CallRecord } from './records.ts'

export const unreadableCalls = problem(
  'unreadable-calls',
  422,
  'That file cannot be read as a list of calls',
  'Send Master.csv of Asterisk, or a CSV in UTF-8 with a row of headings that has the agent and when calls began. Nothing was written.',
)

export const callFormats = { asterisk: 'Asterisk (Master.csv)', plain: 'CSV with headings' } as const
export type CallFormat = keyof typeof callFormats

/** What a column of a plain file may be. `agent` is a username, an extension or a SIP name. */
export const callFieldLabels = {
  id: 'Id of the call',
  agent: 'Agent',
  username: 'Username or e-mail of the agent',
  extension: 'Extension of the agent',
  direction: 'Direction',
  from: 'From',
  to: 'To',
  start: 'Began',
  answer: 'Answered',
  end: 'Ended',
  talk: 'Talk time',
  outcome: 'Outcome',
  queue: 'Queue',
} as const
export type CallField = keyof typeof callFieldLabels
export const callFields = Object.keys(callFieldLabels) as [CallField, ...CallField[]]

const report = z.object({
  format: z.enum(['asterisk', 'plain']),
  /** Of a plain file. */
  headings: z.array(z.string()),
  /** The heading that each field is read from. */
  columns: z.partialRecord(z.enum(callFields), z.string()),
  ...takenShape,
  /** What was kept aside, or would be, by cause; lines are counted from 1. */
  aside: z.array(
    z.object({ cause: z.enum(causeNames), message: z.string(), records: z.int(), lines: z.array(z.int()) }),
  ),
})
export type FileReport = z.output<typeof report>

export const fileOptions = z.strictObject({
  /** Recognised unless told. */
  format: z.optional(z.enum(['asterisk', 'plain'])),
  /** The IANA time zone of times without an offset; the tenant's unless told. */
  zone: z.optional(z.string().check(z.maxLength(64))),
  /** Which system the records are of: their ids are its own. The format's name unless told. */
  source: z.optional(sourceName),
  /** The heading of a field that is not recognised by itself. */
  columns: z.optional(z.partialRecord(z.enum(callFields), z.string().check(z.maxLength(200)))),
  /** Only look, and count nothing. */
  dryRun: z.optional(z.boolean()),
})
export type FileOptions = z.output<typeof fileOptions>

/** Reads a file of calls, up to 100,000 rows. The same file again counts nothing twice. */
export const sendCallFile = endpoint({
  method: 'POST',
  path: '/calls/files',
  permission: 'activity.send',
  module: 'calls',
  summary: 'Send a file of calls (at most 100,000 rows, 50 MB)',
  bodyLimit: 70_000_000,
  body: z
    .strictObject({
      ...fileOptions.shape,
      /** What the file is called. */
      name: z.optional(z.string().check(z.maxLength(200))),
      text: z.optional(z.string()),
      base64: z.optional(z.base64('The file must be base64.')),
    })
    .check(
      z.refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), {
        error: 'Send the file as text or as base64: one of the two.',
        path: ['text'],
      }),
    ),
  answers: { 200: report },
  problems: [unreadableCalls],
})
