/** The program's own work on reviews, tenant by tenant. */
import { contextFor, type Context, type Parts } from '../../../server/context.ts'
import { actorNow } from '../../roles/service/actor-now.ts'
import { listTenantIds } from '../sql/reviews.ts'

export const ORIGIN = { via: 'job', requestId: null, address: null, userAgent: null } as const

/** Each tenant that is not archived, as the program itself sees it. */
export async function* ourTenants(parts: Parts): AsyncGenerator<Context> {
  for (const tenantId of await listTenantIds(parts.database.outside)) {
    const known = await actorNow(parts, { kind: 'system', id: 'reviews', homeTenantId: tenantId, tenantId })
    if (known) yield contextFor(parts, known.actor, known.modules, ORIGIN)
  }
}
