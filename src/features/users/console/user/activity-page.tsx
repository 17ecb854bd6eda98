import { LiveActivity } from '../../../activity/console/widgets/live-activity.tsx'
import { UserActivity } from '../../../activity/console/widgets/user-activity.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { UserFrame } from './user-frame.tsx'

export function ActivityPage() {
  if (!useMe().can('activity.read')) return <NotAllowed page="Activity" permission="activity.read" />
  return (
    <UserFrame tab="activity">
      {({ user }) => <UserActivity userId={user.id} timeZone={user.effectiveTimeZone} />}
    </UserFrame>
  )
}

export function LiveActivityPage() {
  if (!useMe().can('activity.read')) return <NotAllowed page="Activity (live)" permission="activity.read" />
  return (
    <UserFrame tab="activity">
      {({ user }) => <LiveActivity userId={user.id} timeZone={user.effectiveTimeZone} />}
    </UserFrame>
  )
}
