/** Authenticators and backup codes. Nothing that lists, filters, exports or logs reads these tables (SECURITY rule 4). */
import type { Query, Trx } from '../../../server/database/database.ts'

export const findAuthenticator = (db: Query, tenantId: number, userId: string) =>
  db
    .selectFrom('user_authenticators')
    .select(['sealed', 'set_up_at'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst()

/** Accepts the code of one time step; false when that step, or a later one, was accepted before (S16). */
export async function spendStep(trx: Query, tenantId: number, userId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_authenticators')
    .set({ last_step: step })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export const upsertOffer = (trx: Trx, tenantId: number, userId: string, sealed: string, at: Date) =>
  trx
    .insertInto('authenticator_offers')
    .values({ tenant_id: tenantId, user_id: userId, sealed, offered_at: at })
    .onConflict((oc) => oc.columns(['tenant_id', 'user_id']).doUpdateSet({ sealed, offered_at: at }))
    .execute()

/** The secret that was shown since that moment and waits for its first code. */
export const findOffer = (db: Query, tenantId: number, userId: string, since: Date) =>
  db
    .selectFrom('authenticator_offers')
    .select('sealed')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('offered_at', '>', since)
    .executeTakeFirst()

/** Makes the secret that was shown the one that counts; false when another was shown since, or it was taken already. */
export async function takeOffer(
  trx: Trx,
  tenantId: number,
  userId: string,
  { sealed, step, at }: { sealed: string; step: number; at: Date },
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('authenticator_offers')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('sealed', '=', sealed)
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  await trx
    .insertInto('user_authenticators')
    .values({ tenant_id: tenantId, user_id: userId, sealed, last_step: step, set_up_at: at })
    .onConflict((oc) =>
      oc.columns(['tenant_id', 'user_id']).doUpdateSet((eb) => ({
        sealed,
        set_up_at: at,
        // It only rises, whatever the secret.
        last_step: eb.fn<number>('greatest', ['user_authenticators.last_step', 'excluded.last_step']),
      })),
    )
    .execute()
  return true
}

/** False when there was none. */
export async function deleteAuthenticator(trx: Trx, tenantId: number, userId: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('user_authenticators')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Voids all backup codes of a person and gives these. */
export async function replaceBackupCodes(
  trx: Trx,
  tenantId: number,
  userId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await trx.deleteFrom('user_backup_codes').where('tenant_id', '=', tenantId).where('user_id', '=', userId).execute()
  if (hashes.length === 0) return
  await trx
    .insertInto('user_backup_codes')
    .values(hashes.map((hash) => ({ tenant_id: tenantId, user_id: userId, hash })))
    .execute()
}

/** Uses a backup code up; false when it is none of the person's, or was used. */
export async function spendBackupCode(
  trx: Query,
  tenantId: number,
  userId: string,
  hash: Buffer,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_backup_codes')
    .set({ used_at: at })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function countBackupCodes(db: Query, tenantId: number, userId: string): Promise<number> {
  const { left } = await db
    .selectFrom('user_backup_codes')
    .select((eb) => eb.fn.countAll<number>().as('left'))
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return left
}
