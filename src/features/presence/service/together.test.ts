import { expect, test } from 'vitest'
import { together } from './together.ts'

const place = {}
let value = 0
let readings = 0
const read = async () => {
  readings += 1
  const seen = value
  await new Promise((resolve) => setImmediate(resolve))
  return seen
}
const ask = () => together(place, 'board', read)

test('a hundred boards that ask at once are told by two readings, each what was true when it asked', async () => {
  const first = ask()
  value = 1
  const others = Array.from({ length: 100 }, ask)
  expect(await first).toBe(0)
  expect(new Set(await Promise.all(others))).toEqual(new Set([1]))
  expect(readings).toBe(2)
  value = 2
  expect(await ask()).toBe(2)
})

test('a reading that fails is told to those alone who waited for it', async () => {
  const fail = () => together(place, 'board', () => Promise.reject(new Error('away')))
  await expect(fail()).rejects.toThrow('away')
  expect(await ask()).toBe(2)
})
