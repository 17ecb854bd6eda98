/** Lines, newest first (docs/decisions/0018): how they are narrowed, walked in the order of time, and gathered by what they say. */
import { sql } from 'kysely'
import type { Expression, Query } from '../../../server/database/database.ts'

/** Older than that moment; of that moment, where `within` or an id is told, all of it or what comes after that id. */
export type Before = { readonly at: Date; readonly id: string | null; readonly within: boolean }
export type LinesAsk = {
  readonly tenantId: number
  /** These alone; everybody where null. */
  readonly userIds: readonly string[] | null
  /** What the reader may see of a user `p`; null where that is everybody. */
  readonly may: Expression<boolean> | null
  readonly kinds: readonly string[] | null
  readonly address: string | null
  /** LIKE patterns, all of which match the folded text. */
  readonly patterns: readonly string[]
  readonly from: Date | null
  readonly to: Date
  readonly before: Before | null
  readonly limit: number
}
export type Line = {
  readonly id: string
  readonly user_id: string
  readonly at: Date
  readonly kind: string
  readonly detail: string | null
  readonly text: string | null
  readonly address: string | null
  readonly source: string | null
}
/** The place of a line in the order of all. */
export type LinePlace = Pick<Line, 'at' | 'id'>

const columns = sql`a.id, a.user_id, a.at, a.kind, a.detail, a.text, a.address, a.source`
const NEWEST_FIRST = sql`order by a.at desc, a.id desc`

/** A single address has an index in the order of time; those of a network stand beside one another. */
const isNetwork = (address: string | null) => address?.includes('/') ?? false

/** Whether an index has the lines that match in the order of time, so that as many are looked at as are shown. */
export const isInOrder = ({ patterns, address, may }: LinesAsk): boolean =>
  patterns.length === 0 && !isNetwork(address) && may === null

/** Whether an index knows what the lines say, or which network they are from. */
export const isIndexed = ({ patterns, address }: LinesAsk): boolean => patterns.length > 0 || address !== null

/** The latest that match, along an index in the order of time; of several users, each one's latest merged. */
export function listLatest(db: Query, ask: LinesAsk): Promise<Line[]> {
  const of = (whose: Expression<unknown>) => sql`
    select ${columns} from activity_lines a where ${within(ask)} and ${narrow(ask)} and ${whose}
    ${NEWEST_FIRST} limit ${ask.limit}`
  return shown(db, ask, ask.userIds === null ? of(sql`true`) : ofEach(ask.userIds, of))
}

/** Those that match among so many of the latest lines of each of these users, or of everybody. */
export function listAmongLatest(db: Query, ask: LinesAsk, many: number): Promise<Line[]> {
  const of = (whose: Expression<unknown>) => sql`
    select * from activity_lines a where ${within(ask)} and ${along(ask)} and ${whose} ${NEWEST_FIRST} limit ${many}`
  return shown(
    db,
    ask,
    sql`select * from (${ask.userIds === null ? of(sql`true`) : ofEach(ask.userIds, of)}) a where ${narrow(ask)}`,
  )
}

/** How far back `listAmongLatest` saw everything: null where that is as far as there are lines. */
export async function findEndOfLatest(db: Query, ask: LinesAsk, many: number): Promise<LinePlace | null> {
  const last = (whose: Expression<unknown>) => sql`
    select a.at, a.id from activity_lines a where ${within(ask)} and ${along(ask)} and ${whose}
    ${NEWEST_FIRST} offset ${many - 1} limit 1`
  const ends = ask.userIds === null ? last(sql`true`) : ofEach(ask.userIds, last)
  const { rows } = await sql<LinePlace>`
    select a.at, a.id from (${ends}) a ${NEWEST_FIRST} limit 1`.execute(db)
  return rows[0] ?? null
}

/** How many of so many of the latest lines, whosever they are, say that or are from there. */
export async function countAmongLatest(db: Query, ask: LinesAsk, many: number): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found from (
      select a.search, a.address from activity_lines a where ${within(ask)} ${NEWEST_FIRST} limit ${many}) a
    where ${narrow({ ...ask, kinds: null })}`.execute(db)
  return rows[0]!.found
}

/**
 * By what they say or where they are from, wherever they stand: the latest of those that match, and whether all of them were met.
 * So many are gathered at most, whosever they are, since the index knows no users.
 */
export async function gatherLines(
  trx: Query,
  ask: LinesAsk,
  most: number,
): Promise<{ readonly lines: Line[]; readonly met: number }> {
  const { userIds, may, tenantId, limit } = ask
  const whose = userIds === null ? sql`true` : sql`a.user_id = any(${[...userIds]}::uuid[])`
  const { rows } = await sql<(Line | { readonly id: null }) & { readonly met: number }>`
    with met as materialized (
      select a.* from activity_lines a where ${within(ask)} and ${narrow({ ...ask, kinds: null })} limit ${most})
    select counted.met, a.* from (select count(*)::int as met from met) counted left join lateral (
      select ${columns} from met a
      where ${narrow({ ...ask, address: null, patterns: [] })} and ${whose} ${seenBy(may, tenantId)}
      ${NEWEST_FIRST} limit ${limit}) a on true`.execute(trx)
  return { lines: rows.flatMap((row) => (row.id === null ? [] : [row])), met: rows[0]?.met ?? 0 }
}

/**
 * The work, in a transaction in which only an index of texts or of addresses is read: with a limit the planner trusts its guess of
 * how frequent a word is, and reads a whole month where that is wrong.
 */
export const whileGathering = <T>(db: Query, work: (trx: Query) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (trx) => {
    await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`.execute(
      trx,
    )
    return work(trx)
  })

async function shown(db: Query, { may, limit, tenantId }: LinesAsk, lines: Expression<unknown>): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select ${columns} from (${lines}) a where true ${seenBy(may, tenantId)} ${NEWEST_FIRST} limit ${limit}`.execute(db)
  return rows
}

const seenBy = (may: LinesAsk['may'], tenantId: number) =>
  may ? sql`and exists (select from users p where p.tenant_id = ${tenantId} and p.id = a.user_id and ${may})` : sql``

function ofEach(ids: readonly string[], of: (whose: Expression<unknown>) => Expression<unknown>): Expression<unknown> {
  const [one, ...others] = ids
  if (others.length === 0) return of(sql`a.user_id = ${one ?? null}::uuid`)
  return sql`
    select a.* from unnest(${[...ids]}::uuid[]) as whose (id) cross join lateral (${of(sql`a.user_id = whose.id`)}) a`
}

/** The time alone is told as well where an id narrows it further: by it partitions are left out, and a walk begins where it is to. */
function within({ tenantId, from, to, before }: LinesAsk): Expression<unknown> {
  const parts = [
    sql`a.tenant_id = ${tenantId}`,
    before !== null && before.at < to ? sql`a.at <= ${before.at}` : sql`a.at < ${to}`,
    ...(from ? [sql`a.at >= ${from}`] : []),
    ...(before === null ? [] : [olderThan(before)]),
  ]
  return sql.join(parts, sql` and `)
}

function olderThan({ at, id, within: isWithin }: Before): Expression<unknown> {
  if (id !== null) return sql`(a.at, a.id) < (${at}::timestamptz, ${id}::uuid)`
  return isWithin ? sql`a.at <= ${at}` : sql`a.at < ${at}`
}

/** What a walk may be narrowed by without looking further for it: what an index in the order of time begins or ends with. */
function along({ userIds, address, kinds }: LinesAsk): Expression<unknown> {
  if (userIds !== null) return ofKinds(kinds)
  if (address !== null && !isNetwork(address)) return fromAddress(address)
  return kinds?.length === 1 ? ofKinds(kinds) : sql`true`
}

function narrow({ kinds, address, patterns }: LinesAsk): Expression<unknown> {
  const said = patterns.map((pattern) => sql`a.search like ${pattern}`)
  return sql.join([ofKinds(kinds), ...(address === null ? [] : [fromAddress(address)]), ...said], sql` and `)
}

function ofKinds(kinds: LinesAsk['kinds']): Expression<unknown> {
  const [kind, ...others] = kinds ?? []
  if (kinds === null) return sql`true`
  return others.length === 0 ? sql`a.kind = ${kind ?? null}` : sql`a.kind = any(${[...kinds]}::text[])`
}

const fromAddress = (address: string) =>
  isNetwork(address) ? sql`a.address <<= ${address}::inet` : sql`a.address = ${address}::inet`

export type Name = { readonly id: string; readonly name: string; readonly username: string }

export async function namesOf(db: Query, tenantId: number, ids: readonly string[]): Promise<Map<string, Name>> {
  const { rows } = await sql<Name>`
    select id, username, coalesce(nullif(concat_ws(' ', first_name, last_name), ''), username) as name
    from users where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}
