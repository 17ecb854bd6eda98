/** How a mail goes from one state to the next. Each statement names the states from which it may, so that of two one wins. */
import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'
import type { MailState } from '../contract.ts'

/** Written before the first byte leaves; false when somebody else sends it, or it waits no longer. */
export async function updateToSending(
  db: Query,
  tenantId: number,
  id: string,
  { messageId, at }: { messageId: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update outbox set state = 'sending', message_id = ${messageId}, attempts = attempts + 1, sending_at = ${at}, next_at = null
    where tenant_id = ${tenantId} and id = ${id} and state = 'waiting' returning id`.execute(db)
  return rows.length > 0
}

/** Its end for now. What the server answered counts, even where somebody doubted meanwhile that it would. */
export async function updateToEnd(
  db: Query,
  tenantId: number,
  id: string,
  {
    state,
    answer,
    at,
  }: { state: Extract<MailState, 'sent' | 'perhaps' | 'failed' | 'kept'>; answer: string | null; at: Date },
): Promise<void> {
  await sql`
    update outbox set state = ${state}, answer = ${answer}, ended_at = ${at}, next_at = null
    where tenant_id = ${tenantId} and id = ${id} and state in ('waiting', 'sending', 'perhaps')`.execute(db)
}

export async function updateToWait(
  db: Query,
  tenantId: number,
  id: string,
  { answer, nextAt }: { answer: string; nextAt: Date },
): Promise<void> {
  await sql`
    update outbox set state = 'waiting', answer = ${answer}, next_at = ${nextAt}
    where tenant_id = ${tenantId} and id = ${id} and state in ('waiting', 'sending')`.execute(db)
}

/** Somebody wants it sent after all. */
export async function updateToAgain(db: Query, tenantId: number, id: string): Promise<void> {
  await sql`
    update outbox set state = 'waiting', answer = null, next_at = null, ended_at = null, epoch = current_epoch()
    where tenant_id = ${tenantId} and id = ${id}`.execute(db)
}
