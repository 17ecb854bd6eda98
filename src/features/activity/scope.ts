/** What other features' statements write into the activity. */
import { sql } from 'kysely'
import { newId } from '../../contract/ids.ts'
import type { Expression } from '../../server/database/database.ts'

/**
 * A line for each session of `ended`, rows of `sessions` that the statement has just ended. Whoever was still on the way in
 * had not signed in, and has nothing to sign out of.
 */
export const linesOfEnded = (ended: string): Expression<unknown> => sql`
  insert into activity (tenant_id, id, user_id, at, kind, detail, address)
  select tenant_id, gen_random_uuid(), user_id, ended_at, 'signed-out', end_reason, address
  from ${sql.table(ended)} where stage = 'whole'`

/** A line of somebody who is signed in now, every step of it behind them. */
export const lineOfSignIn = (
  tenantId: number,
  userId: string,
  { at, address }: { readonly at: Date; readonly address: string | null },
): Expression<unknown> => sql`
  insert into activity (tenant_id, id, user_id, at, kind, address)
  values (${tenantId}, ${newId(at.getTime())}, ${userId}, ${at}, 'signed-in', ${address})`
