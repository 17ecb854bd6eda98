/** From the cells of a file to leads, each row by itself; what is wrong is named by row and column. */
import { setImmediate as breathe } from 'node:timers/promises'
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min'
import type { Table, TableRow } from '../../imports/service/read-file.ts'
import { leadFields } from '../contract.ts'
import { columnLabels, type LeadColumn, type LeadProblem } from '../contract/import.ts'
import type { LeadValues } from '../sql/leads.ts'

export type ReadLead = LeadValues & { readonly line: number }
export type ReadRows = { readonly leads: ReadLead[]; readonly problems: LeadProblem[]; readonly refused: number }
export type Reading = {
  readonly columns: readonly (LeadColumn | null)[]
  readonly country: string | undefined
  readonly list: string | null
}

/** Rows between two moments in which others are served. */
const AT_A_TIME = 2000

/** Every row of a table as a lead, or as what is wrong with it. */
export async function readRows(table: Table, reading: Reading): Promise<ReadRows> {
  const places = new Map(reading.columns.flatMap((column, place) => (column ? [[column, place] as const] : [])))
  const heading = (column: LeadColumn) => table.header[places.get(column) ?? -1] ?? columnLabels[column]
  const leads: ReadLead[] = []
  const problems: LeadProblem[] = []
  let refused = 0
  for (const [n, row] of table.rows.entries()) {
    if (n % AT_A_TIME === AT_A_TIME - 1) await breathe()
    const { lead, faults } = readRow(row, places, reading)
    if (faults.length === 0) leads.push(lead)
    else refused += 1
    for (const { column, message } of faults)
      problems.push({ line: row.line, column: column === null ? '' : heading(column), message })
  }
  return { leads, problems, refused }
}

type Fault = { readonly column: LeadColumn | null; readonly message: string }

function readRow(
  { line, cells, surplus }: TableRow,
  places: ReadonlyMap<LeadColumn, number>,
  { country, list }: Reading,
): { lead: ReadLead; faults: Fault[] } {
  const faults: Fault[] = []
  const cell = (column: LeadColumn) => cells[places.get(column) ?? -1]?.trim() || null
  const checked = (column: Exclude<LeadColumn, 'firstName' | 'lastName'>, value: string | null) => {
    const read = leadFields[column].safeParse(value)
    if (!read.success && value !== null) faults.push({ column, message: read.error.issues[0]!.message })
    return value
  }
  const name = cell('name') ?? ([cell('firstName'), cell('lastName')].filter(Boolean).join(' ') || null)
  const phone = cell('phone')
  const number = phone === null ? null : international(phone, country)
  if (phone !== null && number === null) faults.push({ column: 'phone', message: NO_PHONE })
  const lead = {
    line,
    name: checked('name', name) ?? '',
    phone: checked('phone', number),
    email: checked('email', cell('email')),
    list: checked('list', cell('list') ?? list),
    external_id: checked('externalId', cell('externalId')),
  }
  if (name === null) faults.push({ column: 'name', message: 'The row has no name.' })
  if (phone === null && lead.external_id === null) faults.push({ column: null, message: NOT_KNOWN_AGAIN })
  if (surplus) faults.push({ column: null, message: 'The row has more cells than the header has columns.' })
  return { lead, faults }
}

const NO_PHONE = 'That is no telephone number. Write +, the country code and the number, or name the country.'
const NOT_KNOWN_AGAIN = 'The row has neither a phone nor an external id, so it could not be known again.'

/** E.164, or null for what is no number anywhere, or none without its country. */
function international(text: string, country: string | undefined): string | null {
  const number = parsePhoneNumberFromString(text.replace(/^00/, '+'), country as CountryCode | undefined)
  return number?.isPossible() ? number.number : null
}
