import { expect, test } from 'vitest'
import { spansOf } from './spans.ts'

const at = (clock: string) => new Date(`2026-11-23T${clock}:00Z`)
const said = (day: [string, Parameters<typeof spansOf>[0][number]['state']][]) =>
  day.map(([clock, state]) => ({ at: at(clock), state }))
const shown = (words: Parameters<typeof spansOf>[0], from = '00:00', to = '12:00') =>
  spansOf(words, { from: at(from), to: at(to) }).map((span) => [
    span.state,
    span.from.slice(11, 16),
    span.to.slice(11, 16),
  ])

test('a word holds until the next one, and words of one state make one span', () => {
  const words = said([
    ['08:00', 'available'],
    ['08:30', 'available'],
    ['09:00', 'on-call'],
    ['09:10', 'offline'],
  ])
  expect(shown(words)).toEqual([
    ['available', '08:00', '09:00'],
    ['on-call', '09:00', '09:10'],
    ['offline', '09:10', '12:00'],
  ])
})

test('what began before the day is cut at its beginning, and is believed for a day at most', () => {
  const words = [{ at: new Date('2026-11-22T10:00:00Z'), state: 'on-call' as const }]
  expect(shown(words)).toEqual([['on-call', '00:00', '10:00']])
})

test('a word at the very end, or of the future, makes no span', () => {
  expect(shown(said([['12:00', 'break']]))).toEqual([])
  expect(shown([])).toEqual([])
})
