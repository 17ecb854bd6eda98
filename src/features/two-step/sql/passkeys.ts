/** Passkeys and the challenges that were answered with them. */
import { sql } from 'kysely'
import type { Query, Trx } from '../../../server/database/database.ts'

export type PasskeyRow = {
  id: string
  credential_id: string
  public_key: Buffer
  counter: number
  transports: string[]
  name: string
  created_at: Date
  last_used_at: Date | null
  version: number
}

const columns = [
  'id',
  'credential_id',
  'public_key',
  'counter',
  'transports',
  'name',
  'created_at',
  'last_used_at',
  'version',
] as const

export const listPasskeys = (db: Query, tenantId: number, userId: string): Promise<PasskeyRow[]> =>
  db
    .selectFrom('user_passkeys')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

export const findPasskey = (
  db: Query,
  tenantId: number,
  userId: string,
  credentialId: string,
): Promise<PasskeyRow | undefined> =>
  db
    .selectFrom('user_passkeys')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()

/** False when that credential is somebody's already. */
export async function insertPasskey(
  trx: Trx,
  tenantId: number,
  userId: string,
  row: Omit<PasskeyRow, 'last_used_at' | 'version'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('user_passkeys')
    .values({ tenant_id: tenantId, user_id: userId, ...row })
    .onConflict((oc) => oc.columns(['tenant_id', 'credential_id']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Writes down that a passkey was used; false when it is gone, or its counter went on meanwhile. */
export async function usePasskey(
  trx: Query,
  tenantId: number,
  userId: string,
  { id, was, counter, at }: { id: string; was: number; counter: number; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_passkeys')
    .set({ counter, last_used_at: at })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('counter', '=', was)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

type Versioned = Pick<PasskeyRow, 'id' | 'version'>

/** False when there is no such passkey of the person in that version. */
export async function renamePasskey(
  trx: Trx,
  tenantId: number,
  userId: string,
  { id, version }: Versioned,
  name: string,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_passkeys')
    .set({ name, version: version + 1 })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** False when there is no such passkey of the person in that version. */
export async function deletePasskey(
  trx: Trx,
  tenantId: number,
  userId: string,
  { id, version }: Versioned,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('user_passkeys')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export const hasPasskey = async (trx: Trx, tenantId: number, userId: string, id: string): Promise<boolean> =>
  (await listPasskeys(trx, tenantId, userId)).some((one) => one.id === id)

/** Uses a challenge up; false when it was answered before. Those that are too old by now are forgotten with it. */
export async function spendChallenge(trx: Query, tenantId: number, hash: Buffer, expiresAt: Date, now: Date) {
  const { rows } = await sql`
    with old as (delete from spent_challenges where tenant_id = ${tenantId} and expires_at < ${now})
    insert into spent_challenges (tenant_id, hash, expires_at) values (${tenantId}, ${hash}, ${expiresAt})
    on conflict do nothing returning hash`.execute(trx)
  return rows.length > 0
}
