import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useSearch } from '#src/console/routing.tsx'
import { readUserCalls } from '../../contract/statistics.ts'
import { rangeIn } from '../range.ts'
import { DayChart } from './day-chart.tsx'
import { RangePicker } from './range-picker.tsx'
import { Totals } from './totals.tsx'
import classes from './calls.module.css'

/** The calls of one user: sums, and a bar for each day in their own time zone. */
export function UserCalls({ userId, timeZone }: { userId: string; timeZone: string }) {
  const query = rangeIn(useSearch())
  const { data, error, refetch } = useAnswer(readUserCalls, { params: { id: userId }, query }, { keepPrevious: true })
  const answer = data?.answer
  return (
    <div className={classes.part}>
      <RangePicker />
      {!answer || error ? (
        <NotYet what="the calls" loaded={false} error={error} onRetry={() => void refetch()} />
      ) : answer.days.length === 0 ? (
        <EmptyState title="No calls in these days">
          Calls are counted here as the dialer or telephone system sends them. Days are those of {timeZone}.
        </EmptyState>
      ) : (
        <>
          <Totals totals={answer.totals} />
          <DayChart {...answer} />
          <p className="rc-muted">Days are those of {timeZone}.</p>
        </>
      )}
    </div>
  )
}
