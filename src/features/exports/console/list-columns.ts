/** The columns of the list as columns of a file: a cell of the list may show several. */
import { isColumn } from '../contract/columns.ts'

const several: Readonly<Record<string, readonly string[]>> = {
  name: ['username', 'firstName', 'lastName'],
  extension: ['sipExtension', 'virtualExtension'],
}

/** In the order of the list, each once. */
export const fileColumns = (shown: readonly string[]): string[] => [
  ...new Set(shown.flatMap((name) => several[name] ?? [name]).filter(isColumn)),
]
