/**
 * The filters of the users list (LIST-4) and the text they have in the URL, the same for the console and the API:
 *   status=any:active,pending   skill=all:12,44   desk=none:7   queue=none   lastSignIn=older:30d   created=2026-01-01..2026-02-01
 *   named=ana.lind,204,jon@example.com (usernames, e-mails or extensions in full, up to 1,000)
 *   id=019c0000-0000-7000-8000-000000000001,… (whoever was picked by hand, up to 1,000)
 * `any:` may be left out. The bare word `none` asks for "not set", `some` for "set".
 */
import { isUuid } from '../../../contract/ids.ts'
import type { Module } from '../../../contract/modules.ts'
import { autoDialModes, isLanguageTag, isTimeZone, statuses } from '../fields/schemas.ts'

export type Filter =
  | { readonly op: 'any' | 'all' | 'none'; readonly values: readonly string[] }
  | { readonly op: 'unset' | 'set' }
  | { readonly op: 'older' | 'newer'; readonly days: number }
  | { readonly op: 'between'; readonly from: string | null; readonly to: string | null }

/** `choice`: fixed words; `id`: things of the tenant; `tag`: zones and languages, by their names; `yes-no`; `time`; `user`: people by their ids; `name`: by username, e-mail or extension. */
export type FilterKind = 'choice' | 'id' | 'tag' | 'yes-no' | 'time' | 'user' | 'name'
export type FilterDefinition = {
  readonly label: string
  readonly kind: FilterKind
  readonly options?: Readonly<Record<string, string>>
  /** A person holds several of these, so "all of" makes sense. */
  readonly many?: true
  readonly module?: Module
  /** What "not set" reads as, where that makes sense. */
  readonly unset?: string
}
const filter = (f: FilterDefinition): FilterDefinition => f
const words = (names: readonly string[]) =>
  Object.fromEntries(names.map((n) => [n, n.charAt(0).toUpperCase() + n.slice(1).replaceAll('_', ' ')]))
const yesNo = { yes: 'Yes', no: 'No' }

export const filters = {
  id: filter({ label: 'User', kind: 'user' }),
  named: filter({ label: 'Username, e-mail or extension', kind: 'name' }),
  status: filter({ label: 'Status', kind: 'choice', options: words(statuses) }),
  locked: filter({ label: 'Locked', kind: 'yes-no', options: yesNo }),
  twoStep: filter({ label: 'Two-step verification', kind: 'yes-no', options: { yes: 'On', no: 'Off' } }),
  temporaryPassword: filter({ label: 'Temporary password', kind: 'yes-no', options: yesNo }),
  availability: filter({
    label: 'Availability',
    kind: 'choice',
    options: {
      online: 'Online',
      offline: 'Offline',
      'signed-in': 'Signed in (web)',
      phone: 'Online (phone)',
      available: 'Available',
      'on-call': 'On call',
      'wrap-up': 'Wrap-up',
      break: 'Break',
    },
  }),
  role: filter({ label: 'Role', kind: 'id', many: true, unset: 'no role' }),
  site: filter({ label: 'Site', kind: 'id' }),
  desk: filter({ label: 'Desk', kind: 'id', many: true, unset: 'no desk' }),
  skill: filter({ label: 'Skill', kind: 'id', many: true, unset: 'no skill' }),
  tag: filter({ label: 'Tag', kind: 'id', many: true, unset: 'no tag' }),
  businessUnit: filter({ label: 'Business unit', kind: 'id', many: true, unset: 'no business unit' }),
  agentGroup: filter({ label: 'Agent group', kind: 'id', many: true, unset: 'no agent group' }),
  queue: filter({ label: 'Queue', kind: 'id', many: true, module: 'queues', unset: 'in no queue' }),
  superuser: filter({ label: 'Superuser', kind: 'yes-no', options: yesNo }),
  useAddressList: filter({ label: 'Extended IP ACL', kind: 'yes-no', options: yesNo }),
  sipOption: filter({
    label: 'SIP option',
    kind: 'choice',
    options: { custom_uri: 'Custom URI', webrtc: 'WebRTC', pbx: 'PBX' },
    module: 'pbx',
    unset: 'no SIP option',
  }),
  autoDial: filter({ label: 'Auto dial', kind: 'choice', options: words(autoDialModes), module: 'dialer' }),
  assignLeads: filter({ label: 'Gets new leads', kind: 'yes-no', options: yesNo, module: 'dialer' }),
  hasLeads: filter({ label: 'Has leads', kind: 'yes-no', options: yesNo, module: 'dialer' }),
  timeZone: filter({ label: 'Time zone', kind: 'tag', unset: "the site's own" }),
  language: filter({ label: 'Language', kind: 'tag', many: true, unset: 'no language' }),
  setUp: filter({
    label: 'Set-up',
    kind: 'choice',
    options: { unfinished: 'Unfinished', overdue: 'Training overdue' },
    unset: 'never started',
  }),
  lastSignIn: filter({ label: 'Last sign-in', kind: 'time', unset: 'never' }),
  created: filter({ label: 'Created', kind: 'time' }),
} as const satisfies Record<string, FilterDefinition>

/** How many values one filter takes, and how long its text may be: people are picked by the hundred. */
const MOST_VALUES = 200
export const MOST_PEOPLE = 1000
const takesPeople = ({ kind }: FilterDefinition) => kind === 'user' || kind === 'name'
const mostValues = (definition: FilterDefinition) => (takesPeople(definition) ? MOST_PEOPLE : MOST_VALUES)
export const longestText = (name: FilterName) => (takesPeople(filters[name]) ? 40_000 : 4000)

export type FilterName = keyof typeof filters
export const filterNames = Object.keys(filters) as FilterName[]
export type Filters = { readonly [N in FilterName]?: Filter }
/** What a list shows: a search and filters, joined by *and*. */
export type People = { readonly search?: string; readonly filters: Filters }

export class FilterError extends Error {
  readonly filter: string
  constructor(name: string, message: string) {
    super(message)
    this.filter = name
  }
}

/** No name holds a control character (SPEC 4), and a comma parts one from the next. */
const NAME = /^[^\u0000-\u001f\u007f]{1,254}$/u
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/
/** A day of the calendar, as 2026-02-28; the 30th of February is none, though Date takes it for the 2nd of March. */
export const isDay = (v: string) => !Number.isNaN(Date.parse(v)) && new Date(v).toISOString().startsWith(v)
const isDate = (v: string) => DATE.test(v) && isDay(v.slice(0, 10)) && !Number.isNaN(Date.parse(v))

function parseTime(name: FilterName, text: string): Filter {
  const days = /^(older|newer):(\d{1,5})d$/.exec(text)
  if (days) return { op: days[1] as 'older' | 'newer', days: Number(days[2]) }
  const range = /^(.*)\.\.(.*)$/.exec(text)
  if (range) {
    const [from, to] = [range[1] || null, range[2] || null]
    if (
      (from || to) &&
      (!from || isDate(from)) &&
      (!to || isDate(to)) &&
      !(from && to && Date.parse(from) > Date.parse(to))
    )
      return { op: 'between', from, to }
  }
  throw new FilterError(
    name,
    `“${text.slice(0, 60)}” is not a time. Write older:30d, newer:7d, 2026-01-01..2026-02-01 or never.`,
  )
}

function checkValue(name: FilterName, value: string) {
  const { kind, options, label } = filters[name]
  if (options && !Object.hasOwn(options, value)) {
    throw new FilterError(
      name,
      `${label} is one of ${Object.keys(options).join(', ')}; “${value.slice(0, 60)}” is none of them.`,
    )
  }
  if (kind === 'id' && !(/^[1-9]\d{0,9}$/.test(value) && Number(value) <= 2147483647)) {
    throw new FilterError(name, `${label} takes ids, which are whole numbers; “${value.slice(0, 60)}” is not one.`)
  }
  if (kind === 'user' && !isUuid(value))
    throw new FilterError(name, `${label} takes ids of users, which are UUIDs; “${value.slice(0, 60)}” is not one.`)
  if (kind === 'name' && !NAME.test(value))
    throw new FilterError(
      name,
      'Each username, e-mail or extension has 1 to 254 characters, without commas or line breaks.',
    )
  if (kind === 'tag' && !(name === 'timeZone' ? isTimeZone : isLanguageTag)(value)) {
    throw new FilterError(
      name,
      `“${value.slice(0, 60)}” is not a ${label.toLowerCase()}. Write it like ${name === 'timeZone' ? 'Europe/Riga' : 'pt-BR'}.`,
    )
  }
}

/** Reads one filter from its text; a text that makes no sense throws a FilterError that says which and how to write it. */
export function parseFilter(name: FilterName, text: string): Filter {
  const definition: FilterDefinition = filters[name]
  if (text === 'none' || text === 'never') return { op: 'unset' }
  if (text === 'some') return { op: 'set' }
  if (definition.kind === 'time') return parseTime(name, text)
  const match = /^(any|all|none):(.*)$/s.exec(text)
  const op = (match?.[1] ?? 'any') as 'any' | 'all' | 'none'
  const values = [...new Set((match?.[2] ?? text).split(','))]
  const most = mostValues(definition)
  if (values.length > most) throw new FilterError(name, `${definition.label} takes at most ${most} values.`)
  if (op === 'all' && !definition.many)
    throw new FilterError(
      name,
      `A user has one ${definition.label.toLowerCase()}, so “all of” makes no sense. Write any:.`,
    )
  for (const value of values) checkValue(name, value)
  return { op, values }
}

/** The text of a filter: what `parseFilter` reads. */
export function formatFilter(filter: Filter): string {
  switch (filter.op) {
    case 'unset':
      return 'none'
    case 'set':
      return 'some'
    case 'older':
    case 'newer':
      return `${filter.op}:${filter.days}d`
    case 'between':
      return `${filter.from ?? ''}..${filter.to ?? ''}`
    default:
      return `${filter.op}:${filter.values.join(',')}`
  }
}
