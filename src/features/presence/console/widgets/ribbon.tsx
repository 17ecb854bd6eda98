import { useState, type KeyboardEvent } from 'react'
import { presences } from '#src/console/kit/marks.tsx'
import { clockIn } from '#src/console/kit/time.ts'
import type { Day, Span } from '../../contract/board.ts'
import { sayElapsed } from './say-elapsed.ts'
import classes from './day-ribbon.module.css'

const HOUR = 3_600_000
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** One bar for the day: colour and pattern for each state. One stop for the Tab key; the arrows walk from span to span. */
export function Ribbon({ day }: { day: Day }) {
  const { spans, zone } = day
  const [chosen, setChosen] = useState<number>()
  const place = placeIn(day)
  const last = spans.length - 1
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key]
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? last : step && (chosen ?? last) + step
    if (to === undefined || to < 0 || to > last) return
    event.preventDefault()
    setChosen(to)
    ;(event.currentTarget.children[to] as HTMLElement).focus()
  }
  const shown = chosen === undefined ? undefined : spans[chosen]
  return (
    <figure className={classes.figure}>
      <figcaption className="rc-hidden-text">The day from left to right. Arrow keys walk through it.</figcaption>
      <div className={classes.track} role="group" aria-label="Spans of the day" onKeyDown={walk}>
        {spans.map((span, index) => (
          <span
            key={span.from}
            role="img"
            aria-label={saySpan(span, zone)}
            tabIndex={index === (chosen ?? last) ? 0 : -1}
            className={classes.span}
            data-state={span.state}
            data-chosen={index === chosen || undefined}
            style={place(span)}
            onFocus={() => setChosen(index)}
            onPointerEnter={() => setChosen(index)}
          />
        ))}
      </div>
      <div className={classes.scale} aria-hidden>
        {ticksOf(day).map(({ at, left }) => (
          <span key={at} className={classes.tick} style={{ insetInlineStart: `${left}%` }}>
            {clockIn(zone, new Date(at))}
          </span>
        ))}
      </div>
      <p className={classes.said} aria-hidden>
        {shown ? saySpan(shown, zone) : 'Point at the bar, or walk through it with the arrow keys.'}
      </p>
    </figure>
  )
}

const saySpan = ({ state, from, to }: Span, zone: string) =>
  `${presences[state].word}, ${clockIn(zone, new Date(from))} to ${clockIn(zone, new Date(to))}, ${sayElapsed(Date.parse(to) - Date.parse(from))}`

/** Where a span stands in its day, which has 23, 24 or 25 hours. */
function placeIn({ from, to }: Day) {
  const [begin, length] = [Date.parse(from), Date.parse(to) - Date.parse(from)]
  return (span: Span) => ({
    insetInlineStart: `${((Date.parse(span.from) - begin) / length) * 100}%`,
    inlineSize: `max(2px, ${((Date.parse(span.to) - Date.parse(span.from)) / length) * 100}%)`,
  })
}

/** Every third hour since the day began. */
function ticksOf({ from, to }: Day): { at: number; left: number }[] {
  const [begin, end] = [Date.parse(from), Date.parse(to)]
  const count = Math.ceil((end - begin) / (3 * HOUR))
  return Array.from({ length: count }, (_, i) => begin + i * 3 * HOUR).map((at) => ({
    at,
    left: ((at - begin) / (end - begin)) * 100,
  }))
}
