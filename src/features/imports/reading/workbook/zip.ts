import type { Readable } from 'node:stream'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { tooLarge } from '#src/contract/problem.ts'
import { unreadableFile } from '../../contract.ts'
import { limits } from '../limits.ts'

export const damaged = () =>
  unreadableFile({
    detail:
      'The workbook is damaged, or its upload was cut off. Open it in the spreadsheet, save it and send it again.',
  })

/** The parts of a workbook, by their names in lower case: programs differ in how they write them. */
export type Parts = {
  readonly names: ReadonlySet<string>
  /** The bytes of a part as they are inflated, or undefined where there is no such part. Throws tooLarge. */
  readonly open: (name: string) => AsyncIterable<Buffer> | undefined
}

/**
 * Opens a ZIP archive and looks at what it says of its parts before anything is inflated. yauzl holds each part to the size
 * that the archive gives for it, so that neither an honest bomb nor a lying one is inflated far.
 * @throws unreadableFile (damaged), tooLarge (more parts than a workbook has)
 */
export async function openParts(file: Buffer): Promise<Parts> {
  let zip: ZipFile
  try {
    zip = await fromBufferPromise(file, { lazyEntries: true, autoClose: false })
  } catch {
    throw damaged()
  }
  if (zip.entryCount > limits.parts)
    throw tooLarge({ detail: `The workbook has more than ${limits.parts.toLocaleString('en')} parts.` })
  const entries = await entriesOf(zip)
  let unpacked = 0
  return {
    names: new Set(entries.keys()),
    open: (name) => {
      const entry = entries.get(name.toLowerCase())
      if (!entry) return undefined
      unpacked += entry.uncompressedSize
      if (unpacked > limits.unpackedBytes) throw tooMuch()
      return bytesOf(zip, entry)
    },
  }
}

const tooMuch = () =>
  tooLarge({
    detail: `The workbook unpacks to more than ${limits.unpackedBytes / 1e6} MB. Copy the list of people alone into a new workbook, or save it as CSV.`,
  })

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry)
  } catch {
    throw damaged()
  }
  return entries
}

async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let stream: Readable | undefined
  try {
    stream = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream) yield chunk as Buffer
  } catch {
    throw damaged()
  } finally {
    stream?.destroy()
  }
}
