/**
 * A workbook (ECMA-376) written as a stream, every cell as text: an extension keeps its zeros and a number its plus, and no
 * cell is a formula whatever it holds (S36; why our own: docs/decisions/0011).
 */
import { isLikeFormula } from '../../../contract/text.ts'
import type { Rows } from './csv.ts'
import { beginSheet, cellStyles, endSheet, lettersOf, workbookParts } from './workbook.ts'
import { zipOf, type Entry } from './zip.ts'

/** Rows of a sheet (1,048,576) without the headings. */
const MOST_ROWS = 1_048_575
/** Beyond so much text a further sheet begins: an entry of the archive has less than 4 GiB. */
const MOST_TEXT = 3 * 2 ** 30
/** Characters of a cell, at most. */
const MOST_CHARACTERS = 32_767

/** Workbook of as many sheets as it takes, each with the headings. */
export function xlsxOf(headings: readonly string[], rows: Rows): AsyncGenerator<Buffer> {
  return zipOf(entriesOf(headings, rows))
}

async function* entriesOf(headings: readonly string[], rows: Rows): AsyncGenerator<Entry> {
  const source = new Source(rows)
  const sheets: string[] = []
  do {
    const number = sheets.push(`Users ${sheets.length + 1}`)
    yield { name: `xl/worksheets/sheet${number}.xml`, text: sheetOf(headings, source) }
  } while (await source.more())
  yield* workbookParts(sheets)
}

/** Rows that are read by one sheet after the other. */
class Source {
  readonly #rows: AsyncIterator<readonly (readonly string[])[]>
  #left: readonly (readonly string[])[] = []

  constructor(rows: Rows) {
    this.#rows = rows[Symbol.asyncIterator]()
  }

  async more(): Promise<boolean> {
    while (this.#left.length === 0) {
      const { done, value } = await this.#rows.next()
      if (done) return false
      this.#left = value
    }
    return true
  }

  take(most: number): readonly (readonly string[])[] {
    const taken = this.#left.slice(0, most)
    this.#left = this.#left.slice(most)
    return taken
  }
}

async function* sheetOf(headings: readonly string[], source: Source): AsyncGenerator<readonly string[]> {
  const letters = headings.map((_, column) => lettersOf(column))
  yield [beginSheet(headings), rowOf(letters, 1, headings, cellStyles.heading)]
  let number = 1
  let text = 0
  while (number <= MOST_ROWS && text < MOST_TEXT && (await source.more())) {
    const rows = source.take(MOST_ROWS - number + 1).map((cells) => rowOf(letters, ++number, cells, cellStyles.text))
    // In bytes at most, since a character may take three of them.
    text += rows.reduce((sum, row) => sum + row.length, 0) * 3
    yield rows
  }
  yield [endSheet(headings.length, number)]
}

function rowOf(letters: readonly string[], number: number, cells: readonly string[], style: string): string {
  let row = `<row r="${number}">`
  for (let column = 0; column < cells.length; column++) {
    const text = cells[column]!
    if (text === '') continue
    row += `<c r="${letters[column]}${number}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${written(text)}</t></is></c>`
  }
  return `${row}</row>`
}

/** A number with a plus in front is a telephone number here, which in a cell of text nothing can take for more. */
const HARMLESS = /^\+[0-9]+$/
/** What XML has no place for, and what a workbook would read as an escape of its own (ECMA-376, 22.9.2.19). */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}|_(?=x[0-9A-Fa-f]{4}_)/gu
/** What a field may hold is escaped; no field holds the others. */
const ESCAPED: Readonly<Record<string, string>> = { _: '_x005F_', '\ufffe': '_xFFFE_', '\uffff': '_xFFFF_' }
const SPECIAL = /[&<>\r]/g
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

/** Nearly every cell has none of these. */
const PLAIN = /^[^&<>\r_\u0000-\u001f\ud800-\udfff\ufffe\uffff]*$/

function written(text: string): string {
  const harmless = isLikeFormula(text) && !HARMLESS.test(text) ? `'${text}` : text
  const short = harmless.length > MOST_CHARACTERS ? harmless.slice(0, MOST_CHARACTERS) : harmless
  if (PLAIN.test(short)) return short
  return short
    .replace(UNWRITABLE, (character) => ESCAPED[character] ?? '')
    .replace(SPECIAL, (character) => ENTITIES[character]!)
}
