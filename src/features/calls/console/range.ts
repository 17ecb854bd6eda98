import type { Search } from '#src/console/routing.tsx'

/** The range of days in the address; the server's own last thirty days without one. */
export const rangeIn = ({ from, to }: Search) => ({ ...(from ? { from } : {}), ...(to ? { to } : {}) })

/** "1:02:03", "2:03". */
export function sayLength(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return hours > 0 ? `${hours.toLocaleString('en')}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** "5,078 h 24 min": a sum, where seconds say nothing; below an hour as `sayLength`. */
export const saySum = (seconds: number): string =>
  seconds < 3600
    ? sayLength(seconds)
    : `${Math.floor(seconds / 3600).toLocaleString('en')} h ${Math.floor(seconds / 60) % 60} min`

/** "12 Mar 2026". */
export const sayDate = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { timeZone: 'UTC', dateStyle: 'medium' })
export const sayShortDate = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })

const DAY = 86_400_000

/** Every day of the range in order, those without a call among them. */
export function everyDay<T extends { readonly day: string }>(from: string, to: string, days: readonly T[]) {
  const known = new Map(days.map((one) => [one.day, one]))
  const length = Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1
  return Array.from({ length }, (_, i) => {
    const day = new Date(Date.parse(from) + i * DAY).toISOString().slice(0, 10)
    return known.get(day) ?? { day, calls: 0, handled: 0, missed: 0, talkSeconds: 0 }
  })
}
