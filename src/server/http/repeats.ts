import { alreadyDone, idempotencyInFlight, idempotencyMismatch, invalidRequest } from '../../contract/problem.ts'
import type { Context } from '../context.ts'
import { keepAnswer, releaseIdempotencyKey, takeIdempotencyKey } from '../database/idempotency.ts'

type Answer = { status: number; body: unknown }
type Once = {
  ctx: Context
  key: string | undefined
  /** Whether an answer carries a secret. */
  isSecret: (answer: unknown) => boolean
  method: string
  url: string
  body: unknown
}

/** Answers a repeated POST as the first time; does the work at most once for each Idempotency-Key (S34). */
export async function once(
  { ctx, key, isSecret, method, url, body }: Once,
  work: () => Promise<Answer>,
): Promise<Answer> {
  // Nobody has no repeats: an answer to a stranger is never kept.
  if (key === undefined || method !== 'POST' || ctx.actor.tenantId === 0) return work()
  if (key.length < 1 || key.length > 200)
    throw invalidRequest({ detail: 'An Idempotency-Key takes 1 to 200 characters.' })
  const { tenantId } = ctx.actor
  const actor = `${ctx.actor.kind}:${ctx.actor.id}`
  // Keyed, since a body may hold a password.
  const hash = ctx.keyring.mac(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
  const first = await takeIdempotencyKey(ctx.db, tenantId, actor, key, hash)
  if (first) {
    if (!hash.equals(first.request_hash)) throw idempotencyMismatch()
    if (first.status === null) throw idempotencyInFlight()
    if (first.secret) throw alreadyDone()
    return { status: first.status, body: first.body }
  }
  const answer = await work().catch(async (error: unknown) => {
    await releaseIdempotencyKey(ctx.db, tenantId, actor, key)
    throw error
  })
  await keepAnswer(ctx.db, tenantId, actor, key, { ...answer, secret: isSecret(answer.body) })
  return answer
}
