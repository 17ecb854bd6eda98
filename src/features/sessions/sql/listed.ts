/** Sessions as lists show them. */
import { sql } from 'kysely'
import type { Context } from '../../../server/context.ts'
import type { Expression, Query } from '../../../server/database/database.ts'
import { searchPatterns } from '../../../contract/text.ts'
import { holdsMore, visiblePeople, visibleUsers } from '../../roles/scope.ts'
import { isLive } from '../scope.ts'

export type ListedRow = {
  readonly id: string
  readonly address: string | null
  readonly user_agent: string | null
  readonly started_at: Date
  readonly last_seen_at: Date
}
const listed = ['id', 'address', 'user_agent', 'started_at', 'last_seen_at'] as const

/** The live sessions of a user, the last active first. */
export const listLive = (db: Query, tenantId: number, userId: string, now: Date): Promise<ListedRow[]> =>
  db
    .selectFrom('sessions as live')
    .select(listed)
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where(isLive(tenantId, now))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute()

export type PastRow = ListedRow & { readonly ended_at: Date; readonly end_reason: string | null }

/** Those that were ended, or ended by themselves, after that moment; the latest first. */
export const listPast = (
  db: Query,
  tenantId: number,
  userId: string,
  { since, now, most }: { readonly since: Date; readonly now: Date; readonly most: number },
): Promise<PastRow[]> => {
  const over = sql<Date>`coalesce(live.ended_at, least(live.expires_at, live.last_seen_at + interval '1 hour', ${now}))`
  return db
    .selectFrom('sessions as live')
    .select(listed)
    .select([over.as('ended_at'), 'end_reason'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('stage', '=', 'whole')
    .where('last_seen_at', '>', since)
    .where(sql<boolean>`not ${isLive(tenantId, now)}`)
    .orderBy('ended_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute()
}

/** Whether the actor may see the sessions of this user. */
export async function findVisible({ db, actor }: Context, userId: string): Promise<boolean> {
  const { rows } =
    await sql`select from people p where p.id = ${userId} and ${visibleUsers(actor, 'users.sessions')}`.execute(db)
  return rows.length > 0
}

export type EverybodyRow = ListedRow & {
  readonly user_id: string
  readonly name: string
  readonly username: string
  readonly site: string
}
export type EverybodyAsk = {
  readonly now: Date
  readonly search: string
  readonly sites: readonly number[] | null
  readonly after: string | null
  readonly limit: number
}

const matching = ({ actor }: Context, { now, search, sites }: EverybodyAsk): Expression<boolean> => {
  const parts = [
    sql`live.tenant_id = ${actor.tenantId} and ${isLive(actor.tenantId, now)}`,
    visiblePeople(actor, 'users.sessions'),
    ...searchPatterns(search).map((pattern) => sql`p.search like ${pattern}`),
    ...(sites === null ? [] : [sql`p.site_id = any(${[...sites]}::int[])`]),
  ]
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** Live sessions of everybody in sight; ids are made in time order, so the latest sign-in comes first. */
export async function listOfEverybody(ctx: Context, ask: EverybodyAsk): Promise<EverybodyRow[]> {
  const { rows } = await sql<EverybodyRow>`
    select live.id, live.address, live.user_agent, live.started_at, live.last_seen_at, live.user_id, u.username,
      coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.username) as name, s.name as site
    from sessions live
    join people p on p.tenant_id = live.tenant_id and p.id = live.user_id
    join users u on u.tenant_id = live.tenant_id and u.id = live.user_id
    join sites s on s.tenant_id = u.tenant_id and s.id = u.site_id
    where ${matching(ctx, ask)} and ${ask.after === null ? sql`true` : sql`live.id < ${ask.after}::uuid`}
    order by live.id desc limit ${ask.limit}`.execute(ctx.db)
  return rows
}

export async function countOfEverybody(ctx: Context, ask: EverybodyAsk): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from sessions live join people p on p.tenant_id = live.tenant_id and p.id = live.user_id
    where ${matching(ctx, ask)}`.execute(ctx.db)
  return rows[0]?.count ?? 0
}

export type Owner = { readonly user_id: string; readonly holds_more: boolean; readonly over: boolean }

/** Whose a session is, when the actor may see that user's sessions; its row is locked until the transaction ends. */
export async function findOwner({ actor }: Context, db: Query, id: string): Promise<Owner | undefined> {
  const { rows } = await sql<Owner>`
    select s.user_id, ${holdsMore(actor)} as holds_more, s.ended_at is not null as over
    from sessions s join users p on p.tenant_id = s.tenant_id and p.id = s.user_id
    where s.tenant_id = ${actor.tenantId} and s.id = ${id} and p.deleted_at is null and ${visibleUsers(actor, 'users.sessions')}
    for no key update of s`.execute(db)
  return rows[0]
}

/** Whether a session is this user's, and not over; its row is locked until the transaction ends. */
export async function isOpenOf(trx: Query, tenantId: number, userId: string, id: string): Promise<boolean | null> {
  const row = await trx
    .selectFrom('sessions')
    .select('ended_at')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ? row.ended_at === null : null
}
