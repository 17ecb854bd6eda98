import { presences } from '#src/console/kit/marks.tsx'
import { AlertTriangleIcon, CheckIcon } from '#src/console/kit/icons.ts'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { AppLink } from '#src/console/routing.tsx'
import { activeStates, type ActiveState } from '../contract/presence.ts'
import { boardStates, type Board, type BoardPerson, type Staffing } from '../contract/board.ts'
import { Elapsed } from './widgets/elapsed.tsx'
import classes from './live.module.css'

/** The numbers: what somebody reads from the other end of the room. */
export function Counts({ counts }: { counts: Board['counts'] }) {
  return (
    <dl className={classes.counts} aria-label="How many are doing what">
      {([...boardStates, 'offline'] as const).map((state) => {
        const { word, tone, Icon } = presences[state]
        return (
          <div key={state} className={classes.count} data-tone={tone}>
            <dt>
              <Icon size="1em" aria-hidden />
              {word}
            </dt>
            <dd>{formatNumber(counts[state])}</dd>
          </div>
        )
      })}
    </dl>
  )
}

/** "7 of 10 needed" for each queue that needs somebody, those that lack most first. */
export function Queues({ queues }: { queues: readonly Staffing[] }) {
  return (
    <ul className={classes.queues} aria-label="Queues">
      {queues.map(({ id, name, there, needed }) => {
        const Icon = there < needed ? AlertTriangleIcon : CheckIcon
        return (
          <li key={id} className={classes.queue} data-tone={there < needed ? 'danger' : 'success'}>
            <bdi className={classes.queueName}>{name}</bdi>
            <span className={classes.staffing}>
              <Icon size="1em" aria-hidden />
              <strong>{formatNumber(there)}</strong> of {formatNumber(needed)} needed
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** Who is in which state, the longest first: that is who needs somebody. */
const order: readonly ActiveState[] = ['on-call', 'wrap-up', 'break', 'available']

export function Lists({ board: { counts, people }, ahead }: { board: Board; ahead: number }) {
  if (activeStates.every((state) => counts[state] === 0))
    return (
      <p className={classes.nobody}>
        Nobody is available, on a call, in wrap-up or on a break. This board fills as your telephone system or dialer
        says what people do.
      </p>
    )
  return (
    <div className={classes.lists}>
      {order.map((state) => (
        <List
          key={state}
          state={state}
          all={counts[state]}
          people={people.filter((person) => person.state === state)}
          ahead={ahead}
        />
      ))}
    </div>
  )
}

type ListProps = { state: ActiveState; all: number; people: readonly BoardPerson[]; ahead: number }

function List({ state, all, people, ahead }: ListProps) {
  const { word, tone, Icon } = presences[state]
  const more = all - people.length
  return (
    <section className={classes.list} data-tone={tone} aria-label={word}>
      <h2 className={classes.heading}>
        <Icon size="1em" aria-hidden />
        {word}
      </h2>
      {people.length === 0 && <p className="rc-muted">Nobody</p>}
      <ol className={classes.people}>
        {people.map(({ id, name, since }) => (
          <li key={id} className={classes.person}>
            <AppLink to={`/users/${id}`} className={classes.name}>
              <bdi>{name}</bdi>
            </AppLink>
            <span className={classes.elapsed}>{since && <Elapsed since={since} ahead={ahead} />}</span>
          </li>
        ))}
      </ol>
      {more > 0 && <p className="rc-muted">and {formatNumber(more)} more</p>}
    </section>
  )
}
