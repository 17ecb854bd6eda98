/** The spans that words make: each word holds until the next one, and no longer than it is believed. */
import type { Span } from '../contract/board.ts'
import type { State } from '../contract/presence.ts'
import { BELIEVED_HOURS, MINUTE } from '../rules.ts'

type Word = { readonly at: Date; readonly state: State }
const BELIEVED = BELIEVED_HOURS * 60 * MINUTE

/** Spans between two moments, in order; `words` are in order, and those of one state that follow each other make one span. */
export function spansOf(words: readonly Word[], { from, to }: { from: Date; to: Date }): Span[] {
  const spans: { state: State; from: number; to: number }[] = []
  for (const [index, { at, state }] of words.entries()) {
    const begin = Math.max(at.getTime(), from.getTime())
    const end = Math.min(words[index + 1]?.at.getTime() ?? Infinity, at.getTime() + BELIEVED, to.getTime())
    if (end <= begin) continue
    const last = spans.at(-1)
    if (last?.state === state && last.to === begin) last.to = end
    else spans.push({ state, from: begin, to: end })
  }
  return spans.map((span) => ({
    state: span.state,
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
  }))
}
