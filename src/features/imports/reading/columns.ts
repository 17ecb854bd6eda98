import type { ColumnTarget, FileField } from '../contract.ts'
import { guessTarget } from '../formats/guess.ts'
import type { Fate, Plan } from './recognise.ts'
import type { Table } from './table.ts'

/** A column of the file, as the person is shown it to mend the match. */
export type Column = {
  /** Counted from 1; the key of `ReadingOptions.columns`. */
  readonly column: number
  readonly heading: string
  readonly fate: Fate
  /** The fields that it feeds; several where a format makes more than one of it. */
  readonly fields: readonly FileField[]
  /** What an unknown heading may mean; null where nothing of ours is like it. */
  readonly suggestion: ColumnTarget | null
  /** The first different cells, at most three; none of a column that holds secrets. */
  readonly samples: readonly string[]
}

const SAMPLES = 3
/** Rows that are looked through for samples. */
export const LOOKED = 200
const SHOWN = 80

export function describeColumns(table: Table, plan: Plan): Column[] {
  const head = table.rows.slice(0, LOOKED)
  return plan.fates.map((fate, cell) => ({
    column: cell + 1,
    heading: plan.headings[cell] ?? '',
    fate,
    fields: [...new Set(plan.steps.filter((step) => step.cell === cell).flatMap(({ fields }) => fields))],
    suggestion: fate === 'unknown' ? guessTarget(plan.headings[cell] ?? '') : null,
    samples: fate === 'secret' ? [] : samplesOf(head.map(({ cells }) => cells[cell]?.trim() ?? '')),
  }))
}

const samplesOf = (cells: readonly string[]) =>
  [...new Set(cells.filter((text) => text !== ''))].slice(0, SAMPLES).map((text) => text.slice(0, SHOWN))
