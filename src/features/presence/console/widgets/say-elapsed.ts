const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const two = (n: number) => String(n).padStart(2, '0')

/** "42 s", "4 m 12 s", "1 h 04 m": what somebody reads from the other end of the room. */
export function sayElapsed(millis: number): string {
  if (millis < MINUTE) return `${Math.floor(millis / SECOND)} s`
  if (millis < HOUR) return `${Math.floor(millis / MINUTE)} m ${two(Math.floor((millis % MINUTE) / SECOND))} s`
  return `${Math.floor(millis / HOUR)} h ${two(Math.floor((millis % HOUR) / MINUTE))} m`
}

/** "1 h 04 m", "12 m": a length in a sum, where seconds say nothing. */
export function sayLength(millis: number): string {
  if (millis < MINUTE) return millis > 0 ? '< 1 m' : '0 m'
  return millis < HOUR ? `${Math.round(millis / MINUTE)} m` : sayElapsed(Math.round(millis / MINUTE) * MINUTE)
}
