/** Who has which leads: handing them over, in turn or to one, and giving them back. */
import { forbidden, invalidAt } from '../../../contract/problem.ts'
import { holds } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import type { Effects } from '../../changes/contract.ts'
import { nobodyTakesLeads } from '../contract.ts'
import type { LeadsTo } from '../contract/taking.ts'
import { mayHaveLeads, takesInTurn } from '../scope.ts'
import {
  countCallbacks,
  countLeads,
  giveLeadsBack,
  isAnybody,
  isOne,
  isTaker,
  leaveCallbacks,
  moveLeadsOf,
  type Given,
  type Takers,
} from '../sql/moving.ts'
import { writeLines } from './lines.ts'

/** Who gets the leads, in the terms of the statements; of those who take them in turn, none of `but`. */
export function takersOf({ actor }: Context, to: LeadsTo, but: readonly string[] = []): Takers {
  if (to === 'nobody') return to
  return to === 'round-robin' ? { inTurn: takesInTurn(actor, but) } : { user: to }
}

const wrong = (code: string, message: string) => invalidAt('#/leadsTo', code, message)

/**
 * Refuses who cannot be given leads.
 * @throws invalidRequest (not an active user in reach, or no module `dialer`), forbidden (leads are not the actor's to give), nobodyTakesLeads
 */
export async function demandTakers(ctx: Context, to: LeadsTo | undefined): Promise<void> {
  if (to === undefined) return
  const { actor, db, modules } = ctx
  if (!modules.includes('dialer')) throw wrong('unknown-field', 'There are no leads here.')
  if (!holds(actor, 'leads.manage'))
    throw forbidden({
      detail: 'Your roles do not let you say where leads go.',
      more: { permission: 'leads.manage' },
    })
  if (to === 'nobody') return
  if (to === 'round-robin') {
    if (!(await isAnybody(db, actor.tenantId, takesInTurn(actor, [])))) throw nobodyTakesLeads()
  } else if (!(await isAnybody(db, actor.tenantId, isOne(mayHaveLeads(actor), to))))
    throw wrong('not-a-taker', 'Leads go to an active user whom you may give leads to. Choose another one.')
}

/** Whoever the leads go to keeps out of a set that gives theirs away. */
export const takesThem = (to: LeadsTo | undefined): Expression<boolean> =>
  isTaker(to === undefined || to === 'nobody' || to === 'round-robin' ? null : to)

type LeadEffects = Pick<Effects, 'leadsUnassigned' | 'leadsHandedOver'>

/** Takes all their leads from people and hands them on; answers, for each who had any, which went where. */
export async function handOver(
  ctx: Context,
  trx: Trx,
  ids: readonly string[],
  to: LeadsTo,
): Promise<ReadonlyMap<string, LeadEffects>> {
  const { tenantId } = ctx.actor
  const moving = { tenantId, now: ctx.clock.now(), takers: takersOf(ctx, to, ids), follow: true }
  const handed = await moveLeadsOf(trx, moving, ids)
  await leaveCallbacks(trx, tenantId, ids)
  // Of whoever gives theirs away the change log says so.
  await writeLines(
    ctx,
    trx,
    handed.map(({ to_id, leads, name }) => ({ userId: to_id, word: 'assigned', count: leads.length, name })),
  )
  const effects = new Map<string, { leadsUnassigned?: string[]; leadsHandedOver?: { to: string; leads: string[] }[] }>()
  for (const { from_id, to_id, leads } of handed) {
    const mine = effects.get(from_id) ?? {}
    if (to_id === null) mine.leadsUnassigned = leads
    else mine.leadsHandedOver = [...(mine.leadsHandedOver ?? []), { to: to_id, leads }]
    effects.set(from_id, mine)
  }
  return effects
}

/** Leads that went from people, with who has them since. */
export const wentFrom = (userId: string, { leadsUnassigned = [], leadsHandedOver = [] }: Effects): Given[] => [
  ...leadsUnassigned.map((leadId) => ({ userId, leadId, holder: null })),
  ...leadsHandedOver.flatMap(({ to, leads }) => leads.map((leadId) => ({ userId, leadId, holder: to }))),
]

/** Gives leads back to people, where nobody else got them since; answers, for each who got any, which. */
export async function giveBack(
  ctx: Context,
  trx: Trx,
  given: readonly Given[],
): Promise<ReadonlyMap<string, string[]>> {
  if (given.length === 0) return new Map()
  const moved = await giveLeadsBack(trx, ctx.actor.tenantId, ctx.clock.now(), given)
  // Of whoever gets theirs back the change log says so.
  await writeLines(
    ctx,
    trx,
    moved.map(({ from_id, leads, name }) => ({ userId: from_id, word: 'taken', count: leads.length, name })),
  )
  const back = new Map<string, string[]>()
  for (const { to_id, leads } of moved) back.set(to_id, [...(back.get(to_id) ?? []), ...leads].sort())
  return back
}

/** How many leads a set of people has, by what will become of them: a subquery of their ids. */
export const leadsImpact = ({ actor }: Context, to: LeadsTo, ids: Expression<unknown>) => {
  const count = countLeads(actor.tenantId, ids)
  return to === 'nobody' ? { leadsUnassigned: count } : { leadsHandedOver: count }
}

/** What of the dialer a set of people has, so that whoever plans their leaving is asked who gets it. */
export const heldOf = ({ actor }: Context, ids: Expression<unknown>) => ({
  leadsHeld: countLeads(actor.tenantId, ids),
  callbacksHeld: countCallbacks(actor.tenantId, ids),
})
