/**
 * Call detail records as Asterisk's cdr_csv writes them into Master.csv: no headings, sixteen cells, and after them what
 * cdr.conf switches on: `loguniqueid`, `loguserfield`, and `newcdrcolumns` (peer account, linked id, sequence).
 */
import { createHash } from 'node:crypto'
import type { CallRecord } from '../contract/records.ts'
import { resolveTimes, type ZoneClock } from './zone-time.ts'

const CELLS = 16
/** Where each stands that is read. */
const at = { src: 1, dst: 2, channel: 5, dstChannel: 6, app: 7, data: 8, start: 9, answer: 10, end: 11 } as const
const [DURATION, TALK, DISPOSITION] = [12, 13, 14]

const OUTCOMES: Readonly<Record<string, string>> = {
  ANSWERED: 'answered',
  'NO ANSWER': 'unanswered',
  BUSY: 'busy',
  FAILED: 'failed',
  CONGESTION: 'failed',
}

/** Whether a row looks like one of Master.csv: by what became of the call, or by when it began. */
export const isMasterRow = (cells: readonly string[]): boolean =>
  cells.length >= CELLS &&
  cells.length <= CELLS + 5 &&
  (Object.hasOwn(OUTCOMES, cells[DISPOSITION]!) || /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(cells[at.start]!))

const UNIQUE_ID = /\d+\.\d+$/

/** What stands after the sixteen cells, told by how many there are; of one alone, by its look. */
function furtherOf(cells: readonly string[]): { uniqueId: string; sequence: string } {
  const further = cells.slice(CELLS)
  const sequence = further.length >= 3 ? further.splice(-3)[2]! : ''
  const uniqueId = further.length === 2 || UNIQUE_ID.test(further[0] ?? '') ? further[0]! : ''
  return { uniqueId, sequence }
}

/** A channel with several legs has several records of one unique id: the sequence tells them apart, or else all that they say. */
function idOf(cells: readonly string[]): string {
  const { uniqueId, sequence } = furtherOf(cells)
  if (uniqueId !== '' && sequence !== '') return `${uniqueId}#${sequence}`
  const said = [...cells.slice(0, CELLS), uniqueId]
  return `${uniqueId}~${createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22)}`
}

/** `PJSIP/204-0000001a`, `Local/204@queue-0000001a;2`, `Agent/204`: the name between the slash and what is counted on. */
const CHANNEL = /^(?:SIP|PJSIP|IAX2|SCCP|Local|Agent)\/(.+?)(?:-[0-9a-f]{6,}(?:;[12])?)?$/i

function phoneOf(channel: string | undefined): string | null {
  const name = CHANNEL.exec(channel ?? '')?.[1]?.split('@')[0]
  return name === undefined || name === '' ? null : name
}

/** A whole number, or the text as it stands, which nobody takes for one. */
export const numberOf = (text: string): number | string => (/^-?\d{1,9}$/.test(text) ? Number(text) : text)

/**
 * One row as a record. No cell names an agent: it is whoever's phone was called, or else whoever's phone called, and by
 * that the call is inbound or outbound.
 */
export function readMasterRow(cells: readonly string[], clock: ZoneClock): CallRecord {
  const cell = (name: keyof typeof at) => cells[at[name]] ?? ''
  const disposition = cells[DISPOSITION] ?? ''
  const duration = numberOf(cells[DURATION] ?? '')
  const times = { start: cell('start'), answer: cell('answer'), end: cell('end') }
  const sides = [
    { phone: phoneOf(cell('dstChannel')), direction: 'inbound' },
    { phone: phoneOf(cell('channel')), direction: 'outbound' },
  ]
  return {
    id: idOf(cells),
    agent: sides.filter(({ phone }) => phone !== null),
    from: cell('src').slice(0, 100),
    to: cell('dst').slice(0, 100),
    ...resolveTimes(clock, times, typeof duration === 'number' ? duration : null),
    talkSeconds: numberOf(cells[TALK] ?? ''),
    outcome: OUTCOMES[disposition] ?? disposition,
    ...(cell('app') === 'Queue' ? { queue: cell('data').split(',')[0]?.slice(0, 100) } : {}),
  }
}
