/** How memberships are put back as they were, level by level, for each kind of group (BULK-4). */
import { reachOf } from '../../../server/actor.ts'
import type { Refusal } from '../../changes/contract.ts'
import type { PutBack } from '../../changes/service/action.ts'
import type { Expression } from '../../../server/database/database.ts'
import { groupFieldNames, groupFields, type GroupField } from '../../users/fields/catalogue.ts'
import { outsideSites } from '../sql/members.ts'
import { differsOutside, givesArchived, holdsNoneOf, putMemberships } from '../sql/put-back.ts'
import { asMemberships, type Given } from './members.ts'

type Refusals = (readonly [Expression<boolean>, Refusal])[]

const putBack = (field: GroupField): PutBack => ({
  field,
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
  apply: async ({ actor }, trx, people) => {
    const wanted = people.map(({ userId, was }) => ({ userId, groups: asMemberships(was as Given) }))
    await putMemberships(trx, actor.tenantId, groupFields[field], wanted)
    return new Map()
  },
})

export const putBacks: readonly PutBack[] = groupFieldNames.map(putBack)
