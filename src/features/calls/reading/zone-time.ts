/** What a clock on a wall showed, as a moment: of a file whose times have no offset. */

/** 2026-03-14 09:26[:53], with T, / or . between as well; or 14.03.2026 09:26[:53]. */
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T](\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?$/
const DAY_FIRST = /^(\d{1,2})\.(\d{1,2})\.(\d{4})[ T](\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?$/
const EPOCH = /^\d{10}(?:\.\d+)?$/
const QUARTER = 900_000
const DAY = 86_400_000

/** The clock as if it showed UTC, in milliseconds; null for what is no such time. */
function wallOf(text: string): number | null {
  const first = YEAR_FIRST.exec(text)
  const parts = first ?? DAY_FIRST.exec(text)
  if (!parts) return null
  const [a, month, c, hour, minute, second = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  const [year, day] = first ? [a!, c!] : [c!, a!]
  const wall = new Date(Date.UTC(year, month! - 1, day, hour, minute, second))
  const real =
    wall.getUTCDate() === day && wall.getUTCMonth() === month! - 1 && hour! < 24 && minute! < 60 && second < 60
  return real ? wall.getTime() : null
}

export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format() !== ''
  } catch {
    return false
  }
}

/** Clocks of one IANA zone. What was asked of a quarter of an hour is kept: no zone changes its clocks within one. */
export class ZoneClock {
  readonly #format: Intl.DateTimeFormat
  readonly #offsets = new Map<number, readonly number[]>()
  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
  }

  /**
   * The moments at which the clock showed that: one; two in the hour that comes twice when clocks are put back, the earlier
   * first; none in the hour that is left out when they are put forward. Null for a text that is no time.
   */
  momentsOf(text: string): readonly number[] | null {
    if (EPOCH.test(text)) return [Number(text) * 1000]
    const wall = wallOf(text)
    if (wall === null) return null
    const quarter = Math.floor(wall / QUARTER)
    let offsets = this.#offsets.get(quarter)
    if (!offsets) {
      const near = [this.#offsetAt(wall - DAY), this.#offsetAt(wall + DAY)]
      offsets = [...new Set(near)].filter((offset) => this.#offsetAt(wall - offset) === offset).sort((a, b) => b - a)
      this.#offsets.set(quarter, offsets)
    }
    return offsets.map((offset) => wall - offset)
  }

  #offsetAt(moment: number): number {
    const part = Object.fromEntries(this.#format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
    const shown = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second'])
    return shown - Math.floor(moment / 1000) * 1000
  }
}

/** Said in place of a time that no clock showed; a record with it is kept aside. */
export const NO_SUCH_TIME = 'no such time: '
const OFFSET = /(?:Z|[+-]\d\d(?::?\d\d)?)$/i

export type WallTimes = { readonly start: string; readonly answer?: string; readonly end?: string }

/**
 * The times of one call with their offsets, by ISO 8601. In the hour that comes twice a call begins the first time, unless
 * its length says otherwise, and never ends before it began. What is no time stays as it stands.
 */
export function resolveTimes(clock: ZoneClock, times: WallTimes, seconds: number | null) {
  const moments = (text: string | undefined) =>
    text === undefined || text === '' || OFFSET.test(text.slice(10)) ? null : clock.momentsOf(text)
  const say = (text: string | undefined, found: readonly number[] | null, at: number | undefined) => {
    if (text === undefined || text === '') return null
    if (found === null) return text.replace(' ', 'T')
    return at === undefined ? NO_SUCH_TIME + text : new Date(at).toISOString()
  }
  const [starts, answers, ends] = [moments(times.start), moments(times.answer), moments(times.end)]
  const misses = (start: number) =>
    Math.abs((ends?.find((end) => end >= start) ?? start) - start - (seconds ?? 0) * 1000)
  const start = seconds === null || !ends ? starts?.[0] : starts?.toSorted((a, b) => misses(a) - misses(b))[0]
  const notBefore = (found: readonly number[] | null, earliest: number | undefined) =>
    found?.find((at) => at >= (earliest ?? 0)) ?? found?.at(-1)
  const answer = notBefore(answers, start)
  return {
    startedAt: say(times.start, starts, start),
    answeredAt: say(times.answer, answers, answer),
    endedAt: say(times.end, ends, notBefore(ends, answer ?? start)),
  }
}
