/** Days as texts, `2026-12-31`: when a review comes back, and when somebody is reminded of it. */
import { monthsOf, type EveryName } from '../contract/schedules.ts'

const DAY = 86_400_000
const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY
const dayOf = (number: number) => new Date(number * DAY).toISOString().slice(0, 10)

export const addDays = (day: string, days: number): string => dayOf(numberOf(day) + days)
export const daysBetween = (from: string, to: string): number => numberOf(to) - numberOf(from)
export const dayOfMonth = (day: string): number => Number(day.slice(8))

/**
 * The first turn after `today` that follows this one: months later, on that day of the month, or on the last of a shorter one. What
 * was missed meanwhile is one turn, not several: each would freeze the same people.
 */
export function turnAfter(turn: string, { every, on }: { every: EveryName; on: number }, today: string): string {
  const [year, month] = [Number(turn.slice(0, 4)), Number(turn.slice(5, 7)) - 1]
  for (let step = monthsOf[every]; ; step += monthsOf[every]) {
    const last = new Date(Date.UTC(year, month + step + 1, 0))
    const next = new Date(Date.UTC(year, month + step, Math.min(on, last.getUTCDate()))).toISOString().slice(0, 10)
    if (next > today) return next
  }
}

/** So many days before the last one people are reminded; when it is over on the first day, and every week after that. */
const BEFORE = [7, 4, 1]
const WEEK = 7

/** Whether there was a day of reminding after `since`, which may be today. */
export function isToRemind(dueOn: string, since: string, today: string): boolean {
  const late = daysBetween(dueOn, today)
  const days = late > 0 ? 1 + WEEK * Math.floor((late - 1) / WEEK) : BEFORE.map((n) => -n).findLast((n) => n <= late)
  return days !== undefined && addDays(dueOn, days) > since
}

/** "Night desk, November 2026", in the tenant's language. */
export const nameOfTurn = (name: string, turn: string, language: string): string =>
  `${name}, ${new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(numberOf(turn) * DAY)}`
