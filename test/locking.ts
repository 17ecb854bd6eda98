/** Accounts that are locked, as failures of strangers lock them. */
import type { World } from './world.ts'

/** Locks somebody for an hour from now on. */
export async function lock(w: World, id: string, how: { minutes?: number; addresses?: string[] } = {}): Promise<void> {
  const { tenant_id } = await w.db
    .selectFrom('users')
    .select('tenant_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const now = w.clock.now()
  await w.db
    .insertInto('sign_in_tries')
    .values({
      ...{ tenant_id, subject: id, user_id: id, device: '00000000-0000-0000-0000-000000000000' },
      ...{ failures: 5, recent: 5, first_at: now, last_at: now, locked_at: now },
      locked_until: new Date(now.getTime() + (how.minutes ?? 60) * 60_000),
      addresses: how.addresses ?? ['203.0.113.9'],
    })
    .execute()
}
