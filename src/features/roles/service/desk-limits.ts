/** What becomes of roles that are limited to a desk when the desk becomes part of another. */
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { refusal } from '../../changes/service/run.ts'
import { lackedPower } from '../scope.ts'
import { findLimits, replaceDesk } from '../sql/desk-limits.ts'
import { selectGrants, type GrantRow } from '../sql/grants.ts'
import { demandWholeTenant } from './whole-tenant.ts'

export { limitedTo, peopleLimitedTo } from '../sql/desk-limits.ts'

/** How many grants of roles are limited to this desk. */
export const countLimits = async ({ db, actor }: Context, desk: number): Promise<number> =>
  (await findLimits(db, actor.tenantId, desk)).grants

/** Refuses who could not give these roles for the other desk: the limit moves, and with it what its holders may do there. */
export async function demandMayMoveLimits(ctx: Context, from: number, into: number): Promise<void> {
  const { grants, permissions } = await findLimits(ctx.db, ctx.actor.tenantId, from)
  if (grants === 0) return
  demandWholeTenant(ctx.actor, 'users.roles')
  if (lackedPower(ctx.actor, { permissions, sites: null, desks: [into] })) throw refusal('grants-more-than-you')
}

/** Limits the roles of a set to the other desk; answers what changed of whom. */
export async function moveLimits(
  { actor }: Context,
  trx: Trx,
  ids: readonly string[],
  from: number,
  into: number,
): Promise<Map<string, readonly [was: GrantRow[], is: GrantRow[]]>> {
  const before = await selectGrants(trx, actor.tenantId, ids)
  await replaceDesk(trx, actor.tenantId, ids, from, into)
  const after = await selectGrants(trx, actor.tenantId, ids)
  return new Map(ids.map((id) => [id, [before.get(id) ?? [], after.get(id) ?? []]]))
}
