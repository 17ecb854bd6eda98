import type { ReactNode } from 'react'
import { CopyIcon, DevicesIcon, EditIcon, HistoryIcon, KeyIcon, TrashIcon, UserCheckIcon, UserCircleIcon, UserOffIcon } from '#src/console/kit/icons.ts'
import type { MenuGroup } from '#src/console/kit/menu.tsx'
import type { Mine } from '../../../sign-in/console/widgets/me.tsx'
import type { UserRow } from '../../contract/user.ts'
import { rowActions, type Allowed, type RowAction } from './row-actions.ts'
import type { UserAction } from './user-actions/result.ts'

type UserMenuProps = {
  user: UserRow
  me: Mine
  open: (action: UserAction, user: UserRow) => void
  /** On the person's own page there is no "Open". */
  onPage?: boolean
  /** The server's word about this person, where it was asked. */
  allowed?: Allowed
}

const size = 16
const icons: Record<RowAction['key'], ReactNode> = {
  open: <UserCircleIcon size={size} />,
  edit: <EditIcon size={size} />,
  duplicate: <CopyIcon size={size} />,
  'reset-password': <KeyIcon size={size} />,
  sessions: <DevicesIcon size={size} />,
  changes: <HistoryIcon size={size} />,
  activate: <UserCheckIcon size={size} />,
  deactivate: <UserOffIcon size={size} />,
  delete: <TrashIcon size={size} />,
}

/** What can be done to a person, in the same order everywhere. What does not apply or is not allowed is absent. */
export const userMenu = ({ user, me, open, onPage = false, allowed }: UserMenuProps): MenuGroup[] =>
  rowActions(user, me, allowed).map((group) => ({
    items: group
      .filter((entry) => !(onPage && entry.key === 'open'))
      .map((entry) => {
        const look = { label: entry.label, danger: entry.danger, keys: entry.keys, icon: icons[entry.key] }
        return 'to' in entry ? { ...look, to: entry.to, search: entry.search } : { ...look, onSelect: () => open(entry.action, user) }
      }),
  }))
