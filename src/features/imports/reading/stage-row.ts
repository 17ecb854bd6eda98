import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'
import type { ReadingOptions } from '../contract.ts'
import { RowDraft, type StagedRow } from '../formats/row.ts'
import { emailFrom } from './email-from.ts'
import type { Plan, Step } from './recognise.ts'
import type { TableRow } from './table.ts'

/** What Microsoft's templates leave to be filled in, in whatever language: `<<<enter your domain name>>>`. */
const PLACEHOLDER = /<<<[^<>]*>>>/u

/** Why the row is nobody, where its format knows such rows. */
export const whyLeftOut = ({ cells }: TableRow, { format, keys }: Plan): string | undefined =>
  format.leavesOut?.((key) => {
    const cell = keys.indexOf(key)
    return cell < 0 ? undefined : (cells[cell]?.trim() ?? '')
  })

/** Makes a row of ours of the cells that the plan reads; the other cells are not looked at. */
export function stageRow({ cells, line, surplus }: TableRow, plan: Plan, options: ReadingOptions): StagedRow {
  const row = new RowDraft(line, plan.columnOf)
  const empty = readCells(cells, plan, row)
  row.heading = ''
  plan.format.finish?.(row)
  noteSurplus(surplus ?? 0, plan, row)
  fillDomain(row, options.domain)
  fillEmail(row, options.emailFrom)
  if (row.values.email !== undefined && row.values.username === undefined) {
    row.values.username = row.values.email
    row.made.push('username')
  }
  for (const field of ['phone', 'callerIdNumber'] as const) {
    const number = row.values[field]
    if (number !== undefined) row.values[field] = internationalNumber(number, row.kept('country') || options.country)
  }
  fillPbx(row, options.pbx)
  const fed = new Set(empty.flatMap(({ fields }) => fields))
  row.blank.push(...[...fed].filter((field) => row.made.some((made) => made === field) || !row.has(field)))
  return row
}

/** Answers the columns whose cell is empty. */
function readCells(cells: readonly string[], { steps, format }: Plan, row: RowDraft): readonly Step[] {
  const empty: Step[] = []
  for (const step of steps) {
    const written = cells[step.cell]?.trim() ?? ''
    const text = format.blanks?.includes(written) ? '' : written
    row.heading = step.heading
    if (text !== '' && text === format.clearToken) {
      row.clears.push(...step.fields)
      step.read('', row)
      continue
    }
    if (text === '') empty.push(step)
    step.read(text, row)
  }
  return empty
}

function noteSurplus(surplus: number, { format }: Plan, row: RowDraft) {
  if (surplus > 0 && format.surplusCells !== 'expected') {
    row.notes.push(
      `The row has ${surplus} more ${surplus === 1 ? 'cell' : 'cells'} than the header; a cell may hold the delimiter without quotes.`,
    )
  }
}

function fillDomain(row: RowDraft, domain: string | undefined) {
  let refused = false
  for (const field of ['email', 'username', 'oauthEmail'] as const) {
    const text = row.values[field]
    if (text === undefined || !PLACEHOLDER.test(text)) continue
    if (domain !== undefined) row.values[field] = text.replace(PLACEHOLDER, domain)
    else {
      row.forget(field)
      if (!refused)
        row.refuse(
          field,
          'placeholder',
          `“${text}” still holds the template’s placeholder. Name the domain, or write the address into the cell.`,
        )
      refused = true
    }
  }
}

/** A row without an e-mail may be somebody who is there already, so that is for the check to refuse. */
function fillEmail(row: RowDraft, template: string | undefined) {
  if (template === undefined || row.values.email !== undefined) return
  if (row.faults.some(({ field }) => field === 'email')) return
  const made = emailFrom(template, row)
  if (made === undefined) {
    row.refuse(
      'email',
      'email-from',
      `No e-mail can be made as ${template}: what it takes from the row is blank or cannot be written in ASCII. Give the row an e-mail.`,
    )
    return
  }
  row.values.email = made
  row.made.push('email')
}

/** E.164 where the text says enough: `+371 2000-0000`, `00371 …`, or a national number with a country to dial from. */
function internationalNumber(text: string, country: string | undefined): string {
  const bare = text.replace(/[\s().\-\u2010-\u2015/]/gu, '').replace(/^00/, '+')
  if (bare.startsWith('+') || country === undefined) return bare
  return parsePhoneNumberFromString(text, country as CountryCode)?.number ?? bare
}

/** An account on a PBX needs to name one (SPEC 4). Without, the extension is kept and the SIP option left open. */
function fillPbx(row: RowDraft, pbx: string | undefined) {
  if (row.values.sipOption !== 'pbx') return
  row.pbx ??= pbx
  if (row.pbx !== undefined) return
  row.forget('sipOption')
  row.ofFile.push('No PBX is named: the extensions are kept, and the SIP option of these people stays open.')
}
