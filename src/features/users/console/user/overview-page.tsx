import { Label } from '#src/console/kit/chip.tsx'
import { PhoneText } from '#src/console/kit/phone-text.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { AppLink } from '#src/console/routing.tsx'
import { ChangeLog } from '../../../history/console/widgets/change-log.tsx'
import { DayRibbon } from '../../../presence/console/widgets/day-ribbon.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import type { User } from '../../contract/user.ts'
import { useCustomFields } from '../form/lookups.ts'
import { Card, FactList } from './card.tsx'
import { PictureCard } from './picture-card.tsx'
import { languageNames, zoneNow } from './say-place.ts'
import { UserFrame } from './user-frame.tsx'
import classes from './user.module.css'

export const OverviewPage = () => <UserFrame tab="overview">{({ user }) => <Overview user={user} />}</UserFrame>

function Overview({ user }: { user: User }) {
  const { can } = useMe()
  const customFields = useCustomFields()
  return (
    <div>
      {can('activity.read') && (
        <Card title="Availability">
          <DayRibbon key={user.id} userId={user.id} />
        </Card>
      )}
      <div className={classes.cards}>
        <Card title="Person">
          <FactList
            facts={[
              { label: 'E-mail', value: <bdi dir="ltr">{user.email}</bdi> },
              { label: 'Phone', value: user.phone && <PhoneText e164={user.phone} copyable /> },
              { label: 'Job title', value: user.jobTitle },
              { label: 'External ID', value: user.externalId },
              { label: 'Languages spoken to clients', value: languageNames(user.languages) },
              {
                label: 'Time zone',
                value: `${zoneNow(user.effectiveTimeZone)}${user.timeZone ? '' : ', as the site'}`,
              },
              {
                label: 'Last sign-in',
                value: user.lastSignInAt ? (
                  <TimeText at={user.lastSignInAt} theirZone={user.effectiveTimeZone} />
                ) : (
                  'never'
                ),
              },
              { label: 'Two-step verification', value: user.twoStep ? 'On' : 'Off' },
              { label: 'Created', value: <TimeText at={user.createdAt} /> },
              ...customFields.map(({ key, label }) => ({ label, value: sayCustom(user.custom[key]) })),
            ]}
          />
        </Card>
        <Card title="Team">
          <FactList
            facts={[
              { label: 'Roles', value: <Names things={user.roles} /> },
              { label: 'Desks', value: <Names things={user.desks} /> },
              {
                label: 'Skills',
                value: (
                  <Names
                    things={user.skills.map(({ id, name, level }) => ({
                      id,
                      name: level ? `${name} · ${level}` : name,
                    }))}
                  />
                ),
              },
              { label: 'Tags', value: <Names things={user.tags} /> },
              { label: 'Business units', value: <Names things={user.businessUnits} /> },
              { label: 'Agent groups', value: <Names things={user.agentGroups} /> },
              user.queues !== undefined && {
                label: 'Queues',
                value: (
                  <>
                    {user.queues.length === 0 ? 'in no queue' : <Names things={user.queues} />}{' '}
                    <AppLink to="/queues">Managed in Queues</AppLink>
                  </>
                ),
              },
            ]}
          />
        </Card>
        {user.notes && (
          <Card title="Notes">
            <p className={classes.notes}>{user.notes}</p>
          </Card>
        )}
        <PictureCard user={user} />
        {can('history.read') && (
          <Card title="Last changes" action={<AppLink to={`/users/${user.id}/changes`}>Change log</AppLink>}>
            <ChangeLog userId={user.id} brief />
          </Card>
        )}
      </div>
    </div>
  )
}

function Names({ things }: { things: readonly { id: number; name: string }[] }) {
  if (things.length === 0) return <span className="rc-muted">none</span>
  return (
    <span className={classes.labels}>
      {things.map((thing) => (
        <Label key={thing.id}>{thing.name}</Label>
      ))}
    </span>
  )
}

const sayCustom = (value: User['custom'][string] | undefined) =>
  typeof value === 'boolean' ? (value ? 'Yes' : 'No') : value === undefined ? null : String(value)
