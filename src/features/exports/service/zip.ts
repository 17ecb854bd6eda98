/** A ZIP archive (PKWARE APPNOTE 6.3) written as a stream: nothing of it is held back, however large an entry grows. */
import { constants, crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib'
import { gathered } from './parts.ts'

/** An entry is smaller than 4 GiB, packed and unpacked, and so is the archive: its sizes have 32 bits. */
export type Entry = { readonly name: string; readonly text: Pieces }
/** Text in pieces, each good until the next one is asked for. */
type Pieces = AsyncIterable<string | Buffer> | Iterable<string | Buffer>

type Written = { readonly name: Buffer; readonly at: number; crc: number; size: number; packed: number }

const VERSION = 20
/** Names are UTF-8, and sizes stand behind the bytes. */
const FLAGS = 0x0808
const DEFLATED = 8
/** The first of January 1980, the zero of MS-DOS: a file says for itself when it was made. */
const DATE = 0x0021

/** Fields one after another, each a number and the bytes that it takes. */
function fields(...values: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [, bytes]) => sum + bytes, 0))
  let at = 0
  for (const [value, bytes] of values) at = buffer.writeUIntLE(value, at, bytes)
  return buffer
}

/** The archive of these entries, each read when its turn comes. */
export async function* zipOf(entries: AsyncIterable<Entry> | Iterable<Entry>): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let at = 0
  for await (const { name, text } of entries) {
    const entry = { name: Buffer.from(name), at, crc: 0, size: 0, packed: 0 }
    for await (const bytes of entryOf(entry, text)) {
      at += bytes.length
      yield bytes
    }
    written.push(entry)
  }
  const directory = Buffer.concat(written.map(directoryEntry))
  yield directory
  yield fields(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [written.length, 2],
    [written.length, 2],
    [directory.length, 4],
    [at, 4],
    [0, 2],
  )
}

async function* entryOf(entry: Written, text: Entry['text']): AsyncGenerator<Buffer> {
  const { name } = entry
  yield Buffer.concat([
    fields([0x04034b50, 4], [VERSION, 2], [FLAGS, 2], [DEFLATED, 2], [0, 2], [DATE, 2], [0, 4], [0, 4], [0, 4]),
    fields([name.length, 2], [0, 2]),
    name,
  ])
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED, chunkSize: AT_A_TIME })
  // What fails in the text ends the packing, and is thrown below.
  fill(deflate, entry, text).catch((error: unknown) => deflate.destroy(error as Error))
  for await (const bytes of deflate as AsyncIterable<Buffer>) {
    entry.packed += bytes.length
    yield bytes
  }
  yield fields([0x08074b50, 4], [entry.crc, 4], [entry.packed, 4], [entry.size, 4])
}

/** Bytes that go to the packing at a time. */
const AT_A_TIME = 2 ** 17

/** Measures the text and packs it, some of it while the next is gathered. */
async function fill(deflate: DeflateRaw, entry: Written, text: Pieces): Promise<void> {
  let packed = Promise.resolve()
  for await (const bytes of gathered(text, AT_A_TIME)) {
    entry.crc = crc32(bytes, entry.crc)
    entry.size += bytes.length
    await packed
    packed = new Promise((resolve, reject) => {
      deflate.write(bytes, (error) => (error ? reject(error) : resolve()))
    })
    packed.catch(() => undefined)
  }
  await packed
  deflate.end()
}

const directoryEntry = ({ name, at, crc, size, packed }: Written): Buffer =>
  Buffer.concat([
    fields([0x02014b50, 4], [VERSION, 2], [VERSION, 2], [FLAGS, 2], [DEFLATED, 2], [0, 2], [DATE, 2]),
    fields([crc, 4], [packed, 4], [size, 4], [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]),
    name,
  ])
