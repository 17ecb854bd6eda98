/** CSV (RFC 4180) in UTF-8 with the mark by which a spreadsheet knows it. */
import { csvCell, csvLine } from '../../changes/service/csv.ts'
import { Page } from './page.ts'
import { beginningOf, begins, type Rows, type RowWriter } from './rows.ts'

const MARK = '\uFEFF'

/** A cell that begins like a formula is made harmless by an apostrophe, which an import takes off again (S36). */
export async function* csvOf(headings: readonly string[], rows: Rows): AsyncGenerator<string | Buffer> {
  yield MARK + csvLine(headings)
  const page = new Page()
  const row = new CsvRow(page)
  for await (const some of rows) {
    while (some.next()) {
      some.write(row)
      if (page.isFull) yield page.take()
    }
    yield page.take()
  }
}

const codeOf = (character: string) => character.charCodeAt(0)
const [QUOTE, COMMA, APOSTROPHE] = [codeOf('"'), codeOf(','), codeOf("'")]
const LINE_END = Buffer.from('\r\n')
/** A cell with one of these stands in quotes. */
const IS_QUOTED = Uint8Array.from({ length: 256 }, (_, byte) => Number('",\r\n;'.includes(String.fromCharCode(byte))))

/** Lines as `csvLine` writes them, from bytes and without a text for each cell. */
class CsvRow implements RowWriter {
  readonly #page: Page
  #isFirst = true

  constructor(page: Page) {
    this.#page = page
  }

  begin(): void {
    this.#isFirst = true
  }

  cell(bytes: Buffer, from: number, to: number): void {
    const page = this.#page
    // At most each a quote and doubled, in quotes, with an apostrophe and a comma.
    page.demand(2 * (to - from) + 4)
    if (!this.#isFirst) page.bytes[page.used++] = COMMA
    this.#isFirst = false
    const beginning = beginningOf(bytes, from, to)
    if (beginning === begins.unclear) page.write(csvCell(bytes.toString('utf8', from, to)))
    else this.#plain(bytes, from, to, beginning === begins.formula)
  }

  #plain(bytes: Buffer, from: number, to: number, isFormula: boolean): void {
    const { bytes: out, used: start } = this.#page
    let used = start
    if (isFormula) out[used++] = APOSTROPHE
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at]!
      if (IS_QUOTED[byte] === 1) return this.#quoted(bytes, from, to, isFormula)
      out[used++] = byte
    }
    this.#page.used = used
  }

  #quoted(bytes: Buffer, from: number, to: number, isFormula: boolean): void {
    const { bytes: out, used: start } = this.#page
    let used = start
    out[used++] = QUOTE
    if (isFormula) out[used++] = APOSTROPHE
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at]!
      if (byte === QUOTE) out[used++] = QUOTE
      out[used++] = byte
    }
    out[used++] = QUOTE
    this.#page.used = used
  }

  end(): void {
    this.#page.demand(LINE_END.length)
    this.#page.put(LINE_END)
  }
}
