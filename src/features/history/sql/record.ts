import { sql, type Insertable } from 'kysely'
import type { DB, Trx } from '../../../server/database/database.ts'
import type { PersonalValue } from '../redaction.ts'
import { personalHash } from './canonical.ts'

/** Once for each run: the batches of a mass action share the change set that the first of them made. */
export async function insertChangeSet(trx: Trx, header: Insertable<DB['change_sets']>): Promise<void> {
  await trx
    .insertInto('change_sets')
    .values(header)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

type Of = { tenantId: number; changeSet: string; at: Date }
type Entry = { user_id: string; changes: Record<string, unknown>; effects: object }

/** One statement for any number of people; a personal value is salted and hashed where the check will do it again. */
export async function insertEntries(
  trx: Trx,
  { tenantId, changeSet, at }: Of,
  entries: readonly Entry[],
  personal: readonly PersonalValue[],
): Promise<void> {
  await sql`
    with kept as (
      insert into history_personal (tenant_id, change_set_id, user_id, field, before_value, after_value, salt)
      select ${tenantId}::integer, ${changeSet}::uuid, user_id, field, before_value, after_value, uuid_send(gen_random_uuid())
      from json_to_recordset(${JSON.stringify(personal)})
        as given (user_id uuid, field text, before_value jsonb, after_value jsonb)
      returning user_id, field, ${personalHash(sql`before_value`, sql`after_value`, sql`salt`)} as hash
    ), hashes as (
      select user_id, jsonb_object_agg(field, jsonb_build_object('personal', hash)) as changes from kept group by user_id
    )
    insert into history (tenant_id, change_set_id, user_id, at, epoch, xid, changes, effects)
    select ${tenantId}::integer, ${changeSet}::uuid, user_id, ${at}::timestamptz,
      (select current_epoch()), (select pg_current_xact_id()::text::bigint),
      given.changes || coalesce(hashes.changes, '{}'), given.effects
    from unnest(${entries.map((e) => e.user_id)}::uuid[], ${entries.map((e) => JSON.stringify(e.changes))}::jsonb[],
      ${entries.map((e) => JSON.stringify(e.effects))}::jsonb[]) as given (user_id, changes, effects)
    left join hashes using (user_id)`.execute(trx)
}
