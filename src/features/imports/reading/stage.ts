import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'
import type { ReadingOptions } from '../contract.ts'
import { RowDraft, type StagedRow } from '../formats/row.ts'
import { emailFrom } from './email-from.ts'
import type { Plan } from './recognise.ts'

/** What Microsoft's templates leave to be filled in, in whatever language: `<<<enter your domain name>>>`. */
const PLACEHOLDER = /<<<[^<>]*>>>/u

/** Makes a row of ours of the cells that the plan reads; the other cells are not looked at. */
export function stageRow(cells: readonly string[], line: number, plan: Plan, options: ReadingOptions): StagedRow {
  const row = new RowDraft(line, plan.columnOf)
  for (const { cell, heading, read } of plan.steps) {
    row.heading = heading
    read(cells[cell]?.trim() ?? '', row)
  }
  row.heading = ''
  plan.format.finish?.(row)
  noteSurplus(cells, plan, row)
  fillDomain(row, options.domain)
  fillEmail(row, options.emailFrom)
  if (row.values.email !== undefined) row.values.username ??= row.values.email
  for (const field of ['phone', 'callerIdNumber'] as const) {
    const number = row.values[field]
    if (number !== undefined) row.values[field] = internationalNumber(number, options.country)
  }
  fillPbx(row, options.pbx, plan)
  return row
}

function noteSurplus(cells: readonly string[], { format, columns }: Plan, row: RowDraft) {
  const surplus = cells.slice(columns.length).filter((cell) => cell.trim() !== '').length
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

function fillEmail(row: RowDraft, template: string | undefined) {
  if (row.values.email !== undefined || row.faults.some(({ field }) => field === 'email')) return
  if (template === undefined) {
    row.refuse('email', 'required', 'The row has no e-mail. Give one, or say how e-mails are made.')
    return
  }
  const made = emailFrom(template, row)
  if (made === undefined) {
    row.refuse(
      'email',
      'email-from',
      `No e-mail can be made as ${template}: what it takes from the row is blank or cannot be written in ASCII. Give the row an e-mail.`,
    )
  } else row.values.email = made
}

/** E.164 where the text says enough: `+371 2000-0000`, `00371 …`, or a national number with a country to dial from. */
function internationalNumber(text: string, country: string | undefined): string {
  const bare = text.replace(/[\s().\-\u2010-\u2015/]/gu, '').replace(/^00/, '+')
  if (bare.startsWith('+') || country === undefined) return bare
  return parsePhoneNumberFromString(text, country as CountryCode)?.number ?? bare
}

/** An account on a PBX needs to name one (SPEC 4). Without, the extension is kept and the SIP option left open. */
function fillPbx(row: RowDraft, pbx: string | undefined, plan: Plan) {
  if (row.values.sipOption !== 'pbx') return
  row.pbx ??= pbx
  if (row.pbx !== undefined) return
  row.forget('sipOption')
  plan.notes.add('No PBX is named: the extensions are kept, and the SIP option of these people stays open.')
}
