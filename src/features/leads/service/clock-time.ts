/** From what a clock on the wall of a zone shows to the instant, and what to do on the two odd days of a year. */

const DAY = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** A formatter is dear to make, so that of each zone is kept; the zones of the IANA list are some 600. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  formats.set(timeZone, made)
  return made
}

/** What the clock shows at an instant: `2027-03-28T15:30`. */
export const clockAt = (instant: number, timeZone: string): string =>
  formatOf(timeZone).format(instant).replace(' ', 'T')

const asUtc = (clock: string) => Date.parse(`${clock}Z`)

/**
 * The instants at which the clock of a zone shows a time: one; none where the clock leaps over it or the day is not in the
 * calendar; two where it goes back. In milliseconds, the earlier one first.
 */
export function instantsOf(clock: string, timeZone: string): number[] {
  const utc = asUtc(clock)
  if (Number.isNaN(utc)) return []
  const offsets = [utc - DAY, utc + DAY].map(
    (near) => asUtc(clockAt(near, timeZone)) - Math.floor(near / 60_000) * 60_000,
  )
  return [...new Set(offsets)]
    .map((offset) => utc - offset)
    .filter((instant) => clockAt(instant, timeZone) === clock)
    .sort((a, b) => a - b)
}
