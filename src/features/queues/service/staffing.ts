/** Which queues would be below their minimum: what a plan says before it is run (HOUSE-2). Nothing where none would be. */
import type { Context } from '../../../server/context.ts'
import type { Expression } from '../../../server/database/database.ts'
import type { Impact } from '../../changes/contract/plans.ts'
import { leaving, leavingOrBack, listShortfalls, replacing, wasDeleted, wasSo } from '../sql/staffing.ts'

/** So many queues are named; the others are counted. */
const MOST_NAMED = 20

async function shortfallsAfter({ db, actor, modules }: Context, moves: Expression<unknown>): Promise<Partial<Impact>> {
  if (!modules.includes('queues')) return {}
  const queuesBelow = await listShortfalls(db, actor.tenantId, moves, MOST_NAMED)
  return queuesBelow.total > 0 ? { queuesBelow } : {}
}

/** Once a set of people has left all queues, or these. */
export const shortfallsOf = (
  ctx: Context,
  ids: Expression<unknown>,
  queues: readonly number[] | null = null,
): Promise<Partial<Impact>> => shortfallsAfter(ctx, leaving(ctx.actor.tenantId, ids, queues))

/**
 * Once what history kept of a set of people is put back: rows of `user_id`, `was`, `became` and `effects`, of the field that is
 * named. Who becomes inactive or is deleted again leaves; who does not comes back to the queues that they had left.
 */
export function shortfallsOfPutBack(
  ctx: Context,
  field: 'status' | 'deleted' | 'queues',
  kept: Expression<unknown>,
): Promise<Partial<Impact>> {
  if (field === 'queues') return shortfallsAfter(ctx, replacing(kept))
  const leaves = field === 'deleted' ? wasDeleted : wasSo('inactive')
  return shortfallsAfter(ctx, leavingOrBack(ctx.actor.tenantId, kept, leaves))
}
