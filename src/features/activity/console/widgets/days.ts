/** Days as people pick them, and moments as days of a time zone. */
import { offsetMinutes } from '#src/console/kit/time.ts'

const MINUTE = 60_000
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The moment at which a day (`2026-11-23`) begins in the zone, so many days later; undefined for what is no day. */
export function startOf(day: string | undefined, timeZone: string, later = 0): string | undefined {
  if (!day || !DAY.test(day)) return undefined
  const plain = Date.parse(`${day}T00:00:00Z`) + later * 24 * 60 * MINUTE
  if (Number.isNaN(plain)) return undefined
  // Where clocks are moved in that night, the first guess is an hour off and the second is right.
  const guess = plain - offsetMinutes(timeZone, new Date(plain)) * MINUTE
  return new Date(plain - offsetMinutes(timeZone, new Date(guess)) * MINUTE).toISOString()
}

export type Day<T> = { readonly day: string; readonly items: T[] }

/** What stands in the order of time, by the days of the zone: "Monday, 23 November 2026". */
export function byDay<T extends { readonly at: string }>(items: readonly T[], timeZone: string): Day<T>[] {
  const says = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone })
  const days: Day<T>[] = []
  for (const item of items) {
    const day = says.format(new Date(item.at))
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ day, items: [item] })
  }
  return days
}

/** "3 March 2026" in a zone. */
export const dayIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(at)
