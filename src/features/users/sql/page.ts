/**
 * One page of the list by keyset (LIST-6). A sort is a row of segments, walked in turn until the page is full: so empty
 * values stand last in both directions, and a column of few values needs no index that would slow mass changes down.
 *
 * Each segment is read in one of two ways (docs/decisions/0005). Where the planner expects many to match, a walk along
 * the index of the order soon meets a page of them. Where it expects few, or the walk met too few, everybody who matches
 * is gathered and sorted. The walk has an end, so that a wrong guess costs milliseconds and not a scan of everybody.
 */
import { sql } from 'kysely'
import { isCancelled, type Expression, type Query } from '../../../server/database/database.ts'
import type { Sort } from '../contract/sorts.ts'
import { isOnline } from '../../presence/scope.ts'

/** Where a page begins: the segment, the key in it and the id of the row before. */
export type Place = { readonly segment: string; readonly key: string | null; readonly id: string }
/** An index to walk along; by id alone when there is no key. */
type Order = {
  readonly table: 'users' | 'user_sign_ins' | 'recent_calls'
  readonly id: 'id' | 'user_id'
  readonly key: string | null
  readonly type: 'text' | 'timestamptz' | 'integer'
}
type Segment = { readonly name: string; readonly order: Order; readonly where: Expression<boolean> }
type Segments = { readonly filled: Segment[]; readonly empty: Segment[] }

/** Up to so many are gathered and sorted as soon as a walk would meet a page of them. */
export const FEW = 10_000
/** How many rows the first walk looks at: a page of 50 is met where one in sixty matches. */
const STEPS = 3000
const FURTHER = 8

const everybody = sql<boolean>`true`
const byKey = (name: string, key: string): Segment => ({
  name,
  where: everybody,
  order: { table: 'users', id: 'id', key, type: 'text' },
})
const byId = (name: string, where: Expression<boolean>): Segment => ({
  name,
  where,
  order: { table: 'users', id: 'id', key: null, type: 'text' },
})

async function segmentsOf(db: Query, tenantId: number, now: Date, by: Sort['by']): Promise<Segments> {
  switch (by) {
    case 'name':
      return { filled: [byKey('all', 'name_key')], empty: [] }
    case 'username':
      return { filled: [byKey('all', 'username_key')], empty: [] }
    case 'email':
      return { filled: [byKey('all', 'email_key')], empty: [] }
    case 'created':
      return { filled: [byId('all', everybody)], empty: [] }
    case 'extension':
      return { filled: [byKey('some', 'extension_key')], empty: [byId('none', sql<boolean>`p.extension_key is null`)] }
    case 'status': {
      const statuses = ['active', 'inactive', 'pending'] as const
      return { filled: statuses.map((status) => byId(status, sql<boolean>`p.status = ${status}`)), empty: [] }
    }
    case 'availability': {
      const is = isOnline(tenantId, now)
      return { filled: [byId('online', is), byId('offline', sql<boolean>`not ${is}`)], empty: [] }
    }
    case 'lastSignIn': {
      const order: Order = { table: 'user_sign_ins', id: 'user_id', key: 'last_at', type: 'timestamptz' }
      const never = sql<boolean>`not exists (
        select from user_sign_ins l where l.tenant_id = ${tenantId} and l.user_id = p.id)`
      return { filled: [{ name: 'some', where: everybody, order }], empty: [byId('none', never)] }
    }
    case 'callsHandled': {
      const order: Order = { table: 'recent_calls', id: 'user_id', key: 'handled', type: 'integer' }
      const none = sql<boolean>`not exists (
        select from recent_calls c where c.tenant_id = ${tenantId} and c.user_id = p.id)`
      return { filled: [{ name: 'some', where: everybody, order }], empty: [byId('none', none)] }
    }
    case 'site': {
      const sites = await db
        .selectFrom('sites')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .orderBy('name_key')
        .orderBy('id')
        .execute()
      return { filled: sites.map(({ id }) => byId(String(id), sql<boolean>`p.site_id = ${id}`)), empty: [] }
    }
  }
}

export type PageAsk = {
  tenantId: number
  now: Date
  where: Expression<boolean>
  sort: Sort
  limit: number
  backwards: boolean
  from: Place | null
  /** About how many match. */
  expected: number
}

/** A page, and how many match in all where that was learned on the way. */
export type Page = { readonly places: Place[]; readonly total: number | null }

/**
 * The ids of a page in order, each with its place; one more than `limit` when there is more. `from` null begins at the
 * edge. Null when there is no such place, as after a site was taken away.
 */
export async function selectPage(db: Query, ask: PageAsk): Promise<Page | null> {
  const { filled, empty } = await segmentsOf(db, ask.tenantId, ask.now, ask.sort.by)
  const inOrder = [...(ask.sort.descending ? [...filled].reverse() : filled), ...empty]
  const segments = ask.backwards ? [...inOrder].reverse() : inOrder
  const start = ask.from ? segments.findIndex((segment) => isIn(segment, ask.from!)) : 0
  if (start < 0) return null
  const places: Place[] = []
  let total: number | null = null
  for (const segment of segments.slice(start)) {
    const from = ask.from?.segment === segment.name ? ask.from : null
    const found = await selectSegment(db, ask, segment, from, ask.limit + 1 - places.length)
    places.push(...found.places)
    total ??= found.total
    if (places.length > ask.limit) break
  }
  return { places, total }
}

const isIn = ({ name, order }: Segment, { segment, key }: Place) =>
  name === segment && (order.key === null) === (key === null)

type Part = {
  readonly ask: PageAsk
  readonly segment: Segment
  /** The index's own rows, from the place on. */
  readonly along: Expression<boolean>
  readonly direction: Expression<unknown>
  readonly limit: number
}
type Found = { id: string; key: string | null }

async function selectSegment(
  db: Query,
  ask: PageAsk,
  segment: Segment,
  from: Place | null,
  limit: number,
): Promise<Page> {
  // Within the segment of empty values, ids run forward whatever the direction of the sort.
  const descending = (segment.name === 'none' ? false : ask.sort.descending) !== ask.backwards
  const [direction, beyond] = descending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`]
  const { id, key, type } = segment.order
  const after = !from
    ? everybody
    : key
      ? sql`(w.${sql.ref(key)}, w.${sql.ref(id)}) ${beyond} (${from.key}::${sql.raw(type)}, ${from.id}::uuid)`
      : sql`w.${sql.ref(id)} ${beyond} ${from.id}::uuid`
  const along = sql<boolean>`w.tenant_id = ${ask.tenantId} and ${key ? sql`w.${sql.ref(key)} is not null` : everybody} and ${after}`
  const part = { ask, segment, along, direction, limit }
  const near = await walkOn(db, part)
  const { rows, matched } = near.length < limit ? await gather(db, part) : { rows: near, matched: null }
  return {
    places: rows.map((row) => ({ segment: segment.name, key: row.key, id: row.id })),
    total: segment.where === everybody ? matched : null,
  }
}

const keyOf = ({ key }: Order) => (key ? sql`w.${sql.ref(key)}` : sql`null::text`)

/** Walks, each longer than the one before, while that costs less than gathering all who are expected to match. */
async function walkOn(db: Query, part: Part): Promise<Found[]> {
  for (let steps = STEPS; part.ask.expected > FEW && steps <= part.ask.expected; steps *= FURTHER) {
    const near = await walk(db, part, steps)
    if (near.length >= part.limit) return near
  }
  return []
}

/** Who matches among the next rows of the index. The limit within makes the planner look at them one by one. */
async function walk(db: Query, part: Part, steps: number): Promise<Found[]> {
  const { ask, segment, along, direction, limit } = part
  const { order, where } = segment
  const { rows } = await sql<Found>`
    select near.id, near.key::text as key
    from (
      select w.${sql.ref(order.id)} as id, ${keyOf(order)} as key from ${sql.table(order.table)} w
      where ${along} order by ${order.key ? sql`key ${direction},` : sql``} id ${direction} limit ${steps}) near
    cross join lateral (
      select from people p where p.tenant_id = ${ask.tenantId} and p.id = near.id and ${ask.where} and ${where} limit 1) fits
    order by ${order.key ? sql`near.key ${direction},` : sql``} near.id ${direction}
    limit ${limit}`.execute(db)
  return rows
}

/**
 * Everybody who matches, gathered first, so that the planner weighs the conditions alone and does not walk the index for
 * the order; then who stands from the place on, sorted. How many were gathered is known then, too.
 */
async function gather(db: Query, { ask, segment: { order, where }, along, direction, limit }: Part) {
  const { rows } = await sql<Found & { matched: number }>`
    with matched as materialized (select p.id from people p where ${ask.where} and ${where}),
    beyond as (
      select w.${sql.ref(order.id)} as id, ${keyOf(order)} as key
      from matched join ${sql.table(order.table)} w on w.tenant_id = ${ask.tenantId} and w.${sql.ref(order.id)} = matched.id
      where ${along} order by ${order.key ? sql`key ${direction},` : sql``} id ${direction} limit ${limit})
    select beyond.id, beyond.key::text as key, total.matched
    from (select count(*) as matched from matched) total left join beyond on true
    order by ${order.key ? sql`beyond.key ${direction},` : sql``} beyond.id ${direction}`.execute(db)
  return { rows: rows.filter((row) => row.id !== null), matched: rows[0]?.matched ?? 0 }
}

/** How many the planner expects to match, from its statistics: in a fraction of a millisecond, and roughly. */
export async function expectPeople(db: Query, where: Expression<unknown>): Promise<number> {
  type Explained = { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }
  const { rows } = await sql<Explained>`explain (format json) select from people p where ${where}`.execute(db)
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

/** A count, or null when it takes longer: it is ended then, so that whoever turns pages leaves no counts behind. */
export async function countWithin(db: Query, count: Expression<number>, millis: number): Promise<number | null> {
  try {
    return await db.transaction().execute(async (trx) => {
      await sql`select set_config('statement_timeout', ${String(Math.max(1, millis))}, true)`.execute(trx)
      return countOf(trx, count)
    })
  } catch (error) {
    if (isCancelled(error)) return null
    throw error
  }
}

/** How many match, as a scalar. */
export const countPeople = (where: Expression<boolean>): Expression<number> =>
  sql<number>`(select count(*) from people p where ${where})`

export async function countOf(db: Query, count: Expression<number>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select ${count} as count`.execute(db)
  return rows[0]?.count ?? 0
}
