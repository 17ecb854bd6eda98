/** Cells are written from bytes: the same as from their texts, whatever they hold. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from '#src/features/changes/service/csv.ts'
import '#test/chance.ts'
import { rowsOf } from '#test/exports.ts'
import { csvOf } from './service/csv.ts'
import { Page } from './service/page.ts'
import { SheetRow, written } from './service/sheet-row.ts'

/** What formulas begin with, what CSV and XML mean something by, and blanks of every kind. */
const hard = fc
  .array(
    fc.constantFrom(
      ...`=+-@＝＋－＠'"';,&<>_x0041_ \t\r\n\u00a0\u1680\u2003\u2028\u3000\ufeff\u0085\ufffe\u007f7aé李😀`,
    ),
    { maxLength: 8 },
  )
  .map((characters) => characters.join(''))
const text = fc.oneof(hard, fc.string({ unit: 'binary', maxLength: 40 })).filter((one) => one.isWellFormed())
const rows = fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { maxLength: 20 })

test('a line of CSV', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (people, at) => {
      const pieces: Buffer[] = []
      for await (const piece of csvOf(['A', 'B', 'C'], rowsOf(people, at)))
        pieces.push(typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece))
      const lines = Buffer.concat(pieces).toString().replace('\ufeff', '')
      expect(lines).toBe([['A', 'B', 'C'], ...people].map(csvLine).join(''))
    }),
  )
})

const xmlOf = (cell: string): string => {
  const page = new Page()
  const row = new SheetRow(page, 1)
  const bytes = Buffer.from(cell)
  row.begin()
  row.cell(bytes, 0, bytes.length)
  row.end()
  return page.take().toString()
}
const around = (xml: string) =>
  `<row r="1">${xml && `<c r="A1" s="2" t="inlineStr"><is><t xml:space="preserve">${xml}</t></is></c>`}</row>`

test('a cell of a workbook', () => {
  fc.assert(fc.property(text, (cell) => void expect(xmlOf(cell)).toBe(around(written(cell)))))
  for (const cell of ['+37120000000', '+', '+1+1', '_x0041_', 'a_b', 'x'.repeat(40_000), `=${'x'.repeat(32_766)}`])
    expect(xmlOf(cell)).toBe(around(written(cell)))
})
