import { clockIn, sayExactly } from '#src/console/kit/time.ts'
import { AppLink } from '#src/console/routing.tsx'
import type { ActivityItem } from '../../contract.ts'
import classes from './activity.module.css'

type ActivityLineProps = {
  item: ActivityItem
  timeZone: string
  /** Says whose it is: on pages of everybody. */
  named?: boolean
}

/** One thing that somebody did: when, what, and where from. */
export function ActivityLine({ item, timeZone, named = false }: ActivityLineProps) {
  const { at, kind, says, user, text, address, source, change } = item
  const moment = new Date(at)
  return (
    <li className={classes.line} data-kind={kind}>
      <time dateTime={at} title={sayExactly(moment, timeZone)} className={classes.time}>
        {clockIn(timeZone, moment)}
      </time>
      <div className={classes.what}>
        <span className={classes.says}>{says}</span>
        {named && (
          <span>
            {user ? (
              <AppLink to={`/users/${user.id}/activity`}>
                <bdi>{user.name}</bdi>
              </AppLink>
            ) : (
              <span className="rc-muted">a name that nobody has</span>
            )}
          </span>
        )}
        {change && (
          <span className="rc-muted">{change.toOthers ? 'of others or of settings' : <ByWhom by={change.by} />}</span>
        )}
        {address && (
          <span className="rc-muted">
            from <bdi dir="ltr">{address}</bdi>
          </span>
        )}
        {source && (
          <span className="rc-muted">
            through <bdi>{source}</bdi>
          </span>
        )}
        {text && (
          <p className={classes.text} dir="auto">
            {text}
          </p>
        )}
        {change && change.fields.length > 0 && <Fields fields={change.fields} />}
      </div>
    </li>
  )
}

const ByWhom = ({ by }: { by: string }) => (
  <>
    by <bdi>{by}</bdi>
  </>
)

/** Fields of one change that are shown; the change log has all of them. */
const MOST = 4

function Fields({ fields }: { fields: NonNullable<ActivityItem['change']>['fields'] }) {
  return (
    <ul className={classes.fields}>
      {fields.slice(0, MOST).map(({ field, label, kind, before, after }) => (
        <li key={field}>
          <span className="rc-muted">{label}:</span>{' '}
          {kind === 'value' ? (
            <>
              {before !== null && (
                <>
                  <s className="rc-muted">{before}</s> <span aria-hidden>→</span>{' '}
                </>
              )}
              <bdi>{after ?? 'nothing'}</bdi>
            </>
          ) : kind === 'secret' ? (
            'changed'
          ) : (
            'erased for good'
          )}
        </li>
      ))}
      {fields.length > MOST && <li className="rc-muted">and {fields.length - MOST} more</li>}
    </ul>
  )
}
