import { unknownColumns, type CustomTarget, type FileField, type ReadingOptions } from '../contract.ts'
import { customReader, fieldNamed, type OwnField } from '../formats/custom.ts'
import { unguarded } from '../formats/fields.ts'
import { plainKey, type Format, type Reader } from '../formats/format.ts'
import { formats } from '../formats/formats.ts'
import { guess } from '../formats/guess.ts'
import { plain } from '../formats/rollcall.ts'
import type { ColumnOf } from '../formats/row.ts'
import { fieldsOf } from './fed.ts'
import { isSecret } from './secrets.ts'

/** What becomes of a column. Only `read` ones are looked at; `left` is what the person said not to read. */
export type Fate = 'read' | 'secret' | 'twice' | 'unknown' | 'ignored' | 'left'

/** One cell of each row: what takes it in, and the fields that may come of it. */
export type Step = {
  readonly cell: number
  readonly heading: string
  readonly read: Reader
  readonly fields: readonly FileField[]
}

/** A header understood: which cells are read, by what, under which heading. */
export type Plan = {
  readonly format: Format
  /** What each heading is compared as. */
  readonly keys: readonly string[]
  readonly headings: readonly string[]
  readonly fates: readonly Fate[]
  readonly steps: readonly Step[]
  /** Filled as rows are read: which column feeds a field. */
  readonly columnOf: ColumnOf
}

/** How a table is staged: as the API asks, and `lenient` where a person can match the columns by hand. */
export type StagingOptions = ReadingOptions & {
  readonly lenient?: boolean
  /** The fields of the tenant's own. */
  readonly customFields?: readonly OwnField[]
}

/**
 * Finds the format of a header, or takes the one that was named. A header that no format knows is guessed at where
 * somebody looks at the result, or has matched its columns.
 * @throws unknownColumns. Its sentence never quotes the header: in a file without one that is somebody's row.
 */
export function recognise(header: readonly string[], options: StagingOptions = {}): Plan {
  const { format: name, columns, lenient, customFields = [] } = options
  if (name !== undefined) {
    const format = named(name)
    if (!fits(format, header)) throw unknownColumns({ detail: `The first row is not the header of ${format.label}.` })
    return planOf(format, header, customFields)
  }
  const known = formats.find((each) => fits(each, header))
  if (known) return planOf(known, header, customFields)
  if (!lenient && Object.keys(columns ?? {}).length === 0) throw nobodyKnows(header)
  if (header.some(isOfSomebody)) throw noHeader()
  return planOf(guess, header, customFields)
}

const nobodyKnows = (header: readonly string[]) =>
  unknownColumns({
    detail: `None of the known formats has these ${header.length} columns. Known are: ${formats.map(({ label }) => label).join(', ')}.`,
  })

const noHeader = () =>
  unknownColumns({
    detail:
      'The first row holds an address or a number, so it is somebody’s, and no row says what the columns are. Put a row of headings above it, such as username, email, firstName, lastName.',
  })

/** An address or a number stands in people's rows, never in a header. */
const isOfSomebody = (cell: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$|^\+?\d[\d\s().-]+$/u.test(cell.trim().slice(0, 320))

export const isKnown = (header: readonly string[]) => formats.some((each) => fits(each, header))

function named(name: string): Format {
  const all = [...formats, guess]
  const format = all.find((each) => each.name === name)
  if (!format)
    throw unknownColumns({
      detail: `There is no format of that name. Known are: ${all.map((each) => each.name).join(', ')}.`,
    })
  return format
}

/** No heading that is known is longer; what follows is not compared. */
const LONGEST = 200

/** A heading as errors and notes show it; nobody reads a longer one. */
const shown = (heading: string) => heading.trim().slice(0, 100)

const keysOf = ({ key = plainKey }: Format, header: readonly string[]) =>
  header.map((heading) => key(heading.slice(0, LONGEST)))

const fits = (format: Format, header: readonly string[]) =>
  format.matches(new Set(keysOf(format, header).filter((key) => key !== '')))

function planOf(format: Format, header: readonly string[], customFields: readonly OwnField[]): Plan {
  const keys = keysOf(format, header)
  const matched = format.match?.(header)
  const readers = keys.map((key, cell) => {
    const byFormat = matched?.[cell] ?? (Object.hasOwn(format.reads, key) ? format.reads[key] : undefined)
    return customOf(customFields, header[cell]!, format === guess ? plainReaderOf(header[cell]!) : byFormat) ?? byFormat
  })
  const fates = header.map((heading, cell) => fateOf({ format, keys, readers }, cell, heading))
  const steps = header.flatMap((heading, cell) => {
    const read = readers[cell]
    return fates[cell] === 'read' && read ? [{ cell, heading: shown(heading), read, fields: fieldsOf(read) }] : []
  })
  return { format, keys, headings: header.map(shown), fates, steps, columnOf: {} }
}

/** What our own words make of a heading: a guess is less than what the tenant itself calls a field. */
const plainReaderOf = (heading: string): Reader | undefined => {
  const [key = ''] = keysOf(plain, [heading])
  return Object.hasOwn(plain.reads, key) ? plain.reads[key] : undefined
}

/** The reader of a field of the tenant's own: by its key always, by its name where nothing of ours is called so. */
function customOf(fields: readonly OwnField[], heading: string, ours: Reader | undefined): Reader | undefined {
  const found = fields.length > 0 ? fieldNamed(fields, heading.slice(0, LONGEST)) : null
  if (!found || (ours && !found.byKey)) return undefined
  return customReader(`custom.${found.field.key}` satisfies CustomTarget, unguarded)
}

const isOfCustom = (read: Reader) => fieldsOf(read).some((field) => field.startsWith('custom.'))

type Matched = {
  readonly format: Format
  readonly keys: readonly string[]
  readonly readers: readonly (Reader | undefined)[]
}

function fateOf({ format, keys, readers }: Matched, cell: number, heading: string): Fate {
  const key = keys[cell] ?? ''
  if (isSecret(heading)) return 'secret'
  if (keys.indexOf(key) !== cell && key !== '') return 'twice'
  // A field of the tenant's own may be named by its key and by its name: each has one reader.
  if (readers[cell] && isOfCustom(readers[cell]) && readers.indexOf(readers[cell]) !== cell) return 'twice'
  if (readers[cell]) return 'read'
  return format.ignores?.includes(key) || key === '' ? 'ignored' : 'unknown'
}
