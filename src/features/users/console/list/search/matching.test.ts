import { describe, expect, test } from 'vitest'
import { furtherReasons, pieces } from './matching.ts'

const marked = (text: string, search: string) =>
  pieces(text, search)
    .map((p) => (p.hit ? `[${p.text}]` : p.text))
    .join('')

describe('a row shows why it matched', () => {
  test.each([
    ['Ilze Bērziņa', 'berzi', 'Ilze [Bērzi]ņa'],
    ['Bērziņa Ilze', 'ILZE bērz', '[Bērz]iņa [Ilze]'],
    ['Straße 9', 'strasse', '[Straße] 9'],
    ['Diana Ana', 'an', 'Diana [An]a'],
    ['王小明', '小明', '王[小明]'],
    ['Žižek', 'zzz', 'Žižek'],
    ['100%_off', '0%_', '10[0%_]off'],
  ])('%s, searched for %s', (text, search, expected) => {
    expect(marked(text, search)).toBe(expected)
  })

  const row = { firstName: 'Ana', lastName: 'Lind', username: 'alind', email: 'ana@example.com', extension: '204' }
  test('also when the word stands in no column that is shown', () => {
    expect(furtherReasons(row, 'ana')).toEqual([])
    expect(furtherReasons(row, 'lind example')).toEqual([{ label: 'E-mail', text: 'ana@example.com' }])
    expect(furtherReasons(row, '204')).toEqual([{ label: 'Extension', text: '204' }])
    expect(furtherReasons(row, '+371')).toEqual([{ label: 'Caller ID', text: '' }])
  })
})
