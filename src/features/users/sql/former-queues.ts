import { sql } from 'kysely'
import type { Query } from '../../../server/database/database.ts'

export type FormerQueue = { id: number; name: string; priority: number }
export async function selectFormerQueues(db: Query, tenantId: number, userId: string): Promise<FormerQueue[]> {
  const { rows } = await sql<FormerQueue>`
    with last as (
      select effects -> 'queuesLeft' as queues from history
      where tenant_id = ${tenantId} and user_id = ${userId}::uuid and effects ? 'queuesLeft'
      order by at desc limit 1)
    select q.id, q.name, (l.value ->> 'priority')::int as priority
    from last cross join jsonb_array_elements(last.queues) l
    join queues q on q.tenant_id = ${tenantId} and q.id = (l.value ->> 'id')::int and q.archived_at is null
    where not exists (select from queue_members m where m.tenant_id = ${tenantId} and m.user_id = ${userId}::uuid and m.queue_id = q.id)
    order by q.name_key`.execute(db)
  return rows
}
