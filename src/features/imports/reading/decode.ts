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
  if (nul >= 0) {
    throw unreadableFile({
      detail: `Line ${lineAt(decoded.utf8, nul)} holds a NUL character, which no text has: the file is not text, or it is UTF-16 without a byte order mark. Save it as CSV in UTF-8.`,
    })
  }
  return decoded
}

/** By the byte order mark (Unicode 16.0, section 23.8): it is a promise, so what breaks it is refused. */
function byMark(bytes: Buffer): Decoded | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const utf8 = bytes.subarray(3)
    if (!isUtf8(utf8)) throw brokenUtf8(utf8)
    return { utf8, encoding: 'UTF-8' }
  }
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'UTF-16LE'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'UTF-16BE'
        : undefined
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
