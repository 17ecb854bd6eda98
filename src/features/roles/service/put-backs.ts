/** How roles and the superuser's mark are put back as they were: nobody gives by undo what they could not give (PEOPLE-1). */
import type { Effects } from '../../changes/contract.ts'
import type { Kept, PutBack } from '../../changes/service/action.ts'
import type { Trx } from '../../../server/database/database.ts'
import { joinQueues, leaveWithoutCalls } from '../../queues/service/places.ts'
import { queuesOfPutBack } from '../../queues/service/staffing.ts'
import { givesMore } from '../scope.ts'
import { always, giveGrants, givesArchivedRole, putSuperusers, takeRoles } from '../sql/put-back.ts'
import { asGrants, type GivenRole } from './grants.ts'

const roles: PutBack = {
  field: 'roles',
  permission: 'users.roles',
  refuse: ({ actor }, was, is) => [
    [givesMore(actor, was, is), 'grants-more-than-you'],
    [givesArchivedRole(actor.tenantId, was, is), 'role-archived'],
  ],
  foresee: (ctx, kept) => queuesOfPutBack(ctx, 'roles', kept),
  apply: async ({ actor }, trx, people) => {
    const wanted = people.map(({ userId, was }) => ({ userId, grants: asGrants(was as GivenRole[]) }))
    const taken = people.flatMap(({ userId, was, is }) => {
      const kept = new Set((was as GivenRole[]).map(({ id }) => id))
      return (is as GivenRole[]).filter(({ id }) => !kept.has(id)).map(({ id }) => ({ userId, role: id }))
    })
    // Given first, so that nobody is without a role in between.
    await giveGrants(trx, actor.tenantId, wanted)
    await takeRoles(trx, actor.tenantId, taken)
    return followCalls(trx, actor.tenantId, people)
  },
  changesRights: true,
}

/** Who takes calls again comes back into the queues that they left with the role; who takes none any more leaves. */
async function followCalls(trx: Trx, tenantId: number, people: readonly Kept[]): Promise<Map<string, Effects>> {
  const moved = people.map(({ userId, was, is }) => ({ userId, had: is as GivenRole[], has: was as GivenRole[] }))
  const left = await leaveWithoutCalls(trx, tenantId, moved)
  const places = people.flatMap(({ userId, effects }) =>
    (effects.queuesLeft ?? []).map(({ id, priority }) => ({ userId, queueId: id, priority })),
  )
  const joined = await joinQueues(trx, tenantId, places)
  return new Map<string, Effects>([
    ...[...left].map(([id, queuesLeft]) => [id, { queuesLeft }] as const),
    ...[...joined].map(([id, queuesJoined]) => [id, { queuesJoined }] as const),
  ])
}

const superuser: PutBack = {
  field: 'superuser',
  permission: 'users.roles',
  refuse: ({ actor }) => (actor.superuser ? [] : [[always, 'superuser-only']]),
  apply: async ({ actor }, trx, people) => {
    await putSuperusers(
      trx,
      actor.tenantId,
      people.map(({ userId, was }) => ({ userId, superuser: was === true })),
    )
    return new Map()
  },
  changesRights: true,
}

export const putBacks: readonly PutBack[] = [superuser, roles]
