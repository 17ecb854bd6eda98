import { sql } from 'kysely'
import { kept, type Query, type Trx } from '../../server/database/database.ts'
import type { Policies } from './contract.ts'

const columns = [
  'idle_minutes as idleMinutes',
  'absolute_minutes as absoluteMinutes',
  'second_step_required as secondStepRequired',
  'export_domains as exportDomains',
  'google_sign_in as googleSignIn',
  'google_domains as googleDomains',
  'version',
] as const

export const findPolicies = (db: Query, tenantId: number): Promise<Policies | undefined> =>
  db.selectFrom('policies').select(columns).where('tenant_id', '=', tenantId).modifyEnd(kept).executeTakeFirst()

/** The policies of a tenant, made if it has none yet; nobody else changes them until the transaction ends. */
export async function lockPolicies(trx: Trx, tenantId: number): Promise<Policies> {
  await trx
    .insertInto('policies')
    .values({ tenant_id: tenantId })
    .onConflict((oc) => oc.doNothing())
    .execute()
  return trx
    .selectFrom('policies')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
}

export type PoliciesChange = Partial<Omit<Policies, 'version'>>
export const updatePolicies = (trx: Trx, tenantId: number, wanted: PoliciesChange): Promise<Policies> =>
  trx
    .updateTable('policies')
    .set({
      version: sql`version + 1`,
      idle_minutes: wanted.idleMinutes,
      absolute_minutes: wanted.absoluteMinutes,
      second_step_required: wanted.secondStepRequired,
      export_domains: wanted.exportDomains,
      google_sign_in: wanted.googleSignIn,
      google_domains: wanted.googleDomains,
    })
    .where('tenant_id', '=', tenantId)
    .returning(columns)
    .executeTakeFirstOrThrow()
