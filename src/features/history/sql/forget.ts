import { sql } from 'kysely'
import type { Trx } from '../../../server/database/database.ts'

export const deletePersonal = (trx: Trx, tenantId: number, userIds: readonly string[]) =>
  trx
    .deleteFrom('history_personal')
    .where('tenant_id', '=', tenantId)
    .where('user_id', 'in', [...userIds])
    .execute()

/** Takes the names of erased users out of what they did; of anybody else it takes nothing. */
export const forgetActors = async (trx: Trx, userIds: readonly string[]): Promise<void> =>
  void (await sql`select forget_actors(${[...userIds]}::uuid[])`.execute(trx))
