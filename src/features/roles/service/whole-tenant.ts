import { permissions, type Permission } from '../../../contract/permissions.ts'
import { forbidden } from '../../../contract/problem.ts'
import { reachOf, type Actor } from '../../../server/actor.ts'

/** Refuses who holds a permission for some sites or desks only: groups, roles and the like belong to the whole tenant. */
export function demandWholeTenant(actor: Actor, permission: Permission): void {
  if (reachOf(actor, permission)?.everywhere) return
  const { says } = permissions[permission]
  throw forbidden({
    detail: `This touches the whole tenant, and needs the permission “${says}” for all of it.`,
    more: { permission },
  })
}
