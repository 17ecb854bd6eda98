import { describe, expect, it } from 'vitest'
import { decode } from './decode.ts'
import { limits } from './limits.ts'

const text = 'name;mail\nĀris Žagars;aris@example.com\n'
const utf16 = (bigEndian: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}
const detailOf = (bytes: Uint8Array | string) => {
  try {
    decode(Buffer.from(bytes as Uint8Array))
  } catch (error) {
    return (error as Error).message
  }
  return 'was read'
}

describe('The bytes of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE', utf16(false)],
    ['UTF-16BE', utf16(true)],
  ])('in %s become the same text, without the mark', (encoding, bytes) => {
    const decoded = decode(bytes)
    expect(decoded.encoding).toBe(encoding)
    expect(decoded.utf8.toString()).toBe(text)
  })

  it('of an old Western program are read as Windows-1252, and that is told', () => {
    const decoded = decode(Buffer.from([0x4a, 0xf6, 0x72, 0x67, 0x20, 0x80])) // Jörg €
    expect(decoded).toMatchObject({ encoding: 'Windows-1252' })
    expect(decoded.utf8.toString()).toBe('Jörg €')
  })

  it.each([
    ['', 'The file is empty.'],
    ['PK\x03\x04 … xl/workbook.xml', 'an Excel workbook (XLSX)'],
    ['PK\x03\x04 … mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'an OpenDocument spreadsheet'],
    ['PK\x03\x04 … word/document.xml', 'a ZIP archive'],
    ['%PDF-1.7', 'a PDF'],
    [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'an old Excel workbook'],
    [Buffer.from([0x1f, 0x8b, 8]), 'a gzip archive'],
    ['<!DOCTYPE html><title>Sign in</title>', 'a web page'],
    ['\ufeff<?xml version="1.0"?>', 'a web page or XML'],
    ['name\nA\0B\n', 'Line 2 holds a NUL character'],
    [Buffer.from('name\nĀris', 'utf16le'), 'UTF-16 without a byte order mark'],
    [Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a'), Buffer.from([0x00, 0x3d, 0xd8])]), 'breaks its rules'],
    [
      Buffer.concat([Buffer.from(text), Buffer.from([0xe9]), Buffer.from('\n')]),
      'Line 3 holds bytes that are not UTF-8',
    ],
    [Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0a, 0xff]), 'Line 2 holds bytes that are not UTF-8'],
    [Buffer.from([0x61, 0x0a, 0x0a, 0x81, 0x8d]), 'Line 3 holds bytes that are neither UTF-8 nor Windows-1252'],
  ])('%# that are no list of people are refused by a sentence that says what they are', (bytes, sentence) => {
    expect(detailOf(bytes)).toContain(sentence)
  })

  it('past 50 MB are refused', () => {
    expect(detailOf(Buffer.alloc(limits.bytes + 1, 'a'))).toContain('larger than 50 MB')
  })
})
