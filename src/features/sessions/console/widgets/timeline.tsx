import { plural } from '#src/console/kit/numbers.ts'
import { useNow } from '#src/console/kit/time-text.tsx'
import type { SessionsOfOne } from '../../contract/listed.ts'
import { lanesOf, type Lane } from './lanes.ts'
import classes from './timeline.module.css'

const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' })

/** A lane for each device, and a line for now; what overlaps stands out. The table below has the same in words. */
export function SessionTimeline({ items, past }: SessionsOfOne) {
  const { lanes, ticks, days } = lanesOf(items, past, useNow())
  if (lanes.length === 0) return null
  return (
    <figure className={classes.timeline}>
      <figcaption>{days === 1 ? 'The last 24 hours' : 'The last seven days'}, by device</figcaption>
      <ul className={classes.lanes}>
        {lanes.map((lane) => (
          <li key={lane.device} className={classes.lane}>
            <span className={classes.device}>{lane.device}</span>
            <span className="rc-hidden-text">{sayLane(lane)}</span>
            <span className={classes.track} aria-hidden>
              {lane.bars.map(({ id, left, width, open, current }) => (
                <span
                  key={id}
                  className={classes.bar}
                  data-open={open || undefined}
                  data-current={current || undefined}
                  style={{ insetInlineStart: `min(${left}%, 100% - 3px)`, inlineSize: `${width}%` }}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <div className={classes.scale} aria-hidden>
        {ticks.map(({ left, at }) => (
          <span key={left} className={classes.tick} style={{ insetInlineStart: `${left}%` }}>
            {(days === 1 ? hour : weekday).format(at)}
          </span>
        ))}
        <span className={classes.now}>now</span>
      </div>
    </figure>
  )
}

const sayLane = ({ bars, open }: Lane) =>
  `: ${plural(bars.length, 'session')}, ${open === 0 ? 'none open' : `${open} open now`}`
