import { setImmediate as breathe } from 'node:timers/promises'
import type { StagedRow } from '../formats/row.ts'
import { describeColumns, type Column } from './columns.ts'
import { mend } from './mend.ts'
import { notesOnColumns, notesOnNumbers, notesOnSkipped, type Skipped } from './notes.ts'
import { recognise, type StagingOptions } from './recognise.ts'
import { whyLeftOut, stageRow } from './stage-row.ts'
import type { Table } from './table.ts'

export type Roster = {
  readonly format: { readonly name: string; readonly label: string }
  readonly columns: readonly Column[]
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

/**
 * Makes rows of our fields of the cells of a table. Nothing is checked against the database.
 * @throws unknownColumns, invalidRequest (`columns` that cannot be matched so)
 */
export async function stageTable(table: Table, options: StagingOptions = {}): Promise<Roster> {
  const plan = mend(recognise(table.header, options), options)
  const rows: StagedRow[] = []
  const skipped: Skipped[] = []
  for (const [index, row] of table.rows.entries()) {
    if (index % BATCH === BATCH - 1) await breathe()
    const reason = whyLeftOut(row, plan)
    if (reason === undefined) rows.push(stageRow(row, plan, options))
    else skipped.push({ line: row.line, reason })
  }
  const columns = describeColumns(table, plan)
  return {
    format: { name: plan.format.name, label: plan.format.label },
    columns,
    rows,
    skipped,
    notes: [
      ...table.notes,
      ...notesOnColumns(columns),
      ...notesOnNumbers(table, columns),
      ...notesOnSkipped(skipped),
      ...plan.notes,
    ],
    table,
  }
}
