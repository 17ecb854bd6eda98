/** Who asks, and how far each of their permissions reaches (PEOPLE-1). */
import type { Permission } from '../contract/permissions.ts'
import type { Stage } from '../contract/stages.ts'

/** What one grant gives: permissions, everywhere or limited to sites or desks. */
export type Grant = {
  readonly permissions: readonly Permission[]
  readonly sites: readonly number[] | null
  readonly desks: readonly number[] | null
}

export type Actor = {
  readonly kind: 'user' | 'key' | 'system'
  /** The user's or key's id; for the system, what runs (`command line`, `import`). */
  readonly id: string
  readonly name: string
  /** Where the actor works; for an operator it may differ from the home tenant. */
  readonly tenantId: number
  readonly homeTenantId: number
  /** Everything inside the tenant is allowed: a tenant superuser, an operator, the system. */
  readonly superuser: boolean
  readonly operator: boolean
  readonly grants: readonly Grant[]
  readonly sessionId: string | null
  /** Until it is `whole`, nothing is served but the step that the session waits for. */
  readonly stage: Stage
  /** When the person last proved who they are, by password or passkey; null for whoever has no session (AUTH-9). */
  readonly provedAt: Date | null
}

export type Reach = {
  readonly everywhere: boolean
  readonly sites: readonly number[]
  readonly desks: readonly number[]
}
const EVERYWHERE: Reach = { everywhere: true, sites: [], desks: [] }

/** Where a permission of the actor reaches; null when the actor does not hold it. */
export function reachOf(actor: Actor, permission: Permission): Reach | null {
  if (actor.superuser) return EVERYWHERE
  const grants = actor.grants.filter((g) => g.permissions.includes(permission))
  if (grants.length === 0) return null
  if (grants.some((g) => g.sites === null && g.desks === null)) return EVERYWHERE
  return {
    everywhere: false,
    sites: [...new Set(grants.flatMap((g) => g.sites ?? []))],
    desks: [...new Set(grants.flatMap((g) => g.desks ?? []))],
  }
}

export const holds = (actor: Actor, permission: Permission) => reachOf(actor, permission) !== null

/** The program itself at work in a tenant: the command line, imports from it, demonstrations. */
export const systemActor = (tenantId: number, name: string): Actor => ({
  kind: 'system',
  id: name,
  name,
  tenantId,
  homeTenantId: tenantId,
  superuser: true,
  operator: true,
  grants: [],
  sessionId: null,
  stage: 'whole',
  provedAt: null,
})
