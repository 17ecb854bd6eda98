/** A tenant's policies (HOUSE-7). Whoever changed nothing has these. */
import { changedMeanwhile, invalidAt } from '../../contract/problem.ts'
import { transaction, type Context } from '../../server/context.ts'
import type { Query } from '../../server/database/database.ts'
import { differences, recordSetting } from '../history/service/record.ts'
import { demandWholeTenant } from '../roles/service/whole-tenant.ts'
import type { Policies } from './contract.ts'
import { findPolicies, lockPolicies, updatePolicies, type PoliciesChange } from './sql.ts'

const DEFAULTS: Policies = {
  idleMinutes: 60,
  absoluteMinutes: 24 * 60,
  secondStepRequired: false,
  exportDomains: [],
  googleSignIn: false,
  googleDomains: [],
  version: 1,
}

/** What a tenant demands, for the program's own decisions. */
export const readPolicies = async (db: Query, tenantId: number): Promise<Policies> =>
  (await findPolicies(db, tenantId)) ?? DEFAULTS

/** What the tenant demands, for whoever may change it. */
export function policiesOf({ db, actor }: Context): Promise<Policies> {
  demandWholeTenant(actor, 'tenant.manage')
  return readPolicies(db, actor.tenantId)
}

/** Changes what the tenant demands; sessions that it makes too old end at their next request. */
export async function editPolicies(ctx: Context, version: number, wanted: PoliciesChange): Promise<Policies> {
  const { tenantId } = ctx.actor
  demandWholeTenant(ctx.actor, 'tenant.manage')
  return transaction(ctx, async (trx) => {
    const was = await lockPolicies(trx, tenantId)
    if (was.version !== version) throw changedMeanwhile()
    const change = differences<Omit<Policies, 'version'>>(was, wanted)
    if (!change) return was
    const { idleMinutes, absoluteMinutes } = { ...was, ...change.after }
    if (idleMinutes > absoluteMinutes)
      throw tooIdle(wanted.idleMinutes === undefined ? 'absoluteMinutes' : 'idleMinutes')
    const now = await updatePolicies(trx, tenantId, change.after)
    await recordSetting(ctx, trx, 'policies-edited', change)
    return now
  })
}

function tooIdle(field: string) {
  const message =
    'A session cannot stay open longer without activity than it may stay open at all. Make the first time shorter, or the second longer.'
  return invalidAt(`#/${field}`, 'longer-than-absolute', message)
}
