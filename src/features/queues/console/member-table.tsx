import { IconButton } from '#src/console/kit/button.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { XIcon } from '#src/console/kit/icons.ts'
import { StatusMark } from '#src/console/kit/marks.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { AppLink } from '#src/console/routing.tsx'
import type { Member } from '../contract.ts'
import { PriorityField } from './priority-field.tsx'
import type { Selecting } from '#src/console/kit/selecting.tsx'
import classes from './queues.module.css'

type MemberTableProps = {
  queueId: number
  members: readonly Member[]
  mayAssign: boolean
  selected: Selecting
  onRemove: (member: Member) => void
}

export function MemberTable({ queueId, members, mayAssign, selected, onRemove }: MemberTableProps) {
  const name = (member: Member) => (
    <span className={classes.name}>
      {mayAssign && (
        <Checkbox
          checked={selected.has(member)}
          onChange={(on) => selected.toggle([member], on)}
          disabled={selected.all}
          ariaLabel={`Select ${member.name}`}
        />
      )}
      <AppLink to={`/users/${member.id}`}>
        <bdi>{member.name}</bdi>
      </AppLink>
    </span>
  )
  const priority = (member: Member) =>
    mayAssign ? <PriorityField key={member.priority} queueId={queueId} member={member} /> : String(member.priority)
  const columns: PlainColumn<Member>[] = [
    { label: 'Name', cell: name },
    { label: 'Username', wide: true, cell: ({ username }) => <bdi>{username}</bdi> },
    { label: 'Status', wide: true, cell: ({ status }) => <StatusMark status={status} /> },
    { label: 'Priority', cell: priority },
    ...(mayAssign
      ? [
          {
            label: 'Remove',
            hiddenLabel: true,
            cell: (member: Member) => (
              <IconButton label={`Remove ${member.name}`} icon={<XIcon size={16} />} onClick={() => onRemove(member)} />
            ),
          },
        ]
      : []),
  ]
  return (
    <PlainTable
      caption="Members, in the order in which calls reach them"
      columns={columns}
      rows={members}
      idOf={({ id }) => id}
    />
  )
}
