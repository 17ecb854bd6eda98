/** Tables for whoever reads a file of something else than people, with the same guards against hostile files (S37). */
import { decode } from '../reading/decode.ts'
import { guessDelimiter, readRows } from '../reading/csv.ts'

/**
 * Calls `take` with each row of a CSV file and the line on which it begins, counted from 1.
 * @throws unreadableFile (not text, a quote in the wrong place), tooLarge
 */
export async function readCsv(bytes: Buffer, take: (cells: string[], line: number) => void): Promise<void> {
  const { utf8 } = decode(bytes)
  await readRows(utf8, guessDelimiter(utf8), take)
}
