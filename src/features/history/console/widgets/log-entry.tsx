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

type LogEntryProps = { entry: HistoryEntry; /** Shows so many fields alone. */ most?: number }

/** One change set: what was done to this person at one moment by one hand. */
export function LogEntry({ entry, most = Infinity }: LogEntryProps) {
  const { says, actor, origin, address, at, changes, effects, sealed } = entry
  // Of something new there is no before.
  const began = changes.every((change) => change.before === null)
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
              {changes.slice(0, most).map((change) => (
                <tr key={change.field}>
                  <th scope="row">{change.label}</th>
                  <Values change={change} began={began} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {changes.length > most && <p className="rc-muted">and {plural(changes.length - most, 'field')} more</p>}
      {followed && <p className="rc-muted">{followed}</p>}
    </li>
  )
}

const NOTHING = <span className="rc-muted rc-nowrap">nothing</span>

function Values({
  change: { kind, before, after },
  began,
}: {
  change: HistoryEntry['changes'][number]
  began: boolean
}) {
  if (kind === 'secret') return <td colSpan={2}>changed</td>
  if (kind === 'erased') {
    return (
      <td colSpan={2} className="rc-muted">
        erased for good
      </td>
    )
  }
  if (began) return <td colSpan={2}>{after === null ? NOTHING : <bdi>{after}</bdi>}</td>
  return (
    <>
      <td>{before === null ? NOTHING : <s>{before}</s>}</td>
      <td>
        <span aria-hidden className="rc-muted">
          →{' '}
        </span>
        {after === null ? NOTHING : <bdi>{after}</bdi>}
      </td>
    </>
  )
}

function sayEffects({
  sessionsEnded = 0,
  registrationsDropped = 0,
  queuesLeft = [],
  queuesJoined = [],
  leadsUnassigned = [],
  leadsHandedOver = [],
  leadsAssigned = [],
}: HistoryEntry['effects']): string {
  const handed = leadsHandedOver.reduce((sum, { leads }) => sum + leads.length, 0)
  return [
    sessionsEnded > 0 && `${plural(sessionsEnded, 'session')} ended`,
    registrationsDropped > 0 && `${plural(registrationsDropped, 'phone')} signed off`,
    queuesLeft.length > 0 && `${plural(queuesLeft.length, 'queue')} left`,
    queuesJoined.length > 0 && `${plural(queuesJoined.length, 'queue')} given back`,
    leadsUnassigned.length > 0 && `${plural(leadsUnassigned.length, 'lead')} unassigned`,
    handed > 0 && `${plural(handed, 'lead')} handed over`,
    leadsAssigned.length > 0 && `${plural(leadsAssigned.length, 'lead')} given back`,
  ]
    .filter(Boolean)
    .join(', ')
}

function Seal({ sealed }: { sealed: boolean }) {
  const Icon = sealed ? CheckIcon : ClockIcon
  return (
    <Hint
      text={sealed ? 'In the chain: nobody can alter or remove it unnoticed.' : 'It joins the chain within moments.'}
    >
      <span className={classes.seal} tabIndex={0}>
        <Icon size={14} aria-hidden /> {sealed ? 'Sealed' : 'Not sealed yet'}
      </span>
    </Hint>
  )
}
