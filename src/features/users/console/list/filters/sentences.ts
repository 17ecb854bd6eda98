/** A filter in words: "Skill is any of Spanish, Billing". */
import { plural } from '#src/console/kit/numbers.ts'
import {
  filters as definitions,
  type Filter,
  type FilterDefinition,
  type FilterName,
} from '../../../contract/filters.ts'

/** How a value of a filter reads: the name of a desk, a city; the value itself while its name is not known. */
export type NameOf = (name: FilterName, value: string) => string

/** Beyond these, a chip counts: "Spanish, Billing, Sales +4". */
const MOST_NAMED = 3

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const sayDay = (text: string) => day.format(new Date(text))

const optionsOf = (name: FilterName): FilterDefinition['options'] => {
  const { options }: FilterDefinition = definitions[name]
  return options
}

/** What stands for a fixed choice, such as `custom_uri` → "Custom URI". */
export const wordOf = (name: FilterName, value: string): string => optionsOf(name)?.[value] ?? value

export function sentence(name: FilterName, filter: Filter, nameOf: NameOf): string {
  const { label, unset = 'not set', kind }: FilterDefinition = definitions[name]
  switch (filter.op) {
    case 'unset':
      return `${label}: ${unset}`
    case 'set':
      return kind === 'time' ? `${label}: at some time` : `${label} is set`
    case 'newer':
      return `${label} in the last ${days(filter.days)}`
    case 'older':
      return name === 'lastSignIn'
        ? `No sign-in for ${days(filter.days)}`
        : `${label} more than ${days(filter.days)} ago`
    case 'between':
      return `${label} ${sayRange(filter.from, filter.to)}`
    default:
      if (kind === 'user' && filter.values.length > 1)
        return `${filter.op === 'none' ? 'Not ' : ''}${filter.values.length} people picked by hand`
      if (kind === 'name') return `${filter.op === 'none' ? 'Not ' : ''}${plural(filter.values.length, 'pasted value')}`
      return `${label} ${verb(filter.op, filter.values.length)} ${list(filter.values.map((v) => nameOf(name, v)))}`
  }
}

const days = (n: number) => (n === 1 ? '1 day' : `${n} days`)

const sayRange = (from: string | null, to: string | null) =>
  from === null
    ? `until ${sayDay(to!)}`
    : to === null
      ? `since ${sayDay(from)}`
      : `from ${sayDay(from)} to ${sayDay(to)}`

const verb = (op: 'any' | 'all' | 'none', count: number) =>
  op === 'none'
    ? count === 1
      ? 'is not'
      : 'is none of'
    : count === 1
      ? 'is'
      : op === 'all'
        ? 'is all of'
        : 'is any of'

function list(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED
  return rest > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} +${rest}` : names.join(', ')
}
