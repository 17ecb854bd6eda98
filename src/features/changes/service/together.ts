/** Several actions as one: each by its own rules and permission, all or nothing for each person, one entry of history. */
import { forbidden, invalidRequest } from '../../../contract/problem.ts'
import { holds } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import type { PersonChange } from '../../history/service/record.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type { Sums } from '../contract/plans.ts'
import { judgePeople, within } from '../sql/judging.ts'
import { add, judgeTogether } from '../sql/together.ts'
import type { Action, AnyAction, Judgement } from './action.ts'

export type Intent = { readonly action: AnyAction; readonly params: unknown }

/** What an action made of others is to the engine; the parts are told from its parameters. */
export function together<P>(contract: Action<P>['contract'], intentsOf: (params: P) => readonly Intent[]): Action<P> {
  return {
    contract,
    admit: async (ctx, params) => {
      for (const intent of intentsOf(params)) await admitPart(ctx, intent)
    },
    judge: (ctx, params) =>
      judgeTogether(
        intentsOf(params).map((intent) => ({
          visible: visibleUsers(ctx.actor, intent.action.contract.permission),
          judgement: intent.action.judge(ctx, intent.params),
        })),
      ) as Expression<Judgement | null>,
    apply: (ctx, trx, ids, params) => applyParts(ctx, trx, ids, intentsOf(params)),
    impact: (ctx, params, ids) => impactOf(ctx, intentsOf(params), ids),
    isDestructive: (params) => intentsOf(params).some(({ action }) => action.contract.destructive === true),
    inverse: 'before-values',
  }
}

async function admitPart(ctx: Context, { action, params }: Intent): Promise<void> {
  const { label, permission, module } = action.contract
  if (module && !ctx.modules.includes(module))
    throw invalidRequest({ detail: `This tenant has no ${module}, so there is nothing to do this to: ${label}.` })
  if (!holds(ctx.actor, permission))
    throw forbidden({ detail: `Your roles do not let you do this: ${label}.`, more: { permission } })
  await action.admit?.(ctx, params)
}

/** Everybody is judged for every part before the first changes anything, since one may take somebody out of reach of the next. */
async function applyParts(
  ctx: Context,
  trx: Trx,
  ids: readonly string[],
  intents: readonly Intent[],
): Promise<PersonChange[]> {
  const { tenantId } = ctx.actor
  const due: { intent: Intent; ids: string[] }[] = []
  for (const intent of intents) {
    const { action, params } = intent
    const reach = within(false, visibleUsers(ctx.actor, action.contract.permission))
    const judged = await judgePeople(trx, tenantId, ids, reach, action.judge(ctx, params))
    due.push({ intent, ids: judged.filter(({ judgement }) => judgement === null).map(({ id }) => id) })
  }
  const changes: PersonChange[] = []
  for (const { intent, ids: some } of due)
    if (some.length > 0) changes.push(...(await intent.action.apply(ctx, trx, some, intent.params)))
  return merged(changes)
}

/** One entry for each person. */
export function merged(changes: readonly PersonChange[]): PersonChange[] {
  const people = new Map<string, PersonChange>()
  for (const { userId, changes: fields, effects } of changes) {
    const known = people.get(userId)
    people.set(userId, {
      userId,
      changes: { ...known?.changes, ...fields },
      effects: { ...known?.effects, ...effects },
    })
  }
  return [...people.values()]
}

function impactOf(ctx: Context, intents: readonly Intent[], ids: Expression<unknown>) {
  const whole: Partial<Record<keyof Sums, Expression<number>>> = {}
  for (const { action, params } of intents)
    for (const [word, count] of Object.entries(action.impact?.(ctx, params, ids) ?? {}) as [
      keyof Sums,
      Expression<number>,
    ][])
      whole[word] = whole[word] ? add(whole[word], count) : count
  return whole
}
