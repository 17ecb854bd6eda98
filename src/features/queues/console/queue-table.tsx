import { IconButton } from '#src/console/kit/button.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { AlertTriangleIcon, DotsIcon } from '#src/console/kit/icons.ts'
import { Mark } from '#src/console/kit/marks.tsx'
import { Menu } from '#src/console/kit/menu.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { AppLink } from '#src/console/routing.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import type { Queue } from '../contract.ts'

/** How many active agents a queue lacks; none of an archived one, where no calls wait. */
export const lacks = ({ active, minimum, archived }: Pick<Queue, 'active' | 'minimum' | 'archived'>): number =>
  archived ? 0 : Math.max(minimum - active, 0)

export const Short = ({ by }: { by: number }) => (
  <Mark word={`${formatNumber(by)} short`} tone="danger" Icon={AlertTriangleIcon} />
)

type QueueTableProps = {
  queues: readonly Queue[]
  mayManage: boolean
  done?: { id: number; word: string }
  onEdit: (queue: Queue) => void
  onArchive: (queue: Queue) => void
}

export function QueueTable({ queues, mayManage, done, onEdit, onArchive }: QueueTableProps) {
  const seesMembers = useMe().can('users.read')
  const name = (queue: Queue) => (
    <>
      {seesMembers ? (
        <AppLink to={`/queues/${queue.id}/members`}>
          <bdi>{queue.name}</bdi>
        </AppLink>
      ) : (
        <bdi>{queue.name}</bdi>
      )}{' '}
      {queue.archived && <Label>Archived</Label>}
    </>
  )
  const menu = (queue: Queue) => (
    <Menu
      label={`Actions for ${queue.name}`}
      target={<IconButton label={`Actions for ${queue.name}`} icon={<DotsIcon size={16} />} aria-haspopup="menu" />}
      groups={[
        {
          items: [
            { label: 'Rename or set the minimum', onSelect: () => onEdit(queue) },
            { label: queue.archived ? 'Bring back' : 'Archive', onSelect: () => onArchive(queue) },
          ],
        },
      ]}
    />
  )
  const columns: PlainColumn<Queue>[] = [
    { label: 'Name', cell: name },
    { label: 'Members', wide: true, cell: ({ members }) => formatNumber(members) },
    { label: 'Active', wide: true, cell: ({ active }) => formatNumber(active) },
    { label: 'Available now', cell: ({ available }) => formatNumber(available) },
    {
      label: 'Minimum',
      cell: (queue) => (
        <>
          {queue.minimum === 0 ? <span className="rc-muted">none</span> : formatNumber(queue.minimum)}{' '}
          {lacks(queue) > 0 && <Short by={lacks(queue)} />}
        </>
      ),
    },
    ...(mayManage ? [{ label: 'Actions', hiddenLabel: true, cell: menu }] : []),
  ]
  return <PlainTable caption="Queues, by name" columns={columns} rows={queues} idOf={({ id }) => id} done={done} />
}
