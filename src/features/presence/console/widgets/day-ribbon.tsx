import { useState } from 'react'
import { AppButton, IconButton } from '#src/console/kit/button.tsx'
import { ChevronLeftIcon, ChevronRightIcon } from '#src/console/kit/icons.ts'
import { presences } from '#src/console/kit/marks.tsx'
import { PlainTable } from '#src/console/kit/plain-table.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { clockIn } from '#src/console/kit/time.ts'
import { useAnswer } from '#src/console/query.ts'
import { readDay, type Day, type Span } from '../../contract/board.ts'
import { dayBeside, hoursOf, sayDate, totalsOf } from './day.ts'
import { Ribbon } from './ribbon.tsx'
import { sayLength } from './say-elapsed.ts'
import classes from './day-ribbon.module.css'

/** What somebody did on one day of their own zone, as one bar, with sums and hours worked; the same as a table. */
export function DayRibbon({ userId }: { userId: string }) {
  const [asked, setAsked] = useState<string>()
  const [asTable, setAsTable] = useState(false)
  const { data, error, refetch } = useAnswer(
    readDay,
    { params: { id: userId }, query: asked === undefined ? {} : { day: asked } },
    { keepPrevious: true, staleTime: 0 },
  )
  const day = data?.answer
  if (!day) return <NotYet what="the day" loaded={false} error={error} onRetry={() => void refetch()} />
  return (
    <div className={classes.day}>
      <div className={classes.head}>
        <DayChooser day={day} onDay={setAsked} />
        {day.spans.length > 0 && (
          <AppButton small look="quiet" onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show as ribbon' : 'Show as table'}
          </AppButton>
        )}
      </div>
      {day.spans.length === 0 ? (
        <p className="rc-muted">No system has reported on this day.</p>
      ) : (
        <>
          {asTable ? <SpanTable day={day} /> : <Ribbon day={day} />}
          <Totals day={day} />
        </>
      )}
    </div>
  )
}

function DayChooser({ day: { day, first, now, zone }, onDay }: { day: Day; onDay: (day: string | undefined) => void }) {
  const isToday = now !== null
  return (
    <div className={classes.chooser}>
      <IconButton
        label="The day before"
        icon={<ChevronLeftIcon size={16} className="rc-flip" />}
        disabled={day <= first}
        onClick={() => onDay(dayBeside(day, -1))}
      />
      <strong className={classes.date}>{isToday ? 'Today' : sayDate(day)}</strong>
      <IconButton
        label="The day after"
        icon={<ChevronRightIcon size={16} className="rc-flip" />}
        disabled={isToday}
        onClick={() => onDay(dayBeside(day, 1))}
      />
      <span className="rc-muted">{zone.replaceAll('_', ' ')}</span>
    </div>
  )
}

function SpanTable({ day: { spans, zone } }: { day: Day }) {
  const at = (iso: string) => clockIn(zone, new Date(iso))
  return (
    // It scrolls, so the keyboard must reach it.
    <div className={classes.table} role="region" aria-label="The day as a table" tabIndex={0}>
      <PlainTable<Span>
        caption="What was said about this day"
        rows={spans}
        idOf={({ from }) => from}
        columns={[
          { label: 'From', cell: ({ from }) => at(from) },
          { label: 'To', cell: ({ to }) => at(to) },
          { label: 'State', cell: ({ state }) => presences[state].word },
          { label: 'Length', cell: ({ from, to }) => sayLength(Date.parse(to) - Date.parse(from)) },
        ]}
      />
    </div>
  )
}

/** The sums, which are the legend of the ribbon as well. */
function Totals({ day }: { day: Day }) {
  const totals = totalsOf(day.spans)
  return (
    <dl className={classes.totals}>
      {totals.map(({ state, millis }) => (
        <div key={state}>
          <dt>
            <span className={classes.swatch} data-state={state} aria-hidden />
            {presences[state].word}
          </dt>
          <dd>{sayLength(millis)}</dd>
        </div>
      ))}
      <div className={classes.worked}>
        <dt>Worked</dt>
        <dd>{sayLength(hoursOf(day.spans))}</dd>
      </div>
    </dl>
  )
}
