import { unreadableFile } from '../../contract.ts'
import { TableDraft } from '../table-draft.ts'
import type { Table } from '../table.ts'
import { readBook, type Book, type Sheet } from './book.ts'
import { readSheet, type Met } from './sheet.ts'
import { readStrings } from './strings.ts'
import { readStyles } from './styles.ts'
import { openParts, type Parts } from './zip.ts'

/** Sheets that are looked into for the list of people. */
const LOOKED = 20

/**
 * The cells of an XLSX workbook (ECMA-376): of its first sheet whose header is known, else of its first with rows. Dates
 * come as ISO 8601, numbers as they are shown.
 * @throws unreadableFile, tooLarge
 */
export async function readWorkbook(file: Buffer): Promise<Table> {
  const parts = await openParts(file)
  const book = await readBook(parts)
  const workings = {
    strings: await readStrings(book.strings === undefined ? undefined : parts.open(book.strings)),
    styles: await readStyles(book.styles === undefined ? undefined : parts.open(book.styles)),
    from1904: book.from1904,
  }
  let first: Found | undefined
  for (const sheet of inOrder(book)) {
    const found = await lookInto(parts, sheet, workings)
    if (found?.draft.knows) return tableOf(found, book)
    first ??= found
  }
  if (!first) throw unreadableFile({ detail: 'The workbook has no rows in any of its sheets.' })
  return tableOf(first, book)
}

type Found = { readonly sheet: Sheet; readonly draft: TableDraft; readonly met: Met }

/** Hidden sheets last: lists that cells choose from are kept there. */
const inOrder = ({ sheets }: Book) => [...sheets].sort((a, b) => Number(a.hidden) - Number(b.hidden)).slice(0, LOOKED)

async function lookInto(
  parts: Parts,
  sheet: Sheet,
  workings: Parameters<typeof readSheet>[1],
): Promise<Found | undefined> {
  const bytes = parts.open(sheet.part)
  if (!bytes) return undefined
  const draft = new TableDraft()
  const met = await readSheet(bytes, workings, (line, cells) => draft.take(line, cells))
  return draft.isEmpty ? undefined : { sheet, draft, met }
}

function tableOf({ sheet, draft, met }: Found, { sheets }: Book): Table {
  const others = sheets.filter((each) => each !== sheet).map(({ name }) => `“${name}”`)
  const notes = [
    ...(others.length > 0 ? [`The sheet “${sheet.name}” was read; not read: ${others.join(', ')}.`] : []),
    ...noteOn(met.errors, 'A formula has failed'),
    ...noteOn(met.inexact, 'A number has more digits than a spreadsheet keeps, and its last ones are zeros'),
  ]
  return draft.table({ kind: 'workbook', encoding: null, delimiter: null, numbers: [...met.numbers], notes })
}

function noteOn(lines: ReadonlySet<number>, what: string): string[] {
  const told = [...lines]
  if (told.length === 0) return []
  const more = told.length > 10 ? ` and ${told.length - 10} more` : ''
  return [`${what}: line ${told.slice(0, 10).join(', ')}${more}.`]
}
