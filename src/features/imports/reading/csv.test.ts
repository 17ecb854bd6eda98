import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { guessDelimiter, readRows, type Delimiter } from './csv.ts'
import { limits } from './limits.ts'

type Row = { line: number; cells: string[] }
async function rowsOf(file: string | Buffer, delimiter: Delimiter = ','): Promise<Row[]> {
  const rows: Row[] = []
  await readRows(Buffer.from(file as string), delimiter, (cells, line) => rows.push({ cells, line }))
  return rows
}
const refusal = (file: string | Buffer) =>
  rowsOf(file).then(
    () => 'was read',
    (error: Error) => error.message,
  )

describe('The files of csv-spectrum', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('csv-spectrum'))
  // The JSON of this one tells of another person than its CSV; quotes inside a cell have a test below.
  const sound = readdirSync(join(folder, 'csvs')).filter((name) => name !== 'location_coordinates.csv')
  it.each(sound)('%s reads as its JSON says', async (name) => {
    const [header, ...rows] = await rowsOf(readFileSync(join(folder, 'csvs', name)))
    const people = rows.map(({ cells }) => Object.fromEntries((header?.cells ?? []).map((key, i) => [key, cells[i]])))
    expect(people).toEqual(JSON.parse(readFileSync(join(folder, 'json', name.replace('.csv', '.json')), 'utf8')))
  })
})

describe('The rows of a file', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('keep the line on which they begin, with %s between them', async (_, end) => {
    const rows = await rowsOf(['a,b', '', `1,"two${end}lines"`, '', '', '3,4', '5'].join(end))
    expect(rows.map(({ line }) => line)).toEqual([1, 3, 7, 8])
    expect(rows[1]?.cells).toEqual(['1', `two${end}lines`])
  })

  it('keep cells beyond the header, and lines beyond the slice in which they began', async () => {
    const long = 'x'.repeat(60_000)
    const rows = await rowsOf(`a,b\n${`1,"${long}\n",surplus\n`.repeat(20)}`)
    expect(rows).toHaveLength(21)
    expect(rows[20]).toEqual({ line: 40, cells: ['1', `${long}\n`, 'surplus'] })
  })

  it('keep quotes inside an unquoted cell', async () => {
    const [row] = await rowsOf(`38°28'35.8"N,"Ops, Day" <+12125550142>,"say ""hi""\"\n`)
    expect(row?.cells).toEqual([`38°28'35.8"N`, '"Ops, Day" <+12125550142>', 'say "hi"'])
  })

  it('let other work of the process go on', async () => {
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    await rowsOf('a,b,c,d\n'.repeat(90_000))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(2)
  })
})

describe('S37 a file that goes too far is refused by a sentence', () => {
  it.each([
    ['one endless line', () => 'a'.repeat(limits.bytes), 'The row that begins on line 1 is longer than 1 MB'],
    ['a million columns', () => `a\n${','.repeat(1_000_000)}`, 'Line 2 has more than 500 columns'],
    ['columns without end', () => ','.repeat(limits.bytes), 'The row that begins on line 1 is longer'],
    ['a lone quote', () => 'a,b\n1,"never closed\n2,3\n', 'A quote that opens in the row of line 2 never closes'],
    [
      'a lone quote before a million rows',
      () => `a,b\n"${'1,2\n'.repeat(1_000_000)}`,
      'longer than 1 MB; a quote may open there',
    ],
    [
      'a quote that the next row closes',
      () => 'a,b\n\n1,"Scott\n2,"Gibson"\n',
      'The row that begins on line 3 has a quote that closes on another line',
    ],
    [
      'a cell of 64 kB and one',
      () => `a,b\n1,${'x'.repeat(65_537)}`,
      'Line 2, column 2: the cell is longer than 64 kB',
    ],
    ['too many rows', () => 'a,b\n'.repeat(limits.rows + 3), 'more than 100,000 rows'],
  ])('%s', async (_, file, sentence) => {
    const before = process.memoryUsage().rss
    expect(await refusal(Buffer.from(file()))).toContain(sentence)
    expect(process.memoryUsage().rss - before).toBeLessThan(400e6)
  })

  it('that never quotes a cell', async () => {
    for (const file of ['a\n"s3cret\n"x"\n', 'a\n"s3cret']) expect(await refusal(file)).not.toContain('s3cret')
  })
})

describe('The delimiter', () => {
  it.each([
    ['name,mail\nA;B;C,d\n', ','],
    ['name;mail\nA,B,C;d\n', ';'],
    ['name\tmail\n', '\t'],
    ['name|mail|x\n', '|'],
    ['first name,user login,profile_1|profile_2,phone\n', ','],
    ['"a;b;c;d",mail\n', ','],
    ['version:v1.0\nName;Mail\n', ';'],
    ['sep=;\nname;mail,x\n', ';'],
    ['name\n', ','],
  ])('of %j is %j', (file, delimiter) => {
    expect(guessDelimiter(Buffer.from(file))).toBe(delimiter)
  })
})
