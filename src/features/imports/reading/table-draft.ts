import { tooLarge } from '#src/contract/problem.ts'
import { unreadableFile } from '../contract.ts'
import { limits } from './limits.ts'
import { isKnown } from './recognise.ts'
import { isSecret } from './secrets.ts'
import type { Table, TableRow } from './table.ts'

/** Lines that stand above a header: Excel's delimiter, Microsoft's version of a template. */
const isPreamble = (cells: readonly string[]) => /^(?:sep=|version:)/i.test(cells[0]?.trim() ?? '')

/** Titles may stand above a header; so many rows are looked through for one that is known. */
const LOOKED = 10

/** A spreadsheet has no line beyond it, whatever a row of it says. */
const LAST = 10_000_000

type Raw = { readonly line: number; readonly cells: readonly string[] }

/**
 * Takes the rows of a file one by one, and makes a table of them: finds the header, blanks what is under a heading of
 * secrets, and holds them to the limits.
 */
export class TableDraft {
  readonly #head: Raw[] = []
  readonly #rows: TableRow[] = []
  #header: Raw | undefined
  #secrets: readonly number[] = []
  #cells = 0
  #line = 0

  /** Whether a header that some format knows was met. */
  get knows(): boolean {
    if (!this.#header) this.#settle()
    return this.#header !== undefined && isKnown(this.#header.cells)
  }

  get isEmpty(): boolean {
    return this.#header === undefined && this.#head.length === 0
  }

  /** @throws tooLarge */
  take(line: number, cells: readonly string[]) {
    if (cells.every((cell) => cell.trim() === '')) return
    if (this.#header) this.#add({ line, cells })
    else {
      this.#head.push({ line, cells })
      if (this.#head.length === LOOKED || isKnown(cells)) this.#settle()
    }
  }

  /** Says what the header is, where a file has none of its own. */
  head(line: number, cells: readonly string[]) {
    this.#header = { line, cells }
    this.#secrets = cells.flatMap((heading, cell) => (isSecret(heading) ? [cell] : []))
  }

  #settle() {
    const rows = this.#head.filter(({ cells }) => !isPreamble(cells))
    const found = Math.max(
      0,
      rows.findIndex(({ cells }) => isKnown(cells)),
    )
    const header = rows[found]
    if (!header) return
    this.head(header.line, header.cells)
    for (const row of rows.slice(found + 1)) this.#add(row)
  }

  #add({ line, cells }: Raw) {
    const width = this.#header?.cells.length ?? 0
    const kept = cells.slice(0, width)
    for (const cell of this.#secrets) if (kept[cell]) kept[cell] = ''
    const surplus = cells.slice(width).filter((cell) => cell.trim() !== '').length
    // Several may stand on one line, and a row may lie about its own: each has a number of its own, which goes up.
    this.#line = line > this.#line && line <= LAST ? line : this.#line + 1
    this.#rows.push({ line: this.#line, cells: kept, ...(surplus > 0 ? { surplus } : {}) })
    this.#cells += kept.length
    refuseTooMuch(this.#rows.length, this.#cells)
  }

  /** @throws unreadableFile (no header) */
  table(origin: Pick<Table, 'kind' | 'encoding' | 'delimiter' | 'numbers' | 'notes'>): Table {
    if (!this.#header) this.#settle()
    if (!this.#header) throw unreadableFile({ detail: 'The file has no rows.' })
    return { ...origin, header: this.#header.cells, rows: this.#rows }
  }
}

function refuseTooMuch(rows: number, cells: number) {
  if (rows > limits.rows)
    throw tooLarge({
      detail: `The file has more than ${limits.rows.toLocaleString('en')} rows. Split it into several files.`,
    })
  if (cells > limits.cells)
    throw tooLarge({
      detail: `The file has more than ${limits.cells.toLocaleString('en')} cells. Leave out columns that are not needed, or split it.`,
    })
}
