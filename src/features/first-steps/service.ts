import type { AnswerOf } from '../../contract/endpoint.ts'
import type { Permission } from '../../contract/permissions.ts'
import { reachOf } from '../../server/actor.ts'
import type { Context } from '../../server/context.ts'
import { firstStepNames, type FirstStepName, type listFirstSteps } from './contract.ts'
import { findStanding } from './sql.ts'

/** Held for the whole tenant; nobody makes an administrator who is none. */
const needs: Readonly<Record<FirstStepName, Permission>> = {
  sites: 'sites.manage',
  administrator: 'tenant.manage',
  people: 'users.create',
  groups: 'groups.manage',
  queues: 'queues.manage',
}

/** What a new tenant needs first, as far as the one who asks may do it, with what is done of it. */
export async function firstStepsOf({ db, actor, modules }: Context): Promise<AnswerOf<typeof listFirstSteps>> {
  const mine = firstStepNames.filter(
    (name) => reachOf(actor, needs[name])?.everywhere === true && (name !== 'queues' || modules.includes('queues')),
  )
  if (mine.length === 0) return { items: [] }
  const standing = await findStanding(db, actor.tenantId)
  const isOver = standing.past || mine.every((name) => standing[name])
  return { items: isOver ? [] : mine.map((name) => ({ name, done: standing[name] })) }
}
