import type { ReactNode } from 'react'
import { Label } from '#src/console/kit/chip.tsx'
import { PresenceMark, StatusMark } from '#src/console/kit/marks.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import type { UserRow } from '../../contract/user.ts'
import type { ColumnName } from './columns.ts'
import { Highlight } from './highlight.tsx'
import classes from './cells.module.css'

/** Of a list, the first ones and how many more; all of them on the person's page and in the preview. */
const MOST_LABELS = 2

const Nothing = () => (
  <span className="rc-muted" aria-label="none">
    –
  </span>
)

export function Labels({
  of,
  most = MOST_LABELS,
}: {
  of: readonly { id: number; name: string; level?: number | null }[] | undefined
  most?: number
}) {
  if (!of || of.length === 0) return <Nothing />
  const rest = of.slice(most)
  return (
    <span className={classes.labels} title={rest.length > 0 ? of.map((one) => one.name).join(', ') : undefined}>
      {of.slice(0, most).map((one) => (
        <Label key={one.id}>
          <bdi>{one.name}</bdi>
          {one.level ? ` ${one.level}` : ''}
        </Label>
      ))}
      {rest.length > 0 && <span className="rc-muted">+{rest.length}</span>}
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
  status: (row) => <StatusMark status={row.status} />,
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
  availability: (row) => <PresenceMark presence={row.availability} />,
  lastSignIn: (row) =>
    row.lastSignInAt ? <TimeText at={row.lastSignInAt} unfocusable /> : <span className="rc-muted">never</span>,
  created: (row) => <TimeText at={row.createdAt} unfocusable />,
}

/** Roles are few and read as words. */
export function Names({ of, superuser }: { of: readonly { id: number; name: string }[]; superuser: boolean }) {
  return (
    <span className={classes.names}>
      <bdi>{of.map((role) => role.name).join(', ')}</bdi>
      {superuser && <Label>Superuser</Label>}
    </span>
  )
}
