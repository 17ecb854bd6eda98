/** Assigning people to queues and taking them out, as actions on people: rules and changes (HOUSE-2). */
import { invalidRequest, type FieldError } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import { firstOf } from '../../../server/database/judgement.ts'
import type { Refusal } from '../../changes/contract.ts'
import { defineAction } from '../../changes/service/action.ts'
import type { PersonChange } from '../../history/service/record.ts'
import { addQueues, removeQueues, restoreQueues, setQueuePriority } from '../contract.ts'
import * as statements from '../sql/assigning.ts'
import { hasNoFormer, listFormerPlaces } from '../sql/former.ts'
import { selectQueueStates } from '../sql/queues.ts'
import { shortfallsOf } from './staffing.ts'

type Given = readonly { readonly id: number; readonly priority?: number | undefined }[]
const asGiven = (queues: Given): statements.Given[] =>
  queues.map(({ id, priority }) => ({ id, priority: priority ?? null }))

/** Refuses queues that are not there; where people would join, archived ones as well. */
async function demandQueues({ db, actor }: Context, ids: readonly number[], joining: boolean): Promise<void> {
  const states = new Map((await selectQueueStates(db, actor.tenantId, ids)).map((state) => [state.id, state]))
  const errors = ids.flatMap((id, i): FieldError[] => {
    const state = states.get(id)
    const pointer = `#/queues/${i}`
    if (!state) return [{ pointer, code: 'unknown', message: `There is no queue ${id}.` }]
    if (joining && state.archived)
      return [{ pointer, code: 'archived', message: `The queue ${id} is archived. Choose another.` }]
    return []
  })
  if (errors.length > 0) throw invalidRequest({ detail: errors[0]!.message, errors })
}

/** Only active agents are in queues: whoever cannot sign in, or whose roles take no calls, would be waited for in vain. */
const refusalsOfJoining = ({ actor }: Context): (readonly [ReturnType<typeof statements.takesNoCalls>, Refusal])[] => [
  [statements.isNotActive, 'not-active'],
  [statements.takesNoCalls(actor.tenantId), 'takes-no-calls'],
]

/** Changes the places of a set, and says which each had and has; whoever a moment ago was overtaken by an archiving is not told of. */
async function changePlaces(
  { actor: { tenantId } }: Context,
  trx: Trx,
  ids: readonly string[],
  change: () => Promise<void>,
): Promise<PersonChange[]> {
  const before = await statements.selectPlaces(trx, tenantId, ids)
  await change()
  const after = await statements.selectPlaces(trx, tenantId, ids)
  return ids.flatMap((userId) => {
    const [had, has] = [before.get(userId) ?? [], after.get(userId) ?? []]
    return JSON.stringify(had) === JSON.stringify(has) ? [] : [{ userId, changes: { queues: [had, has] as const } }]
  })
}

export const addQueuesAction = defineAction<{ queues: Given }>({
  contract: addQueues,
  admit: (ctx, { queues }) =>
    demandQueues(
      ctx,
      queues.map(({ id }) => id),
      true,
    ),
  judge: (ctx, { queues }) =>
    firstOf([[statements.isInAll(ctx.actor.tenantId, asGiven(queues)), true]], refusalsOfJoining(ctx)),
  apply: (ctx, trx, ids, { queues }) =>
    changePlaces(ctx, trx, ids, () => statements.insertPlaces(trx, ctx.actor.tenantId, ids, asGiven(queues))),
  inverse: 'before-values',
})

export const removeQueuesAction = defineAction<{ queues: readonly number[] }>({
  contract: removeQueues,
  admit: (ctx, { queues }) => demandQueues(ctx, queues, false),
  judge: (ctx, { queues }) => firstOf([[statements.isInAny(ctx.actor.tenantId, queues), false]], []),
  apply: (ctx, trx, ids, { queues }) =>
    changePlaces(ctx, trx, ids, () => statements.deletePlaces(trx, ctx.actor.tenantId, ids, queues)),
  foresee: (ctx, { queues }, ids) => shortfallsOf(ctx, ids, queues),
  inverse: 'before-values',
})

export const setQueuePriorityAction = defineAction<{ queues: readonly { id: number; priority: number }[] }>({
  contract: setQueuePriority,
  admit: (ctx, { queues }) =>
    demandQueues(
      ctx,
      queues.map(({ id }) => id),
      false,
    ),
  judge: (ctx, { queues }) => {
    const { tenantId } = ctx.actor
    const isIn = statements.isInAny(
      tenantId,
      queues.map(({ id }) => id),
    )
    const alreadySo = [
      [isIn, true],
      [statements.differsIn(tenantId, asGiven(queues)), false],
    ] as const
    return firstOf(alreadySo, [[statements.not(isIn), 'not-in-queue']])
  },
  apply: (ctx, trx, ids, { queues }) =>
    changePlaces(ctx, trx, ids, () => statements.updatePriorities(trx, ctx.actor.tenantId, ids, asGiven(queues))),
  inverse: 'before-values',
})

export const restoreQueuesAction = defineAction<unknown>({
  contract: restoreQueues,
  // The look into history comes last: of a million people, most are told apart without it.
  judge: (ctx) => firstOf([], [...refusalsOfJoining(ctx), [hasNoFormer(ctx.actor.tenantId), 'already']]),
  apply: (ctx, trx, ids) =>
    changePlaces(ctx, trx, ids, async () => {
      const { tenantId } = ctx.actor
      await statements.givePlaces(trx, tenantId, await listFormerPlaces(trx, tenantId, ids))
    }),
  inverse: 'before-values',
})
