import type { Encoding } from './decode.ts'

/** Whatever a file was, its cells stand here as text: kept with a draft, mended, and staged again without the file. */
export type Table = {
  readonly kind: 'csv' | 'workbook' | 'ldif' | 'json' | 'conf'
  readonly encoding: Encoding | null
  readonly delimiter: string | null
  readonly header: readonly string[]
  readonly rows: readonly TableRow[]
  /** Columns, counted from 1, in which cells were numbers: a spreadsheet has taken the zeros and plus signs before them. */
  readonly numbers: readonly number[]
  /** What the person should know about how the file was read. */
  readonly notes: readonly string[]
}

/**
 * One row below the header, at most as many cells as the header has, and those of columns with secrets blank. `line` is
 * where it begins in the file, counted from 1; of a list without lines, its place in the list.
 */
export type TableRow = { readonly line: number; readonly cells: readonly string[]; readonly surplus?: number }
