import { describe, expect, test } from 'vitest'
import { foundWhen, readWhen, sayDays } from './callback-days.ts'

/** As the clock on the reader's wall says it. */
const local = (at: string | undefined) => {
  const date = new Date(at ?? '')
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()} ${date.getHours()}:${date.getMinutes()}`
}
const spanOf = (text: string, now: Date) => {
  const { from, before } = foundWhen(text, now)
  return [local(from), local(before)]
}

describe('when callbacks are due', () => {
  test('today is from midnight to midnight, and this week from Monday to Monday, where the reader is', () => {
    const wednesday = new Date(2027, 2, 31, 15, 20)
    expect(spanOf('today', wednesday)).toEqual(['2027-3-31 0:0', '2027-4-1 0:0'])
    expect(spanOf('week', wednesday)).toEqual(['2027-3-29 0:0', '2027-4-5 0:0'])
    expect(spanOf('week', new Date(2027, 3, 4, 23, 59))).toEqual(['2027-3-29 0:0', '2027-4-5 0:0'])
  })

  test('two days count both, and one of them may be open', () => {
    const now = new Date()
    expect(spanOf('2027-03-01..2027-03-01', now)).toEqual(['2027-3-1 0:0', '2027-3-2 0:0'])
    expect(foundWhen('2027-03-01..', now)).toEqual({ from: new Date(2027, 2, 1).toISOString() })
    expect(readWhen(sayDays({ from: '', to: '2027-12-31' }))).toEqual({
      when: 'days',
      days: { from: '', to: '2027-12-31' },
    })
  })

  test('what an address says that is no time asks for nothing', () => {
    for (const text of [undefined, '', 'soon', '..', '2027-02..2027-03', '2027-01-01', '2027-13-01..', 'a..b..c'])
      expect([text, foundWhen(text, new Date())]).toEqual([text, {}])
  })
})
