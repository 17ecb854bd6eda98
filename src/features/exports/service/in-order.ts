/** People of several readings, each of which is in order, in the order of them all. */
import { RowReader } from '../../../server/database/raw-rows.ts'
import type { Exported } from '../sql/people.ts'
import type { Batch, Rows, RowWriter } from './rows.ts'

type Reading = { readonly row: RowReader; readonly rows: AsyncGenerator<Buffer>; isAtOne: boolean; isOver: boolean }
type Write = (row: RowReader, to: RowWriter) => void

/** The people of one or two readings. A batch goes on until more of a reading must be fetched: only then is it known who comes next. */
export class InOrder implements Batch {
  /** Who was written so far. */
  people = 0
  readonly #readings: readonly Reading[]
  readonly #isBefore: (a: RowReader, b: RowReader) => boolean
  readonly #write: Write
  #next: Reading | undefined

  constructor({ fields, readings }: Exported, descending: boolean, write: Write) {
    const [key, person] = [fields.indexOf('key'), fields.indexOf('person')]
    this.#readings = readings.map((rows) => ({
      row: new RowReader(fields.length),
      rows,
      isAtOne: false,
      isOver: false,
    }))
    this.#isBefore = (a, b) => isBefore(key, a, b, descending) ?? isBefore(person, a, b, descending) ?? true
    this.#write = write
  }

  /** The same batch again and again, over what was fetched. */
  async *batches(): Rows {
    try {
      for (;;) {
        await Promise.all(this.#readings.map(fetchFor))
        if (this.#readings.every(({ isOver }) => isOver)) return
        yield this
      }
    } finally {
      await Promise.allSettled(this.#readings.map(({ rows }) => rows.return(undefined)))
    }
  }

  next(): boolean {
    this.#next = undefined
    for (const reading of this.#readings) {
      if (reading.isOver) continue
      if (!reading.isAtOne) return false
      if (!this.#next || this.#isBefore(reading.row, this.#next.row)) this.#next = reading
    }
    return this.#next !== undefined
  }

  write(to: RowWriter): void {
    const reading = this.#next!
    this.#write(reading.row, to)
    this.people += 1
    reading.isAtOne = reading.row.next()
  }
}

async function fetchFor(reading: Reading): Promise<void> {
  while (!reading.isAtOne && !reading.isOver) {
    const { done, value } = await reading.rows.next()
    if (done) reading.isOver = true
    else {
      reading.row.over(value)
      reading.isAtOne = reading.row.next()
    }
  }
}

/** By one field; undefined where they are equal in it. Who has no value stands last, whichever way round. */
function isBefore(field: number, a: RowReader, b: RowReader, descending: boolean): boolean | undefined {
  const noneOfA = a.isNull(field)
  const noneOfB = b.isNull(field)
  if (noneOfA || noneOfB) return noneOfA === noneOfB ? undefined : noneOfB
  const order = a.bytes.compare(b.bytes, b.from[field], b.to[field], a.from[field], a.to[field])
  return order === 0 ? undefined : order < 0 !== descending
}
