import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import type { CallDays, DayFigures } from '../../contract/statistics.ts'
import { everyDay, sayDate, sayLength, sayShortDate } from '../range.ts'
import classes from './calls.module.css'

/** Calls handled and missed, a bar for each day; the same as a table. */
export function DayChart({ from, to, days }: CallDays) {
  const [asTable, setAsTable] = useState(false)
  const all = everyDay(from, to, days)
  const busiest = all.reduce((best, one) => (one.handled > best.handled ? one : best))
  const said = `Most on ${sayDate(busiest.day)}: ${formatNumber(busiest.handled)} handled.`
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span>
          <strong>By day.</strong> {said}{' '}
          <span className="rc-muted">
            {sayDate(from)} – {sayDate(to)}
          </span>
        </span>
        <AppButton small look="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Show as chart' : 'Show as table'}
        </AppButton>
      </figcaption>
      {asTable ? <Table days={days} /> : <Bars days={all} said={said} />}
    </figure>
  )
}

const HEIGHT = 120
const STEP = 10

function Bars({ days, said }: { days: readonly DayFigures[]; said: string }) {
  const most = Math.max(1, ...days.map(({ handled, missed }) => handled + missed))
  const tall = (count: number) => (count * HEIGHT) / most
  const width = days.length * STEP
  return (
    <div>
      <svg
        className={classes.bars}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Calls by day. ${said}`}
      >
        {days.map(({ day, handled, missed }, i) => (
          <g key={day}>
            <title>{`${sayDate(day)}: ${formatNumber(handled)} handled, ${formatNumber(missed)} missed`}</title>
            <rect className={classes.space} x={i * STEP} y={0} width={STEP} height={HEIGHT} />
            <rect
              className={classes.handled}
              x={i * STEP + 1}
              y={HEIGHT - tall(handled)}
              width={STEP - 2}
              height={tall(handled)}
            />
            <rect
              className={classes.missed}
              x={i * STEP + 1}
              y={HEIGHT - tall(handled + missed)}
              width={STEP - 2}
              height={tall(missed)}
            />
          </g>
        ))}
      </svg>
      <div className={classes.axis} aria-hidden>
        <span>{sayShortDate(days[0]!.day)}</span>
        <span className={classes.legend}>
          <i className={classes.ofHandled} /> Handled <i className={classes.ofMissed} /> Missed
        </span>
        <span>{sayShortDate(days.at(-1)!.day)}</span>
      </div>
    </div>
  )
}

function Table({ days }: { days: readonly DayFigures[] }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Calls by day">
      <table className={classes.table}>
        <thead>
          <tr>
            {['Day', 'Handled', 'Missed', 'Talk time', 'All calls'].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, handled, missed, talkSeconds, calls }) => (
            <tr key={day}>
              <th scope="row">{sayDate(day)}</th>
              <td>{formatNumber(handled)}</td>
              <td>{formatNumber(missed)}</td>
              <td>{sayLength(talkSeconds)}</td>
              <td>{formatNumber(calls)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
