/** Tables for whoever reads a file of something else than people, with the same guards against hostile files (S37). */
import { decode, decodeSlices } from '../reading/decode.ts'
import { guessDelimiter, readRows, type Reading } from '../reading/csv.ts'

/** A file from its beginning, slice by slice, as often as it is asked for: for one that is larger than memory. */
export type Slices = () => AsyncIterable<Buffer>

export type Csv = {
  /**
   * Calls `take` with each row and the line on which it begins, counted from 1.
   * @throws unreadableFile (not text, a quote in the wrong place), tooLarge
   */
  read(take: (cells: string[], line: number) => void, between?: Reading['between']): Promise<void>
}

/**
 * A CSV file that can be read more than once. Of a whole file the encoding is guessed; in slices it is UTF-8, or UTF-16 by its mark.
 * @throws unreadableFile (not text)
 */
export async function openCsv(file: Buffer | Slices, mostRows?: number): Promise<Csv> {
  const whole = Buffer.isBuffer(file) ? decode(file).utf8 : undefined
  const utf8 = () => whole ?? decodeSlices((file as Slices)())
  const delimiter = guessDelimiter(whole ?? (await firstOf(utf8() as AsyncIterable<Buffer>)))
  return {
    read: (take, between) => readRows(utf8(), delimiter, take, { mostRows, between }),
  }
}

async function firstOf(slices: AsyncIterable<Buffer>): Promise<Buffer> {
  for await (const slice of slices) return slice
  return Buffer.alloc(0)
}
