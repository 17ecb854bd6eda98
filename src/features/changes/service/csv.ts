/** One line of CSV (RFC 4180) that a spreadsheet cannot mistake for a formula (OWASP: CSV injection). */
import { isLikeFormula } from '../../../contract/text.ts'

const QUOTED = /[",\r\n;]/

/** Nearly every cell is so, and needs to be asked for nothing else. */
const PLAIN = /^[0-9A-Za-z][^",\r\n;]*$/

const cell = (text: string): string => {
  if (text === '' || PLAIN.test(text)) return text
  const harmless = isLikeFormula(text) ? `'${text}` : text
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`
