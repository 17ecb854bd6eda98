import { AppButton } from '#src/console/kit/button.tsx'
import { StatusMark } from '#src/console/kit/marks.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { AppLink } from '#src/console/routing.tsx'
import type { Lock } from '../contract.ts'
import classes from './locked.module.css'

const causes: Record<Lock['cause'], string> = {
  strangers: 'in browsers that the account does not know',
  'known-browser': 'in a browser that the account knows',
  both: 'in known and in unknown browsers',
}

type LockTableProps = {
  locks: readonly Lock[]
  ticked: ReadonlySet<string>
  onTick: (lock: Lock, on: boolean) => void
  /** The id of the account that is being unlocked. */
  busy: string | undefined
  onUnlock: (lock: Lock) => void
}

export function LockTable({ locks, ...doing }: LockTableProps) {
  return (
    <PlainTable
      caption="Locked accounts, the last one first"
      columns={columnsOf(doing)}
      rows={locks}
      idOf={({ id }) => id}
    />
  )
}

const columnsOf = ({ ticked, onTick, busy, onUnlock }: Omit<LockTableProps, 'locks'>): readonly PlainColumn<Lock>[] => [
  {
    label: 'User',
    cell: (lock) => (
      <span className={classes.name}>
        <input
          type="checkbox"
          aria-label={`Select ${lock.name}`}
          checked={ticked.has(lock.id)}
          onChange={(event) => onTick(lock, event.currentTarget.checked)}
        />
        <span className={classes.who}>
          <AppLink to={`/users/${lock.id}`}>
            <bdi>{lock.name}</bdi>
          </AppLink>
          <StatusMark status={lock.status} locked />
        </span>
      </span>
    ),
  },
  { label: 'Site', wide: true, cell: ({ site }) => <bdi>{site.name}</bdi> },
  {
    label: 'Why',
    wide: true,
    cell: ({ failures, cause }) => (
      <span className={classes.why}>
        {plural(failures, 'failure')}
        <span className="rc-muted">{causes[cause]}</span>
      </span>
    ),
  },
  {
    label: 'From',
    wide: true,
    cell: ({ addresses }) => (
      <bdi dir="ltr" className={classes.from}>
        {addresses.length > 0 ? addresses.join(', ') : '–'}
      </bdi>
    ),
  },
  { label: 'Since', wide: true, cell: ({ lockedAt }) => <TimeText at={lockedAt} unfocusable /> },
  {
    label: 'Until',
    wide: true,
    cell: ({ until }) => (until ? <TimeText at={until} exact unfocusable /> : <>it is unlocked</>),
  },
  {
    label: 'Do',
    hiddenLabel: true,
    cell: (lock) => (
      <AppButton small busy={busy === lock.id} onClick={() => onUnlock(lock)}>
        Unlock<span className="rc-hidden-text"> {lock.name}</span>
      </AppButton>
    ),
  },
]
