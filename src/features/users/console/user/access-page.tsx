import { AppButton } from '#src/console/kit/button.tsx'
import { useAnswer } from '#src/console/query.ts'
import { UserAddresses } from '../../../address-lists/console/widgets/user-addresses.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { listUserActions } from '../../contract/endpoints.ts'
import { Card, FactList } from './card.tsx'
import { EffectivePermissions } from './effective-permissions.tsx'
import { labelOfAction } from './action-labels.ts'
import { UserFrame, type UserTabProps } from './user-frame.tsx'
import classes from './user.module.css'

/** Why can they? And what may I do to them? */
export const AccessPage = () => <UserFrame tab="access">{(props) => <Access {...props} />}</UserFrame>

function Access({ user, open }: UserTabProps) {
  const { can } = useMe()
  const actions = useAnswer(listUserActions, { params: { id: user.id } }).data?.answer.items ?? []
  const superuser = actions.find((one) => one.action === 'set-superuser')
  return (
    <div className={classes.cards}>
      <Card
        title="Sign-in"
        action={
          superuser?.allowed && (
            <AppButton small onClick={() => open('set-superuser', user)}>
              {user.superuser ? 'Take away full control…' : 'Give full control…'}
            </AppButton>
          )
        }
      >
        <FactList
          facts={[
            { label: 'Tenant superuser', value: user.superuser ? 'yes, may do everything' : 'no' },
            { label: 'Site', value: user.site.name },
            { label: 'Password', value: user.hasPassword ? 'set' : 'none yet' },
            { label: 'Google account', value: user.oauthEmail },
            { label: 'Extended IP ACL', value: user.useAddressList ? 'on: served from its addresses only' : 'off' },
            { label: 'Open sessions', value: user.sessions },
          ]}
        />
      </Card>
      {can('users.addresses') && (
        <Card title="Own addresses of the extended IP ACL">
          <UserAddresses userId={user.id} />
        </Card>
      )}
      <EffectivePermissions user={user} />
      <NotAllowedActions actions={actions} />
    </div>
  )
}

/** The menu leaves out what you may not do here; this is the one place that says why. */
function NotAllowedActions({ actions }: { actions: readonly { action: string; allowed: boolean; reason?: string }[] }) {
  const refused = actions.filter((one) => !one.allowed)
  if (refused.length === 0) return null
  return (
    <Card title="What cannot be done here, and why">
      <ul className={classes.list}>
        {refused.map((one) => (
          <li key={one.action}>
            <span>{labelOfAction(one.action)}</span>
            <span className="rc-muted">{one.reason ?? 'Your roles do not allow it.'}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
