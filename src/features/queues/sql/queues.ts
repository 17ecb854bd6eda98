import { sql } from 'kysely'
import { fold, sortKey } from '../../../contract/text.ts'
import { brokenUnique, type Expression, type Query, type Trx } from '../../../server/database/database.ts'
import { queueNameTaken, type Queue } from '../contract.ts'

export type Wanted = { search: string; archived: boolean; ids: number[] | null; limit: number }

/** The queues with how many people are in each, and how many of these are active, as the directory has it. */
const withMembers = (tenantId: number, queues: Expression<unknown>) => sql<Queue>`
  with chosen as materialized (${queues}), people as (
    select m.queue_id, count(*) as members, count(*) filter (where d.status = 'active') as active
    from queue_members m join directory d on d.tenant_id = m.tenant_id and d.user_id = m.user_id
    where m.tenant_id = ${tenantId} and m.queue_id in (select id from chosen) group by m.queue_id
  )
  select q.id, q.name, coalesce(people.members, 0)::integer as members, coalesce(people.active, 0)::integer as active,
    q.minimum, q.archived_at is not null as archived, q.version
  from chosen q left join people on people.queue_id = q.id
  order by q.name_key, q.id`

export async function listQueueRows(
  db: Query,
  tenantId: number,
  { search, archived, ids, limit }: Wanted,
): Promise<{ items: Queue[]; total: number }> {
  const part = fold(search)
    .trim()
    .replace(/[\\%_]/g, '\\$&')
  const matching = sql`from queues where tenant_id = ${tenantId} and name_key like ${`%${part}%`}
    and (${archived} or archived_at is null) and (${ids}::integer[] is null or id = any(${ids}::integer[]))`
  const page = sql`select * ${matching} order by name_key, id limit ${limit}`
  const { rows: items } = await withMembers(tenantId, page).execute(db)
  if (items.length < limit) return { items, total: items.length }
  const { rows } = await sql<{ total: number }>`select count(*) as total ${matching}`.execute(db)
  return { items, total: rows[0]!.total }
}

export async function getQueue(db: Query, tenantId: number, id: number): Promise<Queue> {
  const one = sql`select * from queues where tenant_id = ${tenantId} and id = ${id}`
  const { rows } = await withMembers(tenantId, one).execute(db)
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
