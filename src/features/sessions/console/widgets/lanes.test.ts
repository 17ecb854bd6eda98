import { expect, test } from 'vitest'
import type { PastSession, Session } from '../../contract/listed.ts'
import { lanesOf } from './lanes.ts'

const now = new Date('2026-11-23T12:00:00Z')
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString()
const live = (id: string, startedAt: string, userAgent: string | null = FIREFOX): Session => ({
  ...{ id, startedAt, userAgent, lastSeenAt: startedAt, address: '203.0.113.7', current: false },
})
const past = (id: string, startedAt: string, endedAt: string): PastSession => ({
  ...{ ...live(id, startedAt), endedAt, reason: 'signed-out' },
})

test('each device has a lane, those with an open session first; an open session reaches now', () => {
  const { lanes, days } = lanesOf(
    [live('a', ago(6)), live('b', ago(12), 'curl/8.5.0')],
    [past('c', ago(18), ago(12))],
    now,
  )
  expect(days).toBe(1)
  expect(lanes.map(({ device, open }) => [device, open])).toEqual([
    ['curl', 1],
    ['Firefox on Linux', 1],
  ])
  const [bar, over] = lanes[1]!.bars
  expect([bar!.left, bar!.width, bar!.open]).toEqual([75, 25, true])
  expect([over!.left, over!.width, over!.open]).toEqual([25, 25, false])
})

test('what began more than a day ago makes it a week, and is cut at its edge', () => {
  const { lanes, days, ticks } = lanesOf([], [past('a', ago(24 * 8), ago(24 * 6))], now)
  expect(days).toBe(7)
  expect(lanes[0]!.bars[0]!.left).toBe(0)
  expect(lanes[0]!.bars[0]!.width).toBeCloseTo(100 / 7)
  // Of seven midnights those that leave room for “now”.
  expect([6, 7]).toContain(ticks.length)
  expect(ticks.every(({ left }) => left <= 88)).toBe(true)
})
