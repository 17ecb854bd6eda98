import { plural } from '#src/console/kit/numbers.ts'
import { AppLink } from '#src/console/routing.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import type { Role } from '../contract.ts'

/** How many people hold a role, and the way to them. */
export function Holders({ role }: { role: Role }) {
  const { can } = useMe()
  const people = role.holders === 0 ? 'nobody' : plural(role.holders, 'person', 'people')
  if (role.holders === 0 || !can('users.read')) return <>{people}</>
  return (
    <AppLink to="/users" search={{ role: `any:${role.id}` }} aria-label={`${people} with the role ${role.name}`}>
      {people}
    </AppLink>
  )
}
