/** The hours of a week, Monday first (ISO 8601). */
export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
export const hours = Array.from({ length: 24 }, (_, hour) => hour)

export type HourCount = { readonly weekday: number; readonly hour: number; readonly count: number }

const twoDigits = (hour: number) => String(hour).padStart(2, '0')
export const sayHour = (hour: number): string => `${twoDigits(hour)}–${twoDigits((hour + 1) % 24)}`

/** How often by weekday (0 is Monday) and hour, and the most of all. */
export function weekOf(counts: readonly HourCount[]): { readonly cells: number[][]; readonly most: number } {
  const cells = weekdays.map(() => hours.map(() => 0))
  for (const { weekday, hour, count } of counts) cells[weekday - 1]![hour] = count
  return { cells, most: Math.max(0, ...counts.map(({ count }) => count)) }
}

/** "Busiest Tue 10–11, with 42 in that hour." */
export function sayPeak(counts: readonly HourCount[]): string {
  const [first, ...others] = counts
  if (!first) return 'Nothing happened in this time.'
  const { weekday, hour, count } = others.reduce((best, one) => (one.count > best.count ? one : best), first)
  return `Busiest ${weekdays[weekday - 1]} ${sayHour(hour)}, with ${count.toLocaleString('en')} in that hour.`
}
