import { sql } from 'kysely'
import type { Query, Trx } from '../../../server/database/database.ts'

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

/**
 * A search and names typed by somebody may be those of the person whom they found: such a target becomes that person, who is gone, so
 * that a plan that is made again meets nobody else. Whoever is planned or treated just now stays as they were frozen.
 */
export async function forgetPeopleOfPlans(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  const ids = [...userIds]
  await sql`
    update plans set actor_name = 'Erased user'
    where tenant_id = ${tenantId} and actor_kind = 'user' and actor_id = any(${ids}::text[])`.execute(trx)
  await sql`
    update plans p set target = jsonb_build_object('ids', jsonb_build_array(met.user_id))
    from plans all_plans cross join lateral (
      select m.user_id from plan_people m
      where m.tenant_id = ${tenantId} and m.plan = all_plans.number and m.user_id = any(${ids}::uuid[]) limit 1
    ) met
    where p.tenant_id = ${tenantId} and all_plans.tenant_id = ${tenantId} and p.id = all_plans.id
      and p.state not in ('planning', 'running')
      and (p.target #>> '{matching,search}' <> '' or p.target #> '{matching,filters}' ? 'named')`.execute(trx)
}
