import { useId } from 'react'
import { formatNumber } from '#src/console/kit/numbers.ts'
import classes from './health.module.css'

export type Point = { readonly day: string; readonly found: number }

const [WIDTH, HEIGHT, EDGE] = [120, 28, 2]
const dayWords = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const sayDay = (day: string) => dayWords.format(new Date(day))

/** How many were found day by day: a line for the eye, a table for whoever opens it. Of fewer than two days there is nothing. */
export function Sparkline({ points, what }: { points: readonly Point[]; what: string }) {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return null
  return (
    <details className={classes.trend}>
      <summary>
        <svg
          width={WIDTH}
          height={HEIGHT}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={`${what}: ${formatNumber(first.found)} on ${sayDay(first.day)}, ${formatNumber(last.found)} on ${sayDay(last.day)}`}
        >
          <polyline points={lineOf(points)} className={classes.line} />
        </svg>
        <span>Show as table</span>
      </summary>
      <DayTable points={points} what={what} />
    </details>
  )
}

/** The days lie side by side in their distance, nought at the foot. */
function lineOf(points: readonly Point[]): string {
  const times = points.map(({ day }) => Date.parse(day))
  const [from, to] = [times[0]!, times.at(-1)!]
  const most = Math.max(1, ...points.map(({ found }) => found))
  const x = (time: number) => EDGE + ((time - from) / (to - from)) * (WIDTH - 2 * EDGE)
  const y = (found: number) => HEIGHT - EDGE - (found / most) * (HEIGHT - 2 * EDGE)
  return points.map(({ found }, i) => `${x(times[i]!).toFixed(1)},${y(found).toFixed(1)}`).join(' ')
}

function DayTable({ points, what }: { points: readonly Point[]; what: string }) {
  const id = useId()
  return (
    <div className={classes.days} role="region" aria-labelledby={id} tabIndex={0}>
      <table>
        <caption id={id} className="rc-hidden-text">
          {what}, by day
        </caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Found</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map(({ day, found }) => (
            <tr key={day}>
              <th scope="row">{sayDay(day)}</th>
              <td>{formatNumber(found)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
