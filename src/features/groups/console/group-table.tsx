import { useState } from 'react'
import { IconButton } from '#src/console/kit/button.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { DotsIcon } from '#src/console/kit/icons.ts'
import { Menu } from '#src/console/kit/menu.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { AppLink } from '#src/console/routing.tsx'
import { groupWords, type Group, type GroupKind } from '../contract.ts'
import { MembersLink } from './members-link.tsx'
import { Rename } from './rename.tsx'

type GroupTableProps = {
  kind: GroupKind
  groups: readonly Group[]
  mayManage: boolean
  done?: { id: number; word: string }
  onDone: (group: Group, word: string) => void
  onArchive: (group: Group, archived: boolean) => void
}

export function GroupTable({ kind, groups, mayManage, done, onDone, onArchive }: GroupTableProps) {
  const [renaming, setRenaming] = useState<number>()
  const name = (group: Group) =>
    group.id === renaming ? (
      <Rename
        group={group}
        onCancel={() => setRenaming(undefined)}
        onSaved={(saved) => {
          setRenaming(undefined)
          onDone(saved, 'Renamed')
        }}
      />
    ) : (
      <>
        <AppLink to={`/teams/${groupWords[kind].path}/${group.id}`}>
          <bdi>{group.name}</bdi>
        </AppLink>{' '}
        {group.archived && <Label>Archived</Label>}
      </>
    )
  const menu = (group: Group) => (
    <Menu
      label={`Actions for ${group.name}`}
      target={<IconButton label={`Actions for ${group.name}`} icon={<DotsIcon size={16} />} aria-haspopup="menu" />}
      groups={[
        {
          items: [
            { label: 'Rename', onSelect: () => setRenaming(group.id) },
            group.archived
              ? { label: 'Bring back', onSelect: () => onArchive(group, false) }
              : { label: 'Archive', onSelect: () => onArchive(group, true) },
          ],
        },
      ]}
    />
  )
  const columns: PlainColumn<Group>[] = [
    { label: 'Name', cell: name },
    { label: 'Members', cell: (group) => <MembersLink group={group} /> },
    ...(mayManage ? [{ label: 'Actions', hiddenLabel: true, cell: menu }] : []),
  ]
  return (
    <PlainTable
      caption={`The ${groupWords[kind].many}, by name`}
      columns={columns}
      rows={groups}
      idOf={(group) => group.id}
      done={done?.id === renaming ? undefined : done}
    />
  )
}
