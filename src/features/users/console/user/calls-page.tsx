import { NotFound } from '#src/console/shell/pages.tsx'
import { UserCalls } from '../../../calls/console/widgets/user-calls.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { UserFrame } from './user-frame.tsx'

export function CallsPage() {
  const { can, hasModule } = useMe()
  if (!hasModule('calls')) return <NotFound />
  if (!can('calls.read')) return <NotAllowed page="Calls" permission="calls.read" />
  return (
    <UserFrame tab="calls">{({ user }) => <UserCalls userId={user.id} timeZone={user.effectiveTimeZone} />}</UserFrame>
  )
}
