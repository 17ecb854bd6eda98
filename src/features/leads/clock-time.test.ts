import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockAt, instantsOf } from './service/clock-time.ts'

const iso = (clock: string, zone: string) => instantsOf(clock, zone).map((at) => new Date(at).toISOString())

describe('the time of a callback', () => {
  test('is that of the clock in its zone, in summer and in winter', () => {
    expect(iso('2027-01-15T09:00', 'Europe/Riga')).toEqual(['2027-01-15T07:00:00.000Z'])
    expect(iso('2027-07-15T09:00', 'Europe/Riga')).toEqual(['2027-07-15T06:00:00.000Z'])
    expect(iso('2027-07-15T09:00', 'Asia/Kathmandu')).toEqual(['2027-07-15T03:15:00.000Z'])
  })

  test('is none where the clock leaps over it, and none on a day that no calendar has', () => {
    expect(iso('2027-03-28T03:30', 'Europe/Riga')).toEqual([])
    expect(iso('2027-02-29T09:00', 'Europe/Riga')).toEqual([])
    expect(iso('2027-02-10T25:00', 'Europe/Riga')).toEqual([])
    expect(iso('2011-12-30T12:00', 'Pacific/Apia')).toEqual([])
  })

  test('is one of two where the clock goes back, by an hour or by half of one', () => {
    expect(iso('2027-10-31T03:30', 'Europe/Riga')).toEqual(['2027-10-31T00:30:00.000Z', '2027-10-31T01:30:00.000Z'])
    expect(iso('2027-04-04T01:45', 'Australia/Lord_Howe')).toHaveLength(2)
  })

  test('whatever a clock shows at an instant leads back to that instant', () => {
    const zone = fc.constantFrom('Europe/Riga', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC')
    const minute = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 })
    fc.assert(
      fc.property(zone, minute, (timeZone, minutes) => {
        const instant = minutes * 60_000
        expect(instantsOf(clockAt(instant, timeZone), timeZone)).toContain(instant)
      }),
    )
  })
})
