import { tooLarge } from '#src/contract/problem.ts'
import { limits } from '../limits.ts'
import { MOST_EXACT, numberText } from './numbers.ts'
import { longer, unescaped } from './strings.ts'
import type { NumberStyle } from './styles.ts'
import { readXml, type Attributes } from './xml.ts'

/** What the cells of every sheet lean on. */
export type Workings = {
  readonly strings: readonly string[]
  readonly styles: readonly NumberStyle[]
  readonly from1904: boolean
}

/** What was met in a sheet that the person should know. */
export type Met = {
  /** Columns, counted from 1, with numbers below the first row. */
  readonly numbers: Set<number>
  /** Lines with a formula's error, and with a number longer than a spreadsheet keeps. */
  readonly errors: Set<number>
  readonly inexact: Set<number>
}

/** More than any spreadsheet has. */
const ROWS = 1_048_576

/** `AB12` is column 28. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const code = letter.charCodeAt(0)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column
}

/**
 * Calls `take` with each row of a sheet that has cells, under the number that the spreadsheet shows beside it. What the
 * sheet says of its own size is never believed.
 * @throws unreadableFile, tooLarge
 */
export async function readSheet(
  bytes: AsyncIterable<Buffer>,
  workings: Workings,
  take: (line: number, cells: string[]) => void,
): Promise<Met> {
  const sheet = new SheetReader(workings, take)
  await readXml(bytes, {
    open: (name, attributes) => sheet.open(name, attributes),
    close: (name, text) => sheet.close(name, text),
    done: () => sheet.done,
  })
  return sheet.met
}

class SheetReader {
  readonly met: Met = { numbers: new Set(), errors: new Set(), inexact: new Set() }
  /** Only the data are read; what follows is print and protection. */
  done = false
  readonly #workings: Workings
  readonly #take: (line: number, cells: string[]) => void
  #rows = 0
  #taken = 0
  #line = 0
  #cells: string[] = []
  #column = 0
  #cell: Attributes = {}
  #value = ''
  #aside = false

  constructor(workings: Workings, take: (line: number, cells: string[]) => void) {
    this.#workings = workings
    this.#take = take
  }

  open(name: string, attributes: Attributes) {
    if (name === 'c') {
      this.#column = attributes['r'] ? columnOf(attributes['r']) : this.#column + 1
      this.#cell = attributes
      this.#value = ''
    } else if (name === 'row') {
      this.#rows += 1
      if (this.#rows > ROWS) throw tooLarge({ detail: `The sheet has more than ${ROWS.toLocaleString('en')} rows.` })
      this.#line = Number(attributes['r']) || this.#line + 1
      this.#cells = []
      this.#column = 0
    } else if (name === 'rPh') this.#aside = true
  }

  close(name: string, text: string) {
    if (name === 'v' || (name === 't' && !this.#aside)) this.#value = longer(this.#value, text)
    else if (name === 'rPh') this.#aside = false
    else if (name === 'c') this.#endCell()
    else if (name === 'row') this.#endRow()
    else if (name === 'sheetData') this.done = true
  }

  #endCell() {
    const text = this.#text()
    if (text.trim() === '') return
    if (this.#column > limits.columns)
      throw tooLarge({ detail: `Line ${this.#line} has more than ${limits.columns} columns.` })
    while (this.#cells.length < this.#column - 1) this.#cells.push('')
    this.#cells[this.#column - 1] = text
  }

  #text(): string {
    const { t: type = 'n', s: style } = this.#cell
    const { strings, styles, from1904 } = this.#workings
    if (this.#value === '') return ''
    if (type === 's') return strings[Number(this.#value)] ?? ''
    if (type === 'b') return this.#value === '1' ? 'TRUE' : 'FALSE'
    if (type === 'e') this.met.errors.add(this.#line)
    if (type !== 'n') return unescaped(this.#value)
    if (this.#taken > 0) this.met.numbers.add(this.#column)
    if (Math.abs(Number(this.#value)) >= MOST_EXACT) this.met.inexact.add(this.#line)
    return numberText(this.#value, style === undefined ? undefined : styles[Number(style)], from1904)
  }

  #endRow() {
    if (this.#cells.length === 0) return
    this.#taken += 1
    this.#take(this.#line, this.#cells)
  }
}
