import type { Context } from '../../../server/context.ts'
import type { Expression } from '../../../server/database/database.ts'
import type { Impact } from '../../changes/contract/plans.ts'
import { listShortfalls } from '../sql/staffing.ts'

/** So many queues are named; the others are counted. */
const MOST_NAMED = 20

/**
 * Which queues would be below their minimum once a set of people has left them, all queues or these: what a plan says before it
 * is run (HOUSE-2). Nothing where none would be.
 */
export async function shortfallsOf(
  { db, actor, modules }: Context,
  ids: Expression<unknown>,
  queues: readonly number[] | null = null,
): Promise<Partial<Impact>> {
  if (!modules.includes('queues')) return {}
  const queuesBelow = await listShortfalls(db, actor.tenantId, ids, queues, MOST_NAMED)
  return queuesBelow.total > 0 ? { queuesBelow } : {}
}
