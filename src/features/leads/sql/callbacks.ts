import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import type { CallbackState } from '../contract/callbacks.ts'

export type CallbackRow = {
  id: string
  lead_id: string
  lead_name: string
  lead_phone: string | null
  user_id: string | null
  user_name: string | null
  user_zone: string | null
  due_at: Date
  time_zone: string
  note: string | null
  state: CallbackState
  changed_in: string
  version: number
}

export type CallbacksWanted = {
  readonly ids?: readonly string[]
  /** The id of a user, or `nobody`. */
  readonly user?: string | undefined
  readonly lead?: string | undefined
  readonly state?: CallbackState
  readonly timeZone?: string | undefined
  /** Due at this instant or later, and before that one. */
  readonly from?: Date | undefined
  readonly before?: Date | undefined
}

/** Which callbacks are meant, over the row `c`. */
export function matching(wanted: CallbacksWanted): Expression<boolean> {
  const { ids, user, lead, state, timeZone, from, before } = wanted
  const ofUser = user === 'nobody' ? sql`c.user_id is null` : sql`c.user_id = ${user}::uuid`
  const parts = [
    ...(ids === undefined ? [] : [sql`c.id = any(${[...ids]}::uuid[])`]),
    ...(user === undefined ? [] : [ofUser]),
    ...(lead === undefined ? [] : [sql`c.lead_id = ${lead}::uuid`]),
    ...(state === undefined ? [] : [sql`c.state = ${sql.lit(state)}`]),
    ...(timeZone === undefined ? [] : [sql`c.time_zone = ${timeZone}`]),
    ...(from === undefined ? [] : [sql`c.due_at >= ${from}::timestamptz`]),
    ...(before === undefined ? [] : [sql`c.due_at < ${before}::timestamptz`]),
  ]
  return parts.length > 0 ? sql<boolean>`${sql.join(parts, sql` and `)}` : sql<boolean>`true`
}

/**
 * `sight` speaks of a person under the alias `p`, null where everybody is in sight; a callback of nobody is the tenant's, as its
 * lead is.
 */
export const seen = (tenantId: number, sight: Expression<boolean> | null): Expression<boolean> =>
  sight === null
    ? sql<boolean>`c.tenant_id = ${tenantId}`
    : sql<boolean>`
  c.tenant_id = ${tenantId} and (c.user_id is null
    or exists (select from users p where p.tenant_id = ${tenantId} and p.id = c.user_id and ${sight}))`

const shown = (tenantId: number, page: Expression<unknown>, order: Expression<unknown>) => sql<CallbackRow>`
  select c.id, c.lead_id, l.name as lead_name, l.phone as lead_phone, c.user_id, c.due_at, c.time_zone, c.note, c.state,
    c.changed_in::text as changed_in, c.version,
    coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username) as user_name,
    coalesce(u.time_zone, s.time_zone) as user_zone
  from (${page}) c join leads l on l.tenant_id = ${tenantId} and l.id = c.lead_id
  left join users u on u.tenant_id = ${tenantId} and u.id = c.user_id
  left join sites s on s.tenant_id = ${tenantId} and s.id = u.site_id order by ${order}`

export type DuePlace = { readonly at: Date; readonly id: string }

/** What is due first comes first. */
export async function listCallbackRows(
  db: Query,
  tenantId: number,
  which: Expression<boolean>,
  { after, limit }: { readonly after: DuePlace | null; readonly limit: number },
): Promise<CallbackRow[]> {
  const beyond = after ? sql`(c.due_at, c.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`
  const page = sql`
    select c.* from callbacks c where c.tenant_id = ${tenantId} and ${which} and ${beyond} order by c.due_at, c.id limit ${limit}`
  const { rows } = await shown(tenantId, page, sql`c.due_at, c.id`).execute(db)
  return rows
}

export async function countCallbackRows(db: Query, tenantId: number, which: Expression<boolean>): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from callbacks c where c.tenant_id = ${tenantId} and ${which}`.execute(db)
  return rows[0]!.total
}

export type ChangePlace = { readonly transaction: string; readonly id: string }

/**
 * In the order of the transactions that changed them, and only below the oldest one that is still open: so whoever reads
 * on from the last one misses none that commits late.
 */
export async function listChangedRows(
  db: Query,
  tenantId: number,
  which: Expression<boolean>,
  { after, limit }: { readonly after: ChangePlace | null; readonly limit: number },
): Promise<CallbackRow[]> {
  const beyond = after ? sql`(c.changed_in, c.id) > (${after.transaction}::xid8, ${after.id}::uuid)` : sql`true`
  const page = sql`
    select c.* from callbacks c where c.tenant_id = ${tenantId} and ${which} and ${beyond}
      and c.changed_in < pg_snapshot_xmin(pg_current_snapshot()) order by c.changed_in, c.id limit ${limit}`
  const { rows } = await shown(tenantId, page, sql`c.changed_in, c.id`).execute(db)
  return rows
}

/** The callback as it is, and nobody else changes it until the transaction ends. */
export async function lockCallback(
  trx: Trx,
  tenantId: number,
  which: Expression<boolean>,
): Promise<CallbackRow | undefined> {
  await sql`select from callbacks c where c.tenant_id = ${tenantId} and ${which} for no key update`.execute(trx)
  const [row] = await listCallbackRows(trx, tenantId, which, { after: null, limit: 1 })
  return row
}

export type CallbackValues = {
  readonly user_id: string | null
  readonly due_at: Date
  readonly time_zone: string
  readonly note: string | null
}

export async function insertCallback(
  trx: Trx,
  tenantId: number,
  made: CallbackValues & { readonly id: string; readonly lead_id: string; readonly created_at: Date },
): Promise<void> {
  await trx
    .insertInto('callbacks')
    .values({ tenant_id: tenantId, ...made })
    .execute()
}

export async function updateCallback(
  trx: Trx,
  tenantId: number,
  id: string,
  values: CallbackValues & { readonly state: CallbackState },
): Promise<void> {
  await trx
    .updateTable('callbacks')
    .set({ ...values, version: sql`version + 1`, changed_in: sql`pg_current_xact_id()` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

/** How many callbacks somebody has, or had, of a set; and what the lead of one is called. */
export type Share = { readonly from_id: string | null; readonly callbacks: number; readonly name: string }

/** Hands those of a predicate over `c` to somebody; answers how many came from whom. */
export async function giveCallbacks(
  trx: Trx,
  tenantId: number,
  which: Expression<boolean>,
  to: string,
): Promise<Share[]> {
  const { rows } = await sql<Share>`
    with held as (
      select c.id, c.user_id as from_id from callbacks c where c.tenant_id = ${tenantId} and c.state = 'planned'
        and c.user_id is distinct from ${to}::uuid and ${which} order by c.id for no key update
    ), given as (
      update callbacks c set user_id = ${to}::uuid, version = c.version + 1, changed_in = pg_current_xact_id()
      from held where c.tenant_id = ${tenantId} and c.id = held.id returning held.from_id, c.lead_id
    ) select g.from_id, count(*) as callbacks, min(l.name) as name
    from given g join leads l on l.tenant_id = ${tenantId} and l.id = g.lead_id group by g.from_id`.execute(trx)
  return rows
}

/** The zones in which the planned ones of a predicate over `c` were said. */
export async function listZonesOf(db: Query, tenantId: number, which: Expression<boolean>): Promise<string[]> {
  const { rows } = await sql<{ time_zone: string }>`
    select distinct c.time_zone from callbacks c where c.tenant_id = ${tenantId} and c.state = 'planned' and ${which}
    order by 1`.execute(db)
  return rows.map(({ time_zone }) => time_zone)
}

type NewTime = { readonly timeZone: string; readonly at: Date }

/** Moves those of a predicate over `c` to the time of their zone; those of other zones stay. Answers whose they are. */
export async function moveCallbackRows(
  trx: Trx,
  tenantId: number,
  which: Expression<boolean>,
  times: readonly NewTime[],
): Promise<Share[]> {
  const { rows } = await sql<Share>`
    with held as (
      select c.id, given.at from callbacks c
      join unnest(${times.map((t) => t.timeZone)}::text[], ${times.map((t) => t.at)}::timestamptz[]) as given (zone, at)
        on given.zone = c.time_zone
      where c.tenant_id = ${tenantId} and c.state = 'planned' and c.due_at <> given.at and ${which}
      order by c.id for no key update of c
    ), moved as (
      update callbacks c set due_at = held.at, version = c.version + 1, changed_in = pg_current_xact_id()
      from held where c.tenant_id = ${tenantId} and c.id = held.id returning c.user_id, c.lead_id
    ) ${sharesOf(tenantId, sql`moved`)}`.execute(trx)
  return rows
}

/** Ends those of a predicate over `c`; answers whose they were. */
export async function endCallbackRows(
  trx: Trx,
  tenantId: number,
  which: Expression<boolean>,
  state: 'done' | 'cancelled',
): Promise<Share[]> {
  const { rows } = await sql<Share>`
    with held as (
      select c.id from callbacks c where c.tenant_id = ${tenantId} and c.state = 'planned' and ${which}
      order by c.id for no key update
    ), ended as (
      update callbacks c set state = ${state}, version = c.version + 1, changed_in = pg_current_xact_id()
      from held where c.tenant_id = ${tenantId} and c.id = held.id returning c.user_id, c.lead_id
    ) ${sharesOf(tenantId, sql`ended`)}`.execute(trx)
  return rows
}

const sharesOf = (tenantId: number, changed: Expression<unknown>) => sql`
  select g.user_id as from_id, count(*) as callbacks, min(l.name) as name
  from ${changed} g join leads l on l.tenant_id = ${tenantId} and l.id = g.lead_id group by g.user_id`

export const both = (a: Expression<boolean>, b: Expression<boolean>): Expression<boolean> =>
  sql<boolean>`(${a}) and (${b})`
