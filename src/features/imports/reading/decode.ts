import { isUtf8 } from 'node:buffer'
import { unreadableFile } from '../contract.ts'

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252'
export type Decoded = { readonly utf8: Buffer; readonly encoding: Encoding }

/**
 * The bytes of a text file as UTF-8 without its byte order mark.
 * Windows-1252 is taken only for what cannot be UTF-8 and uses none of the code page's unassigned bytes: a guess, which
 * the caller tells the person.
 * @throws unreadableFile (not text, broken text)
 */
export function decode(bytes: Buffer): Decoded {
  const decoded = byMark(bytes) ?? byContent(bytes)
  const nul = decoded.utf8.indexOf(0)
  if (nul >= 0) throw notText(lineAt(decoded.utf8, nul))
  return decoded
}

/**
 * The same of a file that is larger than memory, slice by slice. There is no guessing: it is UTF-8, or UTF-16 by its mark.
 * @throws unreadableFile (not text, broken text)
 */
export async function* decodeSlices(slices: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined
  let line = 1
  for await (const bytes of slices) {
    decoder ??= new TextDecoder(utf16By(bytes) ?? 'UTF-8', { fatal: true })
    const utf8 = Buffer.from(nextPart(decoder, line, bytes))
    if (utf8.includes(0)) throw notText(line + lineAt(utf8, utf8.indexOf(0)) - 1)
    for (let at = utf8.indexOf(NEW_LINE); at >= 0; at = utf8.indexOf(NEW_LINE, at + 1)) line += 1
    yield utf8
  }
  if (decoder) nextPart(decoder, line)
}

const NEW_LINE = 10

/** What the decoder makes of some more bytes, or of the end. */
function nextPart(decoder: TextDecoder, line: number, bytes?: Buffer): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
  } catch {
    throw unreadableFile({
      detail: `On line ${line} or soon after it there are bytes that are not ${decoder.encoding.toUpperCase()}. Save the file as CSV in UTF-8.`,
    })
  }
}

const utf16By = ([first, second]: Buffer): 'UTF-16LE' | 'UTF-16BE' | undefined =>
  first === 0xff && second === 0xfe ? 'UTF-16LE' : first === 0xfe && second === 0xff ? 'UTF-16BE' : undefined

const notText = (line: number) =>
  unreadableFile({
    detail: `Line ${line} holds a NUL character, which no text has: the file is not text, or it is UTF-16 without a byte order mark. Save it as CSV in UTF-8.`,
  })

/** By the byte order mark (Unicode 16.0, section 23.8): it is a promise, so what breaks it is refused. */
function byMark(bytes: Buffer): Decoded | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const utf8 = bytes.subarray(3)
    if (!isUtf8(utf8)) throw brokenUtf8(utf8)
    return { utf8, encoding: 'UTF-8' }
  }
  const encoding = utf16By(bytes)
  if (!encoding) return undefined
  try {
    return { utf8: Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(bytes)), encoding }
  } catch {
    throw unreadableFile({
      detail: `The file says that it is ${encoding} and breaks its rules. Save it as CSV in UTF-8.`,
    })
  }
}

function byContent(bytes: Buffer): Decoded {
  if (isUtf8(bytes)) return { utf8: bytes, encoding: 'UTF-8' }
  if (mostlyUtf8(bytes)) throw brokenUtf8(bytes)
  const text = new TextDecoder('windows-1252').decode(bytes)
  const garbage = /[\u0080-\u009f]/u.exec(text)
  if (garbage) {
    throw unreadableFile({
      detail: `Line ${lineAt(bytes, garbage.index)} holds bytes that are neither UTF-8 nor Windows-1252. Save the file as CSV in UTF-8.`,
    })
  }
  return { utf8: Buffer.from(text), encoding: 'Windows-1252' }
}

/** More whole characters beyond ASCII than broken ones: UTF-8 that was damaged, which Windows-1252 would turn into “Ã©”. */
function mostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8')
  const broken = text.match(/\ufffd/gu)?.length ?? 0
  const whole = text.match(/[^\u0000-\u007f\ufffd]/gu)?.length ?? 0
  return whole > broken
}

function brokenUtf8(bytes: Buffer) {
  const text = bytes.toString('utf8')
  const line = text.slice(0, text.indexOf('\ufffd')).split(/\r\n|\r|\n/).length
  return unreadableFile({
    detail: `Line ${line} holds bytes that are not UTF-8, though the rest of the file is. Save it again as CSV in UTF-8.`,
  })
}

/** The line, counted from 1, on which the byte at `offset` stands. */
const lineAt = (bytes: Buffer, offset: number) => bytes.toString('latin1', 0, offset).split(/\r\n|\r|\n/).length
