import { ChevronRightIcon } from '#src/console/kit/icons.ts'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { listOverdueTrainings } from '../../contract.ts'
import { sayDueDay } from './set-up-list.tsx'

type OverdueTrainingsProps = { classes: Readonly<Record<string, string | undefined>> }

/** Overdue trainings that whoever looks owns, or has to do; nothing where there are none. */
export function OverdueTrainings({ classes }: OverdueTrainingsProps) {
  const { items, total } = useAnswer(listOverdueTrainings, {}, { staleTime: 0 }).data?.answer ?? { items: [], total: 0 }
  if (items.length === 0) return null
  return (
    <section aria-labelledby="overdue-trainings">
      <h2 id="overdue-trainings">Overdue training</h2>
      <ul className={classes.list} aria-labelledby="overdue-trainings">
        {items.map(({ id, title, dueOn, user, mine }) => (
          <li key={`${user.id}.${id}`} className={classes.item}>
            <AppLink to={mine ? '/me/profile' : `/users/${user.id}/set-up`} className={classes.link}>
              <span>
                <bdi>{title}</bdi> · {mine ? 'yours to do' : <bdi>{user.name}</bdi>}
                <span className={classes.late}> Overdue since {sayDueDay(dueOn)}</span>
              </span>
              <ChevronRightIcon size={16} aria-hidden className="rc-flip" />
            </AppLink>
          </li>
        ))}
        {total > items.length && (
          <li className={classes.item}>
            <span className="rc-muted">And {formatNumber(total - items.length)} more, due later.</span>
          </li>
        )}
      </ul>
    </section>
  )
}
