/** A file in parts, as it is kept. */
import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'
import type { ExportFormat } from '../contract.ts'

const PART_BYTES = 2 ** 18
/** Quick: half of the packing at a tenth of the work. */
const QUICK = { level: constants.Z_BEST_SPEED, chunkSize: PART_BYTES / 2 }
const [packed, unpacked] = [promisify(gzip), promisify(gunzip)]

type Pieces = AsyncIterable<string | Buffer> | Iterable<string | Buffer>

/** A character takes three bytes at most in UTF-8; those outside of the first plane are two characters to JavaScript, and four bytes. */
const BYTES = 3
const bytesOf = (piece: string | Buffer) => (typeof piece === 'string' ? piece.length * BYTES : piece.length)

/**
 * Pieces of text or bytes, gathered into two buffers by turns, so that nothing is thrown away meanwhile and a file of a
 * gigabyte fills no memory: whoever gets a part has done with it before the one after the next is asked for.
 */
export async function* gathered(pieces: Pieces, size: number): AsyncGenerator<Buffer> {
  let [filling, resting] = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)]
  let used = 0
  for await (const piece of pieces) {
    const most = bytesOf(piece)
    if (used > 0 && used + most > filling.length) {
      yield filling.subarray(0, used)
      ;[filling, resting] = [resting, filling]
      used = 0
    }
    if (most > filling.length) filling = Buffer.allocUnsafeSlow(most)
    used += typeof piece === 'string' ? filling.write(piece, used) : piece.copy(filling, used)
  }
  if (used > 0) yield filling.subarray(0, used)
}

/** A file as it is kept, some hundred kilobytes at a time. */
export const inParts = (pieces: Pieces): AsyncGenerator<Buffer> => gathered(pieces, PART_BYTES)

/** A workbook is packed already. */
export const pack = (format: ExportFormat, part: Buffer): Promise<Buffer> =>
  format === 'csv' ? packed(part, QUICK) : Promise.resolve(part)
export const unpack = (format: ExportFormat, bytes: Buffer): Promise<Buffer> =>
  format === 'csv' ? unpacked(bytes) : Promise.resolve(bytes)
