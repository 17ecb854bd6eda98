/** A plain CSV of calls: one row of headings, and a column for each thing that is known of a call. */
import { createHash } from 'node:crypto'
import { callFields, type CallField, type CallRecord } from '../contract/files.ts'
import { numberOf } from './asterisk.ts'
import { resolveTimes, type ZoneClock } from './zone-time.ts'

const plainly = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** What systems call the columns. */
const HEADINGS: { readonly [F in CallField]: readonly string[] } = {
  id: ['id', 'call id', 'callid', 'uniqueid', 'unique id', 'uuid', 'record id'],
  agent: ['agent', 'agent name', 'user', 'operator', 'answered by', 'handled by'],
  username: ['username', 'user name', 'login', 'e mail', 'email', 'agent email'],
  extension: ['extension', 'ext', 'agent extension', 'phone login'],
  direction: ['direction', 'call direction', 'type', 'call type'],
  from: ['from', 'src', 'source', 'caller', 'caller id', 'caller number', 'ani'],
  to: ['to', 'dst', 'destination', 'called', 'called number', 'dnis'],
  start: [
    ...['start', 'started', 'started at', 'start time', 'began', 'call start'],
    ...['call date', 'calldate', 'date', 'date time', 'time'],
  ],
  answer: ['answer', 'answered at', 'answer time'],
  end: ['end', 'ended', 'ended at', 'end time', 'hangup time'],
  talk: ['talk', 'talk time', 'talk seconds', 'billsec', 'talk duration', 'duration', 'length'],
  outcome: ['outcome', 'disposition', 'status', 'result', 'call status', 'answered'],
  queue: ['queue', 'queue name'],
}

export type Columns = { readonly [F in CallField]?: number }

/** Which column is which: as it is said, or else by its heading. */
export function matchColumns(headings: readonly string[], said: { readonly [F in CallField]?: string }): Columns {
  const plain = headings.map(plainly)
  const found = callFields.flatMap((field): [CallField, number][] => {
    const asked = said[field]
    // An empty choice says that the field is in no column.
    const names = asked === undefined ? HEADINGS[field] : asked === '' ? [] : [plainly(asked)]
    const place = names.map((name) => plain.indexOf(name)).find((index) => index >= 0)
    return place === undefined ? [] : [[field, place]]
  })
  return Object.fromEntries(found)
}

const DIRECTIONS: Readonly<Record<string, string>> = {
  in: 'inbound',
  incoming: 'inbound',
  out: 'outbound',
  outgoing: 'outbound',
}
const OUTCOMES: Readonly<Record<string, string>> = {
  ...{ yes: 'answered', completed: 'answered', connected: 'answered' },
  ...{
    no: 'unanswered',
    'no answer': 'unanswered',
    'not answered': 'unanswered',
    missed: 'unanswered',
    abandoned: 'unanswered',
  },
  ...{ congestion: 'failed', error: 'failed' },
}
const worded = (words: Readonly<Record<string, string>>, text: string) => {
  const plain = plainly(text)
  return words[plain] ?? (plain === '' ? null : plain)
}

/** Seconds, of which a fraction is left out, or 1:02:03 or 2:03. */
function secondsOf(text: string): number | string | null {
  if (text === '') return null
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d\d)$/.exec(text)
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
  return numberOf(text.replace(/^(\d+)[.,]\d+$/, '$1'))
}

/** One row as a record. Without a column of ids, the row as it stands is its id. */
export function readPlainRow(cells: readonly string[], columns: Columns, clock: ZoneClock): CallRecord {
  const cell = (field: CallField) => (columns[field] === undefined ? '' : (cells[columns[field]] ?? '').trim())
  const agent = cell('agent')
  const names = [
    ...(cell('username') ? [{ username: cell('username') }] : []),
    ...(cell('extension') ? [{ phone: cell('extension') }] : []),
    ...(agent ? [{ username: agent }, { phone: agent }] : []),
  ]
  const talk = secondsOf(cell('talk'))
  // A column “Answered” says whether in some systems, and when in others.
  const saysWhen = columns.answer === undefined && clock.momentsOf(cell('outcome')) !== null
  const times = { start: cell('start'), answer: cell(saysWhen ? 'outcome' : 'answer'), end: cell('end') }
  const outcome = saysWhen ? null : worded(OUTCOMES, cell('outcome'))
  return {
    id:
      columns.id === undefined
        ? `~${createHash('sha256').update(JSON.stringify(cells)).digest('base64url')}`
        : cell('id'),
    agent: names,
    direction: worded(DIRECTIONS, cell('direction')),
    from: cell('from'),
    to: cell('to'),
    ...resolveTimes(clock, times, typeof talk === 'number' ? talk : null),
    // What rang and was not answered was not talked.
    talkSeconds: outcome === 'unanswered' && typeof talk === 'number' && talk >= 0 ? 0 : talk,
    outcome,
    queue: cell('queue'),
  }
}
