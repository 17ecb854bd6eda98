import { ChangeLog } from '../../../history/console/widgets/change-log.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { UserFrame } from './user-frame.tsx'

export function ChangesPage() {
  const { can } = useMe()
  if (!can('history.read')) return <NotAllowed page="Change log" permission="history.read" />
  return <UserFrame tab="changes">{({ user }) => <ChangeLog userId={user.id} />}</UserFrame>
}
