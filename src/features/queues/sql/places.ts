import { sql } from 'kysely'
import type { Expression, Trx } from '../../../server/database/database.ts'
import { takesNoCalls } from './assigning.ts'

export type Left = { user_id: string; queues: { id: number; priority: number }[] }

export async function deleteQueueMembers(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<Left[]> {
  const { rows } = await sql<Left>`
    with gone as (
      delete from queue_members where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[])
      returning user_id, queue_id, priority
    )
    select user_id, json_agg(json_build_object('id', queue_id, 'priority', priority) order by queue_id) as queues
    from gone group by user_id`.execute(trx)
  return rows
}

export type Membership = { userId: string; queueId: number; priority: number }

/** Whoever is in a queue already keeps the priority that they have there; whoever is not active or takes no calls by now joins none. */
export async function insertQueueMembers(trx: Trx, tenantId: number, given: readonly Membership[]): Promise<Left[]> {
  const [users, queues] = [given.map((r) => r.userId), given.map((r) => r.queueId)]
  const { rows } = await sql<Left>`
    with joined as (
      insert into queue_members (tenant_id, user_id, queue_id, priority)
      select ${tenantId}::integer, given.user_id, given.queue_id, given.priority
      from unnest(${users}::uuid[], ${queues}::integer[], ${given.map((r) => r.priority)}::smallint[]) as given (user_id, queue_id, priority)
      join queues q on q.tenant_id = ${tenantId} and q.id = given.queue_id and q.archived_at is null
      join users p on p.tenant_id = ${tenantId} and p.id = given.user_id and p.status = 'active' and not ${takesNoCalls(tenantId)}
      order by given.user_id, given.queue_id
      on conflict do nothing returning user_id, queue_id, priority
    )
    select user_id, json_agg(json_build_object('id', queue_id, 'priority', priority) order by queue_id) as queues
    from joined group by user_id`.execute(trx)
  return rows
}

export const countPlaces = (tenantId: number, ids: Expression<unknown>): Expression<number> =>
  sql<number>`(select count(*) from queue_members m where m.tenant_id = ${tenantId} and m.user_id in ${ids})`
