/** The engine's heart: a run changes a set of people in one transaction, and keeps what it changed (docs/architecture.md, “The idea”). */
import { isUuid, newId } from '../../../contract/ids.ts'
import { notFound } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { transaction } from '../../../server/context.ts'
import type { Query, Trx } from '../../../server/database/database.ts'
import { notify } from '../../../server/database/notify.ts'
import { recordChanges, type PersonChange, type RunRecord } from '../../history/service/record.ts'
import { holdsMore as holdsMoreThan, visibleUsers } from '../../roles/scope.ts'
import { holdsMore, refusals, refused, type Effects, type Outcome, type Refusal } from '../contract.ts'
import { judgePeople, lockPeople, withHoldsMore, within } from '../sql/judging.ts'
import { isStaged, type Action, type Deed, type Judgement, type Treated } from './action.ts'
import { keepingAnAdministrator } from './administrators.ts'

export type SetOutcome = Treated & { readonly changeSet: string }

/**
 * Does an action to a set of people inside a transaction: who may be treated, who is already so, who is refused, and the
 * change itself. Nothing is recorded yet, so that an edit can gather several actions into one entry.
 */
export async function applyToSet<P>(
  ctx: Context,
  trx: Trx,
  action: Action<P>,
  ids: readonly string[],
  params: P,
): Promise<Treated> {
  await lockPeople(trx, ctx.actor.tenantId, ids)
  const judged = await judgeSet(ctx, trx, action, ids, params)
  const those = (said: Judgement | null) => [...judged].filter(([, judgement]) => judgement === said).map(([id]) => id)
  const refusedPeople = new Map<string, Refusal>()
  for (const [id, judgement] of judged)
    if (judgement !== null && judgement !== 'already') refusedPeople.set(id, judgement)
  const changed = await applyGuarded(ctx, trx, action, those(null), params, refusedPeople)
  return {
    changed,
    already: those('already'),
    refused: refusedPeople,
    unseen: ids.filter((id) => !judged.has(id)),
  }
}

/** What an action would say of each of a set, by id; whoever is out of sight has no judgement. Changes nothing. */
export async function judgeSet<P>(
  ctx: Context,
  db: Query,
  action: Action<P>,
  ids: readonly string[],
  params: P,
): Promise<Map<string, Judgement | null>> {
  const judgement = withHoldsMore(holdsMoreThan(ctx.actor), action.judge(ctx, params))
  const candidates = within(action.reachesDeleted === true, visibleUsers(ctx.actor, action.contract.permission))
  const judged = await judgePeople(db, ctx.actor.tenantId, ids, candidates, judgement)
  return new Map(judged.map(({ id, judgement: said }) => [id, said as Judgement | null]))
}

/** The same with its history and one notice at the commit: the very function for one person and for each batch of a mass action. */
export async function changeSet<P>(
  ctx: Context,
  trx: Trx,
  action: Deed<P>,
  ids: readonly string[],
  params: P,
  run: RunRecord,
): Promise<SetOutcome> {
  const result = isStaged(action)
    ? await action.treat(ctx, trx, ids, params)
    : await applyToSet(ctx, trx, action, ids, params)
  if (result.changed.length > 0) {
    await recordChanges(ctx, trx, run, result.changed)
    await tell(
      ctx,
      trx,
      [action],
      result.changed.map((c) => c.userId),
    )
  }
  return { changeSet: run.id, ...result }
}

async function applyGuarded<P>(
  ctx: Context,
  trx: Trx,
  action: Action<P>,
  ids: readonly string[],
  params: P,
  refusedPeople: Map<string, Refusal>,
): Promise<PersonChange[]> {
  if (ids.length === 0) return []
  const work = async (some: readonly string[]) => (some.length > 0 ? action.apply(ctx, trx, some, params) : [])
  if (!action.lowersAdministrators) return work(ids)
  const { done, left } = await keepingAnAdministrator(trx, ctx.actor.tenantId, ids, work)
  if (left !== null) refusedPeople.set(left, 'last-administrator')
  return done
}

/** Tells every process once, at the commit, who changed and whether sessions or rights went with it. */
export async function tell(
  ctx: Context,
  trx: Trx,
  actions: readonly Pick<Action, 'changesRights' | 'endsSessions'>[],
  ids: readonly string[],
): Promise<void> {
  const kind = actions.some((a) => a.changesRights) ? 'rights-changed' : 'users-changed'
  const reason = actions.find((a) => a.endsSessions)?.endsSessions
  await notify(trx, { tenant: ctx.actor.tenantId, kind, ids, reason })
}

/** For a run that looks before it changes: the people of the set, locked in the order of their ids. */
export { lockPeople } from '../sql/judging.ts'

export const newRun = (action: string, params: unknown): RunRecord => ({ id: newId(), action, params })

/** Effects on what a module that is off brings are kept in history, and absent from answers (FACE-5). */
const shownEffects = (
  { modules }: Context,
  { queuesLeft, leadsUnassigned, leadsHandedOver, ...effects }: Effects,
): Effects => ({
  ...effects,
  ...(queuesLeft && modules.includes('queues') ? { queuesLeft } : {}),
  ...(leadsUnassigned && modules.includes('dialer') ? { leadsUnassigned } : {}),
  ...(leadsHandedOver && modules.includes('dialer') ? { leadsHandedOver } : {}),
})

/** The problem for one person whom an action refused, in words. */
export const refusal = (reason: Refusal) =>
  (reason === 'holds-more-than-you' || reason === 'grants-more-than-you' ? holdsMore : refused)({
    detail: refusals[reason],
    more: { reason },
  })

/**
 * Does an action to one person, at once: a set of one in one transaction. Throws what refuses it; out of sight is 404.
 * @param before runs in the transaction, ahead of the action: a condition of the caller's that may throw.
 */
export async function changeOne<P>(
  ctx: Context,
  action: Action<P>,
  id: string,
  params: P,
  before?: (trx: Trx) => Promise<void>,
): Promise<Outcome> {
  if (!isUuid(id)) throw notFound()
  await action.admit?.(ctx, params)
  return transaction(ctx, async (trx) => {
    await before?.(trx)
    const result = await changeSet(ctx, trx, action, [id], params, newRun(action.contract.name, params))
    if (result.unseen.length > 0) throw notFound()
    const reason = result.refused.get(id)
    if (reason) throw refusal(reason)
    const change = result.changed[0]
    const effects = shownEffects(ctx, change?.effects ?? {})
    return { outcome: change ? 'changed' : 'already', changeSet: change ? result.changeSet : null, effects }
  })
}
