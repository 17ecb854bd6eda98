import { sql, type Insertable } from 'kysely'
import { kept, type DB, type Trx } from '../../../server/database/database.ts'
import { personalHashes, saltOf } from './canonical.ts'

/** Once for each run: the batches of a mass action share the change set that the first of them made. */
export async function insertChangeSet(trx: Trx, header: Insertable<DB['change_sets']>): Promise<void> {
  await trx
    .insertInto('change_sets')
    .values(header)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

type Of = { tenantId: number; changeSet: string; at: Date }
/** `personal` is {field: [before, after]}; of its values the entry keeps the hashes alone. */
type Entry = { user_id: string; changes: object; effects: object; personal: object }

/** One statement for any number of people; a personal value is salted and hashed where the check will do it again. */
export async function insertEntries(
  trx: Trx,
  { tenantId, changeSet, at }: Of,
  entries: readonly Entry[],
): Promise<void> {
  const each = (part: 'changes' | 'effects' | 'personal') => entries.map((entry) => JSON.stringify(entry[part]))
  const hashes = sql`(select jsonb_object_agg(v.field, jsonb_build_object('personal', v.hash))
    from ${personalHashes(sql`personal`, saltOf(sql`salt`))})`
  await sql`
    with given as materialized (
      select user_id, changes, effects, personal, case when personal <> '{}' then uuid_send(gen_random_uuid()) end as salt
      from unnest(${entries.map((entry) => entry.user_id)}::uuid[], ${each('changes')}::jsonb[], ${each('effects')}::jsonb[],
        ${each('personal')}::jsonb[]) as entry (user_id, changes, effects, personal)
    ), apart as (
      insert into history_personal (tenant_id, user_id, change_set_id, changes, salt)
      select ${tenantId}::integer, user_id, ${changeSet}::uuid, personal, salt from given where salt is not null
    )
    insert into history (tenant_id, change_set_id, user_id, at, epoch, xid, changes, effects)
    select ${tenantId}::integer, ${changeSet}::uuid, user_id, ${at}::timestamptz,
      (select current_epoch()), (select pg_current_xact_id()::text::bigint),
      case when salt is null then changes else changes || ${hashes} end, effects
    from given ${kept}`.execute(trx)
}
