/** How the fields of a person's own row are put back as they were, with queues and leads where these went with them (BULK-4). */
import { reachOf } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import type { Trx } from '../../../server/database/database.ts'
import type { Effects } from '../../changes/contract.ts'
import type { Kept, PutBack, PutBackTogether } from '../../changes/service/action.ts'
import { giveBack, wentFrom } from '../../leads/service/moving.ts'
import { joinQueues } from '../../queues/service/places.ts'
import { queuesOfPutBack } from '../../queues/service/staffing.ts'
import { definition, type FieldName } from '../fields/catalogue.ts'
import * as statements from '../sql/people.ts'
import { plainFields } from './put-back-fields.ts'
import { wouldLockOut } from './settings.ts'
import { leave, leaveForGood, ownAccount, reservedSince } from './status.ts'

const NONE: ReadonlyMap<string, Effects> = new Map()
const idsOf = (people: readonly Kept[]) => people.map(({ userId }) => userId)
const byPerson = (people: readonly Kept[], effects: (id: string) => Effects) =>
  new Map(people.map(({ userId }) => [userId, effects(userId)]))

const column = (field: FieldName, name: statements.Putable, refuse?: PutBack['refuse']): PutBack => ({
  field,
  permission: definition(field).permission,
  ...(refuse ? { refuse } : {}),
  apply: async ({ actor }, trx, people) => {
    const values = people.map(({ userId, was }) => ({ userId, value: was === null ? null : String(was) }))
    await statements.putColumn(trx, actor.tenantId, name, values)
    return NONE
  },
})

/** Back into the queues that are still there, and to the leads that are still where they went. */
async function comeBack(ctx: Context, trx: Trx, people: readonly Kept[]) {
  const places = people.flatMap(({ userId, effects }) =>
    (effects.queuesLeft ?? []).map(({ id, priority }) => ({ userId, queueId: id, priority })),
  )
  const joined = await joinQueues(trx, ctx.actor.tenantId, places)
  const assigned = await giveBack(
    ctx,
    trx,
    people.flatMap(({ userId, effects }) => wentFrom(userId, effects)),
  )
  return byPerson(people, (id) => {
    const [queuesJoined, leadsAssigned] = [joined.get(id), assigned.get(id)]
    return { ...(queuesJoined ? { queuesJoined } : {}), ...(leadsAssigned ? { leadsAssigned } : {}) }
  })
}

const deleted: PutBack = {
  field: 'deleted',
  permission: 'users.delete',
  refuse: (ctx, was) => {
    const [isMe] = ownAccount(ctx)
    return [
      [statements.both(statements.isJson(was, 'true'), isMe), 'self'],
      [statements.both(statements.isJson(was, 'false'), statements.deletedBefore(reservedSince(ctx))), 'too-late'],
    ]
  },
  foresee: (ctx, kept) => queuesOfPutBack(ctx, 'deleted', kept),
  apply: async (ctx, trx, people) => {
    const [leavers, returners] = [people.filter(({ was }) => was === true), people.filter(({ was }) => was !== true)]
    const gone = leavers.length > 0 ? await leaveForGood(ctx, trx, idsOf(leavers)) : () => ({})
    await statements.unmarkDeleted(trx, ctx.actor.tenantId, idsOf(returners))
    return new Map([...byPerson(leavers, gone), ...(await comeBack(ctx, trx, returners))])
  },
  endsSessions: 'deleted',
}

const status: PutBack = {
  field: 'status',
  permission: 'users.status',
  refuse: (ctx, was) => {
    const [isMe] = ownAccount(ctx)
    return [[statements.both(statements.isJson(was, 'inactive'), isMe), 'self']]
  },
  foresee: (ctx, kept) => queuesOfPutBack(ctx, 'status', kept),
  apply: async (ctx, trx, people) => {
    const [leavers, returners] = [
      people.filter(({ was }) => was === 'inactive'),
      people.filter(({ was }) => was !== 'inactive'),
    ]
    const gone = leavers.length > 0 ? await leave(ctx, trx, idsOf(leavers), 'deactivated') : () => ({})
    const values = people.map(({ userId, was }) => ({ userId, value: String(was) }))
    await statements.putColumn(trx, ctx.actor.tenantId, 'status', values)
    return new Map([...byPerson(leavers, gone), ...(await comeBack(ctx, trx, returners))])
  },
  endsSessions: 'deactivated',
}

/** Whoever manages some sites moves nobody to another, also not back. */
const site = column('site', 'site_id', ({ actor }, was) => {
  const reach = reachOf(actor, 'users.site')
  return [
    [statements.isArchivedSite(actor.tenantId, was), 'site-archived'],
    ...(reach && !reach.everywhere ? [[statements.isNoneOf(was, reach.sites), 'outside-your-reach'] as const] : []),
  ]
})

/** Nobody shuts themselves out by taking something back either. */
const addressMark: PutBack = {
  ...column('useAddressList', 'use_address_list', (ctx, was) => [
    [statements.both(statements.isJson(was, 'true'), wouldLockOut(ctx)), 'locks-you-out'],
  ]),
  changesRights: true,
}

/** Who was deleted is there again before anything else of them is put back. */
export const putBacks: readonly (PutBack | PutBackTogether)[] = [
  deleted,
  status,
  site,
  column('timeZone', 'time_zone'),
  column('autoDial', 'auto_dial'),
  column('assignLeads', 'assign_leads'),
  addressMark,
  plainFields,
]
