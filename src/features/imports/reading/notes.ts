import type { FieldName } from '#src/features/users/fields/catalogue.ts'
import type { Column } from './columns.ts'
import type { Fate } from './recognise.ts'
import type { Table } from './table.ts'

export type Skipped = { readonly line: number; readonly reason: string }

const tell = (what: string, headings: readonly string[]) =>
  headings.length > 0 ? [`${what}: ${headings.join(', ')}.`] : []

/** Which columns were not read, and why. */
export function notesOnColumns(columns: readonly Column[]): string[] {
  const not = (fate: Fate) =>
    columns.filter((each) => each.fate === fate && each.heading !== '').map(({ heading }) => heading)
  return [
    ...tell('Not read, because they hold secrets', not('secret')),
    ...tell('Not read, because nothing of ours matches', not('unknown')),
    ...tell('Not read, because the heading stands earlier in the row', not('twice')),
  ]
}

/** Fields in which a zero or a plus sign at the beginning counts. */
const numberLike: readonly FieldName[] = [
  'username',
  'sipExtension',
  'virtualExtension',
  'sipUsername',
  'phone',
  'callerIdNumber',
  'externalId',
]

export function notesOnNumbers({ numbers }: Pick<Table, 'numbers'>, columns: readonly Column[]): string[] {
  const meant = columns.filter(
    ({ column, fields }) =>
      numbers.includes(column) && fields.some((field) => numberLike.some((like) => like === field)),
  )
  return tell(
    'The spreadsheet keeps these columns as numbers, so zeros and plus signs at the beginning are lost. Look at them, or keep the cells as text',
    meant.map(({ heading }) => heading),
  )
}

const LINES_TOLD = 10

export function notesOnSkipped(skipped: readonly Skipped[]): string[] {
  const byReason = Map.groupBy(skipped, ({ reason }) => reason)
  return [...byReason].map(([reason, rows]) => {
    const lines = rows.slice(0, LINES_TOLD).map(({ line }) => line)
    const more = rows.length - lines.length
    const where = `${rows.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
    return `Left out, because they are nobody (${reason}): ${where}.`
  })
}
