import type { RowProblem } from '../contract.ts'

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
/** A cell that begins like a formula is one to a spreadsheet. */
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

export const asCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => quoted(harmless(cell))).join(',')).join('\r\n')

export const problemsAsCsv = (problems: readonly RowProblem[]): string =>
  asCsv([
    ['line', 'column', 'problem'],
    ...problems.map(({ line, column, message }) => [String(line), column, message]),
  ])

/** Three people who do not exist, under our own words for the columns. */
export const sample = asCsv([
  ['username', 'email', 'first name', 'last name', 'site', 'role', 'desks', 'skills', 'phone'],
  ['ada.vale', 'ada.vale@example.com', 'Ada', 'Vale', '', 'Agent', 'Billing', 'English:4;Spanish', '+442079460123'],
  ['bo.lund', 'bo.lund@example.com', 'Bo', 'Lund', '', 'Agent', '', 'Swedish', ''],
  ['chidi.oran', 'chidi.oran@example.com', 'Chidi', 'Oran', '', 'Agent', 'Billing;Orders', '', ''],
])

/** Hands text to the browser as a file. The mark in front lets spreadsheets see that it is UTF-8. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
