import type { ColumnTarget } from '../contract.ts'
import type { Format } from './format.ts'

export const guessTarget = (_heading: string): ColumnTarget | null => null

/** A header that nobody knows, matched by what its headings are like; the person mends the rest. */
export const guess: Format = {
  name: 'guess',
  label: 'Unknown columns, matched by their headings',
  matches: () => true,
  reads: {},
}
