import type { ReactNode } from 'react'
import { Label } from '#src/console/kit/chip.tsx'
import { StarIcon } from '#src/console/kit/icons.ts'
import { PresenceMark, StatusMark } from '#src/console/kit/marks.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { wordOf } from '../../../../presence/contract/presence.ts'
import type { UserRow } from '../../../contract/user.ts'
import type { ColumnName } from '../columns/columns.ts'
import { Highlight } from '../search/highlight.tsx'
import classes from './cells.module.css'

const MOST_LABELS = 2

const Nothing = () => (
  <span className="rc-muted" aria-label="none">
    –
  </span>
)

type LabelsProps = { of: readonly { id: number; name: string }[] | undefined; most?: number }

/** Two, or one where the column is narrow, and how many more there are. */
export function Labels({ of, most = MOST_LABELS }: LabelsProps) {
  if (!of || of.length === 0) return <Nothing />
  const more = (shown: number) => (of.length > shown ? `+${of.length - shown}` : '')
  return (
    <span
      className={classes.frame}
      data-few={most === MOST_LABELS || undefined}
      title={of.length > 1 ? of.map((one) => one.name).join(', ') : undefined}
    >
      <span className={classes.labels}>
        {of.slice(0, most).map((one) => (
          <Label key={one.id}>
            <bdi>{one.name}</bdi>
          </Label>
        ))}
        <span className={classes.more}>{more(most)}</span>
        <span className={classes.moreOfNarrow}>{more(1)}</span>
      </span>
    </span>
  )
}

/** Everything but the name, which is a heading of its row. */
export const cells: Record<Exclude<ColumnName, 'name'>, (row: UserRow, search: string) => ReactNode> = {
  email: (row, search) => (
    <bdi dir="ltr">
      <Highlight text={row.email} search={search} />
    </bdi>
  ),
  username: (row, search) => (
    <bdi dir="ltr">
      <Highlight text={row.username} search={search} />
    </bdi>
  ),
  status: (row) => <StatusMark status={row.status} locked={row.locked} />,
  roles: (row) => <Names of={row.roles} superuser={row.superuser} />,
  desks: (row) => <Labels of={row.desks} />,
  skills: (row) => <Labels of={row.skills} />,
  queues: (row) => <Labels of={row.queues} />,
  tags: (row) => <Labels of={row.tags} />,
  businessUnits: (row) => <Labels of={row.businessUnits} />,
  agentGroups: (row) => <Labels of={row.agentGroups} />,
  site: (row) => <bdi>{row.site.name}</bdi>,
  extension: (row, search) =>
    row.extension ? (
      <bdi dir="ltr">
        <Highlight text={row.extension} search={search} />
      </bdi>
    ) : (
      <Nothing />
    ),
  availability: (row) => <PresenceMark presence={wordOf(row.presence)} />,
  twoStep: (row) => (row.twoStep ? 'On' : <span className="rc-muted">Off</span>),
  lastSignIn: (row) =>
    row.lastSignInAt ? <TimeText at={row.lastSignInAt} unfocusable /> : <span className="rc-muted">never</span>,
  callsHandled: (row) => row.callsHandled?.toLocaleString('en') ?? <Nothing />,
  created: (row) => <TimeText at={row.createdAt} unfocusable />,
}

/** Roles are few and read as words. */
export function Names({ of, superuser }: { of: readonly { id: number; name: string }[]; superuser: boolean }) {
  return (
    <span className={classes.frame} data-few>
      <span className={classes.names}>
        <bdi>{of.map((role) => role.name).join(', ')}</bdi>
        {superuser && (
          <span className={classes.superuser} title="Superuser">
            <StarIcon size={14} aria-hidden />
            <span>Superuser</span>
          </span>
        )}
      </span>
    </span>
  )
}
