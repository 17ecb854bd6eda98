import { describe, expect, it } from 'vitest'
import { decode } from './decode.ts'

const text = 'name;mail\nĀris Žagars;aris@example.com\n'
const utf16 = (bigEndian: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}
const detailOf = (bytes: Uint8Array | string) => {
  try {
    decode(Buffer.from(bytes as Buffer))
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
    ['name\nA\0B\n', 'Line 2 holds a NUL character'],
    [Buffer.from('name\nĀris', 'utf16le'), 'UTF-16 without a byte order mark'],
    [Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a'), Buffer.from([0x00, 0x3d, 0xd8])]), 'breaks its rules'],
    [
      Buffer.concat([Buffer.from(text), Buffer.from([0xe9]), Buffer.from('\n')]),
      'Line 3 holds bytes that are not UTF-8',
    ],
    [Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0a, 0xff]), 'Line 2 holds bytes that are not UTF-8'],
    [Buffer.from([0x61, 0x0a, 0x0a, 0x81, 0x8d]), 'Line 3 holds bytes that are neither UTF-8 nor Windows-1252'],
  ])('%# that no encoding explains are refused by a sentence that says where', (bytes, sentence) => {
    expect(detailOf(bytes)).toContain(sentence)
  })
})
