import { useWhere } from '../../../roles/console/widgets/where.ts'
import { WhyMay } from '../../../roles/console/widgets/why-may.tsx'
import type { User } from '../../contract/user.ts'
import { Card } from './card.tsx'
import classes from './user.module.css'

/** The roles of a user, and what they allow together: each permission with why. */
export function EffectivePermissions({ user }: { user: User }) {
  const where = useWhere()
  return (
    <>
      <Card title="Roles">
        <ul className={classes.list}>
          {user.roles.map((held) => (
            <li key={held.id}>
              <span>{held.name}</span>
              <span className="rc-muted">{where(held)}</span>
            </li>
          ))}
        </ul>
      </Card>
      <Card title="What they may do, and why">
        <WhyMay userId={user.id} />
      </Card>
    </>
  )
}
