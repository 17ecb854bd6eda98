import { unknownColumns } from '../contract.ts'
import { entra } from '../formats/entra.ts'
import { plainKey, type Format, type Reader } from '../formats/format.ts'
import { freepbx } from '../formats/freepbx.ts'
import { plain, rollcall } from '../formats/rollcall.ts'
import type { ColumnOf } from '../formats/row.ts'
import { switchvox } from '../formats/switchvox.ts'

/** The more particular first: the first whose header it can be is taken. */
export const formats: readonly Format[] = [switchvox, freepbx, entra, rollcall, plain]

/** What becomes of a column; `secret`, `twice`, `unknown` and `ignored` columns are never looked at. */
export type ColumnFate = {
  readonly column: number
  readonly heading: string
  readonly fate: 'read' | 'secret' | 'twice' | 'unknown' | 'ignored'
}

/** A header understood: which cells are read, by what, under which heading. */
export type Plan = {
  readonly format: Format
  readonly columns: readonly ColumnFate[]
  readonly steps: readonly { readonly cell: number; readonly heading: string; readonly read: Reader }[]
  /** Filled as rows are read: which column feeds a field, and what is to be said once for the whole file. */
  readonly columnOf: ColumnOf
  readonly notes: Set<string>
}

/** Lines that stand above a header: Excel's delimiter, Microsoft's version of a template. */
export const isPreamble = (cells: readonly string[]) => /^(?:sep=|version:)/i.test(cells[0]?.trim() ?? '')

const SECRET = /pass|secret|pwd|\bpin\b|token|credential|hash/i

/**
 * Finds the format of a header, or takes the one that was named.
 * @throws unknownColumns. Its sentence never quotes the header: in a file without one that is somebody's row.
 */
export function recognise(header: readonly string[], name?: string): Plan {
  const format = name === undefined ? formats.find((each) => fits(each, header)) : named(name)
  if (!format) {
    throw unknownColumns({
      detail: `None of the known formats has these ${header.length} columns. Known are: ${formats.map(({ label }) => label).join(', ')}.`,
    })
  }
  if (!fits(format, header)) throw unknownColumns({ detail: `The first row is not the header of ${format.label}.` })
  return planOf(format, header)
}

function named(name: string): Format {
  const format = formats.find((each) => each.name === name)
  if (!format)
    throw unknownColumns({
      detail: `There is no format of that name. Known are: ${formats.map((each) => each.name).join(', ')}.`,
    })
  return format
}

/** A heading as errors and notes show it; nobody reads a longer one. */
const shown = (heading: string) => heading.trim().slice(0, 100)

const keysOf = ({ key = plainKey }: Format, header: readonly string[]) => header.map(key)

const fits = (format: Format, header: readonly string[]) =>
  format.matches(new Set(keysOf(format, header).filter((key) => key !== '')))

function planOf(format: Format, header: readonly string[]): Plan {
  const keys = keysOf(format, header)
  const read = keys.map((key, cell) => Object.hasOwn(format.reads, key) && keys.indexOf(key) === cell)
  const steps = header.flatMap((heading, cell) => {
    const reader = format.reads[keys[cell] ?? '']
    return read[cell] && reader ? [{ cell, heading: shown(heading), read: reader }] : []
  })
  const columns = header.map((heading, cell) => ({
    column: cell + 1,
    heading: shown(heading),
    fate: read[cell] ? ('read' as const) : fateOf(format, keys, cell),
  }))
  return { format, columns, steps, columnOf: {}, notes: new Set() }
}

function fateOf(format: Format, keys: readonly string[], cell: number): ColumnFate['fate'] {
  const key = keys[cell] ?? ''
  if (SECRET.test(key)) return 'secret'
  if (keys.indexOf(key) !== cell && key !== '') return 'twice'
  return format.ignores?.includes(key) || key === '' ? 'ignored' : 'unknown'
}
