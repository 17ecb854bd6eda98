/** Lines of CSV: read back as they were written, and nothing in them that a spreadsheet could take for a formula (S36). */
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '#test/chance.ts'
import { isLikeFormula } from '#src/contract/text.ts'
import { csvLine } from './csv.ts'

const signs = fc.constantFrom(...'=+-@\'",; \t\r\n\u0001\u0085\u00a0\ufeff＝＋－＠', ...'aZ0é王😀')
const text = fc.oneof(
  fc.array(signs, { maxLength: 6 }).map((some) => some.join('')),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('Ana', 'Riga', '0042', 'one\ntwo', 'a;b', '7" nail', '1=1', 'a-b'),
)

test('a line read back is what was written, with an apostrophe before whatever is like a formula', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (cells) => {
      const read: unknown = parse(csvLine(cells), { recordDelimiter: '\r\n' })
      expect(read).toEqual([cells.map((cell) => (isLikeFormula(cell) ? `'${cell}` : cell))])
    }),
    { numRuns: 500 },
  )
})
