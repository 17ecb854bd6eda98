import { unreadableFile, type ReadingOptions } from '../contract.ts'
import type { StagedRow } from '../formats/row.ts'
import { delimiters, guessDelimiter, readRows } from './csv.ts'
import { decode, type Encoding } from './decode.ts'
import { isPreamble, recognise, type ColumnFate, type Plan } from './recognise.ts'
import { stageRow } from './stage.ts'

export type Roster = {
  readonly format: { readonly name: string; readonly label: string }
  readonly encoding: Encoding
  readonly delimiter: string
  readonly columns: readonly ColumnFate[]
  readonly rows: readonly StagedRow[]
  /** What the person should know about the file as a whole. */
  readonly notes: readonly string[]
}

/**
 * Reads the CSV file of any known system into rows of our fields. Nothing is checked against the database, and cells of
 * columns that hold passwords are in nothing that this returns or throws.
 * @throws unreadableFile, unknownColumns, tooLarge
 */
export async function readRoster(file: Uint8Array, options: ReadingOptions = {}): Promise<Roster> {
  const { utf8, encoding } = decode(file)
  const delimiter = guessDelimiter(utf8)
  const rows: StagedRow[] = []
  const found: { plan?: Plan } = {}
  await readRows(utf8, delimiter, (cells, line) => {
    if (cells.every((cell) => cell.trim() === '')) return
    if (found.plan) rows.push(stageRow(cells, line, found.plan, options))
    else if (!isPreamble(cells)) found.plan = recognise(cells, options.format)
  })
  if (!found.plan) throw unreadableFile({ detail: 'The file has no rows.' })
  const { format, columns, notes } = found.plan
  return {
    format: { name: format.name, label: format.label },
    encoding,
    delimiter: delimiters[delimiter],
    columns,
    rows,
    notes: [...notesOn(encoding, columns), ...notes],
  }
}

function notesOn(encoding: Encoding, columns: readonly ColumnFate[]): string[] {
  const not = (fate: ColumnFate['fate']) =>
    columns.filter((each) => each.fate === fate && each.heading !== '').map(({ heading }) => heading)
  const tell = (what: string, headings: string[]) => (headings.length > 0 ? [`${what}: ${headings.join(', ')}.`] : [])
  return [
    ...(encoding === 'Windows-1252'
      ? ['The file is not UTF-8 and was read as Windows-1252. Look at the names with accents.']
      : []),
    ...tell('Not read, because they hold secrets', not('secret')),
    ...tell('Not read, because nothing of ours matches', not('unknown')),
    ...tell('Not read, because the heading stands earlier in the row', not('twice')),
  ]
}
