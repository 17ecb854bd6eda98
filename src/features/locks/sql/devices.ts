/** Browsers that an account is known by. */
import { sql } from 'kysely'
import type { Trx } from '../../../server/database/database.ts'

/** Forgets every browser of these people, and what was counted of it. */
export async function dropDevicesOf(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  const these = sql`tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[])`
  await sql`delete from known_devices where ${these}`.execute(trx)
  await sql`delete from sign_in_tries where ${these} and device <> '00000000-0000-0000-0000-000000000000'`.execute(trx)
}
