/** The queues themselves; who is in them is changed by actions on people. */
import { changedMeanwhile, notFound } from '../../../contract/problem.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { differences, recordSetting } from '../../history/service/record.ts'
import { demandWholeTenant } from '../../roles/service/whole-tenant.ts'
import type { Queue } from '../contract.ts'
import * as statements from '../sql/queues.ts'

type Asked = { search?: string; archived?: 'yes'; ids?: string; limit?: string }

/** The queues by name, and how many there are; archived ones only when they are asked for, or named by id. */
export const listQueues = (
  { db, actor, clock }: Context,
  { search, archived, ids, limit }: Asked,
): Promise<{ items: Queue[]; total: number }> =>
  statements.listQueueRows(db, actor, {
    search: search ?? '',
    archived: archived === 'yes' || ids !== undefined,
    ids: ids?.split(',').map(Number) ?? null,
    limit: Number(limit ?? 1000),
    now: clock.now(),
  })

/** Makes a queue that nobody is in yet. */
export async function createQueue(
  ctx: Context,
  { name, minimum = 0 }: { name: string; minimum?: number },
): Promise<Queue> {
  const { tenantId } = ctx.actor
  demandWholeTenant(ctx.actor, 'queues.manage')
  return transaction(ctx, async (trx) => {
    const id = await statements.insertQueue(trx, tenantId, name, minimum)
    await recordSetting(ctx, trx, 'queue-created', { id, name, minimum })
    return statements.getQueue(trx, ctx.actor, id, ctx.clock.now())
  })
}

/** Renames a queue, says how many agents it needs, archives it or takes it back; its members stay. */
export async function editQueue(
  ctx: Context,
  id: number,
  version: number,
  wanted: { name?: string; minimum?: number; archived?: boolean },
): Promise<Queue> {
  const { tenantId } = ctx.actor
  demandWholeTenant(ctx.actor, 'queues.manage')
  return transaction(ctx, async (trx) => {
    const was = await statements.lockQueue(trx, tenantId, id)
    if (!was) throw notFound()
    if (was.version !== version) throw changedMeanwhile()
    const change = differences(was, wanted)
    if (change) {
      await statements.updateQueue(trx, tenantId, id, change.after, ctx.clock.now())
      await recordSetting(ctx, trx, 'queue-edited', { id, ...change })
    }
    return statements.getQueue(trx, ctx.actor, id, ctx.clock.now())
  })
}
