/** How places in queues are put back as they were, priorities included (BULK-4). */
import type { Kept, PutBack } from '../../changes/service/action.ts'
import {
  both,
  givePlaces,
  givesArchived,
  givesPlaces,
  isNotActive,
  takePlaces,
  takesNoCalls,
} from '../sql/assigning.ts'
import type { Kept as Place, Staged } from '../sql/assigning.ts'
import { queuesOfPutBack } from './staffing.ts'

/** Places on one side of which the other knows nothing, or another priority. */
const differing = (people: readonly Kept[], side: 'was' | 'is', same: (a: Place, b: Place) => boolean): Staged[] =>
  people.flatMap((one) => {
    const others = one[side === 'was' ? 'is' : 'was'] as Place[]
    return (one[side] as Place[])
      .filter((place) => !others.some((other) => same(place, other)))
      .map((place) => ({ userId: one.userId, ...place }))
  })

export const putBacks: readonly PutBack[] = [
  {
    field: 'queues',
    permission: 'queues.manage',
    refuse: (ctx, was, is) => [
      [givesArchived(ctx.actor.tenantId, was, is), 'queue-archived'],
      // Whoever was deactivated since has left every queue, and returns to none before they are active again.
      [both(givesPlaces(was, is), isNotActive), 'not-active'],
      [both(givesPlaces(was, is), takesNoCalls(ctx.actor.tenantId)), 'takes-no-calls'],
    ],
    foresee: (ctx, kept) => queuesOfPutBack(ctx, 'queues', kept),
    apply: async ({ actor: { tenantId } }, trx, people) => {
      await takePlaces(
        trx,
        tenantId,
        differing(people, 'is', (a, b) => a.id === b.id),
      )
      await givePlaces(
        trx,
        tenantId,
        differing(people, 'was', (a, b) => a.id === b.id && a.priority === b.priority),
      )
      return new Map()
    },
  },
]
