import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'

/** What waited in a backup may have been sent since the backup was made: nobody knows. */
export async function updateRestored(db: Query, tenantId: number, answer: string, at: Date): Promise<void> {
  await sql`
    update outbox set state = 'perhaps', answer = ${answer}, ended_at = ${at}, next_at = null
    where tenant_id = ${tenantId} and state in ('waiting', 'sending') and epoch <> current_epoch()`.execute(db)
}

/** A mail whose try ended without a word, and whose job is gone with it. */
export async function updateLost(
  db: Query,
  tenantId: number,
  { answer, before, at }: { answer: string; before: Date; at: Date },
): Promise<void> {
  await sql`
    update outbox set state = 'perhaps', answer = ${answer}, ended_at = ${at}
    where tenant_id = ${tenantId} and state = 'sending' and sending_at < ${before}`.execute(db)
}

/** Waiting mails whose time came long ago, so that nobody seems to be at them. */
export async function listForgotten(db: Query, tenantId: number, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from outbox
    where tenant_id = ${tenantId} and state = 'waiting' and coalesce(next_at, created_at) < ${before}
    order by id limit 1000`.execute(db)
  return rows.map(({ id }) => id)
}

/** Links that work no longer: what waits is not sent any more, and no words are kept. */
export async function endOverdue(db: Query, tenantId: number, answer: string, at: Date): Promise<void> {
  await sql`
    update outbox set state = 'failed', answer = ${answer}, ended_at = ${at}, next_at = null
    where tenant_id = ${tenantId} and state = 'waiting' and good_until <= ${at}`.execute(db)
  await sql`
    delete from outbox_words w using outbox m
    where w.tenant_id = ${tenantId} and m.tenant_id = w.tenant_id and m.id = w.mail_id
      and m.state <> 'sending' and m.good_until <= ${at}`.execute(db)
}

export async function deleteOld(db: Query, tenantId: number, before: Date): Promise<void> {
  await sql`
    delete from outbox_words w using outbox m
    where w.tenant_id = ${tenantId} and m.tenant_id = w.tenant_id and m.id = w.mail_id and m.created_at < ${before}`.execute(
    db,
  )
  await sql`
    delete from outbox where tenant_id = ${tenantId} and created_at < ${before} and state not in ('waiting', 'sending')`.execute(
    db,
  )
}

/** Everything that was mailed about these people, or waits to be. */
export async function deleteMailsOf(db: Query, tenantId: number, userIds: readonly string[]): Promise<void> {
  await sql`
    with gone as (
      delete from outbox where tenant_id = ${tenantId} and (user_id = any (${userIds}::uuid[]) or lower(to_address) in (
        select email_key from users where tenant_id = ${tenantId} and id = any (${userIds}::uuid[]))) returning id
    )
    delete from outbox_words where tenant_id = ${tenantId} and mail_id in (select id from gone)`.execute(db)
}
