/** The program's own work on reviews, tenant by tenant. */
import { contextFor, type Context, type Parts } from '../../../server/context.ts'
import { eachTenant } from '../../../server/jobs/apart.ts'
import { actorNow } from '../../roles/service/actor-now.ts'

export const ORIGIN = { via: 'job', requestId: null, address: null, userAgent: null } as const

/** Does the work in each tenant that is not archived, as the program itself sees it; what fails in one keeps no other waiting. */
export const eachOfOurTenants = (
  parts: Parts,
  signal: AbortSignal,
  work: (ctx: Context) => Promise<void>,
): Promise<void> =>
  eachTenant({ ...parts, signal }, async (_db, tenantId) => {
    const known = await actorNow(parts, { kind: 'system', id: 'reviews', homeTenantId: tenantId, tenantId })
    if (known) await work(contextFor(parts, known.actor, known.modules, ORIGIN))
  })

/** What the log says of a review that failed. */
export const aboutReview =
  ({ actor }: Context) =>
  (review: string) => ({ tenantId: actor.tenantId, review })
