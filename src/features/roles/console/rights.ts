import { isPower, permissions, type Permission } from '#src/contract/permissions.ts'
import type { Mine } from '../../sign-in/console/widgets/me.tsx'

type Rights = Pick<Mine, 'reach'>

/** Roles belong to the whole tenant, so a permission for some sites is not enough. */
export const mayManageRoles = ({ reach }: Rights): boolean => reach('roles.manage')?.everywhere === true

/** Whether somebody may put this into a role: nobody gives a power that they lack (PEOPLE-1). */
export const mayGive = ({ reach }: Rights, permission: Permission): boolean =>
  !isPower(permission) || reach(permission)?.everywhere === true

export const lockedWhy = (me: Rights, permission: Permission): string | undefined =>
  mayGive(me, permission) ? undefined : 'You lack this for the whole tenant, so you cannot give it.'

/** Of a built-in role nothing can be changed but what it demands of its holders. */
export const mayDemand = (me: Rights, role: { builtIn: string | null; permissions: readonly Permission[] }): boolean =>
  role.builtIn !== null && mayManageRoles(me) && role.permissions.every((permission) => mayGive(me, permission))

/** Why a role can only be read; undefined when it may be changed. */
export function readOnlyWhy(
  me: Rights,
  role: { builtIn: string | null; permissions: readonly Permission[] },
): string | undefined {
  if (!mayManageRoles(me)) return `You lack the permission “${permissions['roles.manage'].says}” for the whole tenant.`
  if (role.builtIn !== null) return 'Built-in roles stay as they are. Duplicate it to make one of your own.'
  const beyond = role.permissions.find((permission) => !mayGive(me, permission))
  return (
    beyond &&
    `It allows “${permissions[beyond].says}”, which you lack for the whole tenant, so changing it is beyond you.`
  )
}
