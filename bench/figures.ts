/** What was measured, and the table of it. */

export type Figure = {
  readonly what: string
  /** What SPEC.md asks for (RATE), in words; empty where nothing is asked. */
  readonly must: string
  readonly measured: string
  /** The same statements sent straight to PostgreSQL, in the same run. */
  readonly straight?: string
  /** Undefined where nothing is asked. */
  readonly ok?: boolean
}

const HEADINGS = ['What', 'Must reach', 'Measured', 'Straight SQL', ''] as const
const cellsOf = ({ what, must, measured, straight, ok }: Figure) => [
  what,
  must,
  measured,
  straight ?? '',
  ok === undefined ? '' : ok ? 'ok' : 'NOT MET',
]

/** Columns side by side, for a terminal. */
export function asTable(figures: readonly Figure[]): string {
  const rows = [[...HEADINGS], ...figures.map(cellsOf)]
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => [...row[column]!].length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const asMarkdown = (figures: readonly Figure[]): string =>
  [[...HEADINGS], HEADINGS.map(() => '---'), ...figures.map(cellsOf)].map((row) => `| ${row.join(' | ')} |`).join('\n')

/** Milliseconds as a person reads them: `4.8 ms`, `52 ms`. */
export const ms = (millis: number) => `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms`
export const count = (number: number) => Math.round(number).toLocaleString('en')
