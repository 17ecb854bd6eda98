import { expect, test } from 'vitest'
import { sayPeak, weekOf } from './week.ts'

test('every hour of the week has its count, and the busiest is said', () => {
  const counts = [
    { weekday: 2, hour: 10, count: 1042 },
    { weekday: 7, hour: 23, count: 3 },
  ]
  const { cells, most } = weekOf(counts)
  expect([cells[1]![10], cells[6]![23], cells[0]![0], most]).toEqual([1042, 3, 0, 1042])
  expect(sayPeak(counts)).toBe('Busiest Tue 10–11, with 1,042 in that hour.')
  expect(sayPeak([{ weekday: 7, hour: 23, count: 3 }])).toBe('Busiest Sun 23–00, with 3 in that hour.')
  expect(sayPeak([])).toBe('Nothing happened in this time.')
})
