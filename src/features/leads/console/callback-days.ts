/** When callbacks are due, as an address says it: `overdue`, `today`, `week`, or two days, `2027-03-01..2027-03-05`. */
import type { CallbacksFound } from '../contract/callbacks.ts'

export type Days = { readonly from: string; readonly to: string }
export const whenWords = { overdue: 'Overdue', today: 'Today', week: 'This week', days: 'Between two days' } as const
export type When = keyof typeof whenWords

const DAY = /^\d{4}-\d\d-\d\d$/

/** Which choice that is, and its days; undefined for what an address says that is none. */
export function readWhen(text: string | undefined): { when: When; days?: Days } | undefined {
  if (text === 'overdue' || text === 'today' || text === 'week') return { when: text }
  const [from = '', to, ...more] = text?.split('..') ?? []
  if (
    to === undefined ||
    more.length > 0 ||
    ![from, to].every((day) => day === '' || isDay(day)) ||
    (from === '' && to === '')
  )
    return undefined
  return { when: 'days', days: { from, to } }
}

const isDay = (day: string) => DAY.test(day) && !Number.isNaN(Date.parse(day))
export const sayDays = ({ from, to }: Days): string => `${from}..${to}`

/** Midnight where the reader is, so many days after a day. */
function midnight(day: Date | string, after = 0): Date {
  const [year = 0, month = 1, date = 1] =
    typeof day === 'string' ? day.split('-').map(Number) : [day.getFullYear(), day.getMonth() + 1, day.getDate()]
  return new Date(year, month - 1, date + after)
}

/** What that asks the server for, by the clock of the reader; weeks begin on Monday. */
export function foundWhen(text: string | undefined, now: Date): Pick<CallbacksFound, 'overdue' | 'from' | 'before'> {
  const read = readWhen(text)
  if (!read) return {}
  if (read.when === 'overdue') return { overdue: 'yes' }
  const span = (from: Date | null, before: Date | null) => ({
    ...(from ? { from: from.toISOString() } : {}),
    ...(before ? { before: before.toISOString() } : {}),
  })
  if (read.when === 'today') return span(midnight(now), midnight(now, 1))
  const monday = -((now.getDay() + 6) % 7)
  if (read.when === 'week') return span(midnight(now, monday), midnight(now, monday + 7))
  const { from, to } = read.days!
  return span(from ? midnight(from) : null, to ? midnight(to, 1) : null)
}
