import { setImmediate as breathe } from 'node:timers/promises'
import type { Module } from '#src/contract/modules.ts'
import { definition, type FieldName, type FieldValues } from '#src/features/users/fields/catalogue.ts'
import { checkTogether } from '#src/features/users/fields/check.ts'
import { typeFault } from '#src/features/users/fields/custom.ts'
import type { RoleWords } from '#src/features/users/fields/lists.ts'
import type { CustomTarget, FileField, RowProblem } from '../contract.ts'
import { isCustom, labelOfCustom, ownField, type OwnField } from '../formats/custom.ts'
import type { ColumnOf, Fault, GroupNames, ImportField, StagedRow } from '../formats/row.ts'
import { Seen, takesOf } from './seen.ts'
import { customValueOf, valueOf } from './values.ts'

/** A row whose form is right; groups, site, PBX and roles are still names. */
export type CheckedRow = {
  readonly line: number
  readonly values: Partial<Pick<FieldValues, ImportField | 'custom'>> & Pick<FieldValues, 'username' | 'email'>
  readonly groups: GroupNames
  readonly site?: string
  readonly pbx?: string
  readonly roles?: readonly RoleWords[]
  readonly columnOf: Readonly<ColumnOf>
  readonly blank: readonly FileField[]
  readonly clears: readonly FileField[]
  readonly made: readonly FieldName[]
  readonly notes: readonly string[]
}

export type CheckContext = {
  /** What the tenant has bought; cells of fields beyond it are left out. Everything, unless given. */
  readonly modules?: readonly Module[]
  /** The fields of the tenant's own; cells of others are nobody's. */
  readonly customFields?: readonly OwnField[]
  /** What only the tenant knows (its sites, roles, PBXes), asked of each row whose form is right. */
  readonly truths?: readonly ((row: CheckedRow) => readonly Fault[])[]
  /** Whether a row is to become somebody new, and so needs an e-mail and a username. Each is, unless told. */
  readonly isNew?: (row: StagedRow) => boolean
  /** Who stands in the file besides these rows. Nobody, unless given. */
  readonly seen?: Seen
}

export type Checked = {
  readonly good: CheckedRow[]
  readonly problems: RowProblem[]
  /** By line, what each row takes for itself in the file, whatever is wrong with it. */
  readonly takes: ReadonlyMap<number, readonly string[]>
}

/** Rows between two breaths: some 10 ms, in which nothing else of the process runs. */
const BATCH = 500

/**
 * Checks the form of every row and that no two rows are the same person; tells all faults of each row. Rows come in the
 * order of their lines. Of two rows that clash the later is refused, whatever else is wrong with the earlier.
 */
export async function checkRows(rows: readonly StagedRow[], context: CheckContext = {}): Promise<Checked> {
  const good: CheckedRow[] = []
  const problems: RowProblem[] = []
  const takes = new Map<number, readonly string[]>()
  const seen = context.seen ?? new Seen()
  const formOf = formChecker(context.customFields)
  for (const [index, row] of rows.entries()) {
    if (index % BATCH === BATCH - 1) await breathe()
    const isNew = context.isNew?.(row) ?? true
    const { values, faults } = formOf(withoutModules(row, context.modules), isNew)
    // Who is there already has an e-mail, so none had to be made.
    const read = isNew ? row.faults : row.faults.filter(({ code }) => code !== 'email-from')
    const all = [...read, ...faults, ...seen.faults(row.line, values, row.pbx)]
    takes.set(row.line, takesOf(values, row.pbx))
    const checked: CheckedRow = {
      line: row.line,
      groups: row.groups,
      site: row.site,
      pbx: row.pbx,
      roles: row.roles,
      columnOf: row.columnOf,
      blank: row.blank,
      clears: row.clears,
      made: row.made,
      notes: row.notes,
      values: values as CheckedRow['values'],
    }
    if (all.length === 0) all.push(...(context.truths ?? []).flatMap((truth) => truth(checked)))
    if (all.length === 0) good.push(checked)
    for (const fault of all)
      problems.push({ line: row.line, column: row.columnOf[fault.field] ?? labelOf(fault.field), ...fault })
  }
  return { good, problems, takes }
}

/** What a problem calls a field that no column feeds. */
export const labelOf = (field: FileField): string => (isCustom(field) ? labelOfCustom(field) : definition(field).label)

type Values = Partial<FieldValues>

function withoutModules(row: StagedRow, modules: readonly Module[] | undefined): StagedRow {
  if (!modules) return row
  const kept = Object.entries(row.values).filter(([field]) => {
    const { module } = definition(field as ImportField)
    return module === undefined || modules.includes(module)
  })
  return { ...row, values: Object.fromEntries(kept) }
}

/** Fields whose cells repeat down a file and are slow to check (`Intl`): each text is checked once. */
const repeated = new Set<ImportField>(['timeZone', 'languages', 'consoleLanguage'])

function formChecker(customFields: readonly OwnField[] = []) {
  const known = new Map<string, ReturnType<typeof checkCell>>()
  const cell = (field: ImportField, text: string) => {
    if (!repeated.has(field)) return checkCell(field, text)
    const key = `${field} ${text}`
    const answer = known.get(key) ?? checkCell(field, text)
    if (known.size < 10_000) known.set(key, answer)
    return answer
  }
  return (row: StagedRow, isNew: boolean) => {
    const values: Record<string, unknown> = {}
    const faults: Fault[] = []
    for (const [field, text] of Object.entries(row.values) as [ImportField, string][]) {
      const { value, fault } = cell(field, text)
      if (fault) faults.push(fault)
      else values[field] = value
    }
    const own = customValues(row.custom, customFields)
    if (own.values) values['custom'] = own.values
    faults.push(...own.faults)
    const told = new Set<FileField>([...faults, ...row.faults].map(({ field }) => field))
    // What fields of one person must satisfy together is asked of somebody who is there once the change is laid over them.
    if (isNew) faults.push(...missing(row, told), ...together(values, row, told))
    return { values: values as Values, faults }
  }
}

function checkCell(field: ImportField, text: string): { value?: unknown; fault?: Fault } {
  const answer = definition(field).schema.safeParse(valueOf(field, text))
  if (answer.success) return { value: answer.data }
  return {
    fault: {
      field,
      code: 'invalid',
      message: answer.error.issues[0]?.message ?? `${definition(field).label} does not fit.`,
    },
  }
}

/** The values of the tenant's own fields, by their keys; undefined where the row has none. */
function customValues(cells: StagedRow['custom'], fields: readonly OwnField[]) {
  const faults: Fault[] = []
  const values: Record<string, string | number | boolean> = {}
  for (const [target, text] of Object.entries(cells) as [CustomTarget, string][]) {
    const field = ownField(fields, target)
    if (!field) continue
    const value = customValueOf(field.type, text)
    const wrong = definition('custom').schema.safeParse({ [field.key]: value }).error?.issues[0]?.message
    const message = wrong ?? typeFault(field.key, field.type, value)
    if (message === null) values[field.key] = value
    else faults.push({ field: target, code: 'type', message })
  }
  return { faults, values: Object.keys(values).length > 0 ? values : undefined }
}

/** A row that is refused for its e-mail is not refused a second time for the username that would follow from it. */
function missing(row: StagedRow, told: ReadonlySet<FileField>): Fault[] {
  const needs = (field: 'email' | 'username') => row.values[field] === undefined && !told.has(field)
  if (needs('email'))
    return [
      { field: 'email', code: 'required', message: 'The row has no e-mail. Give one, or say how e-mails are made.' },
    ]
  if (needs('username') && !told.has('email'))
    return [{ field: 'username', code: 'required', message: 'The row has no username. Give one.' }]
  return []
}

/** The PBX is a name until the service looks it up; the rule asks only whether there is one. */
function together(values: Values, row: StagedRow, told: ReadonlySet<FileField>): Fault[] {
  const faults = checkTogether(row.pbx === undefined ? values : { ...values, sipPbx: 1 })
  return faults.filter(({ field }) => !told.has(field) && !(field === 'username' && told.has('email')))
}
