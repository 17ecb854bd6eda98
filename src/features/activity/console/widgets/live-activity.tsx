import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Switch } from '#src/console/kit/choices.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { NOW_MINUTES, readUserSummary } from '../../contract.ts'
import { kinds } from '../../contract/kinds.ts'
import { ActivityLine } from './activity-line.tsx'
import { byDay } from './days.ts'
import { KEPT, useFeed } from './use-feed.ts'
import { WhichView } from './which-view.tsx'
import classes from './activity.module.css'

/** What a user does now: sums, and line by line as it happens (LOG-3). */
export function LiveActivity({ userId, timeZone }: { userId: string; timeZone: string }) {
  const [paused, setPaused] = useState(false)
  const [pointed, setPointed] = useState(false)
  const [aloud, setAloud] = useState(false)
  const { found, shown, waiting, show } = useFeed(userId, paused || pointed, (items) => {
    if (aloud) announce(items.length === 1 ? items[0]!.says : `${items.length} new`)
  })
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <WhichView userId={userId} live />
        <AppButton aria-pressed={paused} onClick={() => setPaused(!paused)}>
          {paused ? 'Go on' : 'Pause'}
        </AppButton>
        <Switch name="activity-aloud" label="Read new activity aloud" checked={aloud} onChange={setAloud} />
      </div>
      <Sums userId={userId} />
      {/* Always there, so that what stands below does not move when something comes in. */}
      <div className={classes.waiting}>
        {waiting > 0 && (
          <AppButton small onClick={show}>
            {formatNumber(waiting)} new
          </AppButton>
        )}
        <span className="rc-muted">
          {paused ? 'Paused.' : pointed ? 'Nothing moves while you point at it.' : `The last ${KEPT} stay here.`}
        </span>
      </div>
      <NotYet
        what="the activity"
        loaded={shown !== undefined}
        error={found.error}
        onRetry={() => void found.refetch()}
      />
      {shown?.length === 0 && <EmptyState title="Nothing happened yet" />}
      <div
        className={classes.page}
        onPointerEnter={() => setPointed(true)}
        onPointerLeave={() => setPointed(false)}
        onFocus={() => setPointed(true)}
        onBlur={() => setPointed(false)}
      >
        {byDay(shown ?? [], timeZone).map(({ day, items }) => (
          <section key={day} className={classes.daily}>
            <h2 className={classes.heading}>{day}</h2>
            <ol className={classes.lines}>
              {items.map((item) => (
                <ActivityLine key={`${item.id} ${item.kind}`} item={item} timeZone={timeZone} />
              ))}
            </ol>
          </section>
        ))}
      </div>
    </div>
  )
}

/** How often, in all and of each kind. */
function Sums({ userId }: { userId: string }) {
  const { data, error, refetch } = useAnswer(
    readUserSummary,
    { params: { id: userId } },
    { staleTime: 0, refetchInterval: 15_000 },
  )
  const rows = data?.answer.kinds
  if (!rows) return <NotYet what="the sums" loaded={false} error={error} onRetry={() => void refetch()} />
  const sum = (of: 'now' | 'hour' | 'today') => rows.reduce((total, row) => total + row[of], 0)
  return (
    <table className={classes.sums}>
      <caption className="rc-hidden-text">How often, in {data.answer.timeZone}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Last {NOW_MINUTES} minutes</th>
          <th scope="col">This hour</th>
          <th scope="col">Today</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">In all</th>
          {(['now', 'hour', 'today'] as const).map((of) => (
            <td key={of}>{formatNumber(sum(of))}</td>
          ))}
        </tr>
        {rows
          .filter(({ today, now }) => today + now > 0)
          .map(({ kind, now, hour, today }) => (
            <tr key={kind}>
              <th scope="row">{kinds[kind]}</th>
              <td>{formatNumber(now)}</td>
              <td>{formatNumber(hour)}</td>
              <td>{formatNumber(today)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}
