/** How roles and the superuser's mark are put back as they were: nobody gives by undo what they could not give (PEOPLE-1). */
import type { PutBack } from '../../changes/service/action.ts'
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
  apply: async ({ actor }, trx, people) => {
    const wanted = people.map(({ userId, was }) => ({ userId, grants: asGrants(was as GivenRole[]) }))
    const taken = people.flatMap(({ userId, was, is }) => {
      const kept = new Set((was as GivenRole[]).map(({ id }) => id))
      return (is as GivenRole[]).filter(({ id }) => !kept.has(id)).map(({ id }) => ({ userId, role: id }))
    })
    // Given first, so that nobody is without a role in between.
    await giveGrants(trx, actor.tenantId, wanted)
    await takeRoles(trx, actor.tenantId, taken)
    return new Map()
  },
  changesRights: true,
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
