/** The workbook as a spreadsheet program sees it. */
import { expect, test } from 'vitest'
import { rowsOf, sheetRows, unzip } from '#test/exports.ts'
import { xlsxOf } from './service/xlsx.ts'

async function workbook(headings: readonly string[], rows: readonly (readonly string[])[], at = rows.length) {
  const bytes: Buffer[] = []
  for await (const some of xlsxOf(headings, rowsOf(rows, at))) bytes.push(some)
  return unzip(Buffer.concat(bytes))
}

test('holds every cell as text, as it is: zeros, pluses, scripts, lines, what XML means something by', async () => {
  const row = ['0042', '+37120000000', 'a & <b> "c"', 'one\ntwo\r\nthree', ' spaced ', 'Zoë 李雷 😀', '', '1e5']
  const entries = await workbook(
    row.map((_, i) => `H${i}`),
    [row, row],
  )
  const sheet = entries.get('xl/worksheets/sheet1.xml')!
  expect(sheetRows(sheet).slice(1)).toEqual([row, row])
  expect(sheet).not.toMatch(/<f>|<v>/)
  expect([...entries.keys()].toSorted()).toEqual([
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/_rels/workbook.xml.rels',
    'xl/styles.xml',
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
  ])
})

test('S36 makes harmless what begins like a formula, and writes no character that XML has no place for', async () => {
  const cells = ['=1+1', '@SUM(A1)', '-2', '+1+1', '＝1', "'=1", 'a\u0001bc', '_x0041_']
  const sheet = (await workbook(cells, [cells])).get('xl/worksheets/sheet1.xml')!
  expect(sheetRows(sheet)[1]).toEqual(["'=1+1", "'@SUM(A1)", "'-2", "'+1+1", "'＝1", "''=1", 'abc', '_x005F_x0041_'])
})

test('goes on with a further sheet, its headings again, where a sheet is full', { timeout: 60_000 }, async () => {
  const rows = Array.from({ length: 1_048_576 }, (_, i) => [String(i)])
  const entries = await workbook(['Username'], rows, 5000)
  const second = sheetRows(entries.get('xl/worksheets/sheet2.xml')!)
  expect(second).toEqual([['Username'], ['1048575']])
  expect(entries.get('xl/workbook.xml')).toMatch(/name="Users 1".*name="Users 2"/)
})

test('names its columns beyond Z', async () => {
  const cells = Array.from({ length: 60 }, (_, i) => `c${i}`)
  const sheet = (await workbook(cells, [cells])).get('xl/worksheets/sheet1.xml')!
  expect(sheet).toMatch(/<c r="Z1".*<c r="AA1".*<c r="AZ1".*<c r="BA1".*<c r="BH1"/)
})

test('breaks off, and is no whole file, when its people cannot be read', async () => {
  const failing = (async function* () {
    yield* rowsOf([['a']])
    throw new Error('The database is away.')
  })()
  const read = async () => {
    for await (const bytes of xlsxOf(['Username'], failing)) expect(bytes).toBeInstanceOf(Buffer)
  }
  await expect(read()).rejects.toThrow('The database is away.')
})
