import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUuid, lowestIdAt, newId, numericId } from './ids.ts'

test('an id is a UUID of version 7 with the time in front (RFC 9562)', () => {
  const at = Date.UTC(2026, 10, 22, 12)
  const id = newId(at)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at)
})

test('10,000 ids of one instant keep their order, and none comes twice', () => {
  const ids = Array.from({ length: 10_000 }, () => newId(1_700_000_000_000))
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('the lowest id of an instant parts what was made before it from what was made then', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 47 }), (at) => {
      expect(newId(at) > lowestIdAt(at)).toBe(true)
      expect(newId(at - 1) < lowestIdAt(at)).toBe(true)
      expect(isUuid(lowestIdAt(at))).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test.each(['0', '-1', '01', '1.5', '2147483648', '1e3', 'x', '', ' 1', '９'])('%j is the id of nothing', (text) =>
  expect(numericId(text)).toBe(0),
)
test('2147483647 is the highest id', () => expect(numericId('2147483647')).toBe(2147483647))
