/** Whether a record can be counted: every doubt has a cause of its own, so that nothing is dropped in silence. */
import { createHash } from 'node:crypto'
import { isUuid } from '../../../contract/ids.ts'
import { signInKey } from '../../../contract/text.ts'
import { NO_SUCH_TIME } from '../reading/zone-time.ts'
import {
  directions,
  outcomes,
  type AgentKind,
  type CallRecord,
  type Cause,
  type Direction,
  type Outcome,
} from '../contract/records.ts'

/** Whom a record names; `key` is how it is compared. */
export type AgentName = {
  readonly kind: AgentKind
  readonly name: string
  readonly key: string
  /** Which way the call went, if it is this one's. */
  readonly direction: Direction | null
}

/** A record that makes sense by itself. Of its agents the first one who is known counts. */
export type Call = {
  readonly id: string
  readonly agents: readonly AgentName[]
  readonly direction: Direction
  readonly outcome: Outcome
  readonly startedAt: Date
  readonly answeredAt: Date | null
  readonly endedAt: Date | null
  readonly talkSeconds: number
  readonly from: string | null
  readonly to: string | null
  readonly queue: string | null
  readonly revision: number
}

export type Doubt = { readonly cause: Cause; readonly id: string | null }
export const isDoubt = (checked: Call | Doubt): checked is Doubt => 'cause' in checked

class Doubtful extends Error {
  readonly doubt: Cause
  constructor(doubt: Cause) {
    super(doubt)
    this.doubt = doubt
  }
}
const doubt = (cause: Cause): never => {
  throw new Doubtful(cause)
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Clocks of senders may be off, and some send their local time as UTC; what lies further ahead has not happened. */
const AHEAD = DAY
/** A year of two digits, or a clock that was never set (1970), comes out before it. */
const EARLIEST = Date.UTC(2000, 0, 1)
const MOST_SECONDS = 7 * 86_400

/** The record as a call, or why it cannot be one. `now` tells what lies in the future. */
export function checkRecord(record: CallRecord, now: Date): Call | Doubt {
  const id = idOf(record.id)
  try {
    return readCall(record, id ?? doubt('no-id'), now)
  } catch (error) {
    if (error instanceof Doubtful) return { cause: error.doubt, id }
    throw error
  }
}

function readCall(record: CallRecord, id: string, now: Date): Call {
  const startedAt = momentOf(record.startedAt) ?? doubt('bad-time')
  const answeredAt = momentOf(record.answeredAt)
  const endedAt = momentOf(record.endedAt)
  if (startedAt.getTime() > now.getTime() + AHEAD) doubt('future')
  const inOrder = [startedAt, answeredAt, endedAt].filter((at) => at !== null)
  if (inOrder.some((at, i) => i > 0 && at < inOrder[i - 1]!)) doubt('order')
  const talkSeconds = talkOf(record.talkSeconds, { startedAt, answeredAt, endedAt })
  const answered = answeredAt !== null || talkSeconds > 0
  return {
    id,
    agents: agentsOf(record.agent),
    direction: oneOf(directions, record.direction) ?? 'inbound',
    outcome: outcomeOf(record.outcome) ?? (answered ? 'answered' : 'unanswered'),
    startedAt,
    answeredAt,
    endedAt,
    talkSeconds,
    from: textOf(record.from, 100),
    to: textOf(record.to, 100),
    queue: textOf(record.queue, 100),
    revision: revisionOf(record.revision),
  }
}

const CONTROL = /[\u0000-\u001f\u007f]/

function idOf(given: unknown): string | null {
  const id = typeof given === 'number' && Number.isSafeInteger(given) ? String(given) : given
  return typeof id === 'string' && id.length > 0 && id.length <= 200 && !CONTROL.test(id) ? id : null
}

/** Null for a field that is left out, null or empty. */
function textOf(given: unknown, most: number): string | null {
  if (given === undefined || given === null || given === '') return null
  const text = typeof given === 'number' ? String(given) : given
  if (typeof text !== 'string' || text.length > most || CONTROL.test(text)) return doubt('unreadable')
  return text
}

function oneOf<T extends string>(words: readonly T[], given: unknown): T | null {
  const text = textOf(given, 40)
  if (text === null) return null
  return words.find((word) => word === text.toLowerCase()) ?? doubt('unreadable')
}

/** Some say `missed` for what nobody answered. */
const outcomeOf = (given: unknown) => (given === 'missed' ? 'unanswered' : oneOf(outcomes, given))

function revisionOf(given: unknown): number {
  if (given === undefined || given === null) return 0
  return typeof given === 'number' && Number.isInteger(given) && given >= 0 && given <= 2_147_483_647
    ? given
    : doubt('unreadable')
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/i

/** A moment by ISO 8601 with its offset (RFC 3339, seconds and minutes of the offset may be left out). */
function momentOf(given: unknown): Date | null {
  const text = textOf(given, 80)
  if (text === null) return null
  if (text.startsWith(NO_SUCH_TIME)) return doubt('no-such-time')
  const [, year, month, day, hour] = (MOMENT.exec(text) ?? doubt('bad-time')).map(Number)
  const at = new Date(
    text.toUpperCase().replace(/([+-]\d\d)(\d\d)?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`),
  )
  // JavaScript reads 31 April as 1 May, and 24:00 as the next day.
  const isDay = new Date(Date.UTC(year!, month! - 1, day)).getUTCDate() === day && hour! < 24
  if (Number.isNaN(at.getTime()) || !isDay || at.getTime() < EARLIEST) return doubt('bad-time')
  return at
}

type Times = Pick<Call, 'startedAt' | 'answeredAt' | 'endedAt'>

function talkOf(given: unknown, { startedAt, answeredAt, endedAt }: Times): number {
  if (given === undefined || given === null)
    return answeredAt && endedAt ? Math.floor((endedAt.getTime() - answeredAt.getTime()) / 1000) : 0
  if (typeof given !== 'number' || !Number.isInteger(given) || given < 0 || given > MOST_SECONDS)
    return doubt('bad-length')
  // Senders round each of the times by itself.
  if (endedAt && given > (endedAt.getTime() - startedAt.getTime()) / 1000 + 2) return doubt('bad-length')
  return given
}

const KEYS: { readonly [K in AgentKind]: (name: string) => string } = {
  user: (name) => (isUuid(name) ? name.toLowerCase() : doubt('unreadable')),
  username: signInKey,
  extension: (name) => name,
  sip: (name) => name,
  phone: (name) => name,
}

/** A list comes from our own readers, for a record that names two phones of which either may be the agent's. */
function agentsOf(given: unknown): AgentName[] {
  const named = (Array.isArray(given) ? given : [given]).flatMap((one: unknown) =>
    typeof one === 'object' && one !== null
      ? (Object.keys(KEYS) as AgentKind[]).flatMap((kind) => {
          const name = textOf((one as Record<string, unknown>)[kind], 200)
          if (name === null) return []
          const direction = oneOf(directions, (one as { direction?: unknown }).direction)
          return [{ kind, name, key: KEYS[kind](name), direction }]
        })
      : [],
  )
  return named.length > 0 ? named : doubt('no-agent')
}

/** Stands for the id of a record that has none, so that a repeat of it is known again. */
export const digestOf = (record: CallRecord): string =>
  createHash('sha256').update(JSON.stringify(record)).digest('base64url')
