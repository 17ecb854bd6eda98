import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { sayDay } from '#src/console/kit/time.ts'
import { useAnswer } from '#src/console/query.ts'
import { HOURS_DAYS, readUserHours, type Narrowing } from '../../contract.ts'
import { hours, sayHour, sayPeak, weekdays, weekOf } from './week.ts'
import classes from './heat-map.module.css'

/** When in the week somebody does most, in their own zone. */
export function HeatMap({ userId, narrowing }: { userId: string; narrowing: Narrowing }) {
  const [asTable, setAsTable] = useState(false)
  // Of texts and addresses there is no count by hours: the map shows days and types.
  const { from, to, kind } = narrowing
  const { data, error, refetch } = useAnswer(
    readUserHours,
    { params: { id: userId }, query: { from, to, kind } },
    { keepPrevious: true },
  )
  const week = data?.answer
  if (!week) return <NotYet what="the hours" loaded={false} error={error} onRetry={() => void refetch()} />
  const [first, last] = [new Date(week.from), new Date(week.to)]
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span>
          <strong>By weekday and hour.</strong> {sayPeak(week.hours)}{' '}
          <span className="rc-muted">
            {from || to ? `${sayDay(first)} – ${sayDay(last)}` : `The last ${HOURS_DAYS} days`}, in {week.timeZone}
          </span>
        </span>
        <AppButton small look="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Show as map' : 'Show as table'}
        </AppButton>
      </figcaption>
      {asTable ? <Table {...weekOf(week.hours)} /> : <Map {...weekOf(week.hours)} said={sayPeak(week.hours)} />}
    </figure>
  )
}

type Week = ReturnType<typeof weekOf>

/** Shades of one colour; the sentence above says the most, and the table every number. */
function Map({ cells, most, said }: Week & { said: string }) {
  return (
    <div className={classes.map} role="img" aria-label={`Map of the week. ${said}`}>
      {cells.map((of, day) => (
        <div key={weekdays[day]} className={classes.row}>
          <span className={classes.weekday}>{weekdays[day]}</span>
          {of.map((count, hour) => (
            <span
              key={hour}
              className={classes.cell}
              title={`${weekdays[day]} ${sayHour(hour)}: ${count.toLocaleString('en')}`}
              style={{ '--share': `${shareOf(count, most)}%` } as React.CSSProperties}
            />
          ))}
        </div>
      ))}
      <div className={classes.row} aria-hidden>
        <span className={classes.weekday} />
        {hours.map((hour) => (
          <span key={hour} className={classes.hour}>
            {hour % 6 === 0 ? hour : ''}
          </span>
        ))}
      </div>
    </div>
  )
}

/** Whatever happened at all is seen: a single one is no less than an eighth of the colour. */
const shareOf = (count: number, most: number) => (count === 0 ? 0 : Math.round(12 + (88 * count) / most))

function Table({ cells }: Week) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Counts by weekday and hour">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            {weekdays.map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour}>
              <th scope="row">{sayHour(hour)}</th>
              {weekdays.map((day, place) => (
                <td key={day}>{cells[place]![hour]!.toLocaleString('en')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
