/** The views that everybody has. */
import type { Module } from '#src/contract/modules.ts'
import type { StandingView } from '../../../../views/console/widgets/view-tabs.tsx'
import type { RoleMarks } from '../filters/filter-rules.ts'

const people: readonly StandingView[] = [
  { key: 'all', name: 'All', query: '' },
  { key: 'active', name: 'Active', query: 'status=any:active' },
  { key: 'pending', name: 'Pending', query: 'status=any:pending' },
  { key: 'locked', name: 'Locked', query: 'locked=any:yes' },
  { key: 'inactive', name: 'Inactive', query: 'status=any:inactive' },
]

/** Agents are whoever holds a role that takes calls, also a role that the tenant made. */
export function standingViews(roles: RoleMarks, hasModule: (module: Module) => boolean): readonly StandingView[] {
  const administrators = roles.filter((role) => role.permissions.includes('tenant.manage')).map((role) => role.id)
  const agents = roles.filter((role) => role.permissions.includes('calls.take')).map((role) => role.id)
  return [
    ...people,
    ...(agents.length > 0 && hasModule('queues')
      ? [
          {
            key: 'agents-without-queue',
            name: 'Agents without a queue',
            query: `role=any:${agents.join(',')}&queue=none`,
          },
        ]
      : []),
    ...(administrators.length > 0
      ? [
          {
            key: 'administrators-without-two-step',
            name: 'Administrators without two-step',
            query: `role=any:${administrators.join(',')}&twoStep=any:no`,
          },
        ]
      : []),
    { key: 'set-up-unfinished', name: 'Set-up unfinished', query: 'setUp=any:unfinished' },
    { key: 'no-sign-in', name: 'No sign-in for 60 days', query: 'lastSignIn=older:60d' },
  ]
}
