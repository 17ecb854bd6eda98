/** One line of CSV (RFC 4180) that a spreadsheet cannot mistake for a formula (OWASP: CSV injection). */
import { isLikeFormula } from '../../../contract/text.ts'

const QUOTED = /[",\r\n;]/

export const csvCell = (text: string): string => {
  const harmless = isLikeFormula(text) ? `'${text}` : text
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`
