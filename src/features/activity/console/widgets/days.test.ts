import { expect, test } from 'vitest'
import { byDay, dayIn, startOf } from './days.ts'

test('a day begins at midnight where the person is, also when clocks are moved in that night', () => {
  expect(startOf('2026-11-23', 'Europe/Riga')).toBe('2026-11-22T22:00:00.000Z')
  expect(startOf('2026-03-29', 'Europe/Riga')).toBe('2026-03-28T22:00:00.000Z')
  expect(startOf('2026-03-29', 'Europe/Riga', 1)).toBe('2026-03-29T21:00:00.000Z')
  expect(startOf('2026-06-01', 'America/St_Johns')).toBe('2026-06-01T02:30:00.000Z')
  expect(startOf('soon', 'UTC')).toBeUndefined()
  expect(startOf(undefined, 'UTC')).toBeUndefined()
})

test('what was done around midnight stands under the days of the zone', () => {
  const items = [{ at: '2026-11-22T23:30:00Z' }, { at: '2026-11-22T21:30:00Z' }, { at: '2026-11-22T20:00:00Z' }]
  expect(byDay(items, 'Europe/Riga').map(({ day, items: of }) => [day, of.length])).toEqual([
    ['Monday, 23 November 2026', 1],
    ['Sunday, 22 November 2026', 2],
  ])
})

test('how far back was searched is told as a day of the zone', () => {
  expect(dayIn('Europe/Riga', new Date('2026-03-02T23:00:00Z'))).toBe('3 March 2026')
})
