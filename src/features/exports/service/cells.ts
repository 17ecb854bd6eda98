/** Rows of the database as cells of a file: text alone, in the words that an import reads back. */
import { columnOf, customHeading, customKey, type ColumnName } from '../contract/columns.ts'
import type { Selected } from '../sql/columns.ts'
import type { Things } from '../sql/names.ts'
import type { RawPerson } from '../sql/people.ts'
import { membershipColumns, membershipsReader, placeOf, type MembershipColumn } from './memberships.ts'

/** What a file has of each person: the names of its columns, checked already. */
export type Columns = readonly string[]

export const headingsOf = (columns: Columns): string[] =>
  columns.map((name) => {
    const key = customKey(name)
    return key === null ? columnOf(name as ColumnName).label : customHeading(key)
  })

/** What has to be read for these columns. */
export const selectedFor = (columns: Columns): Selected[] => [
  ...new Set(columns.map((name): Selected => (customKey(name) === null ? (name as ColumnName) : 'custom'))),
]

type Cell = (row: RawPerson, memberships: readonly string[]) => string
const NONE: readonly string[] = []

/** Answers the cells of a row, in the order of the columns. */
export function cellsReader(columns: Columns, things: Things): (row: RawPerson) => string[] {
  const belongs = columns.some(isMembership)
  const memberships = membershipsReader(things)
  const cells = columns.map((name) => cellOf(name, things))
  return (row) => {
    const texts = belongs ? memberships(row) : NONE
    return cells.map((cell) => cell(row, texts))
  }
}

const isMembership = (name: string): name is MembershipColumn => (membershipColumns as readonly string[]).includes(name)

function cellOf(name: string, { sites, pbxes }: Things): Cell {
  const key = customKey(name)
  if (key !== null) return (row) => plain((row['custom'] as Record<string, unknown>)[key])
  if (isMembership(name)) {
    const place = placeOf(name)
    return (_row, memberships) => memberships[place]!
  }
  if (name === 'site') return named('site', sites)
  if (name === 'sipPbx') return named('sipPbx', pbxes)
  if (name === 'availability') return (row) => (row[name] === true ? 'online' : 'offline')
  return (row) => plain(row[name])
}

function named(name: string, things: Things['sites']): Cell {
  const names = new Map(things.map((thing) => [thing.id, thing.name]))
  return (row) => names.get(row[name] as number) ?? ''
}

const plain = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}
