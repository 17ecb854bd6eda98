/**
 * A workbook (ECMA-376) written as a stream, every cell as text: an extension keeps its zeros and a number its plus, and no
 * cell is a formula whatever it holds (S36; why our own: docs/decisions/0011).
 */
import { Page } from './page.ts'
import type { Batch, Rows, RowWriter } from './rows.ts'
import { SheetRow } from './sheet-row.ts'
import { beginSheet, cellStyles, endSheet, workbookParts } from './workbook.ts'
import { zipOf, type Entry } from './zip.ts'

/** Rows of a sheet (1,048,576) without the headings. */
const MOST_ROWS = 1_048_575
/** Beyond so much text a further sheet begins: an entry of the archive has less than 4 GiB. */
const MOST_TEXT = 3 * 2 ** 30

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
  } while (await source.fetched())
  yield* workbookParts(sheets)
}

/** Rows that are read by one sheet after the other. */
class Source {
  readonly #batches: AsyncIterator<Batch>
  #batch: Batch | undefined
  #isAtOne = false

  constructor(rows: Rows) {
    this.#batches = rows[Symbol.asyncIterator]()
  }

  /** Moves to the next of those that are here, unless the one before was not written yet. */
  more(): boolean {
    return (this.#isAtOne ||= this.#batch?.next() ?? false)
  }

  /** The same, where there is none here any more. */
  async fetched(): Promise<boolean> {
    while (!this.more()) {
      const { done, value } = await this.#batches.next()
      if (done) return false
      this.#batch = value
    }
    return true
  }

  write(to: RowWriter): void {
    this.#batch!.write(to)
    this.#isAtOne = false
  }
}

async function* sheetOf(headings: readonly string[], source: Source): AsyncGenerator<string | Buffer> {
  yield beginSheet(headings)
  const page = new Page()
  const row = new SheetRow(page, headings.length)
  row.begin()
  for (const heading of headings.map((text) => Buffer.from(text))) row.cell(heading, 0, heading.length)
  row.end()
  row.use(cellStyles.text)
  let text = 0
  while (row.number <= MOST_ROWS && text < MOST_TEXT && (source.more() || (await source.fetched()))) {
    source.write(row)
    if (!page.isFull) continue
    text += page.used
    yield page.take()
  }
  yield page.take()
  yield endSheet(headings.length, row.number)
}
