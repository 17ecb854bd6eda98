import { sql } from 'kysely'
import { brokenUnique, type Query, type Trx } from '../../server/database/database.ts'
import { customFieldKeyTaken, type CustomField, type CustomFieldType } from './contract.ts'

const columns = [
  'id',
  'key',
  'label',
  sql<CustomFieldType>`type`.as('type'),
  sql<boolean>`archived_at is not null`.as('archived'),
  'version',
] as const

export const listCustomFieldRows = (db: Query, tenantId: number): Promise<CustomField[]> =>
  db.selectFrom('custom_fields').select(columns).where('tenant_id', '=', tenantId).orderBy('id').execute()

/** The fields of a tenant, and nobody else changes them until the transaction ends. */
export async function lockCustomFields(trx: Trx, tenantId: number): Promise<CustomField[]> {
  await sql`select pg_advisory_xact_lock(hashtext('rollcall.custom-fields'), ${tenantId}::integer)`.execute(trx)
  return listCustomFieldRows(trx, tenantId)
}

export type NewCustomField = { readonly key: string; readonly label: string; readonly type: CustomFieldType }

export const insertCustomField = (trx: Trx, tenantId: number, field: NewCustomField): Promise<CustomField> =>
  trx
    .insertInto('custom_fields')
    .values({ tenant_id: tenantId, ...field })
    .returning(columns)
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      throw brokenUnique(error) === 'custom_fields_key' ? customFieldKeyTaken() : error
    })

type Change = { readonly label?: string; readonly archived?: boolean }
export const updateCustomField = (
  trx: Trx,
  tenantId: number,
  id: number,
  { label, archived }: Change,
  now: Date,
): Promise<CustomField> =>
  trx
    .updateTable('custom_fields')
    .set({
      version: sql`version + 1`,
      ...(label === undefined ? {} : { label }),
      ...(archived === undefined ? {} : { archived_at: archived ? now : null }),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()
