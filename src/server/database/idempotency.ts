/** Repeats of a POST (draft of the Idempotency-Key header; FACE-5): kept 24 hours for each tenant and actor. */
import { sql } from 'kysely'
import type { Query } from './database.ts'

export type Repeat = { request_hash: Buffer; status: number | null; body: unknown; secret: boolean }

/** Takes the key for this request; null when it is ours now, else what the first request left. */
export async function takeIdempotencyKey(
  db: Query,
  tenantId: number,
  actor: string,
  key: string,
  requestHash: Buffer,
): Promise<Repeat | null> {
  await sql`
    delete from idempotency_keys where tenant_id = ${tenantId} and actor = ${actor} and key = ${key}
      and (created_at < now() - interval '24 hours' or (status is null and created_at < now() - interval '2 minutes'))`.execute(
    db,
  )
  const taken = await db
    .insertInto('idempotency_keys')
    .values({ tenant_id: tenantId, actor, key, request_hash: requestHash })
    .onConflict((oc) => oc.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken) return null
  const first = await db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'status', 'body', 'secret'])
    .where('tenant_id', '=', tenantId)
    .where('actor', '=', actor)
    .where('key', '=', key)
    .executeTakeFirst()
  return first ?? { request_hash: requestHash, status: null, body: null, secret: false }
}

/** Keeps the answer for repeats; of an answer that carries a secret, only that it was given (S34). */
export async function keepAnswer(
  db: Query,
  tenantId: number,
  actor: string,
  key: string,
  answer: { status: number; body: unknown; secret: boolean },
): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({
      status: answer.status,
      secret: answer.secret,
      body: answer.secret ? null : JSON.stringify(answer.body ?? null),
    })
    .where('tenant_id', '=', tenantId)
    .where('actor', '=', actor)
    .where('key', '=', key)
    .execute()
}

export async function releaseIdempotencyKey(db: Query, tenantId: number, actor: string, key: string): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('tenant_id', '=', tenantId)
    .where('actor', '=', actor)
    .where('key', '=', key)
    .execute()
}

/** Forgets the repeats of one tenant that are older than 24 hours, with the answers that were kept for them. */
export async function deleteOldKeys(db: Query, tenantId: number): Promise<void> {
  await sql`delete from idempotency_keys where tenant_id = ${tenantId} and created_at < now() - interval '24 hours'`.execute(
    db,
  )
}

/** Keeps no answer that tells of one of these people: a repeat is told that it was given, as of a secret (S34, LOG-1). */
export async function forgetAnswersAbout(db: Query, tenantId: number, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  await sql`
    update idempotency_keys set body = null, secret = true
    where tenant_id = ${tenantId} and body is not null and body::text ~ ${userIds.join('|')}`.execute(db)
}
