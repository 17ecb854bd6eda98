/** What becomes of exports whose time is over, and of those that nobody is at. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'

/** The files of these are gone; that there was one is still said. */
async function expire(db: Query, which: Expression<boolean>): Promise<void> {
  await sql`
    with over as (
      update exports set state = 'expired' where state = 'ready' and ${which} returning tenant_id, id)
    delete from export_parts p using over where p.tenant_id = over.tenant_id and p.export_id = over.id`.execute(db)
}

export const expireOld = (db: Query, tenantId: number, now: Date) =>
  expire(db, sql<boolean>`tenant_id = ${tenantId} and expires_at <= ${now}`)

export async function deleteOld(db: Query, tenantId: number, before: Date): Promise<void> {
  await db.deleteFrom('exports').where('tenant_id', '=', tenantId).where('made_at', '<', before).execute()
}

/** Under way, and without a sign of life since. */
export async function listForgotten(db: Query, tenantId: number, before: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('exports')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('state', 'in', ['waiting', 'running'])
    .where('touched_at', '<', before)
    .execute()
  return rows.map(({ id }) => id)
}

/** Leaves no name and no address of these people on what they asked for, or was mailed to them. Asked before their addresses go. */
export async function forgetAskers(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  const ids = [...userIds]
  await sql`
    update exports set actor_name = 'Erased user'
    where tenant_id = ${tenantId} and actor_kind = 'user' and actor_id = any(${ids}::text[])`.execute(trx)
  await sql`
    update exports set email_to = null, email_key = null
    where tenant_id = ${tenantId} and email_key in (
      select email_key from users where tenant_id = ${tenantId} and id = any(${ids}::uuid[]))`.execute(trx)
}

/**
 * Takes away every file in which one of these people may stand: all that show the tenant as it was before they were
 * deleted. What is being written is told off and waits, to be begun anew by the upkeep.
 */
export async function expireOf(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  const since = sql`(select max(coalesce(deleted_at, now())) from users where tenant_id = ${tenantId} and id = any(${[...userIds]}::uuid[]))`
  const may = sql<boolean>`tenant_id = ${tenantId} and began_at <= ${since}`
  await expire(trx, may)
  await sql`update exports set state = 'waiting' where state = 'running' and ${may}`.execute(trx)
}
