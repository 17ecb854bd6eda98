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

/**
 * How many active agents a queue lacks, told to whoever sees everybody: others see a part of its agents. None of an archived one, where no
 * calls wait.
 */
export function useLacks(): (queue: Pick<Queue, 'active' | 'minimum' | 'archived'>) => number {
  const seesAll = useMe().reach('users.read')?.everywhere === true
  return ({ active, minimum, archived }) =>
    archived || !seesAll || active === undefined ? 0 : Math.max(minimum - active, 0)
}

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
  const lacks = useLacks()
  const isCounted = queues.some(({ members }) => members !== undefined)
  const count = (n: number | undefined) => formatNumber(n ?? 0)
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
    ...(isCounted
      ? [
          { label: 'Members', wide: true, cell: ({ members }: Queue) => count(members) },
          { label: 'Active', wide: true, cell: ({ active }: Queue) => count(active) },
          { label: 'Available now', cell: ({ available }: Queue) => count(available) },
        ]
      : []),
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
