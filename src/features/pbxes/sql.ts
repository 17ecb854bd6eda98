import { sql } from 'kysely'
import { sortKey } from '../../contract/text.ts'
import { brokenUnique, type Query, type Trx } from '../../server/database/database.ts'
import { pbxNameTaken } from './contract.ts'

export type Pbx = { id: number; name: string; domain: string; extensionFrom: number | null; extensionTo: number | null }
const columns = ['id', 'name', 'domain', 'extension_from as extensionFrom', 'extension_to as extensionTo'] as const

export const listPbxRows = (db: Query, tenantId: number): Promise<Pbx[]> =>
  db.selectFrom('pbxes').select(columns).where('tenant_id', '=', tenantId).orderBy('name_key').orderBy('id').execute()

export const insertPbx = (
  trx: Trx,
  tenantId: number,
  { name, domain, extensionFrom, extensionTo }: Omit<Pbx, 'id'>,
): Promise<Pbx> =>
  trx
    .insertInto('pbxes')
    .values({
      tenant_id: tenantId,
      name,
      name_key: sortKey(name),
      domain,
      extension_from: extensionFrom,
      extension_to: extensionTo,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      throw brokenUnique(error) === 'pbxes_name' ? pbxNameTaken() : error
    })

/** While one transaction adds a PBX, no other gives a number that must be taken in every PBX; and the other way round. */
const numbers = (tenantId: number) => sql`hashtext('rollcall.pbxes'), ${tenantId}::integer`
export const lockNumbersAlone = (trx: Trx, tenantId: number) =>
  sql`select pg_advisory_xact_lock(${numbers(tenantId)})`.execute(trx)
export const lockNumbersTogether = (trx: Trx, tenantId: number) =>
  sql`select pg_advisory_xact_lock_shared(${numbers(tenantId)})`.execute(trx)

/** Virtual extensions take their number in every PBX (SPEC 2); those of the tenant stand under 0. */
export async function copyVirtualExtensions(trx: Trx, tenantId: number, pbxId: number): Promise<void> {
  await sql`
    insert into extensions (tenant_id, pbx_id, number, user_id, virtual)
    select tenant_id, ${pbxId}::integer, number, user_id, true from extensions where tenant_id = ${tenantId} and pbx_id = 0`.execute(
    trx,
  )
}
