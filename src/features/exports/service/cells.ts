/** Rows of the database as cells of a file: text alone, in the words that an import reads back. */
import type { RowReader } from '../../../server/database/raw-rows.ts'
import { columnOf, customHeading, customKey, type ColumnName } from '../contract/columns.ts'
import type { Selected } from '../sql/columns.ts'
import type { Things } from '../sql/names.ts'
import type { Field } from '../sql/people.ts'
import { isMembership, Memberships, type FieldPlaces } from './memberships.ts'
import type { RowWriter } from './rows.ts'

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

type Cell = (row: RowReader, to: RowWriter) => void

/** Writes a person whose row has these fields, as the cells of the columns in their order. */
export function personWriter(columns: Columns, fields: readonly Field[], things: Things): Cell {
  const places: FieldPlaces = new Map(fields.map((field, place) => [field, place]))
  const memberships = columns.some(isMembership) ? new Memberships(things, places) : undefined
  const cells = columns.map((name) => cellOf(name, places, things, memberships))
  return (row, to) => {
    memberships?.gather(row)
    to.begin()
    for (const cell of cells) cell(row, to)
    to.end()
  }
}

function cellOf(
  name: string,
  places: FieldPlaces,
  { sites, pbxes }: Things,
  memberships: Memberships | undefined,
): Cell {
  const key = customKey(name)
  if (key !== null) return customCell(key, places.get('custom')!)
  if (isMembership(name)) return (_row, to) => memberships!.write(name, to)
  const place = places.get(name as Field)!
  if (name === 'site') return named(place, sites)
  if (name === 'sipPbx') return named(place, pbxes)
  if (name === 'created' || name === 'lastSignIn') return instant(place)
  return ({ bytes, from, to: ends }, to) => to.cell(bytes, from[place]!, ends[place]!)
}

/** ISO 8601 in UTC, which says its zone itself and is the same for whoever opens the file; in whole seconds. */
function instant(place: number): Cell {
  const cell = Buffer.from('YYYY-MM-DDTHH:MM:SSZ')
  const [TIME, ZONE] = [10, 19]
  return ({ bytes, from, to: ends }, to) => {
    const at = from[place]!
    if (at === ends[place]) return to.cell(bytes, at, at)
    for (let i = 0; i < ZONE; i += 1) if (i !== TIME) cell[i] = bytes[at + i]!
    to.cell(cell, 0, cell.length)
  }
}

function named(place: number, things: Things['sites']): Cell {
  const names = new Map(things.map((thing) => [thing.id, Buffer.from(thing.name)]))
  return (row, to) => {
    const found = names.get(row.number(place)) ?? NOTHING
    to.cell(found, 0, found.length)
  }
}
const NOTHING = Buffer.alloc(0)

/** Fields of the tenant's own are JSON. */
function customCell(key: string, place: number): Cell {
  return (row, to) => {
    const text = Buffer.from(plain((JSON.parse(row.text(place)) as Record<string, unknown>)[key]))
    to.cell(text, 0, text.length)
  }
}

const plain = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}
