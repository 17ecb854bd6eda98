/** A file in parts, as it is kept. */
import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'
import type { ExportFormat } from '../contract.ts'

const PART_BYTES = 2 ** 18
/** Quick: half of the packing at a tenth of the work. */
const QUICK = { level: constants.Z_BEST_SPEED }
const [packed, unpacked] = [promisify(gzip), promisify(gunzip)]

/** The same bytes, some hundred kilobytes at a time. */
export async function* inParts(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    waiting.push(chunk)
    size += chunk.length
    if (size < PART_BYTES) continue
    yield Buffer.concat(waiting)
    waiting = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(waiting)
}

/** A workbook is packed already. */
export const pack = (format: ExportFormat, part: Buffer): Promise<Buffer> =>
  format === 'csv' ? packed(part, QUICK) : Promise.resolve(part)
export const unpack = (format: ExportFormat, bytes: Buffer): Promise<Buffer> =>
  format === 'csv' ? unpacked(bytes) : Promise.resolve(bytes)
