import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from './json.ts'

const parse = (text: string) => parseJson(Buffer.from(text))

describe('a body of JSON', () => {
  it('comes back as it was sent, whatever stands in its strings', () => {
    const hostile = fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ':', ',', ' ', 'a', '\n', 'é') })
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        hostile,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.array(tie('value')),
        fc.dictionary(hostile, tie('value')),
      ),
    })).value
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (sent, indent) => {
        const text = JSON.stringify(sent, null, indent)
        expect(parse(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it.each(['{"a":1,"a":2}', '{"a":1, "\\u0061" : 2}', '[{"b":{"a":1,"c":[],"a":{}}}]', '{"\\\\\\"":1,"\\\\\\"":2}'])(
    '400 for a key that stands twice: %s',
    (text) => expect(() => parse(text)).toThrow('stands twice'),
  )

  it('lets the same key stand in different objects, and as a value', () => {
    expect(parse('{"a":{"a":"a"},"b":[{"a":1},{"a":2}],"c":"a"}')).toMatchObject({ c: 'a' })
  })

  it.each([
    ['{"__proto__":{}}', 'is not taken anywhere'],
    ['{"a":', 'not JSON'],
    ['{"a":1}x', 'not JSON'],
  ])('400 for %s', (text, reason) => expect(() => parse(text)).toThrow(reason))

  it.each([
    ['{"a":"cut \\ud83d"}', 'cut \ufffd'],
    ['{"a":"\\udE00 cut"}', '\ufffd cut'],
    ['{"a":"\\ud83d\\ud83d\\ude00"}', '\ufffd😀'],
    ['{"a":"\\\\ud83d"}', '\\ud83d'],
  ])('half of a character is one that cannot be shown, since no database keeps it: %s', (text, kept) =>
    expect(parse(text)).toEqual({ a: kept }),
  )

  it('400 for a key that stands twice once its half of a character is none', () =>
    expect(() => parse('{"\\ud800":1,"\\udfff":2}')).toThrow('stands twice'))

  it('400 for bytes that are not UTF-8', () => {
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow('not UTF-8')
  })

  it('holds a file of many megabytes in one string', () => {
    const file = 'a,"b"\n'.repeat(5_000_000)
    expect((parse(JSON.stringify({ text: file })) as { text: string }).text.length).toBe(file.length)
  })

  it('400 for what nests deeper than anything that is asked for, which would exhaust the stack of whoever walks it', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(parse(nested(100))).toHaveLength(1)
    expect(() => parse(nested(400_000))).toThrow('nests')
  })
})
