import { SessionTable } from '../../../sessions/console/widgets/session-table.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { UserFrame } from './user-frame.tsx'

export function SessionsPage() {
  const { can } = useMe()
  if (!can('users.sessions')) return <NotAllowed page="Sessions" permission="users.sessions" />
  return (
    <UserFrame tab="sessions">
      {({ user, open }) => (
        <SessionTable userId={user.id} theirZone={user.effectiveTimeZone} onEnd={() => open('end-sessions', user)} />
      )}
    </UserFrame>
  )
}
