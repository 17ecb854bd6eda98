/** Queues that a deactivation took away, as history kept them: it outlives every other trace of them (SPEC 4.4). */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import type { Staged } from './assigning.ts'

/**
 * Of one person: the queues that the last leave took, that are still there, that the person is not in, and that were not left
 * by hand since.
 */
const formerOf = (tenantId: number, userId: Expression<unknown>) => sql`
  select q.id, q.name, q.name_key, (gone.place ->> 'priority')::integer as priority
  from (
    select h.at, h.effects -> 'queuesLeft' as places from history h
    where h.tenant_id = ${tenantId} and h.user_id = ${userId} and h.effects ? 'queuesLeft' order by h.at desc limit 1
  ) last
  cross join lateral jsonb_array_elements(last.places) as gone (place)
  join queues q on q.tenant_id = ${tenantId} and q.id = (gone.place ->> 'id')::integer and q.archived_at is null
  where not exists (select from queue_members m where m.tenant_id = ${tenantId} and m.user_id = ${userId} and m.queue_id = q.id)
    and not exists (
      select from history newer where newer.tenant_id = ${tenantId} and newer.user_id = ${userId} and newer.at >= last.at
        and newer.changes #> '{queues,0}' @> jsonb_build_array(jsonb_build_object('id', q.id)))`

export type FormerQueue = { id: number; name: string; priority: number }

export async function selectFormerQueues(db: Query, tenantId: number, userId: string): Promise<FormerQueue[]> {
  const { rows } = await sql<FormerQueue>`
    select id, name, priority from (${formerOf(tenantId, sql`${userId}::uuid`)}) former order by name_key, id`.execute(
    db,
  )
  return rows
}

/** Whoever has none to go back to, over the person `p`. */
export const hasNoFormer = (tenantId: number): Expression<boolean> =>
  sql<boolean>`not exists (${formerOf(tenantId, sql`p.id`)})`

/** The former queues of each of a set. */
export async function listFormerPlaces(trx: Trx, tenantId: number, ids: readonly string[]): Promise<Staged[]> {
  const { rows } = await sql<Staged>`
    select person.id as "userId", former.id, former.priority
    from unnest(${[...ids]}::uuid[]) as person (id) cross join lateral (${formerOf(tenantId, sql`person.id`)}) former
    order by 1, 2`.execute(trx)
  return rows
}
