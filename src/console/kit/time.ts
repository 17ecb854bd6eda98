/** Words for moments. Browser formats only; the server stores and sends ISO 8601 in UTC. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Until then "3 days ago" says more than a date; after it the date does. */
const RELATIVE_UNTIL = 30 * DAY

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' })
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** "now", "4 min. ago", "3 days ago", then "12 Mar 2026". */
export function sayWhen(moment: Date, now: Date): string {
  const ago = now.getTime() - moment.getTime()
  const far = Math.abs(ago)
  if (far >= RELATIVE_UNTIL) return date.format(moment)
  if (far < MINUTE) return 'now'
  const [size, unit] =
    far < HOUR ? ([MINUTE, 'minute'] as const) : far < DAY ? ([HOUR, 'hour'] as const) : ([DAY, 'day'] as const)
  return relative.format(-Math.sign(ago) * Math.floor(far / size), unit).replace('.', '')
}

/** "12 Mar 2026": until when something is kept. */
export const sayDay = (moment: Date): string => date.format(moment)

/** "Sun, 22 Nov 2026, 14:05:09 GMT+2" in a zone; the browser's own unless told. */
export const sayExactly = (moment: Date, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone,
  }).format(moment)

/** How far a zone is from UTC at a moment, in minutes. */
export function offsetMinutes(timeZone: string, at: Date): number {
  const part = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((p) => p.type === 'timeZoneName')?.value
  const found = /GMT([+-])(\d{2}):(\d{2})/.exec(part ?? '')
  if (!found) return 0
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]))
}

/** 120 → "UTC+2", -210 → "UTC−3:30", 0 → "UTC". */
export function sayOffset(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

/** "14:05" in a zone. */
export const clockIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
