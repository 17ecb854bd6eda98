/** How memberships are put back as they were, level by level, for each kind of group (BULK-4). */
import { reachOf } from '../../../server/actor.ts'
import type { Refusal } from '../../changes/contract.ts'
import type { Kept, PutBack } from '../../changes/service/action.ts'
import type { Expression } from '../../../server/database/database.ts'
import { groupFieldNames, type GroupField } from '../../users/fields/catalogue.ts'
import { recordSetting } from '../../history/service/record.ts'
import { outsideSites } from '../sql/members.ts'
import { bringBack } from '../sql/merge.ts'
import {
  differsOutside,
  giveMemberships,
  givesArchived,
  holdsNoneOf,
  takeMemberships,
  type Belonging,
} from '../sql/put-back.ts'
import { asMemberships, type Given } from './members.ts'

type Refusals = (readonly [Expression<boolean>, Refusal])[]

const putBack = (field: GroupField): PutBack => ({
  field,
  permission: 'users.groups',
  refuse: ({ actor }, was, is) => {
    const refusals: Refusals = [[givesArchived(actor.tenantId, was, is), 'group-archived']]
    const reach = reachOf(actor, 'users.groups')
    // A manager's undo stays within the own desks, as the change did.
    if (field === 'desks' && reach && !reach.everywhere)
      refusals.push(
        [outsideSites(differsOutside(was, is, reach.desks), reach.sites), 'outside-your-desks'],
        [outsideSites(holdsNoneOf(was, reach.desks), reach.sites), 'last-desk-of-yours'],
      )
    return refusals
  },
  apply: async (ctx, trx, people) => {
    const { actor } = ctx
    const [taken, given] = [differing(people, 'is', 'was'), differing(people, 'was', 'is')]
    const levelled = new Set(given.map(({ userId, id }) => `${userId} ${id}`))
    await takeMemberships(
      trx,
      actor.tenantId,
      taken.filter(({ userId, id }) => !levelled.has(`${userId} ${id}`)),
    )
    await giveMemberships(trx, actor.tenantId, given)
    for (const group of await bringBack(trx, actor.tenantId, [...new Set(given.map(({ id }) => id))]))
      await recordSetting(ctx, trx, 'group-edited', {
        ...group,
        before: { archived: true },
        after: { archived: false },
      })
    return new Map()
  },
})

/** Memberships on one side that are not the same on the other: nobody touched them since, so what is there is known. */
const differing = (people: readonly Kept[], side: 'was' | 'is', other: 'was' | 'is'): Belonging[] =>
  people.flatMap((one) => {
    const there = new Map(asMemberships(one[other] as Given).map(({ id, level }) => [id, level]))
    return asMemberships(one[side] as Given)
      .filter(({ id, level }) => there.get(id) !== level)
      .map((membership) => ({ userId: one.userId, ...membership }))
  })

export const putBacks: readonly PutBack[] = groupFieldNames.map(putBack)
