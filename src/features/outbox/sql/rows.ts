import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import type { MailState } from '../contract.ts'

export type MailRow = {
  id: string
  state: MailState
  template: string
  to_address: string
  to_name: string
  subject: string
  language: string
  user_id: string | null
  message_id: string | null
  attempts: number
  created_at: Date
  next_at: Date | null
  ended_at: Date | null
  answer: string | null
  good_until: Date
  /** Written in this life of the database, not restored from a backup. */
  of_now: boolean
  has_words: boolean
}

const columns = sql`m.id, m.state, m.template, m.to_address, m.to_name, m.subject, m.language, m.user_id, m.message_id,
  m.attempts, m.created_at, m.next_at, m.ended_at, m.answer, m.good_until, m.epoch = current_epoch() as of_now,
  exists (select from outbox_words w where w.tenant_id = m.tenant_id and w.mail_id = m.id) as has_words`

export type Sender = { name: string; language: string; demonstration: boolean }

/** The tenant that mail is sent for. */
export const getSender = (db: Query, tenantId: number): Promise<Sender> =>
  db
    .selectFrom('tenants')
    .select(['name', 'language', 'demonstration'])
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow()

export type NewMail = {
  readonly id: string
  readonly template: string
  readonly to_address: string
  readonly to_name: string
  readonly subject: string
  readonly language: string
  readonly user_id: string | null
  readonly good_until: Date
  readonly sealed: string
}

/** Both the mails and their words. */
export async function insertMails(
  trx: Query,
  { tenantId, state, at }: { tenantId: number; state: 'kept' | 'waiting'; at: Date },
  mails: readonly NewMail[],
): Promise<void> {
  await trx
    .insertInto('outbox')
    .values(mails.map(({ sealed: _, ...mail }) => ({ tenant_id: tenantId, state, created_at: at, ...mail })))
    .execute()
  await trx
    .insertInto('outbox_words')
    .values(mails.map(({ id, sealed }) => ({ tenant_id: tenantId, mail_id: id, sealed })))
    .execute()
}

/** `sight` speaks of a person under the alias `p`; null for whoever sees all mail. */
const seen = (tenantId: number, sight: Expression<boolean> | null): Expression<boolean> =>
  sight === null
    ? sql<boolean>`m.tenant_id = ${tenantId}`
    : sql<boolean>`m.tenant_id = ${tenantId} and exists (select from users p where p.tenant_id = ${tenantId} and p.id = m.user_id and ${sight})`

export type Page = { state: MailState | undefined; after: string | undefined; limit: number }

/** Newest first. */
export async function listMails(
  db: Query,
  tenantId: number,
  sight: Expression<boolean> | null,
  { state, after, limit }: Page,
): Promise<MailRow[]> {
  const { rows } = await sql<MailRow>`
    select ${columns} from outbox m
    where ${seen(tenantId, sight)} and ${state === undefined ? sql`true` : sql`m.state = ${state}`}
      and ${after === undefined ? sql`true` : sql`m.id < ${after}::uuid`}
    order by m.id desc limit ${limit}`.execute(db)
  return rows
}

export async function countMails(
  db: Query,
  tenantId: number,
  sight: Expression<boolean> | null,
): Promise<{ state: MailState; count: number }[]> {
  const { rows } = await sql<{ state: MailState; count: number }>`
    select m.state, count(*) as count from outbox m where ${seen(tenantId, sight)} group by 1`.execute(db)
  return rows
}

export async function findMail(
  db: Query,
  tenantId: number,
  id: string,
  sight: Expression<boolean> | null = null,
): Promise<MailRow | undefined> {
  const { rows } = await sql<MailRow>`
    select ${columns} from outbox m where ${seen(tenantId, sight)} and m.id = ${id}`.execute(db)
  return rows[0]
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockMail(
  trx: Trx,
  tenantId: number,
  id: string,
  sight: Expression<boolean> | null,
): Promise<MailRow | undefined> {
  const { rows } = await sql<MailRow>`
    select ${columns} from outbox m where ${seen(tenantId, sight)} and m.id = ${id} for no key update of m`.execute(trx)
  return rows[0]
}

export async function findWords(db: Query, tenantId: number, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('outbox_words')
    .select('sealed')
    .where('tenant_id', '=', tenantId)
    .where('mail_id', '=', id)
    .executeTakeFirst()
  return row?.sealed ?? null
}

export const deleteWords = (db: Query, tenantId: number, id: string) =>
  db.deleteFrom('outbox_words').where('tenant_id', '=', tenantId).where('mail_id', '=', id).execute()
