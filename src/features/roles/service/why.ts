/**
 * "Why may she do this?", "who may do this?" and "what would change?" are no second opinion: each is asked of `reachOf`, which
 * every request is asked of, over the same grants.
 */
import { permissionNames, permissions as catalogue, powers, type Permission } from '../../../contract/permissions.ts'
import { notFound } from '../../../contract/problem.ts'
import { holds, reachOf, systemActor, type Actor, type Reach } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import { queuesWithout } from '../../queues/service/staffing.ts'
import { isVisible } from '../../users/service/read.ts'
import { permissionModules, type HeldRole, type MayDo, type Reasoned, type RolePreview } from '../contract/why.ts'
import { lackedPower } from '../scope.ts'
import * as statements from '../sql/why.ts'
import type { NamedGrant } from '../sql/why.ts'

type Rights = { readonly superuser: boolean; readonly grants: readonly NamedGrant[] }

/** Somebody with these rights, as a request would have them. */
const actorWith = (tenantId: number, { superuser, grants }: Rights): Actor => ({
  ...systemActor(tenantId, 'why'),
  superuser,
  operator: false,
  grants,
})

/** The grants by which a permission is held: those that would give it alone. */
const comesFrom = (tenantId: number, grants: readonly NamedGrant[], permission: Permission): HeldRole[] =>
  grants
    .filter((one) => holds(actorWith(tenantId, { superuser: false, grants: [one] }), permission))
    .map(({ id, name, sites, desks }) => ({ id, name, sites, desks }))

/** Says of every permission whether a user holds it, from which roles and how far; and of those that they lack, who gives it. */
export async function whyMay(ctx: Context, id: string) {
  const { tenantId } = ctx.actor
  if (!(await isVisible(ctx, id))) throw notFound()
  const [standing, roles] = await Promise.all([
    statements.findStanding(ctx.db, tenantId, id),
    statements.listNamedRoles(ctx.db, tenantId),
  ])
  if (!standing) throw notFound()
  const actor = actorWith(tenantId, standing)
  const items = permissionNames.map((permission): Reasoned => {
    const reach = reachOf(actor, permission)
    return {
      permission,
      held: reach !== null,
      reach: reach && { everywhere: reach.everywhere, sites: [...reach.sites], desks: [...reach.desks] },
      from: comesFrom(tenantId, standing.grants, permission),
      moduleOff: moduleOff(ctx, permission),
      givenBy: reach?.everywhere
        ? []
        : roles
            .filter((role) => role.permissions.includes(permission))
            .map((role) => ({ id: role.id, name: role.name, grantable: isGrantable(ctx.actor, role.permissions) })),
    }
  })
  const { status, superuser, operator } = standing
  return { status, superuser, operator, items }
}

const moduleOff = ({ modules }: Context, permission: Permission) => {
  const module = permissionModules[permission]
  return module && !modules.includes(module) ? module : null
}

/** Whether the actor may give a role for the whole tenant. */
export const isGrantable = (actor: Actor, permissions: readonly Permission[]): boolean =>
  holds(actor, 'users.roles') && lackedPower(actor, { permissions, sites: null, desks: null }) === null

type WhoMay = { permission: Permission; limit?: string; after?: string }

/** A page of the active users in sight who hold a permission, each with the roles that it comes from. */
export async function whoMay(ctx: Context, { permission, limit, after }: WhoMay) {
  const { tenantId } = ctx.actor
  const size = Number(limit ?? 50)
  const roles = await statements.listRolesWith(ctx.db, tenantId, permission)
  const asked = { roles, sight: reachOf(ctx.actor, 'users.read'), after: after ?? null, limit: size + 1 }
  const rows = await statements.listHolderRows(ctx.db, tenantId, asked)
  const items = rows.slice(0, size).map(({ grants, ...person }): MayDo => ({
    ...person,
    from: comesFrom(tenantId, grants, permission),
  }))
  return { items, next: rows.length > size ? items.at(-1)!.id : null }
}

/** What the holders of a role would gain and lose by other permissions, judged by all that each of them holds. */
export async function preview(ctx: Context, role: number, wanted: readonly Permission[]): Promise<RolePreview> {
  const { tenantId } = ctx.actor
  const alike = await statements.listAlike(ctx.db, tenantId, role, ctx.clock.now())
  const [gained, lost] = [new Map<Permission, number>(), new Map<Permission, number>()]
  const sums = { holders: 0, sessions: 0, newAdministrators: 0 }
  for (const { people, sessions, ...rights } of alike) {
    const then = { ...rights, grants: rights.grants.map((g) => (g.id === role ? { ...g, permissions: wanted } : g)) }
    const [before, after] = [actorWith(tenantId, rights), actorWith(tenantId, then)]
    sums.holders += people
    sums.sessions += sessions
    if (isAdministrator(after) && !isAdministrator(before)) sums.newAdministrators += people
    for (const permission of permissionNames) {
      const [was, is] = [reachOf(before, permission), reachOf(after, permission)]
      if (!covers(was, is)) gained.set(permission, (gained.get(permission) ?? 0) + people)
      if (!covers(is, was)) lost.set(permission, (lost.get(permission) ?? 0) + people)
    }
  }
  const listed = (of: ReadonlyMap<Permission, number>) =>
    [...of].map(([permission, people]) => ({ permission, people }))
  const inQueues = lost.has('calls.take') ? await queuesWithout(ctx, role) : null
  return { ...sums, gained: listed(gained), lost: listed(lost), ...(inQueues ? { inQueues } : {}) }
}

const isAdministrator = (actor: Actor) => powers.every((power) => reachOf(actor, power)?.everywhere)

/** Whether a reach is at least as far as another. */
function covers(wide: Reach | null, narrow: Reach | null): boolean {
  if (narrow === null) return true
  if (wide === null) return false
  if (wide.everywhere || narrow.everywhere) return wide.everywhere
  return (
    narrow.sites.every((site) => wide.sites.includes(site)) && narrow.desks.every((desk) => wide.desks.includes(desk))
  )
}

/** The permissions of an address, separated by commas; undefined where one of them is none. */
export function readPermissions(text: string): Permission[] | undefined {
  const names = text === '' ? [] : text.split(',')
  return names.every((name): name is Permission => Object.hasOwn(catalogue, name)) ? names : undefined
}
