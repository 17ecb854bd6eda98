import { notFound } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { isVisible } from '../../users/service/read.ts'
import { selectFormerQueues, type FormerQueue } from '../sql/former.ts'

/** Queues that the last deactivation took away and that the person is not in now (SPEC 4.4). */
export async function listFormerQueues(ctx: Context, id: string): Promise<FormerQueue[]> {
  if (!(await isVisible(ctx, id))) throw notFound()
  return selectFormerQueues(ctx.db, ctx.actor.tenantId, id)
}
