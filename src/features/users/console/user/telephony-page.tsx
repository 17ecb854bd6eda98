import { PhoneText } from '#src/console/kit/phone-text.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { UserLeads } from '../../../leads/console/widgets/user-leads.tsx'
import type { User } from '../../contract/user.ts'
import { Card, FactList } from './card.tsx'
import { UserFrame } from './user-frame.tsx'
import classes from './user.module.css'

export const TelephonyPage = () => <UserFrame tab="telephony">{({ user }) => <Telephony user={user} />}</UserFrame>

const sipWords = { custom_uri: 'Custom URI', webrtc: 'WebRTC, in the browser', pbx: 'PBX' } as const

function Telephony({ user }: { user: User }) {
  return (
    <>
      <div className={classes.cards}>
        {user.sipOption !== undefined && (
          <Card title="SIP">
            <FactList
              facts={[
                { label: 'Option', value: user.sipOption && sipWords[user.sipOption] },
                user.sipOption === 'custom_uri' && { label: 'SIP URI', value: <bdi dir="ltr">{user.sipUri}</bdi> },
                user.sipOption === 'pbx' && { label: 'PBX', value: user.sipPbx?.name },
                user.sipOption === 'pbx' && {
                  label: 'Extension',
                  value: user.sipExtension === 'dynamic' ? 'Dynamic' : user.sipExtension,
                },
                user.sipOption === 'pbx' && { label: 'SIP username', value: user.sipUsername },
                user.sipOption === 'pbx' && {
                  label: 'SIP password',
                  value: user.sipPasswordSet ? 'kept, never shown' : 'none',
                },
                { label: 'Virtual extension', value: user.virtualExtension },
              ]}
            />
          </Card>
        )}
        {user.autoDial !== undefined && (
          <Card title="Dialer">
            <FactList
              facts={[
                { label: 'Auto dial', value: user.autoDial.charAt(0).toUpperCase() + user.autoDial.slice(1) },
                { label: 'New leads', value: user.assignLeads ? 'are assigned to this user' : 'are not assigned' },
                { label: 'Leads now', value: plural(user.leads ?? 0, 'lead') },
                { label: 'Caller ID name', value: user.callerIdName },
                {
                  label: 'Caller ID number',
                  value: user.callerIdNumber && <PhoneText e164={user.callerIdNumber} copyable />,
                },
              ]}
            />
          </Card>
        )}
      </div>
      <UserLeads userId={user.id} />
    </>
  )
}
