/** The telephone systems of a tenant. Extensions and virtual extensions share the number space of each (SPEC 2). */
import { invalidAt } from '../../contract/problem.ts'
import { transaction, type Context } from '../../server/context.ts'
import type { Trx } from '../../server/database/database.ts'
import { recordSetting } from '../history/service/record.ts'
import { demandWholeTenant } from '../roles/service/whole-tenant.ts'
import {
  copyVirtualExtensions,
  insertPbx,
  listPbxRows,
  lockNumbersAlone,
  lockNumbersTogether,
  type Pbx,
} from './sql.ts'

export type NewPbx = { name: string; domain: string; extensionFrom?: number | null; extensionTo?: number | null }

/** The telephone systems of the tenant, by name. */
export const listPbxes = ({ db, actor }: Context): Promise<Pbx[]> => listPbxRows(db, actor.tenantId)

/** Adds a telephone system; every virtual extension of the tenant takes its number there too. */
export async function createPbx(
  ctx: Context,
  { name, domain, extensionFrom = null, extensionTo = null }: NewPbx,
): Promise<Pbx> {
  const { tenantId } = ctx.actor
  demandWholeTenant(ctx.actor, 'tenant.manage')
  if (extensionFrom !== null && extensionTo !== null && extensionFrom > extensionTo)
    throw invalidAt('#/extensionTo', 'range', 'The range of extensions ends before it begins. Swap the two numbers.')
  return transaction(ctx, async (trx) => {
    await lockNumbersAlone(trx, tenantId)
    const pbx = await insertPbx(trx, tenantId, { name, domain, extensionFrom, extensionTo })
    await copyVirtualExtensions(trx, tenantId, pbx.id)
    await recordSetting(ctx, trx, 'pbx-created', pbx)
    return pbx
  })
}

/**
 * The ids under which a virtual extension takes its number: every PBX, and 0 for the tenant itself. No PBX is added
 * until the transaction ends, so that none is left without the number.
 */
export async function virtualExtensionPlaces(trx: Trx, tenantId: number): Promise<number[]> {
  await lockNumbersTogether(trx, tenantId)
  return [0, ...(await listPbxRows(trx, tenantId)).map((pbx) => pbx.id)]
}
