import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textSheet, workbook, zip } from '#test/workbook.ts'
import { limits } from '../limits.ts'
import { readTable } from '../read-table.ts'
import { readRoster } from '../read.ts'

const HEADER = ['username', 'email', 'extension', 'notes']
const sheet = (...rows: string[]) => `${textSheet([HEADER])}${rows.join('')}`
const cellsOf = async (file: Buffer) => (await readTable(file)).rows.map(({ cells }) => cells)

describe('A workbook', () => {
  it('gives its rows under the numbers that the spreadsheet shows, and leaves gaps blank', async () => {
    const file = workbook({
      sheets: {
        People: `${textSheet([HEADER])}<row r="7"><c r="D7" t="inlineStr"><is><t>late</t></is></c><c r="B7" t="str"><v>b@example.com</v></c></row>`,
      },
    })
    const table = await readTable(file)
    expect(table).toMatchObject({ kind: 'workbook', header: HEADER, notes: [] })
    expect(table.rows).toEqual([{ line: 7, cells: ['', 'b@example.com', '', 'late'] }])
  })

  it('gives shared texts, rich ones whole, without furigana, and with what XML cannot hold', async () => {
    const strings =
      '<si><t>plain</t></si><si><r><t>Āris </t></r><r><rPr><b/></rPr><t>Žagars</t></r><rPh sb="0" eb="1"><t>アリス</t></rPh></si><si><t>two_x000A_lines</t></si>'
    const row = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="D2" t="s"><v>2</v></c></row>'
    expect(await cellsOf(workbook({ sheets: { S: sheet(row) }, strings }))).toEqual([
      ['plain', 'Āris Žagars', '', 'two\nlines'],
    ])
  })

  it.each([
    ['421', '0', '421'],
    ['4.21E2', '0', '421'],
    ['37120000000', '0', '37120000000'],
    ['0.30000000000000004', '0', '0.3'],
    ['421', '1', '0421'],
    ['46082', '2', '2026-03-01'],
    ['46082.354166666664', '3', '2026-03-01T08:30:00'],
    ['0.354166666666667', '3', '08:30:00'],
    ['1', '2', '1900-01-01'],
    ['7', '4', '7'],
  ])('gives the number %s in style %s as %s', async (value, style, text) => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="0000"/><numFmt numFmtId="165" formatCode="[$-409]dd\\.mm\\.yyyy hh:mm"/><numFmt numFmtId="166" formatCode="0 &quot;days&quot;"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>'
    const row = `<row r="2"><c r="A2" s="${style}"><v>${value}</v></c></row>`
    expect((await cellsOf(workbook({ sheets: { S: sheet(row) }, styles })))[0]).toEqual([text])
  })

  it('counts days from 1904 where it says so', async () => {
    const row = '<row r="2"><c r="A2" s="0"><v>1</v></c></row>'
    const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    expect(await cellsOf(workbook({ sheets: { S: sheet(row) }, styles, from1904: true }))).toEqual([['1904-01-02']])
  })

  it('tells where zeros are lost, a formula has failed, and a number has lost its end', async () => {
    const row =
      '<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="C2"><v>421</v></c><c r="D2"><v>1234567890123456789</v></c></row>'
    const { notes } = await readRoster(workbook({ sheets: { S: sheet(row) } }))
    expect(notes.join('\n')).toMatch(/as numbers, so zeros and plus signs at the beginning are lost.*: extension\./)
    expect(notes.join('\n')).toContain('A formula has failed: line 2.')
    expect(notes.join('\n')).toContain('more digits than a spreadsheet keeps')
  })

  it('is read from the sheet whose header is known, and the others are named', async () => {
    const sheets = {
      'How to': textSheet([['Fill in the next sheet']]),
      Choices: textSheet([HEADER, ['hidden']]),
      People: textSheet([['Staff, spring'], [], HEADER, ['ann', 'ann@example.com']]),
    }
    const table = await readTable(workbook({ sheets, hidden: ['Choices'] }))
    expect(table.rows).toEqual([{ line: 4, cells: ['ann', 'ann@example.com'] }])
    expect(table.notes).toEqual(['The sheet “People” was read; not read: “How to”, “Choices”.'])
  })

  it('keeps no cell under a heading of secrets', async () => {
    const file = workbook({
      sheets: {
        S: textSheet([
          ['username', 'email', 'Passwort'],
          ['a', 'a@example.com', 'c4n4ry'],
        ]),
      },
    })
    const roster = await readRoster(file)
    expect(JSON.stringify(roster)).not.toContain('c4n4ry')
    expect(roster.rows).toHaveLength(1)
  })

  it('gives back every text that was put into it', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .filter((t) => !/[\p{Cc}\ufffe\uffff]|_x[0-9a-f]{4}_/iu.test(t) && t.isWellFormed())
    const row = fc
      .array(text, { minLength: 1, maxLength: 5 })
      .filter((cells) => cells.some((cell) => cell.trim() !== ''))
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        const header = ['username', 'b', 'c', 'd', 'e']
        const { rows: read } = await readTable(workbook({ sheets: { S: textSheet([header, ...rows]) } }))
        const full = (cells: readonly string[]) => header.map((_, i) => (cells[i]?.trim() ? cells[i] : ''))
        expect(read.map(({ cells }) => full(cells))).toEqual(rows.map(full))
      }),
      { numRuns: 50 },
    )
  })
})

describe('S37 a workbook that goes too far is refused by a sentence, with memory bounded', () => {
  const refusal = (file: Buffer) =>
    readTable(file).then(
      () => 'was read',
      (error: Error) => error.message,
    )
  const bomb = (size: number, says?: number) =>
    workbook({
      sheets: { S: '' },
      more: [
        { name: 'xl/worksheets/sheet1.xml', body: Buffer.alloc(size, ' '), ...(says === undefined ? {} : { says }) },
      ],
    })
  const people = textSheet([HEADER, ['a', 'a@example.com']])

  it.each([
    ['a bomb', () => bomb(limits.unpackedBytes + 1), 'unpacks to more than 250 MB'],
    ['a bomb that lies about its size', () => bomb(100_000_000, 1000), 'damaged'],
    ['a bomb of one endless text', () => bomb(100_000_000), 'longer than 1 MB without an end'],
    [
      'a bomb of pieces of one text',
      () => workbook({ sheets: { S: people }, strings: `<si>${'<r><t>abcdefghij</t></r>'.repeat(1_000_000)}</si>` }),
      'A cell of the workbook is longer than 64 kB',
    ],
    [
      'a million columns',
      () => workbook({ sheets: { S: `<row r="1">${'<c t="str"><v>a</v></c>'.repeat(1_000_000)}</row>` } }),
      'Line 1 has more than 500 columns',
    ],
    [
      'a cell at the far end',
      () => workbook({ sheets: { S: '<row r="1"><c r="ZZZZZZ1" t="str"><v>a</v></c></row>' } }),
      'Line 1 has more than 500 columns',
    ],
    [
      'too many rows',
      () => workbook({ sheets: { S: `${people}${'<row><c t="str"><v>a</v></c></row>'.repeat(limits.rows)}` } }),
      'more than 100,000 rows',
    ],
    ['rows without end', () => workbook({ sheets: { S: '<row/>'.repeat(1_100_000) } }), 'more than 1,048,576 rows'],
    ['tags without end', () => workbook({ sheets: { S: '<a>'.repeat(100_000) } }), 'damaged'],
    ['an upload cut off', () => workbook({ sheets: { S: people } }).subarray(0, 900), 'its upload was cut off'],
    ['noise for a sheet', () => workbook({ sheets: { S: '<row><c>' } }), 'damaged'],
    ['no rows', () => workbook({ sheets: { S: '' } }), 'no rows in any of its sheets'],
    ['a binary workbook', () => zip([{ name: 'xl/workbook.bin', body: '' }]), 'a binary workbook (XLSB)'],
    ['an OpenDocument file', () => zip([{ name: 'content.xml', body: '' }]), 'an OpenDocument file'],
    ['a Word document', () => zip([{ name: 'word/document.xml', body: '' }]), 'a Word document'],
    ['any other archive', () => zip([{ name: 'people.csv', body: 'username' }]), 'a ZIP archive'],
  ])('%s', async (_, file, sentence) => {
    const bytes = file()
    const before = process.memoryUsage().rss
    expect(await refusal(bytes)).toContain(sentence)
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6)
  })

  it('gives each row a number of its own, whatever the rows say of theirs', async () => {
    const cell = (name: string) => `<c t="str"><v>${name}</v></c><c t="str"><v>${name}@example.com</v></c>`
    const rows = [2, 2, 9, 4, 99999999999999].map((r, i) => `<row r="${r}">${cell(`n${i}`)}</row>`).join('')
    const file = workbook({ sheets: { S: `${textSheet([['username', 'email']])}${rows}` } })
    expect((await readTable(file)).rows.map(({ line }) => line)).toEqual([2, 3, 9, 10, 11])
  })

  it('believes nothing that a sheet says of its own size', async () => {
    const file = workbook({ sheets: { S: people }, before: '<dimension ref="A1:XFD1048576"/>' })
    expect(await cellsOf(file)).toEqual([['a', 'a@example.com']])
  })
})
