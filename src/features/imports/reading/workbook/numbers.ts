import type { NumberStyle } from './styles.ts'

const DAY = 86_400_000

/** Integers from here on have lost digits: a spreadsheet keeps fifteen. */
export const MOST_EXACT = 1e15

/**
 * A number of a spreadsheet as the person sees it: without an exponent, with the zeros that its style puts in front, and
 * a date as ISO 8601 (`2026-03-01`, `2026-03-01T08:30:00`, `08:30:00`).
 */
export function numberText(raw: string, style: NumberStyle | undefined, from1904: boolean): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (style?.date && value >= 0) return dateText(value, from1904)
  const text = String(Number.isInteger(value) ? value : Number(value.toPrecision(15)))
  return style?.digits && Number.isInteger(value) && value >= 0 ? text.padStart(style.digits, '0') : text
}

function dateText(serial: number, from1904: boolean): string {
  // Day 60 of the older count is a 29 February that 1900 never had.
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const moment = new Date(start + Math.round((serial * DAY) / 1000) * 1000)
  if (Number.isNaN(moment.getTime())) return String(serial)
  const [date = '', time = ''] = moment.toISOString().split('T')
  const clock = time.slice(0, 8)
  if (serial < 1) return clock
  return clock === '00:00:00' ? date : `${date}T${clock}`
}
