/** Many planned callbacks at once: handed over, moved, done, cancelled (HOUSE-3). The leads stay where they are. */
import type { Asked } from '../../../contract/endpoint.ts'
import { transaction, type Context } from '../../../server/context.ts'
import { recordSetting } from '../../history/service/record.ts'
import type * as contract from '../contract/callbacks.ts'
import { endCallbackRows, giveCallbacks, listZonesOf, moveCallbackRows, type Share } from '../sql/callbacks.ts'
import { demandCaller, instantOf, seenAnd, wantedOf } from './callbacks.ts'
import { tellLines, type LeadLine } from './lines.ts'

type HandingOver = Asked<typeof contract.handOverCallbacks>['body']
type Moving = Asked<typeof contract.moveCallbacks>['body']
type Ending = Asked<typeof contract.endCallbacks>['body']

/** The planned ones in sight that are meant; somebody's own is how a whole desk's work is handed on. */
function targeted(ctx: Context, target: HandingOver['target']) {
  const wanted = 'matching' in target ? wantedOf(ctx, target.matching) : target
  return seenAnd(ctx, { ...wanted, state: 'planned' })
}

const sumOf = (shares: readonly Share[]) => shares.reduce((sum, { callbacks }) => sum + callbacks, 0)
const lineOf = ({ from_id: userId, callbacks: count, name }: Share, word: LeadLine['word']): LeadLine => ({
  ...{ userId, word, count, name },
})

/** Hands planned callbacks to another user; answers how many changed hands. */
export async function handOverCallbacksTo(ctx: Context, { target, to }: HandingOver): Promise<number> {
  return transaction(ctx, async (trx) => {
    await demandCaller(ctx, trx, to, 'to')
    const shares = await giveCallbacks(trx, ctx.actor.tenantId, targeted(ctx, target), to)
    const moved = sumOf(shares)
    if (moved > 0) await recordSetting(ctx, trx, 'hand-over-callbacks', { leads: moved, user: to })
    const lines = shares.flatMap((share) => [
      lineOf(share, 'callback-taken'),
      lineOf({ ...share, from_id: to }, 'callback-given'),
    ])
    await tellLines(ctx, trx, lines, 'callbacks')
    return moved
  })
}

/**
 * Moves planned callbacks to a time by the clock of the zone in which each was said. Throws a 422 where that clock leaps over it, or it
 * is over there: nothing is moved then.
 */
export async function moveCallbacksTo(ctx: Context, { target, at }: Moving): Promise<number> {
  const { tenantId } = ctx.actor
  return transaction(ctx, async (trx) => {
    const which = targeted(ctx, target)
    const zones = await listZonesOf(trx, tenantId, which)
    const times = zones.map((timeZone) => ({ timeZone, at: instantOf(ctx, { at, timeZone }) }))
    const shares = await moveCallbackRows(trx, tenantId, which, times)
    const moved = sumOf(shares)
    if (moved > 0) await recordSetting(ctx, trx, 'move-callbacks', { leads: moved, dueAt: at })
    const lines = shares.map((share) => lineOf(share, 'callback-moved'))
    await tellLines(ctx, trx, lines, 'callbacks')
    return moved
  })
}

/** Says that planned callbacks are done, or cancels them; answers how many there were. */
export async function endCallbacksOf(ctx: Context, { target, state }: Ending): Promise<number> {
  return transaction(ctx, async (trx) => {
    const shares = await endCallbackRows(trx, ctx.actor.tenantId, targeted(ctx, target), state)
    const ended = sumOf(shares)
    if (ended > 0) await recordSetting(ctx, trx, 'end-callbacks', { leads: ended, status: state })
    const lines = shares.map((share) => lineOf(share, `callback-${state}`))
    await tellLines(ctx, trx, lines, 'callbacks')
    return ended
  })
}
