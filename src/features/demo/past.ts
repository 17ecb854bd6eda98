/** Thirty days of changes by the demonstration's own administrators, made by the very actions of the product. */
import type { Actor } from '../../server/actor.ts'
import type { Context } from '../../server/context.ts'
import type { Trx } from '../../server/database/database.ts'
import type { AnyAction } from '../changes/service/action.ts'
import { changeSet, newRun } from '../changes/service/run.ts'
import { groupActions } from '../groups/contract.ts'
import { membershipAction } from '../groups/service/members.ts'
import { setAutoDialAction } from '../users/service/settings.ts'
import { activateAction, deactivateAction } from '../users/service/status.ts'
import { Dice } from './dice.ts'
import type { Rooms } from './furnish.ts'
import type { Hired } from './hire.ts'

const DAY = 86_400_000
const CHANGES = 45

type Step = { readonly action: AnyAction; readonly params: unknown; readonly people: number }

const addSkills = membershipAction(groupActions.skills.add, 'skills', 'add')
const addTags = membershipAction(groupActions.tags.add, 'tags', 'add')
const removeTags = membershipAction(groupActions.tags.remove, 'tags', 'remove')
const addGroups = membershipAction(groupActions.agentGroups.add, 'agentGroups', 'add')

function throwStep(dice: Dice, rooms: Rooms): Step {
  const steps: (() => Step)[] = [
    () => ({
      action: addSkills,
      params: { skills: [{ id: dice.pick(rooms.skills), level: 1 + dice.below(5) }] },
      people: 20,
    }),
    () => ({ action: addTags, params: { tags: [dice.pick(rooms.tags)] }, people: 12 }),
    () => ({ action: removeTags, params: { tags: [dice.pick(rooms.tags)] }, people: 30 }),
    () => ({ action: addGroups, params: { agentGroups: [dice.pick(rooms.agentGroups)] }, people: 15 }),
    () => ({
      action: setAutoDialAction,
      params: { autoDial: dice.pick(['off', 'preview', 'progressive']) },
      people: 8,
    }),
    () => ({ action: deactivateAction, params: undefined, people: 1 }),
    () => ({ action: activateAction, params: undefined, people: 3 }),
  ]
  return dice.pick(steps)()
}

/** @param at the context of somebody on some day. */
export async function livePast(
  at: (day: Date, actor?: Actor) => Context,
  trx: Trx,
  rooms: Rooms,
  { agents, administrators }: Pick<Hired, 'agents' | 'administrators'>,
  until: Date,
): Promise<void> {
  if (agents.length === 0) return
  const dice = new Dice(3, 0)
  const days = Array.from({ length: CHANGES }, () => until.getTime() - Math.floor(dice.next() * 30 * DAY)).sort(
    (a, b) => a - b,
  )
  for (const day of days) {
    const { action, params, people } = throwStep(dice, rooms)
    const ids = [...new Set(Array.from({ length: 1 + dice.below(people) }, () => dice.pick(agents)))]
    const ctx = at(new Date(day))
    const by = { ...ctx.actor, ...dice.pick(administrators), kind: 'user' as const, operator: false }
    await changeSet(at(new Date(day), by), trx, action, ids, params, newRun(action.contract.name, params))
  }
}
