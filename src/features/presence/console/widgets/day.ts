/** What the words of a day come to. */
import type { Span } from '../../contract/board.ts'
import { states, type State } from '../../contract/presence.ts'
import { WORK } from '../../rules.ts'

const DAY = 86_400_000
const lengthOf = ({ from, to }: Span) => Date.parse(to) - Date.parse(from)

/** Milliseconds in each state that occurred, in the order in which they are always told. */
export function totalsOf(spans: readonly Span[]): { state: State; millis: number }[] {
  const sums = new Map<State, number>()
  for (const span of spans) sums.set(span.state, (sums.get(span.state) ?? 0) + lengthOf(span))
  return states.flatMap((state) => (sums.has(state) ? [{ state, millis: sums.get(state)! }] : []))
}

/** Milliseconds worked: available, on calls and in wrap-up. */
export const hoursOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, span) => sum + (WORK.has(span.state) ? lengthOf(span) : 0), 0)

/** `2026-03-01`, so many days later or earlier. */
export const dayBeside = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)

const date = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
export const sayDate = (day: string): string => date.format(new Date(day))
