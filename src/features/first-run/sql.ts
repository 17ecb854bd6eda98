import { sql } from 'kysely'
import type { Query, Trx } from '../../server/database/database.ts'

/** Whether there is any tenant but the one with this short name. */
export async function hasTenantsBeside(db: Query, slug: string): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from all_tenant_ids() as id where id is distinct from tenant_by_slug(${slug})) as some`.execute(
    db,
  )
  return rows[0]?.some === true
}

/** Puts a fresh token in the place of any earlier one, while the installation waits. */
export const openFirst = (db: Query, tokenHash: Buffer) =>
  sql`insert into first_run (token_hash) values (${tokenHash})
      on conflict (one) do update set token_hash = excluded.token_hash where first_run.done_at is null`.execute(db)

export const findFirstRun = (db: Query) =>
  db.selectFrom('first_run').select(['token_hash', 'done_at']).executeTakeFirst()

/** Uses the token up; false for all but one of those who come with it. */
export async function spendToken(trx: Trx, tokenHash: Buffer, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('first_run')
    .set({ token_hash: null, done_at: at })
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends the wait for the wizard, whether it had begun or not. */
export const closeFirst = (trx: Trx, at: Date) =>
  sql`insert into first_run (token_hash, done_at) values (null, ${at})
      on conflict (one) do update set token_hash = null, done_at = coalesce(first_run.done_at, excluded.done_at)`.execute(
    trx,
  )
