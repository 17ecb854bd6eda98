import { plural } from '#src/console/kit/numbers.ts'
import { useAnswer } from '#src/console/query.ts'
import { permissionNames, permissions, type Permission } from '#src/contract/permissions.ts'
import { listGroups } from '../../../groups/contract.ts'
import { listRoles, type Role } from '../../../roles/contract.ts'
import { listSites } from '../../../sites/contract.ts'
import type { User } from '../../contract/user.ts'
import { Card } from './card.tsx'
import classes from './user.module.css'

type Held = User['roles'][number]

/** What the roles allow together, each with the roles that it comes from and where it counts. */
export function EffectivePermissions({ user }: { user: User }) {
  const roles = useAnswer(listRoles, {}, { staleTime: 60_000 }).data?.answer.items ?? []
  const where = useWhere()
  const rows = permissionNames
    .map((permission) => ({ permission, from: user.roles.filter((held) => holds(roles, held, permission)) }))
    .filter((row) => row.from.length > 0)
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
      <Card title={`May do: ${user.superuser ? 'everything' : plural(rows.length, 'thing')}`}>
        {user.superuser && <p>A tenant superuser may do everything in this tenant, whatever the roles say.</p>}
        <ul className={classes.list}>
          {rows.map(({ permission, from }) => (
            <li key={permission}>
              <span>{permissions[permission].says}</span>
              <span className="rc-muted">
                because of {from.map((held) => `${held.name} (${where(held)})`).join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

const holds = (roles: readonly Role[], held: Held, permission: Permission) =>
  roles.find((role) => role.id === held.id)?.permissions.includes(permission) ?? false

function useWhere(): (held: Held) => string {
  const sites = useAnswer(listSites, {}, { staleTime: 60_000 }).data?.answer.items ?? []
  const desks = useAnswer(listGroups, { query: { kind: 'desk' } }, { staleTime: 60_000 }).data?.answer.items ?? []
  const names = (ids: readonly number[], things: readonly { id: number; name: string }[]) =>
    ids.map((id) => things.find((thing) => thing.id === id)?.name ?? `No. ${id}`).join(', ')
  return (held) => {
    if (held.sites) return `for the sites ${names(held.sites, sites)}`
    if (held.desks) return `for the desks ${names(held.desks, desks)}`
    return 'for the whole tenant'
  }
}
