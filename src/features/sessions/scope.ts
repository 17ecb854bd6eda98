/** When a console session is live: the same words wherever one is counted, listed or ended (AUTH-8, S20). */
import { sql } from 'kysely'
import type { Expression } from '../../server/database/database.ts'

/**
 * A session `live` of this tenant that was not over at that moment, whether or not somebody has ended it since. The tenant's
 * limits are read once for a statement, never for each row; a tenant without limits of its own has those that each session
 * was begun with. An hour is the most that a tenant may allow: said in so many words, the planner can weigh it.
 */
export const wasLive = (tenantId: number, at: Date | Expression<unknown>): Expression<boolean> => {
  const now = sql`${at}::timestamptz`
  const limit = (column: string) =>
    sql`(select make_interval(mins => ${sql.ref(column)}) from policies where tenant_id = ${tenantId})`
  return sql<boolean>`(live.stage = 'whole' and live.expires_at > ${now} and live.last_seen_at > ${now} - interval '1 hour'
    and least(live.expires_at, live.last_seen_at + ${limit('idle_minutes')}, live.started_at + ${limit('absolute_minutes')}) > ${now})`
}

/** A session `live` of this tenant that stands at that moment, and is past every step of signing in. */
export const isLive = (tenantId: number, at: Date | Expression<unknown>): Expression<boolean> =>
  sql<boolean>`(live.ended_at is null and ${wasLive(tenantId, at)})`
