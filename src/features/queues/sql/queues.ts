import { sql } from 'kysely'
import { fold, sortKey } from '../../../contract/text.ts'
import { brokenUnique, type Expression, type Query, type Trx } from '../../../server/database/database.ts'
import { doingIds } from '../../presence/scope.ts'
import { queueNameTaken, type Queue } from '../contract.ts'

export type Wanted = { search: string; archived: boolean; ids: number[] | null; limit: number; now: Date }

/**
 * The queues with how many people are in each, as it is kept (0021), and how many of these take calls at the moment: for that each
 * who does is looked up, and not every place is read.
 */
const withMembers = (tenantId: number, queues: Expression<unknown>, now: Date) => sql<Queue>`
  with chosen as materialized (${queues}), sizes as (
    select s.queue_id, sum(s.members)::integer as members, sum(s.active)::integer as active
    from queue_sizes s where s.tenant_id = ${tenantId} and s.queue_id in (select id from chosen) group by s.queue_id
  ), waiting as (
    select m.queue_id, count(*)::integer as people
    from (${doingIds(tenantId, now, 'available')}) doing
    cross join lateral (
      select q.queue_id from queue_members q where q.tenant_id = ${tenantId} and q.user_id = doing.user_id offset 0) m
    where m.queue_id in (select id from chosen) group by m.queue_id
  )
  select q.id, q.name, coalesce(sizes.members, 0) as members, coalesce(sizes.active, 0) as active,
    coalesce(waiting.people, 0) as available, q.minimum, q.archived_at is not null as archived, q.version
  from chosen q left join sizes on sizes.queue_id = q.id left join waiting on waiting.queue_id = q.id
  order by q.name_key, q.id`

export async function listQueueRows(
  db: Query,
  tenantId: number,
  { search, archived, ids, limit, now }: Wanted,
): Promise<{ items: Queue[]; total: number }> {
  const part = fold(search)
    .trim()
    .replace(/[\\%_]/g, '\\$&')
  const matching = sql`from queues where tenant_id = ${tenantId} and name_key like ${`%${part}%`}
    and (${archived} or archived_at is null) and (${ids}::integer[] is null or id = any(${ids}::integer[]))`
  const page = sql`select * ${matching} order by name_key, id limit ${limit}`
  const { rows: items } = await withMembers(tenantId, page, now).execute(db)
  if (items.length < limit) return { items, total: items.length }
  const { rows } = await sql<{ total: number }>`select count(*) as total ${matching}`.execute(db)
  return { items, total: rows[0]!.total }
}

export async function getQueue(db: Query, tenantId: number, id: number, now: Date): Promise<Queue> {
  const one = sql`select * from queues where tenant_id = ${tenantId} and id = ${id}`
  const { rows } = await withMembers(tenantId, one, now).execute(db)
  return rows[0]!
}

export async function insertQueue(trx: Trx, tenantId: number, name: string, minimum: number): Promise<number> {
  const { id } = await trx
    .insertInto('queues')
    .values({ tenant_id: tenantId, name, name_key: sortKey(name), minimum })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(refuseTaken)
  return id
}

export type Held = { name: string; minimum: number; archived: boolean; version: number }

/** The queue as it is, and nobody else changes it until the transaction ends. */
export async function lockQueue(trx: Trx, tenantId: number, id: number): Promise<Held | undefined> {
  return trx
    .selectFrom('queues')
    .select(['name', 'minimum', 'version', sql<boolean>`archived_at is not null`.as('archived')])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateQueue(
  trx: Trx,
  tenantId: number,
  id: number,
  { name, minimum, archived }: Partial<Held>,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('queues')
    .set({
      version: sql`version + 1`,
      ...(name === undefined ? {} : { name, name_key: sortKey(name) }),
      ...(minimum === undefined ? {} : { minimum }),
      ...(archived === undefined ? {} : { archived_at: archived ? now : null }),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
    .catch(refuseTaken)
}

function refuseTaken(error: unknown): never {
  throw brokenUnique(error) === 'queues_name' ? queueNameTaken() : error
}

export type QueueState = { id: number; archived: boolean }
export async function selectQueueStates(db: Query, tenantId: number, ids: readonly number[]): Promise<QueueState[]> {
  const { rows } = await sql<QueueState>`
    select id, archived_at is not null as archived from queues
    where tenant_id = ${tenantId} and id = any(${[...ids]}::int[])`.execute(db)
  return rows
}
