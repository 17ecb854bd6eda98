/** Browsers that an account is known by. */
import { sql } from 'kysely'
import { kept, type Query, type Trx } from '../../../server/database/database.ts'

/** The id of a browser that this account knows, where it does; nobody's account knows none, by the same statement. */
export async function findDevice(
  db: Query,
  tenantId: number,
  userId: string,
  tokenHash: Buffer,
  usedSince: Date,
): Promise<string | null> {
  const row = await db
    .selectFrom('known_devices')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('token_hash', '=', tokenHash)
    .where('last_used_at', '>', usedSince)
    .modifyEnd(kept)
    .executeTakeFirst()
  return row?.id ?? null
}

export type NewDevice = { tenantId: number; userId: string; tokenHash: Buffer; id: string; now: Date }

/** Makes a browser known, or remembers that it was used; `known` says which, by the id that it had before. */
export async function upsertDevice(
  trx: Trx,
  { tenantId, userId, tokenHash, id, now }: NewDevice,
): Promise<{ id: string; known: boolean }> {
  const { rows } = await sql<{ id: string }>`
    insert into known_devices (tenant_id, user_id, token_hash, id, created_at, last_used_at)
    values (${tenantId}, ${userId}, ${tokenHash}, ${id}, ${now}, ${now})
    on conflict (tenant_id, user_id, token_hash) do update set last_used_at = excluded.last_used_at
    returning id ${kept}`.execute(trx)
  return { id: rows[0]!.id, known: rows[0]!.id !== id }
}

/** Forgets every browser of these people, and what was counted of it. */
export async function dropDevicesOf(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  const these = sql`tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[])`
  await sql`delete from known_devices where ${these}`.execute(trx)
  await sql`delete from sign_in_tries where ${these} and device <> '00000000-0000-0000-0000-000000000000'`.execute(trx)
}
