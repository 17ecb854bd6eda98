/** Runs whose outcome is handed to the one who asked and to nobody else, such as passwords: done while it is read, by no job. */
import { transaction, type Context } from '../../../server/context.ts'
import { updateDone, updateEnded } from '../sql/plans.ts'
import type { Catalogue } from './action.ts'
import { tryBatch } from './batches.ts'
import { beginRun, demandRunnable } from './jobs.ts'
import { tellJob } from './tell-job.ts'

/** Small, since a reader who leaves loses what was made of the batch that was on its way. */
const SIZE = 40

/** Read to its end, or left by `return`: before the first word too, when a generator would not have begun and so never end. */
export type Handed = AsyncIterable<readonly string[]> & { return(): Promise<void> }

/**
 * Runs a plan batch by batch, each one transaction, and gives the ids of those who were changed once it is committed. Throws what
 * keeps it from running before anything is read. A reader who leaves ends the run: nobody else could read the rest.
 */
export async function runHanded(
  ctx: Context,
  catalogue: Catalogue,
  asked: { readonly id: string; readonly confirm: number | undefined },
): Promise<Handed> {
  const { plan } = await demandRunnable(ctx, catalogue, asked)
  await transaction(ctx, (trx) => beginRun(trx, plan, { at: ctx.clock.now(), startsAt: null, size: SIZE }))
  const end = async () => {
    await updateEnded(ctx.db, plan, 'cancelled', ctx.clock.now(), null)
    await tellJob(ctx.db, plan)
  }
  const batches = (async function* () {
    try {
      for (let ids = await next(); ids !== null; ids = await next()) yield ids
      await updateDone(ctx.db, plan, ctx.clock.now())
    } finally {
      await end()
    }
  })()
  function next() {
    return tryBatch({ parts: ctx, catalogue, plan })
  }
  let begun = false
  return {
    [Symbol.asyncIterator]() {
      begun = true
      return batches
    },
    async return() {
      if (begun) await batches.return()
      else await end()
    },
  }
}
