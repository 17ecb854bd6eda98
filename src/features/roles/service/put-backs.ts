/** How roles and the superuser's mark are put back as they were: nobody gives by undo what they could not give (PEOPLE-1). */
import type { PutBack } from '../../changes/service/action.ts'
import { givesMore } from '../scope.ts'
import { always, givesArchivedRole, putGrants, putSuperusers, type GrantRow } from '../sql/put-back.ts'
import { asGrants, type GivenRole } from './grants.ts'

const roles: PutBack = {
  field: 'roles',
  refuse: ({ actor }, was, is) => [
    [givesMore(actor, was, is), 'grants-more-than-you'],
    [givesArchivedRole(actor.tenantId, was, is), 'role-archived'],
  ],
  apply: async ({ actor }, trx, people) => {
    const wanted = people.map(({ userId, was }): { userId: string; grants: GrantRow[] } => ({
      userId,
      grants: asGrants(was as GivenRole[]),
    }))
    await putGrants(trx, actor.tenantId, wanted)
    return new Map()
  },
  changesRights: true,
}

const superuser: PutBack = {
  field: 'superuser',
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
