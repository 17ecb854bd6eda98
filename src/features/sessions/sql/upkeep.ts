/** Sessions that nobody came back to, and those of long ago. */
import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'
import { linesOfEnded } from '../../activity/scope.ts'

/** Writes down of so many, at most, that they are over, as their next request would; answers how many there were. */
export async function endOver(db: Query, tenantId: number, now: Date, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with limits as (
      select coalesce(max(idle_minutes), 60) as idle, coalesce(max(absolute_minutes), 1440) as absolute
      from policies where tenant_id = ${tenantId}),
    over as (
      select s.id, least(s.expires_at, s.started_at + make_interval(mins => absolute)) as latest,
        s.last_seen_at + make_interval(mins => idle) as idle_at
      from sessions s cross join limits
      where s.tenant_id = ${tenantId} and s.ended_at is null
        and least(s.expires_at, s.started_at + make_interval(mins => absolute), s.last_seen_at + make_interval(mins => idle)) <= ${now}
      order by s.id limit ${most} for update of s skip locked),
    ended as (
      update sessions s set ended_at = least(latest, idle_at), end_reason = case when idle_at < latest then 'idle' else 'expired' end
      from over where s.tenant_id = ${tenantId} and s.id = over.id returning s.*),
    told as (${linesOfEnded('ended')})
    select count(*) as count from ended`.execute(db)
  return rows[0]?.count ?? 0
}

/** Forgets so many, at most, that could not have been live since that moment; answers how many there were. */
export async function deleteOld(db: Query, tenantId: number, before: Date, most: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from sessions where tenant_id = ${tenantId} and id in (
      select id from sessions where tenant_id = ${tenantId} and expires_at < ${before} order by expires_at limit ${most})`.execute(
    db,
  )
  return Number(numAffectedRows)
}
