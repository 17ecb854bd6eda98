import { setImmediate as breathe } from 'node:timers/promises'
import type { ColumnOf, StagedRow } from '../formats/row.ts'
import { describeColumns, type Column } from './columns.ts'
import { mend } from './mend.ts'
import { notesOnColumns, notesOnNumbers, notesOnSkipped, type Skipped } from './notes.ts'
import { recognise, type Plan, type StagingOptions } from './recognise.ts'
import { whyLeftOut, stageRow } from './stage-row.ts'
import type { Table } from './table.ts'

export type Roster = {
  readonly format: { readonly name: string; readonly label: string }
  readonly columns: readonly Column[]
  /** Which heading feeds a field. */
  readonly columnOf: ColumnOf
  readonly rows: readonly StagedRow[]
  /** Rows that are nobody: service accounts, types, what the system marks as unchanged. */
  readonly skipped: readonly Skipped[]
  /** What the person should know about the file as a whole. */
  readonly notes: readonly string[]
  /** What was read, to be kept, mended and staged again. */
  readonly table: Table
}

/** Rows between two breaths: some 10 ms, in which nothing else of the process runs. */
const BATCH = 1000

/** The header understood, with the columns matched as the person says. */
export const openTable = ({ header }: Pick<Table, 'header'>, options: StagingOptions): Plan =>
  mend(recognise(header, options), options)

/**
 * Makes rows of our fields of the cells of a table, in the order of their lines. Nothing is checked against the database.
 * @param leftOut the lines that the person leaves out
 * @throws unknownColumns, invalidRequest (`columns` that cannot be matched so)
 */
export async function stageTable(
  table: Table,
  options: StagingOptions = {},
  leftOut: ReadonlySet<number> = new Set(),
): Promise<Roster> {
  const plan = openTable(table, options)
  const rows: StagedRow[] = []
  const skipped: Skipped[] = []
  for (const [index, row] of table.rows.entries()) {
    if (index % BATCH === BATCH - 1) await breathe()
    if (leftOut.has(row.line)) continue
    const reason = whyLeftOut(row, plan)
    if (reason === undefined) rows.push(stageRow(row, plan, options))
    else skipped.push({ line: row.line, reason })
  }
  rows.sort((a, b) => a.line - b.line)
  const columns = describeColumns(table, plan)
  return {
    format: { name: plan.format.name, label: plan.format.label },
    columns,
    columnOf: plan.columnOf,
    rows,
    skipped,
    notes: [...notesOf(table, columns, skipped), ...new Set(rows.flatMap(({ ofFile = [] }) => ofFile))],
    table,
  }
}

/** What the person should know of a file, but for what its rows add to it. */
export const notesOf = (
  table: Pick<Table, 'notes' | 'numbers'>,
  columns: readonly Column[],
  skipped: readonly Skipped[],
): string[] => [
  ...table.notes,
  ...notesOnColumns(columns),
  ...notesOnNumbers(table, columns),
  ...notesOnSkipped(skipped),
]
