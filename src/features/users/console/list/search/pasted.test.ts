import { expect, test } from 'vitest'
import { pastedList, valuesOf } from './pasted.ts'

test('a column of a spreadsheet, a line of addresses, a list with semicolons: each value once', () => {
  expect(pastedList('ana.lind\r\nmarta\r\nANA.LIND\r\n')).toEqual(['ana.lind', 'marta'])
  expect(pastedList('204, 207,\n311')).toEqual(['204', '207', '311'])
  expect(pastedList('Ana Lind <ana@example.com>; Jon <jon@example.com>')).toEqual([
    'ana@example.com',
    'jon@example.com',
  ])
  expect(pastedList('ana@example.com,jon@example.com')).toEqual(['ana@example.com', 'jon@example.com'])
})

test('a name with a comma is a name, and one line is one search', () => {
  expect(pastedList('Lind, Ana')).toBeNull()
  expect(pastedList('ana.lind\n')).toBeNull()
  expect(pastedList('  \n')).toBeNull()
})

test('at most a thousand, and nothing that nobody can be called', () => {
  expect(valuesOf(Array.from({ length: 1200 }, (_, n) => `user${n}`).join('\n'))).toHaveLength(1000)
  expect(valuesOf(`${'x'.repeat(255)}\nana`)).toEqual(['ana'])
})
