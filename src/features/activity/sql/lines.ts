/**
 * Lines, newest first (docs/decisions/0018). Without a text or a network a walk along an index by time meets a page at once. With
 * one, months are read in turn until the page is full: each is a partition of its own, of which the planner knows whether the
 * text is frequent there, and walks, or rare, and gathers.
 */
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

const columns = sql`a.id, a.user_id, a.at, a.kind, a.detail, a.text, a.address, a.source`

/** Of so few users each is asked for their latest lines; of more, the lines of everybody are walked. */
export const FEW = 500
/** How many lines a first walk looks at, of a reader who sees a part of the tenant: a page of 50 is met where one in sixty is in sight. */
const STEPS = 3000

/** A page of lines; for a reader of a part of the tenant, `fewOf` names the users in sight where they are few. */
export async function listLines(
  db: Query,
  ask: LinesAsk,
  fewOf: () => Promise<readonly string[] | null>,
): Promise<Line[]> {
  if (ask.may === null || ask.userIds !== null) return inTurn(db, ask)
  const walked = await select(db, ask, stretch(ask, STEPS))
  if (walked.length === ask.limit) return walked
  const few = await fewOf()
  return inTurn(db, few ? { ...ask, userIds: few, may: null } : ask)
}

async function inTurn(db: Query, ask: LinesAsk): Promise<Line[]> {
  const inOrder = ask.patterns.length === 0 && !isNetwork(ask.address)
  if (inOrder) return select(db, ask, latest(ask))
  const found: Line[] = []
  for (const window of await windowsOf(db, ask)) {
    const left = { ...ask, ...window, limit: ask.limit - found.length }
    found.push(...(await select(db, left, latest(left))))
    if (found.length === ask.limit) break
  }
  return found
}

/** A single address has an index in the order of time; those of a network stand beside one another. */
const isNetwork = (address: string | null) => address?.includes('/') ?? false

async function select(db: Query, { may, limit, tenantId }: LinesAsk, lines: Expression<unknown>): Promise<Line[]> {
  const seen = may
    ? sql`where exists (select from users p where p.tenant_id = ${tenantId} and p.id = a.user_id and ${may})`
    : sql``
  const { rows } = await sql<Line>`
    select ${columns} from (${lines}) a ${seen} order by a.at desc, a.id desc limit ${limit}`.execute(db)
  return rows
}

/** Those that match; of several users, the latest of each. What the reader may not see is left out of it later. */
function latest(ask: LinesAsk): Expression<unknown> {
  const { userIds, may, limit } = ask
  const most = may ? sql`` : sql`order by a.at desc, a.id desc limit ${limit}`
  const [one, ...others] = userIds ?? []
  if (userIds === null) return sql`select ${columns} from activity_lines a where ${matching(ask)} ${most}`
  if (others.length === 0)
    return sql`select ${columns} from activity_lines a where ${matching(ask)} and a.user_id = ${one ?? null}::uuid ${most}`
  return sql`select a.* from unnest(${[...userIds]}::uuid[]) as whose (id)
    cross join lateral (select ${columns} from activity_lines a where ${matching(ask)} and a.user_id = whose.id ${most}) a`
}

/** So many of the latest lines of everybody. */
const stretch = (ask: LinesAsk, steps: number): Expression<unknown> => sql`
  select * from (
    select * from activity_lines a where ${within(ask)} order by a.at desc, a.id desc limit ${steps}) a
  where ${narrow(ask)}`

const matching = (ask: LinesAsk) => sql`${within(ask)} and ${narrow(ask)}`

function within({ tenantId, from, to, before }: LinesAsk): Expression<unknown> {
  const older =
    before === null
      ? sql`true`
      : before.id !== null
        ? sql`(a.at, a.id) < (${before.at}::timestamptz, ${before.id}::uuid)`
        : before.within
          ? sql`a.at <= ${before.at}`
          : sql`a.at < ${before.at}`
  return sql`a.tenant_id = ${tenantId} and a.at < ${to} and ${from ? sql`a.at >= ${from}` : sql`true`} and ${older}`
}

function narrow({ kinds, address, patterns }: LinesAsk): Expression<unknown> {
  const [kind, ...others] = kinds ?? []
  const parts = [
    ...(kinds === null
      ? []
      : [others.length === 0 ? sql`a.kind = ${kind ?? null}` : sql`a.kind = any(${[...kinds]}::text[])`]),
    ...(address === null
      ? []
      : [isNetwork(address) ? sql`a.address <<= ${address}::inet` : sql`a.address = ${address}::inet`]),
    ...patterns.map((pattern) => sql`a.search like ${pattern}`),
  ]
  return parts.length > 0 ? sql.join(parts, sql` and `) : sql`true`
}

/** So many months are read one by one; what is older, at once. */
const MONTHS = 24
type Window = { readonly from: Date | null; readonly to: Date }

/** The months in which there may be lines, the latest first. */
async function windowsOf(db: Query, { tenantId, from, to, before }: LinesAsk): Promise<Window[]> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from activity_lines where tenant_id = ${tenantId}`.execute(db)
  const oldest = rows[0]?.at
  if (!oldest) return []
  const since = from && from > oldest ? from : oldest
  const until = before && before.at < to ? new Date(before.at.getTime() + 1) : to
  const windows: Window[] = []
  for (let end = until; end > since;) {
    const month = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth(), 1))
    const start = month < end ? month : new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - 1, 1))
    const isLast = windows.length === MONTHS || start <= since
    windows.push({ from: isLast ? from : start, to: end })
    if (isLast) break
    end = start
  }
  return windows
}

export type Name = { readonly id: string; readonly name: string; readonly username: string }

export async function namesOf(db: Query, tenantId: number, ids: readonly string[]): Promise<Map<string, Name>> {
  const { rows } = await sql<Name>`
    select id, username, coalesce(nullif(concat_ws(' ', first_name, last_name), ''), username) as name
    from users where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}
