/** Which queues would be below their minimum, or without anybody: what a plan says before it is run (HOUSE-2). Nothing where none would be. */
import type { Context } from '../../../server/context.ts'
import type { Expression } from '../../../server/database/database.ts'
import type { Impact } from '../../changes/contract/plans.ts'
import { placesOf } from './places.ts'
import * as statements from '../sql/staffing.ts'
import type { RolesLost } from '../sql/staffing.ts'

/** So many queues are named; the others are counted. */
const MOST_NAMED = 20

async function shortfallsAfter({ db, actor, modules }: Context, moves: Expression<unknown>): Promise<Partial<Impact>> {
  if (!modules.includes('queues')) return {}
  const queuesBelow = await statements.listShortfalls(db, actor.tenantId, moves, MOST_NAMED)
  return queuesBelow.total > 0 ? { queuesBelow } : {}
}

/** Once a set of people has left all queues, or these. */
export const shortfallsOf = (
  ctx: Context,
  ids: Expression<unknown>,
  queues: readonly number[] | null = null,
): Promise<Partial<Impact>> => shortfallsAfter(ctx, statements.leaving(ctx.actor.tenantId, ids, queues))

/**
 * Once what history kept of a set of people is put back: rows of `user_id`, `was`, `became` and `effects`, of the field that is
 * named. Who becomes inactive or is deleted again leaves; who does not comes back to the queues that they had left.
 */
export async function queuesOfPutBack(
  ctx: Context,
  field: 'status' | 'deleted' | 'queues' | 'roles',
  kept: Expression<unknown>,
): Promise<Partial<Impact>> {
  const { tenantId } = ctx.actor
  if (!ctx.modules.includes('queues')) return {}
  if (field === 'queues') return shortfallsAfter(ctx, statements.replacing(kept))
  const leaves = {
    deleted: statements.wasDeleted,
    status: statements.wasSo('inactive'),
    roles: statements.losesCalls(tenantId),
  }[field]
  const takesCalls = {
    deleted: statements.isCalled(tenantId),
    status: statements.willBeCalled(tenantId),
    roles: statements.isCalledBy(tenantId),
  }[field]
  const queuesJoined = await statements.countComingBack(ctx.db, tenantId, kept, takesCalls)
  return {
    ...(queuesJoined > 0 ? { queuesJoined } : {}),
    ...(await shortfallsAfter(ctx, statements.leavingOrBack(tenantId, kept, leaves))),
  }
}

/** Whoever takes calls now and would by none of the roles that they get instead: rows of `user_id` and `roles`, grants as JSON. */
export const whoLosesCalls = ({ actor }: Context, given: Expression<unknown>): Expression<unknown> =>
  statements.losingCallsTo(actor.tenantId, given)

/** Once people have lost these roles: whoever takes calls by none any more leaves all queues. */
export const shortfallsOfRoles = (ctx: Context, ids: Expression<unknown>, lost: RolesLost): Promise<Partial<Impact>> =>
  shortfallsOf(ctx, statements.losingCalls(ctx.actor.tenantId, ids, lost))

/** How many places in queues are left with these roles. */
export const placesLostWith = ({ actor }: Context, ids: Expression<unknown>, lost: RolesLost): Expression<number> =>
  placesOf(actor.tenantId, statements.losingCalls(actor.tenantId, ids, lost))

/**
 * What becomes of queues when a role takes calls no more: how many of its holders are in one and would be called in vain, and which
 * queues would be short without them. Null where nobody is.
 */
export async function queuesWithout(
  ctx: Context,
  role: number,
): Promise<({ readonly people: number } & Pick<Impact, 'queuesBelow'>) | null> {
  const { actor, db, modules } = ctx
  const ids = statements.holdersLosingCalls(actor.tenantId, role)
  const people = modules.includes('queues') ? await statements.countInQueues(db, actor.tenantId, ids) : 0
  return people > 0 ? { people, ...(await shortfallsOf(ctx, ids)) } : null
}
