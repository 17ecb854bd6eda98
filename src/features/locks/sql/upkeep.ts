import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'

/** Counters of names go when the waits have begun again anyway; those of accounts also hold the row of failures. */
export const deleteOldTries = (db: Query, tenantId: number, { names, accounts }: { names: Date; accounts: Date }) =>
  sql`
    delete from sign_in_tries where tenant_id = ${tenantId} and last_at < ${names}
      and (subject is distinct from user_id or (last_at < ${accounts} and locked_until is distinct from 'infinity'))`.execute(
    db,
  )

export const deleteOldDevices = (db: Query, tenantId: number, before: Date) =>
  db.deleteFrom('known_devices').where('tenant_id', '=', tenantId).where('last_used_at', '<', before).execute()

export const deleteOldLimits = (db: Query, before: Date) =>
  db.deleteFrom('rate_limits').where('until', '<', before).execute()
