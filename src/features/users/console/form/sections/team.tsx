import { Label } from '#src/console/kit/chip.tsx'
import { AppLink } from '#src/console/routing.tsx'
import { useFormSetting } from '../form-context.tsx'
import { GroupList } from './group-list.tsx'
import { Section } from './section.tsx'
import classes from '../form.module.css'

export function TeamSection() {
  return (
    <Section id="team" title="Team">
      <GroupList name="businessUnits" kind="business_unit" />
      <GroupList name="agentGroups" kind="agent_group" />
      <GroupList name="desks" kind="desk" />
      <Queues />
    </Section>
  )
}

/** Queues are given where they belong: on the queue's own page. */
function Queues() {
  const { user } = useFormSetting()
  if (!user?.queues) return null
  return (
    <div className={classes.locked} role="group" aria-label="Queues">
      <span className={classes.lockedLabel}>Queues</span>
      <div className={classes.labels}>
        {user.queues.length === 0 ? (
          <span className="rc-muted">In no queue</span>
        ) : (
          user.queues.map((queue) => <Label key={queue.id}>{queue.name}</Label>)
        )}
      </div>
      <p className="rc-muted">
        <AppLink to="/queues">Managed in Queues</AppLink>, where agents are assigned.
      </p>
    </div>
  )
}
