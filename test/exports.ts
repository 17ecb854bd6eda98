/** What a test does with exports: asks for one, waits for its end, and reads the file as a spreadsheet would. */
import { crc32, inflateRawSync } from 'node:zlib'
import { expect, vi } from 'vitest'
import type { Rows } from '#src/features/exports/service/rows.ts'
import type { Answer, Client } from './client.ts'

export const wish = { format: 'csv', columns: ['username'], target: { everyone: true } }

export const overExport = (who: Client, id: string): Promise<Answer['body']> =>
  vi.waitFor(
    async () => {
      const { body } = await who.get(`/exports/${id}`)
      expect(['ready', 'failed']).toContain(body.state)
      return body
    },
    { timeout: 30_000, interval: 20 },
  )

export async function beginExport(who: Client, more: object = {}): Promise<string> {
  const { status, body } = await who.post('/exports', { ...wish, ...more })
  expect([status, body.detail]).toEqual([202, undefined])
  return body.id as string
}

/** Asks, waits, and answers how it ended. */
export const makeExport = async (who: Client, more: object = {}): Promise<Answer['body']> =>
  overExport(who, await beginExport(who, more))

/** The lines of a CSV file that was exported, its headings first. */
export async function exportedLines(who: Client, more: object = {}): Promise<string[]> {
  const { id } = await makeExport(who, more)
  const { status, body } = await who.get(`/exports/${id}/file`)
  expect(status).toBe(200)
  return (body as string).replace('\uFEFF', '').trimEnd().split('\r\n')
}

/** Texts as people on their way into a file, so many at a time. */
export async function* rowsOf(rows: readonly (readonly string[])[], at = rows.length): Rows {
  for (let from = 0; from < rows.length; from += at) {
    const some = rows.slice(from, from + at).values()
    let row: readonly string[] | undefined
    yield {
      next: () => (row = some.next().value) !== undefined,
      write(to) {
        to.begin()
        for (const text of row!) {
          // Among others, as in a message of the database.
          const bytes = Buffer.from(`\0${text}\0`)
          to.cell(bytes, 1, bytes.length - 1)
        }
        to.end()
      },
    }
  }
}

/** The entries of an archive by name, as its directory has them; the check sums must be right. */
export function unzip(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  const entries = new Map<string, string>()
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [crc, packed, size] = [16, 20, 24].map((field) => archive.readUInt32LE(at + field)) as [
      number,
      number,
      number,
    ]
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ]
    const begins = archive.readUInt32LE(at + 42)
    const data = begins + 30 + archive.readUInt16LE(begins + 26) + archive.readUInt16LE(begins + 28)
    const bytes = inflateRawSync(archive.subarray(data, data + packed))
    expect([bytes.length, crc32(bytes)]).toEqual([size, crc])
    entries.set(archive.toString('utf8', at + 46, at + 46 + name), bytes.toString('utf8'))
    at += 46 + name + extra + comment
  }
  return entries
}

const CELL = /<c r="([A-Z]+)\d+"[^>]*>(?:<is><t[^>]*>([^<]*)<\/t><\/is>)?/g
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#13;': '\r' }
const columnOf = (letters: string) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** The cells of a sheet, row by row; what has no cell is ''. */
export function sheetRows(xml: string): string[][] {
  return [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
    const cells: string[] = []
    for (const [, letters, text = ''] of row!.matchAll(CELL))
      cells[columnOf(letters!)] = text.replace(/&[^;]+;/g, (entity) => ENTITIES[entity]!)
    return Array.from(cells, (cell) => cell ?? '')
  })
}
