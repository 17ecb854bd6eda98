/** The console: the list of its pages. */
import {
  ActivityHeartbeatIcon,
  BroadcastIcon,
  HomeIcon,
  ListCheckIcon,
  PhoneCallIcon,
  PhoneIcon,
  SettingsIcon,
  SitemapIcon,
  StarIcon,
  UserCheckIcon,
  UserCircleIcon,
  UsersGroupIcon,
  UsersIcon,
} from '../console/kit/icons.ts'
import type { RailEntry, RailPart } from '../console/shell/rail.tsx'
import { startConsole } from '../console/start.tsx'
import { activityPages } from '../features/activity/console/routes.ts'
import { apiKeyPages } from '../features/api-keys/console/routes.ts'
import { callPages } from '../features/calls/console/routes.ts'
import { checklistPages } from '../features/checklists/console/routes.ts'
import { jobPages } from '../features/changes/console/routes.ts'
import { JobsTray } from '../features/changes/console/widgets/jobs-tray.tsx'
import { exportPages } from '../features/exports/console/routes.ts'
import { firstRunPages } from '../features/first-run/console/routes.ts'
import { googleSignInPages } from '../features/google-sign-in/console/routes.ts'
import { groupPages } from '../features/groups/console/routes.ts'
import { healthPages } from '../features/health/console/routes.ts'
import { importPages } from '../features/imports/console/routes.ts'
import { leadPages } from '../features/leads/console/routes.ts'
import { lockPages } from '../features/locks/console/routes.ts'
import { outboxPages } from '../features/outbox/console/routes.ts'
import { customFieldPages } from '../features/custom-fields/console/routes.ts'
import { pbxPages } from '../features/pbxes/console/routes.ts'
import { policyPages } from '../features/policies/console/routes.ts'
import { presencePages } from '../features/presence/console/routes.ts'
import { queuePages } from '../features/queues/console/routes.ts'
import { recoveryPages } from '../features/recovery/console/routes.ts'
import { reviewPages } from '../features/reviews/console/routes.ts'
import { rolePages } from '../features/roles/console/routes.ts'
import { signedInFrame } from '../features/sign-in/console/frame.tsx'
import { signInPages } from '../features/sign-in/console/routes.ts'
import type { Mine } from '../features/sign-in/console/widgets/me.tsx'
import { sessionPages } from '../features/sessions/console/routes.ts'
import { sitePages } from '../features/sites/console/routes.ts'
import { tenantPages } from '../features/tenants/console/routes.ts'
import { DemonstrationStrip } from '../features/tenants/console/widgets/demonstration-strip.tsx'
import { TenantSwitch } from '../features/tenants/console/widgets/tenant-switch.tsx'
import { deletedPages } from '../features/users/console/deleted/routes.ts'
import { userFormPages } from '../features/users/console/form/routes.ts'
import { homePages } from '../features/users/console/home/routes.ts'
import { usersListPages } from '../features/users/console/list/routes.ts'
import { userPages } from '../features/users/console/user/routes.ts'
import { usePeopleCommands } from '../features/users/console/widgets/use-people-commands.tsx'

const teams: RailPart[] = [
  { label: 'Desks', to: '/teams/desks' },
  { label: 'Skills', to: '/teams/skills' },
  { label: 'Tags', to: '/teams/tags' },
  { label: 'Business units', to: '/teams/business-units' },
  { label: 'Agent groups', to: '/teams/agent-groups' },
]

const live: RailPart[] = [
  { label: 'Availability', to: '/live' },
  { label: 'Activity', to: '/activity' },
]

const jobs = ({ can }: Mine): RailPart[] => [
  ...(can('users.read') ? [{ label: 'Jobs', to: '/jobs' }] : []),
  ...(can('users.export') ? [{ label: 'Exports', to: '/exports' }] : []),
]

/** Each page of the settings with whom it is for. */
const settings = ({ can, reach, hasModule }: Mine): RailPart[] => {
  const parts: readonly (readonly [mine: boolean | undefined, label: string, to: string])[] = [
    [can('users.read'), 'Sites', '/settings/sites'],
    [can('users.read') || can('roles.manage'), 'Roles', '/roles'],
    [hasModule('pbx') && (can('users.read') || can('tenant.manage')), 'Telephone systems', '/settings/pbxes'],
    [can('users.unlock'), 'Locked accounts', '/settings/locked'],
    [can('users.sessions'), 'Sessions', '/sessions'],
    [
      reach('tenant.manage')?.everywhere || reach('users.addresses')?.everywhere,
      'Security and sessions',
      '/settings/security',
    ],
    [reach('health.manage')?.everywhere, 'Set-up checklists', '/settings/checklists'],
    [can('mail.read'), 'Outbox', '/settings/outbox'],
    [can('tenant.manage'), 'Custom fields', '/settings/fields'],
    [reach('api-keys.manage')?.everywhere, 'API keys', '/settings/api-keys'],
  ]
  return parts.filter(([mine]) => mine).map(([, label, to]) => ({ label, to }))
}

/** An entry for several pages leads to the first of them; without any it is absent. */
const withParts = (entry: Omit<RailEntry, 'to'>, parts: readonly RailPart[]): RailEntry[] =>
  parts[0] ? [{ ...entry, to: parts[0].to, parts }] : []

/** Only what exists and what this person may open. */
const rail = (me: Mine): RailEntry[] => [
  ...(me.can('users.read')
    ? [
        { label: 'Home', to: '/home', icon: <HomeIcon size={18} />, key: 'h' },
        { label: 'Users', to: '/users', icon: <UsersIcon size={18} />, key: 'u', keepsSites: true },
      ]
    : [{ label: 'Profile', to: '/me/profile', icon: <UserCircleIcon size={18} />, key: 'p' }]),
  ...(me.can('activity.read')
    ? [{ label: 'Live', to: '/live', parts: live, icon: <BroadcastIcon size={18} />, key: 'l', keepsSites: true }]
    : []),
  ...withParts(
    { label: 'Teams', icon: <UsersGroupIcon size={18} />, key: 'm' },
    me.can('users.read') || me.can('groups.manage') ? teams : [],
  ),
  ...(me.hasModule('queues') && (me.can('users.read') || me.can('queues.manage'))
    ? [{ label: 'Queues', to: '/queues', icon: <PhoneIcon size={18} />, key: 'q' }]
    : []),
  ...(me.hasModule('dialer') && me.can('leads.manage')
    ? [{ label: 'Leads', to: '/leads', icon: <StarIcon size={18} />, key: 'e' }]
    : []),
  ...(me.can('users.read')
    ? [{ label: 'Health', to: '/health', icon: <ActivityHeartbeatIcon size={18} />, key: 'e' }]
    : []),
  ...(me.can('users.read') ? [{ label: 'Reviews', to: '/reviews', icon: <UserCheckIcon size={18} />, key: 'v' }] : []),
  ...(me.can('calls.read') && me.hasModule('calls')
    ? [{ label: 'Calls', to: '/calls', icon: <PhoneCallIcon size={18} />, key: 'c' }]
    : []),
  ...withParts({ label: 'Jobs', icon: <ListCheckIcon size={18} />, key: 'j' }, jobs(me)),
  ...(me.operator ? [{ label: 'Tenants', to: '/tenants', icon: <SitemapIcon size={18} />, key: 't' }] : []),
  ...withParts({ label: 'Settings', icon: <SettingsIcon size={18} />, key: 's', last: true }, settings(me)),
]

startConsole({
  home: '/start',
  pages: [
    ...signInPages,
    ...googleSignInPages,
    ...recoveryPages,
    ...firstRunPages,
    ...tenantPages,
    ...usersListPages,
    ...deletedPages,
    ...importPages,
    ...callPages,
    ...jobPages,
    ...exportPages,
    ...userFormPages,
    ...userPages,
    ...homePages,
    ...groupPages,
    ...checklistPages,
    ...healthPages,
    ...reviewPages,
    ...queuePages,
    ...rolePages,
    ...sitePages,
    ...sessionPages,
    ...presencePages,
    ...activityPages,
    ...policyPages,
    ...pbxPages,
    ...outboxPages,
    ...lockPages,
    ...leadPages,
    ...customFieldPages,
    ...apiKeyPages,
  ],
  Frame: signedInFrame({
    rail,
    TenantSwitch,
    Jobs: JobsTray,
    Notice: DemonstrationStrip,
    useCommands: usePeopleCommands,
  }),
})
