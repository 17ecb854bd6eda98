/** Doing something to see what it does: in a transaction that is taken back whatever comes of it. */
import type { Context } from '../../../server/context.ts'
import { transaction } from '../../../server/context.ts'
import { isBusy, type Trx } from '../../../server/database/database.ts'
import { waitAtMost } from '../sql/batches.ts'

/** Longer than this a rehearsal waits for nobody who is changing the same people. */
const PATIENCE_MILLIS = 250

class Rehearsed<T> extends Error {
  readonly result: T
  constructor(result: T) {
    super('The rehearsal is over.')
    this.result = result
  }
}

/** The result of the work, of which nothing stays; null when somebody else holds what it needs. */
export async function undone<T>(ctx: Context, work: (trx: Trx) => Promise<T>): Promise<T | null> {
  try {
    return await transaction(ctx, async (trx): Promise<T> => {
      await waitAtMost(trx, PATIENCE_MILLIS)
      throw new Rehearsed(await work(trx))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.result as T
    if (isBusy(error)) return null
    throw error
  }
}
