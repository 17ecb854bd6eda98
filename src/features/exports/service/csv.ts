/** CSV (RFC 4180) in UTF-8 with the mark by which a spreadsheet knows it. */
import { csvLine } from '../../changes/service/csv.ts'

const MARK = '\uFEFF'

/** The rows that come, some at a time. */
export type Rows = AsyncIterable<readonly (readonly string[])[]>

/** A cell that begins like a formula is made harmless by an apostrophe, which an import takes off again (S36). */
export async function* csvOf(headings: readonly string[], rows: Rows): AsyncGenerator<string> {
  yield MARK + csvLine(headings)
  for await (const some of rows) yield some.map(csvLine).join('')
}
