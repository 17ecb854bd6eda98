import type { Mine } from '../../../sign-in/console/widgets/me.tsx'
import type { User } from '../../contract/user.ts'

export type TabName = 'overview' | 'access' | 'telephony' | 'sessions' | 'activity' | 'calls' | 'changes' | 'set-up'
export type UserTab = { readonly name: TabName; readonly label: string; readonly to: string; readonly count?: number }

export const addressOfTab = (id: string, tab: TabName) => `/users/${id}${tab === 'overview' ? '' : `/${tab}`}`

/** The parts of a person's page that the one who looks may open. */
export function tabsOf(
  { can, hasModule }: Pick<Mine, 'can' | 'hasModule'>,
  user: Pick<User, 'id' | 'sessions'>,
): UserTab[] {
  const tabs: (Omit<UserTab, 'to'> & { shown: boolean })[] = [
    { name: 'overview', label: 'Overview', shown: true },
    { name: 'access', label: 'Access', shown: true },
    { name: 'telephony', label: 'Telephony', shown: hasModule('pbx') || hasModule('dialer') },
    { name: 'sessions', label: 'Sessions', count: user.sessions || undefined, shown: can('users.sessions') },
    { name: 'activity', label: 'Activity', shown: can('activity.read') },
    { name: 'calls', label: 'Calls', shown: hasModule('calls') && can('calls.read') },
    { name: 'changes', label: 'Changes', shown: can('history.read') },
    { name: 'set-up', label: 'Set-up', shown: true },
  ]
  return tabs
    .filter((tab) => tab.shown)
    .map(({ name, label, count }) => ({ name, label, count, to: addressOfTab(user.id, name) }))
}
