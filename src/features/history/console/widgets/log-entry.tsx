import { Hint } from '#src/console/kit/hint.tsx'
import { CheckIcon, ClockIcon } from '#src/console/kit/icons.ts'
import { plural } from '#src/console/kit/numbers.ts'
import { TimeText } from '#src/console/kit/time-text.tsx'
import type { HistoryEntry } from '../../contract.ts'
import classes from './change-log.module.css'

const origins: Record<HistoryEntry['origin'], string> = {
  console: 'in the console',
  api: 'through the API',
  cli: 'on the command line',
  import: 'by an import',
  job: 'by a job',
}

/** One change set: what was done to this person at one moment by one hand. */
export function LogEntry({ entry }: { entry: HistoryEntry }) {
  const { says, actor, origin, address, at, changes, effects, sealed } = entry
  const followed = sayEffects(effects)
  return (
    <li className={classes.entry}>
      <div className={classes.head}>
        <span className={classes.says}>{says}</span>
        <span>
          by <bdi>{actor.name}</bdi>
          {actor.kind === 'key' && ' (API key)'}
          {actor.homeTenant && ` of ${actor.homeTenant}`}
        </span>
        <TimeText at={at} exact />
        <span className="rc-muted">
          {origins[origin]}
          {address && (
            <>
              {' '}
              from <bdi dir="ltr">{address}</bdi>
            </>
          )}
        </span>
        <Seal sealed={sealed} />
      </div>
      {changes.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.changes}>
            <caption className="rc-hidden-text">{says}: fields before and after</caption>
            <thead className="rc-hidden-text">
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.field}>
                  <th scope="row">{change.label}</th>
                  <Values change={change} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {followed && <p className="rc-muted">{followed}</p>}
    </li>
  )
}

function Values({ change: { kind, before, after } }: { change: HistoryEntry['changes'][number] }) {
  if (kind === 'secret') return <td colSpan={2}>changed</td>
  if (kind === 'erased') {
    return (
      <td colSpan={2} className="rc-muted">
        erased for good
      </td>
    )
  }
  return (
    <>
      <td>{before === null ? <span className="rc-muted">nothing</span> : <s>{before}</s>}</td>
      <td>
        <span aria-hidden className="rc-muted">
          →{' '}
        </span>
        {after === null ? <span className="rc-muted">nothing</span> : <bdi>{after}</bdi>}
      </td>
    </>
  )
}

const sayEffects = ({ sessionsEnded = 0, queuesLeft = [], leadsUnassigned = [] }: HistoryEntry['effects']): string =>
  [
    sessionsEnded > 0 && `${plural(sessionsEnded, 'session')} ended`,
    queuesLeft.length > 0 && `${plural(queuesLeft.length, 'queue')} left`,
    leadsUnassigned.length > 0 && `${plural(leadsUnassigned.length, 'lead')} unassigned`,
  ]
    .filter(Boolean)
    .join(', ')

function Seal({ sealed }: { sealed: boolean }) {
  const Icon = sealed ? CheckIcon : ClockIcon
  return (
    <Hint text={sealed ? 'In the chain: nobody can alter or remove it unnoticed.' : 'It joins the chain within moments.'}>
      <span className={classes.seal} tabIndex={0}>
        <Icon size={14} aria-hidden /> {sealed ? 'Sealed' : 'Not sealed yet'}
      </span>
    </Hint>
  )
}
