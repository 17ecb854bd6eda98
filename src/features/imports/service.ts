/** Bulk create: a file becomes people. Every row is checked before anything is written (BULK-6). */
import { definition } from '../users/fields/catalogue.ts'
import type { Context } from '../../server/context.ts'
import { transaction } from '../../server/context.ts'
import type { Trx } from '../../server/database/database.ts'
import { newRun } from '../changes/service/run.ts'
import { makeGroups } from '../groups/service/groups.ts'
import type { RunRecord } from '../history/service/record.ts'
import { createPeople, problemOfClash, stage } from '../users/service/create.ts'
import { faultsOf } from '../users/service/truth.ts'
import { mostTold, type ImportOptions, type ImportReport, type ImportWarning, type RowProblem } from './contract.ts'
import { openNames, type Names } from './names.ts'
import { checkRows, type CheckedRow } from './reading/check.ts'
import { readRoster } from './reading/read.ts'
import { notesOf, warningsOf } from './warnings.ts'

/** How far it is: rows checked, then people made, of how many. */
export type Progress = { readonly phase: 'checking' | 'making'; readonly done: number; readonly of: number }

/** Rows asked about in one go, and people made in one transaction. */
const ASKED = 2000
const MADE = 1000

/**
 * Makes users of a CSV file of any known system. Good rows go in alone, unless a run is all or nothing; people come
 * without a password, and so are pending. Throws what keeps the whole file from being read, and a default site or role
 * that is not there or not the actor's to give; what is wrong with single rows stands in the report.
 * @throws unreadableFile, unknownColumns, tooLarge, invalidRequest, holdsMore
 */
export async function importRoster(
  ctx: Context,
  file: Uint8Array,
  options: ImportOptions,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<ImportReport> {
  const { format, emailFrom, domain, country, pbx } = options
  const roster = await readRoster(file, { format, emailFrom, domain, country, pbx })
  const names = await openNames(ctx, roster.rows, options)
  const formed = await checkRows(roster.rows, { modules: ctx.modules, truths: [names.faults] })
  const { good, problems } = await checkTruth(ctx, formed.good, names, (done) =>
    onProgress({ phase: 'checking', done, of: formed.good.length }),
  )
  problems.push(...formed.problems)
  const warnings: ImportWarning[] = [
    ...roster.notes.map((message) => ({ line: null, code: 'file', message })),
    ...warningsOf(names.leftOut(good), roster.rows[0]?.columnOf ?? {}, names.site?.name),
    ...notesOf(good),
  ]
  const run = newRun('import', { site: names.site?.id, roles: names.defaultRoles.map((id) => ({ id })) })
  const made = await make(
    { ctx: { ...ctx, origin: { ...ctx.origin, via: 'import' } }, names, run, problems },
    good,
    options,
    (done) => onProgress({ phase: 'making', done, of: good.length }),
  )
  problems.sort((a, b) => a.line - b.line)
  return {
    format: roster.format,
    rows: roster.rows.length,
    made,
    refused: new Set(problems.map(({ line }) => line)).size,
    ...(options.dryRun ? { wouldMake: options.allOrNothing && problems.length > 0 ? 0 : good.length } : {}),
    problems: problems.slice(0, mostTold),
    problemCount: problems.length,
    warnings: warnings.slice(0, mostTold),
    warningCount: warnings.length,
    changeSet: made > 0 ? run.id : null,
  }
}

/** Asks the database about rows whose form is right, thousands at once: names and extensions taken, numbers that cannot be. */
async function checkTruth(ctx: Context, rows: readonly CheckedRow[], names: Names, onProgress: (done: number) => void) {
  const good: CheckedRow[] = []
  const problems: RowProblem[] = []
  for (let from = 0; from < rows.length; from += ASKED) {
    const some = rows.slice(from, from + ASKED)
    const found = await findFaults(ctx, some, names)
    problems.push(...found.problems)
    good.push(...found.free)
    onProgress(from + some.length)
  }
  return { good, problems }
}

async function findFaults(ctx: Context, rows: readonly CheckedRow[], names: Names) {
  const faults = await faultsOf(
    ctx,
    ctx.db,
    rows.map((row, i) => ({ id: String(i), values: names.valuesOf(row) })),
  )
  const problems = faults.map(({ id, field, code, message }): RowProblem => {
    const { line, columnOf } = rows[Number(id)]!
    return { line, column: columnOf[field] ?? definition(field).label, field, code, message }
  })
  const faulty = new Set(faults.map(({ id }) => Number(id)))
  return { problems, free: rows.filter((_, i) => !faulty.has(i)) }
}

type Making = { readonly ctx: Context; readonly names: Names; readonly run: RunRecord; readonly problems: RowProblem[] }

/** Makes people of the good rows and answers how many; who was taken a moment ago is added to the problems. */
async function make(
  making: Making,
  good: readonly CheckedRow[],
  { allOrNothing, dryRun }: ImportOptions,
  onProgress: (done: number) => void,
): Promise<number> {
  if (dryRun || good.length === 0 || (allOrNothing && making.problems.length > 0)) return 0
  return allOrNothing ? makeAll(making, good, onProgress) : makeInBatches(making, good, onProgress)
}

async function makeAll(
  making: Making,
  rows: readonly CheckedRow[],
  onProgress: (done: number) => void,
): Promise<number> {
  const { ctx, names, problems } = making
  try {
    await transaction(ctx, async (trx) => {
      await makeMissingGroups(making, trx, rows)
      for (let from = 0; from < rows.length; from += MADE) {
        await makePeople(making, trx, rows.slice(from, from + MADE))
        onProgress(Math.min(from + MADE, rows.length))
      }
    })
    return rows.length
  } catch (error) {
    if (!problemOfClash(error)) throw error
    problems.push(...(await checkTruth(ctx, rows, names, () => undefined)).problems)
    return 0
  }
}

async function makeInBatches(
  making: Making,
  rows: readonly CheckedRow[],
  onProgress: (done: number) => void,
): Promise<number> {
  const { ctx } = making
  await transaction(ctx, (trx) => makeMissingGroups(making, trx, rows))
  let made = 0
  for (let from = 0; from < rows.length; from += MADE) {
    made += await makeBatch(making, rows.slice(from, from + MADE))
    onProgress(Math.min(from + MADE, rows.length))
  }
  return made
}

/** One transaction. Whoever took a name since the check is refused, and the rest is tried again. */
async function makeBatch(making: Making, rows: readonly CheckedRow[], tries = 3): Promise<number> {
  const { ctx, names, problems } = making
  if (rows.length === 0) return 0
  try {
    await transaction(ctx, (trx) => makePeople(making, trx, rows))
    return rows.length
  } catch (error) {
    const clash = problemOfClash(error)
    if (!clash || tries === 0) throw clash ?? error
    const found = await findFaults(ctx, rows, names)
    problems.push(...found.problems)
    return makeBatch(making, found.free, tries - 1)
  }
}

async function makeMissingGroups({ ctx, names }: Making, trx: Trx, rows: readonly CheckedRow[]): Promise<void> {
  const missing = names.missingGroups(rows)
  if (missing.length > 0) names.learn(await makeGroups(ctx, trx, missing))
}

function makePeople({ ctx, names, run }: Making, trx: Trx, rows: readonly CheckedRow[]): Promise<void> {
  const now = ctx.clock.now()
  return createPeople(
    ctx,
    trx,
    rows.map((row) => stage(names.valuesOf(row), false, now)),
    run,
  )
}
