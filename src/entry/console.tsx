/** The console: the list of its pages. */
import { HomeIcon, SitemapIcon, UserCircleIcon, UsersIcon } from '../console/kit/icons.ts'
import type { RailEntry } from '../console/shell/rail.tsx'
import { startConsole } from '../console/start.tsx'
import { firstRunPages } from '../features/first-run/console/routes.ts'
import { importPages } from '../features/imports/console/routes.ts'
import { signedInFrame } from '../features/sign-in/console/frame.tsx'
import { signInPages } from '../features/sign-in/console/routes.ts'
import type { Mine } from '../features/sign-in/console/widgets/me.tsx'
import { tenantPages } from '../features/tenants/console/routes.ts'
import { DemonstrationStrip } from '../features/tenants/console/widgets/demonstration-strip.tsx'
import { TenantSwitch } from '../features/tenants/console/widgets/tenant-switch.tsx'
import { userFormPages } from '../features/users/console/form/routes.ts'
import { homePages } from '../features/users/console/home/routes.ts'
import { usersListPages } from '../features/users/console/list/routes.ts'
import { userPages } from '../features/users/console/user/routes.ts'
import { usePeopleCommands } from '../features/users/console/widgets/use-people-commands.tsx'

/** Only what exists and what this person may open. */
const rail = ({ can, operator }: Mine): RailEntry[] => [
  ...(can('users.read')
    ? [
        { label: 'Home', to: '/home', icon: <HomeIcon size={18} />, key: 'h' },
        { label: 'Users', to: '/users', icon: <UsersIcon size={18} />, key: 'u', keepsSites: true },
      ]
    : [{ label: 'Profile', to: '/me/profile', icon: <UserCircleIcon size={18} />, key: 'p' }]),
  ...(operator ? [{ label: 'Tenants', to: '/tenants', icon: <SitemapIcon size={18} />, key: 't' }] : []),
]

startConsole({
  home: '/start',
  pages: [
    ...signInPages,
    ...firstRunPages,
    ...tenantPages,
    ...usersListPages,
    ...importPages,
    ...userFormPages,
    ...userPages,
    ...homePages,
  ],
  Frame: signedInFrame({ rail, TenantSwitch, Notice: DemonstrationStrip, useCommands: usePeopleCommands }),
})
