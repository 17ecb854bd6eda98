/** Rows into a table by COPY, many at once: fifty times as fast as INSERT. */
import { once } from 'node:events'
import type pg from 'pg'
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams'

type Value = string | number | boolean | null | Date | readonly string[] | readonly number[]
const CHUNK = 1 << 16
const SPECIAL = /[\\\t\n\r]/
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** One field in the text format of COPY (PostgreSQL's manual, COPY). The lists that we load hold plain words and numbers. */
function field(value: Value): string {
  if (value === null) return '\\N'
  if (typeof value === 'string')
    return SPECIAL.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (letter) => ESCAPED[letter]!) : value
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) ? `{${value.join(',')}}` : String(value)
}

/** A table being filled, over a connection of its own. */
export class Copy<Column extends string> {
  readonly #columns: readonly Column[]
  readonly #stream: CopyStreamQuery
  #waiting = ''
  rows = 0

  constructor(client: pg.Client, table: string, columns: readonly Column[]) {
    this.#columns = columns
    this.#stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  }

  add(row: Readonly<Record<Column, Value>>): void {
    for (const [place, column] of this.#columns.entries())
      this.#waiting += (place === 0 ? '' : '\t') + field(row[column])
    this.#waiting += '\n'
    this.rows += 1
  }

  /** Hands on what is waiting; answers when the server has room for more. */
  async flush(): Promise<void> {
    if (this.#waiting.length < CHUNK) return
    const chunk = this.#waiting
    this.#waiting = ''
    if (!this.#stream.write(chunk)) await once(this.#stream, 'drain')
  }

  async end(): Promise<void> {
    this.#stream.end(this.#waiting)
    await once(this.#stream, 'finish')
  }
}
