/** Runs whose outcome is handed to the one who asked and to nobody else, such as passwords: done while it is read, by no job. */
import { transaction, type Context } from '../../../server/context.ts'
import { updateDone, updateEnded } from '../sql/plans.ts'
import type { Catalogue } from './action.ts'
import { tellJob, tryBatch } from './batches.ts'
import { beginRun, demandRunnable } from './jobs.ts'

/** Small, since a reader who leaves loses what was made of the batch that was on its way. */
const SIZE = 40

/**
 * Runs a plan batch by batch, each one transaction, and gives the ids of those who were changed once it is committed. Throws what
 * keeps it from running before anything is read. A reader who leaves ends the run: nobody else could read the rest.
 */
export async function runHanded(
  ctx: Context,
  catalogue: Catalogue,
  asked: { readonly id: string; readonly confirm: number | undefined },
): Promise<AsyncIterable<readonly string[]>> {
  const { plan } = await demandRunnable(ctx, catalogue, asked)
  await transaction(ctx, (trx) => beginRun(trx, plan, { at: ctx.clock.now(), startsAt: null, size: SIZE }))
  return (async function* () {
    try {
      for (let ids = await next(); ids !== null; ids = await next()) yield ids
      await updateDone(ctx.db, plan, ctx.clock.now())
    } finally {
      await updateEnded(ctx.db, plan, 'cancelled', ctx.clock.now(), null)
      await tellJob(ctx.db, plan)
    }
  })()
  function next() {
    return tryBatch({ parts: ctx, catalogue, plan })
  }
}
