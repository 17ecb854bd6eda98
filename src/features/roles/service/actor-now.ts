/** What somebody may do now, without a session: for work that goes on after the request that asked for it. */
import type { Actor } from '../../../server/actor.ts'
import { systemActor } from '../../../server/actor.ts'
import type { Parts } from '../../../server/context.ts'
import type { Module } from '../../../contract/modules.ts'
import { findKeyHolderById } from '../../api-keys/service.ts'
import { findRights, findModules } from '../sql/rights.ts'

export type Who = Pick<Actor, 'kind' | 'id' | 'homeTenantId' | 'tenantId'>

/** Null for whoever is inactive, deleted or gone, a key that ended, and an operator whose tenant is no longer below. */
export async function actorNow(
  parts: Parts,
  who: Who,
): Promise<{ readonly actor: Actor; readonly modules: readonly Module[] } | null> {
  const { kind, id, homeTenantId, tenantId } = who
  const modules = await findModules(parts.database.tenant(homeTenantId), tenantId)
  if (!modules) return null
  if (kind === 'system') return { actor: systemActor(tenantId, id), modules }
  if (kind === 'key') return findKeyHolderById(parts, tenantId, id)
  const found = await findRights(parts.database.tenant(homeTenantId), homeTenantId, id)
  if (!found) return null
  const away = tenantId !== homeTenantId
  if (away && !found.operator) return null
  const actor: Actor = {
    kind,
    id,
    name: found.name,
    tenantId,
    homeTenantId,
    // Below the own tenant an operator may do everything; at home, what the own roles give.
    superuser: found.superuser || away,
    operator: found.operator,
    grants: away ? [] : found.grants,
    sessionId: null,
    stage: 'whole',
    provedAt: null,
  }
  return { actor, modules }
}
