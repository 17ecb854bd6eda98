import {
  BroadcastIcon,
  CopyIcon,
  DevicesIcon,
  EditIcon,
  HistoryIcon,
  KeyIcon,
  ListCheckIcon,
  LockOpenIcon,
  MailIcon,
  ShieldIcon,
  TrashIcon,
  UserCheckIcon,
  UserCircleIcon,
  UserOffIcon,
} from '#src/console/kit/icons.ts'
import type { MenuGroup, MenuItem } from '#src/console/kit/menu.tsx'
import type { Mine } from '../../../sign-in/console/widgets/me.tsx'
import type { UserRow } from '../../contract/user.ts'
import { rowActions, type Allowed, type RowAction } from './row-actions.ts'

const icons: Readonly<Record<string, typeof CopyIcon>> = {
  open: UserCircleIcon,
  edit: EditIcon,
  duplicate: CopyIcon,
  'reset-password': KeyIcon,
  'send-activation': MailIcon,
  'reset-authenticator': ShieldIcon,
  unlock: LockOpenIcon,
  sessions: DevicesIcon,
  activity: ListCheckIcon,
  'activity-live': BroadcastIcon,
  changes: HistoryIcon,
  activate: UserCheckIcon,
  deactivate: UserOffIcon,
  delete: TrashIcon,
}

type UserMenuProps = {
  user: UserRow
  me: Mine
  open: (action: string, user: UserRow) => void
  /** The server's word about this person, where it is known already. */
  allowed?: Allowed
  /** On the person's own page there is no "Open", and "Edit" is a button. */
  onPage?: boolean
}

/** What can be done to a person, in the same order everywhere. What does not apply or is not allowed is absent. */
export function userMenu({ user, me, open, allowed, onPage = false }: UserMenuProps): MenuGroup[] {
  const itemOf = (entry: RowAction): MenuItem => {
    const Icon = icons[entry.key]
    const look = {
      label: entry.label,
      danger: entry.danger,
      keys: onPage ? undefined : entry.keys,
      icon: Icon && <Icon size={16} />,
    }
    return 'to' in entry
      ? { ...look, to: entry.to, search: entry.search }
      : { ...look, onSelect: () => open(entry.action, user) }
  }
  const here = (entry: RowAction) => !onPage || (entry.key !== 'open' && entry.key !== 'edit')
  return rowActions(user, me, allowed).map((entries) => ({ items: entries.filter(here).map(itemOf) }))
}
