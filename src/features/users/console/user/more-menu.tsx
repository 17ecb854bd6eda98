import { IconButton } from '#src/console/kit/button.tsx'
import { DotsIcon } from '#src/console/kit/icons.ts'
import { Menu } from '#src/console/kit/menu.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import type { User } from '../../contract/user.ts'
import type { Allowed } from '../widgets/row-actions.ts'
import type { UserActions } from '../widgets/user-action-dialogs.tsx'
import { userMenu } from '../widgets/user-menu.tsx'
import { fullName } from '../widgets/user-name.ts'

type MoreMenuProps = { user: User; allowed: Allowed | undefined; open: UserActions['open'] }

/** The same menu as in the list, but for what this page is already. */
export function MoreMenu({ user, allowed, open }: MoreMenuProps) {
  const groups = userMenu({ user, me: useMe(), open, allowed, onPage: true }).filter((group) => group.items.length > 0)
  if (groups.length === 0) return null
  return (
    <Menu
      label={`Actions for ${fullName(user)}`}
      groups={groups}
      target={<IconButton label="More actions" look="secondary" icon={<DotsIcon size={18} />} aria-haspopup="menu" />}
    />
  )
}
