import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { limits } from './limits.ts'
import { readTable } from './read-table.ts'

const refusal = (bytes: string | Buffer) =>
  readTable(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes).then(
    () => 'was read',
    (error: Error) => error.message,
  )

const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
/** Bytes that look like chance and are the same in every run. */
const noise = Buffer.concat(Array.from({ length: 500 }, (_, i) => createHash('sha256').update(String(i)).digest()))

describe('A file that is no list of people is refused by a sentence that says what it is and what to do', () => {
  it.each([
    ['nothing', '', 'The file is empty.'],
    ['a PDF', '%PDF-1.7', 'is a PDF, not a list of people. Save the list as XLSX, or as CSV in UTF-8.'],
    ['a picture', '\x89PNG\r\n\x1a\n', 'is a PNG picture'],
    ['a gzip archive', '\x1f\x8b\x08', 'is a gzip archive'],
    ['an empty archive', `PK\x05\x06${'\0'.repeat(18)}`, 'is an empty ZIP archive'],
    ['a web page', '<!DOCTYPE html><title>Sign in</title>', 'is a web page or XML'],
    ['XML with a byte order mark', '\xef\xbb\xbf<?xml version="1.0"?>', 'is a web page or XML'],
    ['an old workbook', Buffer.concat([COMPOUND, Buffer.from('Workbook', 'utf16le')]), 'Save it as XLSX'],
    [
      'a workbook with a password',
      Buffer.concat([COMPOUND, Buffer.alloc(512), Buffer.from('EncryptedPackage', 'utf16le')]),
      'is protected by a password. Save it without one',
    ],
    ['chance', noise, 'neither UTF-8 nor Windows-1252'],
    [
      'too much',
      Buffer.alloc(limits.bytes + 1, 'a'),
      'larger than 50 MB. Split it into several files; one may hold 100,000',
    ],
  ])('%s', async (_, bytes, sentence) => {
    expect(await refusal(bytes)).toContain(sentence)
  })
})
