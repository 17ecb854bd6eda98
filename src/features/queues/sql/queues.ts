import { sql } from 'kysely'
import { fold, sortKey } from '../../../contract/text.ts'
import type { Actor } from '../../../server/actor.ts'
import { brokenUnique, type Expression, type Query, type Trx } from '../../../server/database/database.ts'
import { doingIds } from '../../presence/scope.ts'
import { countedPeople, MOST_COUNTED } from '../../roles/scope.ts'
import { queueNameTaken, type Queue } from '../contract.ts'

export type Wanted = { search: string; archived: boolean; ids: number[] | null; limit: number; now: Date }

type Counts = { members: number | null; active: number | null; available: number | null }
type QueueRow = Omit<Queue, keyof Counts> & Counts

/** No counts where there are none to tell. */
const told = ({ members, active, available, ...queue }: QueueRow): Queue =>
  members === null || active === null || available === null ? queue : { ...queue, members, active, available }

const columns = sql`q.id, q.name, q.minimum, q.archived_at is not null as archived, q.version`

/** The queues, each with how many people are in it of those of whom the actor may be told. */
async function withMembers(db: Query, actor: Actor, queues: Expression<unknown>, now: Date): Promise<Queue[]> {
  const people = countedPeople(actor)
  const counted =
    people === 'everybody'
      ? withAll(actor.tenantId, queues, now)
      : people === 'nobody'
        ? withNone(queues)
        : withSeen(actor.tenantId, queues, people, now)
  return (await counted.execute(db)).rows.map(told)
}

const withNone = (queues: Expression<unknown>) => sql<QueueRow>`
  select ${columns}, null::integer as members, null::integer as active, null::integer as available
  from (${queues}) q order by q.name_key, q.id`

/**
 * With everybody, as it is kept (0021), and how many of these take calls at the moment: for that each who does is looked up, and not
 * every place is read.
 */
const withAll = (tenantId: number, queues: Expression<unknown>, now: Date) => sql<QueueRow>`
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
  select ${columns}, coalesce(sizes.members, 0) as members, coalesce(sizes.active, 0) as active,
    coalesce(waiting.people, 0) as available
  from chosen q left join sizes on sizes.queue_id = q.id left join waiting on waiting.queue_id = q.id
  order by q.name_key, q.id`

/** With those in sight, whose own places are looked at: never those of everybody. */
const withSeen = (
  tenantId: number,
  queues: Expression<unknown>,
  people: Expression<unknown>,
  now: Date,
) => sql<QueueRow>`
  with chosen as materialized (${queues}), seen as materialized (${people}), sizes as (
    select m.queue_id, count(*)::integer as members, (count(*) filter (where seen.status = 'active'))::integer as active,
      (count(*) filter (where seen.id in (${doingIds(tenantId, now, 'available')})))::integer as available
    from seen join queue_members m on m.tenant_id = ${tenantId} and m.user_id = seen.id
    where m.queue_id in (select id from chosen) and (select count(*) from seen) <= ${MOST_COUNTED}
    group by m.queue_id
  ), few as (select count(*) <= ${MOST_COUNTED} as enough from seen)
  select ${columns}, case when few.enough then coalesce(sizes.members, 0) end as members,
    case when few.enough then coalesce(sizes.active, 0) end as active,
    case when few.enough then coalesce(sizes.available, 0) end as available
  from chosen q cross join few left join sizes on sizes.queue_id = q.id
  order by q.name_key, q.id`

export async function listQueueRows(
  db: Query,
  actor: Actor,
  { search, archived, ids, limit, now }: Wanted,
): Promise<{ items: Queue[]; total: number }> {
  const { tenantId } = actor
  const part = fold(search)
    .trim()
    .replace(/[\\%_]/g, '\\$&')
  const matching = sql`from queues where tenant_id = ${tenantId} and name_key like ${`%${part}%`}
    and (${archived} or archived_at is null) and (${ids}::integer[] is null or id = any(${ids}::integer[]))`
  const page = sql`select * ${matching} order by name_key, id limit ${limit}`
  const items = await withMembers(db, actor, page, now)
  if (items.length < limit) return { items, total: items.length }
  const { rows } = await sql<{ total: number }>`select count(*) as total ${matching}`.execute(db)
  return { items, total: rows[0]!.total }
}

export async function getQueue(db: Query, actor: Actor, id: number, now: Date): Promise<Queue> {
  const one = sql`select * from queues where tenant_id = ${actor.tenantId} and id = ${id}`
  return (await withMembers(db, actor, one, now))[0]!
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
