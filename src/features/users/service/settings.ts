/** The same value of one field for everybody of a set: site, time zone, auto dial, lead assignment (BULK-1). */
import { invalidAt } from '../../../contract/problem.ts'
import { reachOf } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import { firstOf } from '../../../server/database/judgement.ts'
import { couldNotComeFrom } from '../../address-lists/scope.ts'
import { defineAction, type Action } from '../../changes/service/action.ts'
import { setAddressList, setAutoDial, setLeadAssignment, setSite, setTimeZone } from '../contract/actions.ts'
import type { FieldValues } from '../fields/catalogue.ts'
import { columns } from '../sql/columns.ts'
import { both, hasValue, updateColumn } from '../sql/people.ts'
import { selectSite } from '../sql/truth.ts'
import { ownAccount } from './status.ts'

type Uniform = 'site' | 'timeZone' | 'autoDial' | 'assignLeads' | 'useAddressList'

const settingAction = <F extends Uniform>(
  field: F,
  contract: Action['contract'],
  admit?: (ctx: Context, value: FieldValues[F]) => Promise<void>,
) =>
  defineAction<{ [K in F]: FieldValues[K] }>({
    contract: contract as Action<{ [K in F]: FieldValues[K] }>['contract'],
    admit: async (ctx, params) => admit?.(ctx, params[field]),
    judge: (_ctx, params) => firstOf([[hasValue(columns[field], params[field]), true]], []),
    apply: async (ctx, trx, ids, params) => {
      const before = await updateColumn(trx, ctx.actor.tenantId, ids, columns[field], params[field])
      return ids.map((userId) => ({
        userId,
        changes: { [field]: [before.get(userId) ?? null, params[field]] as const },
      }))
    },
    inverse: 'before-values',
  })

/** A site that is there and within reach: who manages some sites moves nobody to another. */
export async function demandSite(ctx: Context, site: number, permission: 'users.site' | 'users.create'): Promise<void> {
  const reach = reachOf(ctx.actor, permission)
  const within = reach !== null && (reach.everywhere || reach.sites.includes(site))
  if (!within || !(await selectSite(ctx.db, ctx.actor.tenantId, site)))
    throw invalidAt('#/site', 'unknown', `There is no site ${site} among yours. Choose one of your sites.`)
}

export const setSiteAction = settingAction('site', setSite, (ctx, site) => demandSite(ctx, site, 'users.site'))
export const setTimeZoneAction = settingAction('timeZone', setTimeZone)
export const setAutoDialAction = settingAction('autoDial', setAutoDial)
export const setLeadAssignmentAction = settingAction('assignLeads', setLeadAssignment)

/** The one who asks, where they are none of those whom their lists allow. */
export const wouldLockOut = (ctx: Context) => both(ownAccount(ctx)[0], couldNotComeFrom(ctx.origin.address))

/** Whoever is served from allowed addresses alone from now on is asked at the next request; open pages are, at once. */
export const setAddressListAction: Action<{ useAddressList: boolean }> = {
  ...settingAction('useAddressList', setAddressList),
  judge: (ctx, { useAddressList }) => {
    const so = [[hasValue(columns.useAddressList, useAddressList), true]] as const
    return firstOf(so, useAddressList ? [[wouldLockOut(ctx), 'locks-you-out']] : [])
  },
  changesRights: true,
}
