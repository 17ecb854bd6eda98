import { SaxesParser } from 'saxes'
import { tooLarge } from '#src/contract/problem.ts'
import { limits } from '../limits.ts'
import { damaged } from './zip.ts'

export type Attributes = Readonly<Record<string, string>>

/** What is done at an element's begin and end; names come without their prefix, which programs choose freely. */
export type Handlers = {
  readonly open: (name: string, attributes: Attributes) => void
  /** `text` is all that stands in the element itself. */
  readonly close?: (name: string, text: string) => void
  /** Asked after each piece of the file; true where enough has been read. */
  readonly done?: () => boolean
}

/** Deeper than any part of a workbook nests. */
const DEPTH = 100

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/**
 * Reads XML as it comes, without keeping it. Text, tag or comment alike, nothing may be longer than a row of a text file:
 * so memory stays bounded whatever the part unpacks to. Entities of a document type are not expanded.
 * @throws unreadableFile (not XML), tooLarge
 */
export async function readXml(bytes: AsyncIterable<Buffer>, { open, close, done }: Handlers): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parser = new SaxesParser({ position: false, xmlns: false as const })
  const texts: string[] = []
  let pending = 0
  parser.on('error', () => {
    throw damaged()
  })
  parser.on('opentag', ({ name, attributes }) => {
    pending = 0
    texts.push('')
    if (texts.length > DEPTH) throw damaged()
    open(local(name), attributes)
  })
  parser.on('text', (text) => {
    if (texts.length > 0) texts[texts.length - 1] += text
  })
  parser.on('cdata', (text) => {
    if (texts.length > 0) texts[texts.length - 1] += text
  })
  parser.on('closetag', ({ name }) => {
    pending = 0
    close?.(local(name), texts.pop() ?? '')
  })
  for await (const chunk of bytes) {
    pending += chunk.length
    parser.write(textOf(decoder, chunk))
    if (pending > limits.rowBytes)
      throw tooLarge({ detail: `A part of the workbook is longer than ${limits.rowBytes / 1e6} MB without an end.` })
    if (done?.()) return
  }
  parser.close()
}

function textOf(decoder: TextDecoder, chunk: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch {
    throw damaged()
  }
}
