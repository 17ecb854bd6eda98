/**
 * Checks what a mend touches and nothing else: the mended rows, and rows that share a sign-in name, an extension or the user
 * whom they mean with what stood there before or stands there now. The verdicts are those of a check of the whole file.
 */
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { listCustomFields } from '../../custom-fields/service.ts'
import type { ImportOptions } from '../contract.ts'
import type { StagedRow } from '../formats/row.ts'
import { describeColumns, LOOKED } from '../reading/columns.ts'
import type { Skipped } from '../reading/notes.ts'
import type { Plan } from '../reading/recognise.ts'
import { related } from '../reading/seen.ts'
import { notesOf, openTable } from '../reading/stage.ts'
import { stageRow, whyLeftOut } from '../reading/stage-row.ts'
import type { Table } from '../reading/table.ts'
import { listCells, type CellRow, type ImportRow } from '../sql/drafts.ts'
import * as statements from '../sql/mending.ts'
import { replaceOutcomes } from '../sql/outcomes.ts'
import { checkStaged, keysOf, type CheckOptions } from './check-rows.ts'
import { findingsOf, type Findings } from './findings.ts'
import type { Names } from './names.ts'
import type { Outcome } from './wish.ts'

/** Of a mend that touches more rows than this the whole file is checked. */
const MOST = 5000

type Draft = { readonly trx: Trx; readonly row: ImportRow; readonly table: Table; readonly plan: Plan } & CheckOptions

/**
 * Puts what it finds in the place of what was found before, and answers what is now said of the file; null where the whole file
 * is to be checked instead. Verdicts on all other rows stay as old as they are: a plan checks everything once more.
 * @param lines rows whose cells were changed, or that were left out or taken in
 */
export async function checkMended(
  ctx: Context,
  trx: Trx,
  row: ImportRow,
  lines: readonly number[],
): Promise<Findings | null> {
  const options = row.options as ImportOptions
  const customFields = await listCustomFields(ctx, {})
  const table = { ...(row.head as unknown as Table), rows: await statements.listFirstRows(trx, row, LOOKED) }
  const plan = openTable(table, { ...options, lenient: true, customFields })
  const draft: Draft = { trx, row, table, plan, options, customFields }
  // Which heading feeds a field is told by the rows above, as when all of them are read.
  stage(table.rows, draft)
  const touched = await checkTouched(ctx, draft, lines)
  if (!touched) return null
  await replaceOutcomes(trx, row, touched.outcomes, touched.lines)
  return findingsNow(ctx, draft, touched.names)
}

/** Rows that are somebody and not left out. */
const stage = (rows: readonly CellRow[], { plan, options }: Draft): StagedRow[] =>
  rows
    .filter((one) => !one.left_out && whyLeftOut(one, plan) === undefined)
    .sort((a, b) => a.line - b.line)
    .map((one) => stageRow(one, plan, options))

type Touched = { readonly lines: number[]; readonly outcomes: readonly Outcome[]; readonly names: Names }

/** Looks on from row to row until what they take is what it was: a row that yields a name may let another one have it. */
async function checkTouched(ctx: Context, draft: Draft, mended: readonly number[]): Promise<Touched | null> {
  const { trx, row } = draft
  const lines = new Set(mended)
  for (;;) {
    if (lines.size > MOST) return null
    const among = [...lines]
    const before = await statements.listTakes(trx, row, among)
    if (before.some(({ takes }) => takes === null)) return null
    const rows = stage(await listCells(trx, row, among), draft)
    const keys = related(await keysOf(ctx, rows, draft))
    const others = await statements.listTakers(trx, row, { keys, but: among })
    if (others.some(({ takes }) => takes === null)) return null
    const { names, outcomes } = await checkStaged(ctx, rows, { ...draft, others: firstOf(others) })
    const moved = related(differing(before, outcomes))
    const more = await statements.listTakers(trx, row, { keys: moved, but: among })
    if (more.length === 0) return { lines: among, outcomes, names }
    if (more.some(({ takes }) => takes === null)) return null
    for (const { line } of more) lines.add(line)
  }
}

/** The first line that takes each key. */
function firstOf(takers: readonly statements.Takes[]): Map<string, number> {
  const first = new Map<string, number>()
  for (const { line, takes } of takers)
    for (const key of takes ?? []) if ((first.get(key) ?? Infinity) > line) first.set(key, line)
  return first
}

/** What some row takes now and did not before, or the other way round. */
function differing(before: readonly statements.Takes[], outcomes: readonly Outcome[]): string[] {
  const pairs = (rows: readonly { line: number; takes: readonly string[] | null }[]) =>
    new Map(rows.flatMap(({ line, takes }) => (takes ?? []).map((key) => [`${line} ${key}`, key])))
  const [then, now] = [pairs(before), pairs(outcomes)]
  const missingIn = (those: ReadonlyMap<string, string>, these: ReadonlyMap<string, string>) =>
    [...these].filter(([pair]) => !those.has(pair)).map(([, key]) => key)
  return [...new Set([...missingIn(now, then), ...missingIn(then, now)])]
}

async function findingsNow(ctx: Context, draft: Draft, names: Names): Promise<Findings> {
  const { trx, row, table, plan, options } = draft
  const columns = describeColumns(table, plan)
  const rows = (await statements.listSaid(trx, row)).map(({ line, formed, notes, problems, adds }) => ({
    ...{ line, formed, notes: notes ?? [] },
    ...(problems ? { problems } : {}),
    ...(adds ? { adds } : {}),
  }))
  const { rows: all, ...of } = await statements.countRows(trx, row)
  return findingsOf(ctx, {
    format: { name: plan.format.name, label: plan.format.label },
    columns,
    columnOf: plan.columnOf,
    notes: [
      ...notesOf(table, columns, await nobodies(draft)),
      ...new Set(rows.flatMap(({ adds }) => adds?.ofFile ?? [])),
    ],
    names,
    counts: { rows: all, ...of, leftOut: all - of.create - of.change - of.same - of.refused },
    rows,
    options,
    before: (row.findings as Findings).groups,
  })
}

async function nobodies({ trx, row, plan }: Draft): Promise<Skipped[]> {
  if (!plan.format.leavesOut) return []
  const rows = await statements.listNobodies(trx, row)
  return rows.flatMap((one) => {
    const reason = whyLeftOut(one, plan)
    return reason === undefined ? [] : [{ line: one.line, reason }]
  })
}
