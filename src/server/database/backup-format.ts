/**
 * A backup file: gzip over frames, each a length (4 bytes, big-endian) and as many bytes.
 *
 *     header                       JSON: Header
 *     for each table: its head     JSON: TableHead
 *                     its rows     COPY's text format, in as many frames as it takes
 *                     its end      an empty frame
 *     manifest                     JSON: Manifest; a file without it is not whole
 */
export type Header = {
  readonly format: typeof FORMAT
  readonly made_at: string
  /** The rows fit a database with the very same migrations, and no other. */
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[]
}
export type TableHead = { readonly table: string; readonly columns: readonly string[] }
export type Manifest = {
  readonly manifest: Readonly<Record<string, { readonly rows: number; readonly sha256: string }>>
  /** The last number that each sequence gave; null for one that was never asked. */
  readonly sequences: Readonly<Record<string, number | null>>
}
export const FORMAT = 'rollcall-backup-1'

export function frame(bytes: Buffer): Buffer {
  const length = Buffer.allocUnsafe(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

export const jsonFrame = (value: Header | TableHead | Manifest) => frame(Buffer.from(JSON.stringify(value)))

/** COPY sends a few hundred kilobytes at once; a longer frame is a damaged length. */
const LONGEST_FRAME = 2 ** 30

/** Takes the stream of an unzipped file apart. */
export async function* readFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    while (rest.length - at >= 4) {
      const length = rest.readUInt32BE(at)
      if (length > LONGEST_FRAME) throw new Error('The backup is damaged: a part of it is impossibly long.')
      if (rest.length - at - 4 < length) break
      yield rest.subarray(at + 4, at + 4 + length)
      at += 4 + length
    }
    rest = rest.subarray(at)
  }
  if (rest.length > 0) throw new Error('The backup is damaged: it ends in the middle.')
}
