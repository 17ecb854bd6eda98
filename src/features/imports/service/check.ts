/** Checks a file in full before anything is written: the form of each row, whom it means, what is true of it (BULK-6). */
import { newId } from '../../../contract/ids.ts'
import { invalidRequest } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { listCustomFields } from '../../custom-fields/service.ts'
import { demandWholeTenant } from '../../roles/service/whole-tenant.ts'
import { definition, groupFieldNames, type FieldName } from '../../users/fields/catalogue.ts'
import { judgeEdits } from '../../users/service/edit-many.ts'
import { faultsOf } from '../../users/service/truth.ts'
import type { FileField, ImportOptions, RowProblem } from '../contract.ts'
import { isCustom, type OwnField } from '../formats/custom.ts'
import type { StagedRow } from '../formats/row.ts'
import { checkRows, labelOf, type CheckedRow } from '../reading/check.ts'
import { stageTable, type Roster } from '../reading/stage.ts'
import type { Table } from '../reading/table.ts'
import { matchPeople, type Matches } from './match.ts'
import { unknownSite, type Names } from './names.ts'
import { openNames } from './open-names.ts'
import type { Outcome } from './wish.ts'

/** Rows asked about in one go. */
const ASKED = 2000

export type Checked = {
  readonly roster: Roster
  readonly names: Names
  readonly outcomes: Outcome[]
  readonly problems: RowProblem[]
  /** Rows whose form is right. */
  readonly good: readonly CheckedRow[]
  /** Whether a row is to become somebody new. */
  readonly isNew: (row: CheckedRow) => boolean
}
type OnProgress = (done: number, of: number) => void

/**
 * @param leftOut the lines that the person leaves out
 * @param lenient columns that no format knows can be matched by hand later
 * @throws unknownColumns, invalidRequest (a default or a column that cannot be), holdsMore
 */
export async function checkTable(
  ctx: Context,
  table: Table,
  options: ImportOptions,
  leftOut: ReadonlySet<number>,
  { lenient = true, onProgress = () => undefined }: { lenient?: boolean; onProgress?: OnProgress } = {},
): Promise<Checked> {
  demandKey(options)
  const customFields = await listCustomFields(ctx, {})
  const roster = await stageTable(table, { ...options, lenient, customFields })
  const rows = roster.rows.filter(({ line }) => !leftOut.has(line))
  const names = await openNames(ctx, rows, options)
  const matches = await matchPeople(ctx, rows, options, names)
  const formed = await checkForms(ctx, rows, { matches, names, customFields })
  if (options.createGroups && names.unknownGroups(formed.good).length > 0) demandWholeTenant(ctx.actor, 'groups.manage')
  const work = { ctx, options, names, matches }
  const outcomes: Outcome[] = []
  const isNew = ({ line }: CheckedRow) => userOf(matches, line) === undefined
  for (let from = 0; from < formed.good.length; from += ASKED) {
    const some = formed.good.slice(from, from + ASKED)
    outcomes.push(...(await judgeNew(work, some.filter(isNew))))
    outcomes.push(
      ...(await judgeThere(
        work,
        some.filter((row) => !isNew(row)),
      )),
    )
    onProgress(from + some.length, formed.good.length)
  }
  const problems = [...formed.problems, ...outcomes.flatMap((one) => one.problems ?? [])]
  outcomes.push(...refusedForms(rows, formed.problems))
  outcomes.sort((a, b) => a.line - b.line)
  problems.sort((a, b) => a.line - b.line)
  return { roster, names, outcomes, problems, good: formed.good, isNew }
}

function demandKey({ mode = 'create', key }: ImportOptions): void {
  if (mode === 'create' || key !== undefined) return
  const message =
    'Choose by what rows are matched with users who are there: external ID, username, e-mail or extension.'
  throw invalidRequest({ detail: message, errors: [{ pointer: '#/key', code: 'required', message }] })
}

const userOf = (matches: Matches, line: number): string | undefined => {
  const match = matches.get(line)
  return match && 'userId' in match ? match.userId : undefined
}

type Known = { readonly matches: Matches; readonly names: Names; readonly customFields: readonly OwnField[] }

function checkForms(ctx: Context, rows: readonly StagedRow[], { matches, names, customFields }: Known) {
  const staged = rows.map((row): StagedRow => {
    const match = matches.get(row.line)
    if (!match) return row
    return 'fault' in match ? { ...row, faults: [...row.faults, match.fault] } : ofSomebodyThere(row)
  })
  const isNew = ({ line }: { line: number }) => !matches.has(line)
  return checkRows(staged, {
    modules: ctx.modules,
    customFields,
    isNew,
    truths: [(row) => (isNew(row) ? names.faults(row) : names.faultsOfEdit(row))],
  })
}

/** What is made up for somebody new is nothing to change somebody who is there to. */
const ofSomebodyThere = (row: StagedRow): StagedRow => ({
  ...row,
  values: Object.fromEntries(Object.entries(row.values).filter(([field]) => !row.made.includes(field as FieldName))),
  faults: row.faults.filter(({ code }) => code !== 'email-from'),
})

type Work = {
  readonly ctx: Context
  readonly options: ImportOptions
  readonly names: Names
  readonly matches: Matches
}

const nameOf = ({ values }: CheckedRow): string =>
  [values.firstName, values.lastName].filter(Boolean).join(' ') || (values.username ?? values.email ?? '')

async function judgeNew({ ctx, names }: Work, rows: readonly CheckedRow[]): Promise<Outcome[]> {
  const at = ctx.clock.now().getTime()
  const people = rows.map((row) => ({ id: newId(at), row, values: names.valuesOf(row) }))
  const faults = Map.groupBy(await faultsOf(ctx, ctx.db, people), ({ id }) => id)
  return people.map(({ id, row, values }): Outcome => {
    const known = { line: row.line, userId: id, name: nameOf(row), username: row.values.username, notes: row.notes }
    const wrong = faults.get(id)
    if (wrong) return { ...known, outcome: 'refused', problems: wrong.map((fault) => problemOf(row, fault)) }
    return { ...known, outcome: 'create', wish: { values, pending: names.pendingOf(row) } }
  })
}

async function judgeThere(work: Work, rows: readonly CheckedRow[]): Promise<Outcome[]> {
  const { ctx, options, names, matches } = work
  const wishes = rows.map((row) => ({
    row,
    id: userOf(matches, row.line)!,
    wanted: names.wantedOf(row, clearingOf(work, row)),
    pending: names.pendingOf(row),
  }))
  const judged = await judgeEdits(ctx, ctx.db, wishes, options.lists ?? 'add')
  const faults = Map.groupBy(judged.faults, ({ id }) => id)
  const gone = new Set(judged.unseen)
  const same = new Set(judged.already)
  return wishes.map(({ row, id, wanted, pending }): Outcome => {
    const known = { line: row.line, userId: id, name: nameOf(row), username: row.values.username, notes: row.notes }
    const wrong = gone.has(id)
      ? [{ field: options.key as FieldName, code: 'gone', message: 'This user was deleted a moment ago.' }]
      : faults.get(id)
    // The id of a refused row is its own: another row may be about the same user.
    if (wrong)
      return {
        ...known,
        userId: newId(),
        outcome: 'refused',
        problems: wrong.map((fault) => problemOf(row, ofRow(row, fault))),
      }
    const outcome = same.has(id) && !pending ? 'same' : 'change'
    return { ...known, outcome, ...(outcome === 'change' ? { wish: { wanted, pending } } : {}) }
  })
}

/** Fields of the row that are emptied: by its own token, and by empty cells where the person says so. */
function clearingOf({ ctx, options }: Work, row: CheckedRow): FileField[] {
  const fields = [...row.clears, ...(options.blank === 'clear' ? row.blank : [])]
  return [...new Set(fields)].filter((field) => {
    if (isCustom(field)) return true
    const { schema, module } = definition(field)
    if (module !== undefined && !ctx.modules.includes(module)) return false
    const isList = field === 'languages' || (groupFieldNames as readonly string[]).includes(field)
    return isList || schema.safeParse(null).success
  })
}

/** A site that is not the actor's is told by its name, like one that is not there. */
const ofRow = ({ site }: CheckedRow, wrong: Wrong): Wrong =>
  wrong.field === 'site' && wrong.code === 'unknown' && site !== undefined ? unknownSite(site) : wrong

type Wrong = { readonly field: FileField | null; readonly code: string; readonly message: string }

function problemOf({ line, columnOf }: CheckedRow, { field, code, message }: Wrong): RowProblem {
  const column = field === null ? '' : (columnOf[field] ?? labelOf(field))
  return { line, column, field: field ?? '', code, message }
}

/** Rows that were refused for their form, with what they are called as far as it can be told. */
function refusedForms(rows: readonly StagedRow[], problems: readonly RowProblem[]): Outcome[] {
  const byLine = Map.groupBy(problems, ({ line }) => line)
  return rows.flatMap(({ line, values, notes }): Outcome[] => {
    const wrong = byLine.get(line)
    if (!wrong) return []
    const name =
      [values.firstName, values.lastName].filter(Boolean).join(' ') || (values.username ?? values.email ?? '')
    return [{ line, userId: newId(), outcome: 'refused', name, username: values.username, notes, problems: wrong }]
  })
}
