import type { FileField } from '../contract.ts'
import type { Reader } from '../formats/format.ts'
import { RowDraft, type ColumnOf } from '../formats/row.ts'

const known = new WeakMap<Reader, readonly FileField[]>()

/**
 * The fields that may come of a column: what its reader touches when it is given nothing and when it is given a word.
 * So no format has to say twice what it reads.
 */
export function fieldsOf(read: Reader): readonly FileField[] {
  const before = known.get(read)
  if (before) return before
  const touched: ColumnOf = {}
  for (const text of ['', 'x', '1']) {
    const row = new RowDraft(0, touched)
    row.heading = 'a column'
    read(text, row)
  }
  const fields = Object.keys(touched) as FileField[]
  known.set(read, fields)
  return fields
}
