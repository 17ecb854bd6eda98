import { expect, test } from 'vitest'
import { addDays, isToRemind, nameOfTurn, turnAfter } from './service/days.ts'

test.each([
  ['2026-12-01', 'month', 1, '2026-12-01', '2027-01-01'],
  ['2026-11-15', 'quarter', 15, '2026-11-15', '2027-02-15'],
  // The last of a shorter month, and the 31st again after it.
  ['2027-01-31', 'month', 31, '2027-01-31', '2027-02-28'],
  ['2027-02-28', 'month', 31, '2027-02-28', '2027-03-31'],
  ['2028-01-30', 'month', 30, '2028-01-30', '2028-02-29'],
  // The server was off: of what was missed one is made now, and the next one is ahead.
  ['2026-12-01', 'month', 1, '2027-03-15', '2027-04-01'],
  ['2026-12-01', 'month', 1, '2027-04-01', '2027-05-01'],
] as const)(
  'after the turn of %s, every %s on the %i, it is next the turn of that day',
  (turn, every, on, today, next) => {
    expect(turnAfter(turn, { every, on }, today)).toBe(next)
  },
)

test('people are reminded seven, four and one day before the last one, the day after it, and each week from then on', () => {
  const due = '2026-12-15'
  const days = Array.from({ length: 30 }, (_, n) => addDays('2026-12-01', n))
  let since = '2026-12-01'
  const reminded = days.filter((today) => {
    if (!isToRemind(due, since, today)) return false
    since = today
    return true
  })
  expect(reminded).toEqual(['2026-12-08', '2026-12-11', '2026-12-14', '2026-12-16', '2026-12-23', '2026-12-30'])
})

test('what was missed while the server was off is one reminder; a short review has none before it began', () => {
  expect(isToRemind('2026-12-15', '2026-12-01', '2026-12-13')).toBe(true)
  expect(isToRemind('2026-12-15', '2026-12-13', '2026-12-13')).toBe(false)
  expect(isToRemind('2026-12-15', '2026-12-13', '2026-12-14')).toBe(true)
  expect(isToRemind('2026-12-04', '2026-12-01', '2026-12-02')).toBe(false)
})

test('each turn is called by its month, in the language of the tenant', () => {
  expect(nameOfTurn('Night desk', '2026-12-01', 'en')).toBe('Night desk, December 2026')
  expect(nameOfTurn('Nachtschicht', '2026-03-01', 'de')).toBe('Nachtschicht, März 2026')
})
