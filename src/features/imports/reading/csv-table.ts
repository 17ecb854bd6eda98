import { delimiters, guessDelimiter, readRows } from './csv.ts'
import type { Decoded } from './decode.ts'
import { TableDraft } from './table-draft.ts'
import type { Table } from './table.ts'

/**
 * The cells of a CSV file, or of rows pasted from a spreadsheet, in any usual encoding and with any usual delimiter.
 * @throws unreadableFile, tooLarge
 */
export async function readCsv({ utf8, encoding }: Decoded): Promise<Table> {
  const delimiter = guessDelimiter(utf8)
  const draft = new TableDraft()
  await readRows(utf8, delimiter, (cells, line) => draft.take(line, cells))
  const notes =
    encoding === 'Windows-1252'
      ? ['The file is not UTF-8 and was read as Windows-1252. Look at the names with accents.']
      : []
  return draft.table({ kind: 'csv', encoding, delimiter: delimiters[delimiter], numbers: [], notes })
}
