import { setImmediate as breathe } from 'node:timers/promises'
import { tooLarge } from '#src/contract/problem.ts'
import { limits } from './limits.ts'
import { isSecret } from './secrets.ts'
import { TableDraft } from './table-draft.ts'
import type { Table } from './table.ts'

/** One person of a list that has no columns: what is said of them, several values of one name apart by line breaks. */
export type PersonRecord = { readonly line: number; readonly values: ReadonlyMap<string, string> }

/**
 * Makes a table of records that each name what they hold: a column for each name that occurs, in the order in which they
 * are met. Values under a name of secrets are forgotten at once.
 */
export class Records {
  readonly #columns = new Map<string, number>()
  readonly #rows: { readonly line: number; readonly cells: string[] }[] = []

  get count(): number {
    return this.#rows.length
  }

  /** @throws tooLarge */
  take({ line, values }: PersonRecord) {
    if (this.#rows.length === limits.rows)
      throw tooLarge({
        detail: `The file has more than ${limits.rows.toLocaleString('en')} people. Split it into several files.`,
      })
    const cells: string[] = []
    for (const [name, text] of values) {
      const column = this.#columnOf(name)
      while (cells.length < column) cells.push('')
      cells[column] = isSecret(name) ? '' : withinLimit(text, line, name)
    }
    this.#rows.push({ line, cells })
  }

  #columnOf(name: string): number {
    const column = this.#columns.get(name) ?? this.#columns.size
    if (column === limits.columns)
      throw tooLarge({ detail: `The file says more than ${limits.columns} different things of its people.` })
    this.#columns.set(name, column)
    return column
  }

  /** Other work of the process goes on between thousands of records. */
  async table(origin: Pick<Table, 'kind' | 'encoding' | 'notes'>): Promise<Table> {
    const draft = new TableDraft()
    draft.head(0, [...this.#columns.keys()])
    for (const [index, { line, cells }] of this.#rows.entries()) {
      if (index % 1000 === 999) await breathe()
      draft.take(line, cells)
    }
    return draft.table({ ...origin, delimiter: null, numbers: [] })
  }
}

function withinLimit(text: string, line: number, name: string): string {
  if (text.length > limits.cellCharacters)
    throw tooLarge({ detail: `Line ${line}, ${name}: the value is longer than ${limits.cellCharacters / 1024} kB.` })
  return text
}
