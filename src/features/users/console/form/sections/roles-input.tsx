import { DualList } from '#src/console/kit/dual-list.tsx'
import { LockedList } from '../locked-list.tsx'
import { useField } from '../form-context.tsx'
import { useRoles } from '../lookups.ts'
import { RoleLimit } from './role-limit.tsx'
import classes from '../form.module.css'

/** Roles, and for each what it is limited to. */
export function RolesInput() {
  const { value, set, input } = useField('roles')
  const roles = useRoles()
  const grants = value ?? []
  const nameOf = (id: number) => roles.find((role) => role.id === id)?.name ?? ''
  if (input.lockedWhy)
    return <LockedList label={input.label} why={input.lockedWhy} entries={grants.map((grant) => nameOf(grant.id))} />
  const options = roles.map((role) => ({
    id: role.id,
    label: role.name,
    lockedWhy: role.grantable ? undefined : 'This role holds a permission that you lack.',
  }))
  return (
    <div className={classes.stack}>
      <DualList
        label={input.label}
        name="roles"
        required
        help="At least one. What several roles allow adds up."
        error={input.error}
        options={options}
        selected={grants.map((grant) => grant.id)}
        onChange={(ids) =>
          set(ids.map((id) => grants.find((grant) => grant.id === id) ?? { id, sites: null, desks: null }))
        }
      />
      {grants.map((grant) => (
        <RoleLimit
          key={grant.id}
          role={nameOf(grant.id)}
          grant={grant}
          onChange={(limited) => set(grants.map((other) => (other.id === limited.id ? limited : other)))}
        />
      ))}
    </div>
  )
}
