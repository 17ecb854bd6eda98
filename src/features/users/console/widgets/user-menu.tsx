import { CopyIcon, DevicesIcon, EditIcon, HistoryIcon, KeyIcon, TrashIcon, UserCheckIcon, UserCircleIcon, UserOffIcon } from '#src/console/kit/icons.ts'
import type { MenuGroup } from '#src/console/kit/menu.tsx'
import type { Mine } from '../../../sign-in/console/widgets/me.tsx'
import type { UserRow } from '../../contract/user.ts'
import type { UserAction } from './user-actions/result.ts'

type UserMenuProps = {
  user: UserRow
  me: Mine
  open: (action: UserAction, user: UserRow) => void
  /** On the person's own page there is no "Open". */
  onPage?: boolean
}

/** What can be done to a person, in the same order everywhere. What does not apply or is not allowed is absent. */
export function userMenu({ user, me, open, onPage = false }: UserMenuProps): MenuGroup[] {
  const page = `/users/${user.id}`
  const self = me.user.id === user.id
  const icon = { size: 16 }
  return [
    {
      items: [
        !onPage && { label: 'Open', icon: <UserCircleIcon {...icon} />, to: page },
        me.can('users.edit') && { label: 'Edit', keys: 'E', icon: <EditIcon {...icon} />, to: `${page}/edit` },
        me.can('users.create') && { label: 'Duplicate', icon: <CopyIcon {...icon} />, to: '/users/new', search: { from: user.id } },
      ],
    },
    { items: [me.can('users.reset-password') && !self && { label: 'Reset password…', icon: <KeyIcon {...icon} />, onSelect: () => open('reset-password', user) }] },
    {
      items: [
        me.can('users.sessions') && { label: 'Active sessions', icon: <DevicesIcon {...icon} />, to: `${page}/sessions` },
        me.can('history.read') && { label: 'Change log', icon: <HistoryIcon {...icon} />, to: `${page}/changes` },
      ],
    },
    {
      items: [
        me.can('users.status') && user.status === 'inactive' && { label: 'Activate', icon: <UserCheckIcon {...icon} />, onSelect: () => open('activate', user) },
        me.can('users.status') && user.status !== 'inactive' && !self && { label: 'Deactivate…', icon: <UserOffIcon {...icon} />, onSelect: () => open('deactivate', user) },
        me.can('users.delete') && !self && { label: 'Delete…', danger: true, icon: <TrashIcon {...icon} />, onSelect: () => open('delete', user) },
      ],
    },
  ]
}
