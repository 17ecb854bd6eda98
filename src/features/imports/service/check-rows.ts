/** Checks rows of a file, all of them or those that a mend touches: the same verdicts either way. */
import { newId } from '../../../contract/ids.ts'
import type { Context } from '../../../server/context.ts'
import { demandWholeTenant } from '../../roles/service/whole-tenant.ts'
import { definition, groupFieldNames, type FieldName } from '../../users/fields/catalogue.ts'
import { judgeEdits } from '../../users/service/edit-many.ts'
import { faultsOf } from '../../users/service/truth.ts'
import type { FileField, ImportOptions, RowProblem } from '../contract.ts'
import { isCustom, type OwnField } from '../formats/custom.ts'
import type { StagedRow } from '../formats/row.ts'
import { checkRows, labelOf, type CheckedRow } from '../reading/check.ts'
import { Seen } from '../reading/seen.ts'
import { matchPeople, type Matches } from './match.ts'
import type { Absent, Names } from './names.ts'
import { openNames } from './open-names.ts'
import type { Adds, Outcome } from './wish.ts'

/** Rows asked about in one go. */
const ASKED = 2000

export type OnProgress = (done: number, of: number) => void
export type CheckOptions = {
  readonly options: ImportOptions
  readonly customFields: readonly OwnField[]
  /** The first line of each key that rows of the file take which are not looked at now. */
  readonly others?: ReadonlyMap<string, number>
  readonly onProgress?: OnProgress | undefined
}

/** What a row takes that means this user: no other row may mean the same. */
const userKey = (userId: string) => `user ${userId}`

/**
 * @param rows in the order of their lines
 * @throws invalidRequest (a default that is not there), forbidden (groups that one may not make), holdsMore
 */
export async function checkStaged(
  ctx: Context,
  rows: readonly StagedRow[],
  { options, customFields, others = new Map(), onProgress = () => undefined }: CheckOptions,
): Promise<{ readonly names: Names; readonly outcomes: Outcome[] }> {
  const names = await openNames(ctx, rows, options)
  const matches = await matchPeople(ctx, rows, options, names, (userId) => others.get(userKey(userId)))
  const formed = await checkForms(ctx, rows, { matches, names, customFields, seen: new Seen(others) })
  const isNew = ({ line }: CheckedRow) => userOf(matches, line) === undefined
  const absent = new Map(formed.good.map((row) => [row.line, names.absentIn(row, isNew(row))]))
  if (options.createGroups && [...absent.values()].some((all) => all.some(([what]) => what === 'unknown')))
    demandWholeTenant(ctx.actor, 'groups.manage')
  const work = { ctx, options, names, matches }
  const found: Found[] = []
  for (let from = 0; from < formed.good.length; from += ASKED) {
    const some = formed.good.slice(from, from + ASKED)
    found.push(...(await judgeNew(work, some.filter(isNew))))
    found.push(
      ...(await judgeThere(
        work,
        some.filter((row) => !isNew(row)),
      )),
    )
    onProgress(from + some.length, formed.good.length)
  }
  found.push(...refusedForms(rows, formed.problems))
  const byLine = new Map(rows.map((row) => [row.line, row]))
  const outcomes = found.map((one): Outcome => {
    const row = byLine.get(one.line)!
    const adds = addsOf([...(absent.get(one.line) ?? []), ...siteOfRefused(one, row)], row)
    const takes = [...(formed.takes.get(one.line) ?? []), ...usersOf(matches, one.line)]
    return { ...one, takes, formed: absent.has(one.line), ...(adds ? { adds } : {}) }
  })
  return { names, outcomes: outcomes.sort((a, b) => a.line - b.line) }
}

/** Everything that rows may take or meet, however they are understood in the end. */
export async function keysOf(
  ctx: Context,
  rows: readonly StagedRow[],
  { options, customFields }: CheckOptions,
): Promise<string[]> {
  const matches = await matchPeople(ctx, rows, options, await openNames(ctx, rows, options))
  // Of somebody who is there less is read than of somebody new, and never more.
  const { takes } = await checkRows(rows, { modules: ctx.modules, customFields })
  return [...[...takes.values()].flat(), ...rows.flatMap(({ line }) => usersOf(matches, line))]
}

/** An outcome as far as the row alone tells it. */
type Found = Omit<Outcome, 'takes' | 'formed' | 'adds'>

function addsOf(absent: NonNullable<Adds['absent']>, { ofFile = [] }: StagedRow): Adds | undefined {
  if (absent.length === 0 && ofFile.length === 0) return undefined
  return { ...(absent.length > 0 ? { absent } : {}), ...(ofFile.length > 0 ? { ofFile } : {}) }
}

/** The site for whose sake a row is refused. */
const siteOfRefused = ({ problems = [] }: Found, { site }: StagedRow): Absent[] =>
  site !== undefined && problems.some(({ field, code }) => field === 'site' && code === 'unknown')
    ? [['no-site', 'site', site]]
    : []

function usersOf(matches: Matches, line: number): string[] {
  const match = matches.get(line)
  const userId = match && ('userId' in match ? match.userId : match.twin)
  return userId === undefined ? [] : [userKey(userId)]
}

const userOf = (matches: Matches, line: number): string | undefined => {
  const match = matches.get(line)
  return match && 'userId' in match ? match.userId : undefined
}

type Known = {
  readonly matches: Matches
  readonly names: Names
  readonly customFields: readonly OwnField[]
  readonly seen: Seen
}

function checkForms(ctx: Context, rows: readonly StagedRow[], { matches, names, customFields, seen }: Known) {
  const staged = rows.map((row): StagedRow => {
    const match = matches.get(row.line)
    if (!match) return row
    return 'fault' in match ? { ...row, faults: [...row.faults, match.fault] } : ofSomebodyThere(row)
  })
  const isNew = ({ line }: { line: number }) => !matches.has(line)
  return checkRows(staged, {
    modules: ctx.modules,
    customFields,
    seen,
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

async function judgeNew({ ctx, names }: Work, rows: readonly CheckedRow[]): Promise<Found[]> {
  const at = ctx.clock.now().getTime()
  const people = rows.map((row) => ({ id: newId(at), row, values: names.valuesOf(row) }))
  const faults = Map.groupBy(await faultsOf(ctx, ctx.db, people), ({ id }) => id)
  return people.map(({ id, row, values }): Found => {
    const known = { line: row.line, userId: id, name: nameOf(row), username: row.values.username, notes: row.notes }
    const wrong = faults.get(id)
    if (wrong) return { ...known, outcome: 'refused', problems: wrong.map((fault) => problemOf(row, fault)) }
    return { ...known, outcome: 'create', wish: { values, pending: names.pendingOf(row) } }
  })
}

async function judgeThere(work: Work, rows: readonly CheckedRow[]): Promise<Found[]> {
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
  return wishes.map(({ row, id, wanted, pending }): Found => {
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
        problems: wrong.map((fault) => problemOf(row, ofRow(names, row, fault))),
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
const ofRow = (names: Names, { site }: CheckedRow, wrong: Wrong): Wrong =>
  wrong.field === 'site' && wrong.code === 'unknown' && site !== undefined ? names.unknownSite(site) : wrong

type Wrong = { readonly field: FileField | null; readonly code: string; readonly message: string }

function problemOf({ line, columnOf }: CheckedRow, { field, code, message }: Wrong): RowProblem {
  const column = field === null ? '' : (columnOf[field] ?? labelOf(field))
  return { line, column, field: field ?? '', code, message }
}

/** Rows that were refused for their form, with what they are called as far as it can be told. */
function refusedForms(rows: readonly StagedRow[], problems: readonly RowProblem[]): Found[] {
  const byLine = Map.groupBy(problems, ({ line }) => line)
  return rows.flatMap(({ line, values, notes }): Found[] => {
    const wrong = byLine.get(line)
    if (!wrong) return []
    const name =
      [values.firstName, values.lastName].filter(Boolean).join(' ') || (values.username ?? values.email ?? '')
    return [{ line, userId: newId(), outcome: 'refused', name, username: values.username, notes, problems: wrong }]
  })
}
