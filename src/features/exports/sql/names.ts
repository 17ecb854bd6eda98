/** What the numbers of a row mean in this tenant, archived things included: people may still have them. */
import type { Trx } from '../../../server/database/database.ts'

export type Thing = { readonly id: number; readonly name: string }
export type Group = Thing & { readonly kind: string }
export type Things = {
  readonly sites: readonly Thing[]
  readonly groups: readonly Group[]
  readonly roles: readonly Thing[]
  readonly queues: readonly Thing[]
  readonly pbxes: readonly Thing[]
}

/** Each kind in the order of its names. */
export async function listThings(trx: Trx, tenantId: number): Promise<Things> {
  const named = (table: 'sites' | 'roles' | 'queues') =>
    trx.selectFrom(table).select(['id', 'name']).where('tenant_id', '=', tenantId).orderBy('name_key').execute()
  const groups = await trx
    .selectFrom('groups')
    .select(['id', 'name', 'kind'])
    .where('tenant_id', '=', tenantId)
    .orderBy('name_key')
    .execute()
  const pbxes = await trx.selectFrom('pbxes').select(['id', 'name']).where('tenant_id', '=', tenantId).execute()
  return { sites: await named('sites'), groups, roles: await named('roles'), queues: await named('queues'), pbxes }
}
