import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'

/** A plan may have a million people: each goes in a transaction of its own. */
const MOST = 1

/** Deletes the oldest plan with all that hangs on it; answers how many there were. */
export async function deleteOldPlans(db: Query, tenantId: number, before: { unrun: Date; run: Date }): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select number from plans where tenant_id = ${tenantId} and case when started_at is null
      then expires_at < ${before.unrun} else ended_at < ${before.run} end order by made_at limit ${MOST}`.execute(db)
  const numbers = rows.map((r) => r.number)
  if (numbers.length === 0) return 0
  const these = sql`tenant_id = ${tenantId} and plan = any(${numbers}::int[])`
  await db.transaction().execute(async (trx) => {
    for (const table of ['plan_people', 'plan_exceptions', 'plan_batches'])
      await sql`delete from ${sql.table(table)} where ${these}`.execute(trx)
    await sql`delete from plans where tenant_id = ${tenantId} and number = any(${numbers}::int[])`.execute(trx)
  })
  return numbers.length
}
