import { AppButton } from '#src/console/kit/button.tsx'
import { SessionTable } from '../../../sessions/console/widgets/session-table.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { UserFrame } from './user-frame.tsx'

export function SessionsPage() {
  const {
    can,
    user: { id: me },
  } = useMe()
  if (!can('users.sessions')) return <NotAllowed page="Sessions" permission="users.sessions" />
  return (
    <UserFrame tab="sessions">
      {({ user, open }) => (
        <SessionTable
          userId={user.id}
          theirZone={user.effectiveTimeZone}
          endAll={(sessions) =>
            sessions.length > 0 &&
            user.id !== me && (
              <AppButton onClick={() => open('end-sessions', user)}>
                End {sessions.length === 1 ? 'the session' : `all ${sessions.length} sessions`}…
              </AppButton>
            )
          }
        />
      )}
    </UserFrame>
  )
}
