import { unreadableFile } from '../contract.ts'

type Kind = { readonly starts: string; readonly is: string }

/** First bytes that tell what was sent instead of a list of people, as Latin-1. */
const otherKinds: readonly Kind[] = [
  { starts: 'PK\x05\x06', is: 'an empty ZIP archive' },
  { starts: '%PDF-', is: 'a PDF' },
  { starts: '\x1f\x8b', is: 'a gzip archive' },
  { starts: '7z\xbc\xaf\x27\x1c', is: 'a 7-Zip archive' },
  { starts: 'Rar!\x1a\x07', is: 'a RAR archive' },
  { starts: '{\\rtf', is: 'an RTF document' },
  { starts: '\x89PNG', is: 'a PNG picture' },
  { starts: '\xff\xd8\xff', is: 'a JPEG picture' },
  { starts: 'GIF8', is: 'a GIF picture' },
  { starts: 'SQLite format 3', is: 'an SQLite database' },
]

/** Compound files: what Excel wrote before 2007, and the wrapping of a workbook that a password protects. */
const COMPOUND = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'

/**
 * Whether the bytes are a workbook or text.
 * @throws unreadableFile, which says what the file is instead and what to do about it
 */
export function kindOf(bytes: Buffer): 'workbook' | 'text' {
  const head = bytes.toString('latin1', 0, 512)
  if (head.startsWith('PK\x03\x04')) return 'workbook'
  if (head.startsWith(COMPOUND)) throw unreadableFile({ detail: compoundSays(bytes) })
  const kind = otherKinds.find(({ starts }) => head.startsWith(starts))
  if (kind)
    throw unreadableFile({
      detail: `The file is ${kind.is}, not a list of people. Save the list as XLSX, or as CSV in UTF-8.`,
    })
  if (/^\W{0,3}\s*<(!doctype|html|\?xml)/i.test(head))
    throw unreadableFile({
      detail: 'The file is a web page or XML, not a list of people. Download the list again, as CSV or XLSX.',
    })
  return 'text'
}

const compoundSays = (bytes: Buffer) =>
  bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? 'The workbook is protected by a password. Save it without one and send it again.'
    : 'The file is an old Excel workbook (XLS). Save it as XLSX, or as CSV in UTF-8.'
