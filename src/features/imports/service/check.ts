/** Checks a file in full before anything is written: the form of each row, whom it means, what is true of it (BULK-6). */
import { invalidAt } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { listCustomFields } from '../../custom-fields/service.ts'
import type { ImportOptions, RowProblem } from '../contract.ts'
import { stageTable, type Roster } from '../reading/stage.ts'
import type { Table } from '../reading/table.ts'
import { checkStaged, type OnProgress } from './check-rows.ts'
import type { Names } from './names.ts'
import type { Outcome } from './wish.ts'

export type Checked = {
  readonly roster: Roster
  readonly names: Names
  /** Of every row that is somebody and not left out, in the order of their lines. */
  readonly outcomes: readonly Outcome[]
  readonly problems: readonly RowProblem[]
}

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
  { lenient = true, onProgress }: { lenient?: boolean; onProgress?: OnProgress } = {},
): Promise<Checked> {
  demandKey(options)
  const customFields = await listCustomFields(ctx, {})
  const roster = await stageTable(table, { ...options, lenient, customFields }, leftOut)
  const { names, outcomes } = await checkStaged(ctx, roster.rows, { options, customFields, onProgress })
  return { roster, names, outcomes, problems: outcomes.flatMap((one) => one.problems ?? []) }
}

function demandKey({ mode = 'create', key }: ImportOptions): void {
  if (mode === 'create' || key !== undefined) return
  const message =
    'Choose by what rows are matched with users who are there: external ID, username, e-mail or extension.'
  throw invalidAt('#/key', 'required', message)
}
