/** Every statement about sessions. They live in the home tenant of their user. */
import { sql } from 'kysely'
import type { Bought, Plan } from '../../../contract/modules.ts'
import type { Stage } from '../../../contract/stages.ts'
import type { Grant } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import { kept, type Database, type Expression, type Query, type Trx } from '../../../server/database/database.ts'
import { linesOfEnded } from '../../activity/scope.ts'
import { together, type Changes } from '../../../server/database/together.ts'
import { comesFromElsewhere } from '../../address-lists/scope.ts'
import type { EndReason } from '../contract.ts'
import { isLive, wasLive } from '../scope.ts'

/** A session with all that a request needs to know about its user, in one read. */
export type SessionRow = {
  id: string
  user_id: string
  username: string
  first_name: string | null
  last_name: string | null
  superuser: boolean
  operator: boolean
  acting_tenant_id: number
  modules: Bought[]
  plan: Plan
  grants: Grant[]
  stage: Stage
  /** Milliseconds since 1970. */
  last_seen_at: number
  proved_at: number
  started_at: number
  idle_minutes: number
  absolute_minutes: number
  expires_at: number
  /** Comes from an address that its user is not served from. */
  elsewhere: boolean
  end_reason: EndReason | null
  status: string
  deleted: boolean
}

/**
 * An operator works in the home tenant or in one below it; row level security shows no other. When that one is
 * archived, the operator is at home again. `offset 0` keeps the person apart from the tenant's other rows: without it,
 * and before the first ANALYZE, the plan read every person of the tenant.
 */
const session = (condition: string) => `
  select s.id, s.user_id, u.username, u.first_name, u.last_name, u.superuser, home.super as operator,
    coalesce(acting.id, home.id) as acting_tenant_id, coalesce(acting.modules, home.modules) as modules,
    coalesce(acting.plan, home.plan) as plan,
    s.stage, coalesce(policy.idle_minutes, 60) as idle_minutes,
    coalesce(policy.absolute_minutes, 1440) as absolute_minutes, ${comesFromElsewhere('$3::inet')} as elsewhere, u.status, u.deleted_at is not null as deleted,
    extract(epoch from s.started_at)::float8 * 1000 as started_at,
    extract(epoch from s.last_seen_at)::float8 * 1000 as last_seen_at,
    extract(epoch from s.proved_at)::float8 * 1000 as proved_at,
    extract(epoch from s.expires_at)::float8 * 1000 as expires_at,
    case when s.ended_at is not null then s.end_reason when home.archived_at is not null then 'ended-by-administrator' end as end_reason,
    (select coalesce(json_agg(json_build_object('permissions', r.permissions, 'sites', g.site_ids, 'desks', g.desk_ids)), '[]')
     from role_grants g join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id and r.archived_at is null
     where g.tenant_id = s.tenant_id and g.user_id = s.user_id) as grants
  from sessions s
  cross join lateral (select * from users where tenant_id = s.tenant_id and id = s.user_id offset 0) u
  join tenants home on home.id = s.tenant_id
  left join policies policy on policy.tenant_id = s.tenant_id
  left join tenants acting on acting.id = s.acting_tenant_id and acting.archived_at is null
  where s.tenant_id = $1 and ${condition}`

const byToken = { name: 'session-by-token', text: session('s.token_hash = $2') }
const byId = { name: 'session-by-id', text: session('s.id = $2') }

/** The session that a cookie names; the hot path of every request. */
export async function findSessionByToken(
  database: Database,
  tenantId: number,
  tokenHash: Buffer,
  address: string | null,
): Promise<SessionRow | null> {
  const rows = await database.prepared<SessionRow>(tenantId, byToken, [tenantId, tokenHash, address])
  return rows[0] ?? null
}

export async function findSessionById(
  database: Database,
  tenantId: number,
  id: string,
  address: string | null,
): Promise<SessionRow | null> {
  const rows = await database.prepared<SessionRow>(tenantId, byId, [tenantId, id, address])
  return rows[0] ?? null
}

export type NewSession = {
  readonly tenantId: number
  readonly id: string
  readonly userId: string
  readonly tokenHash: Buffer
  readonly actingTenantId: number
  readonly stage: Stage
  readonly byPassword: boolean
  readonly address: string | null
  readonly userAgent: string | null
  readonly at: Date
  /** Null: as long as the tenant lets one last. */
  readonly endsAt: Date | null
}

/**
 * Opens a session, makes what else changes with it, and sends a notice; false when its user is not served from there, which whoever
 * still owes the second step is not asked (S12). Then the transaction must not go on.
 */
export async function insertSession(
  trx: Trx,
  row: NewSession,
  alongside: Changes,
  notice: Expression<unknown> | null,
): Promise<boolean> {
  const opened = sql`
    insert into sessions (tenant_id, id, user_id, token_hash, acting_tenant_id, stage, by_password, address, user_agent,
      started_at, proved_at, last_seen_at, expires_at)
    select u.tenant_id, ${row.id}::uuid, u.id, ${row.tokenHash}::bytea, ${row.actingTenantId}::int, ${row.stage}, ${row.byPassword}::boolean,
      here.address, ${row.userAgent}, here.at, here.at, here.at,
      coalesce(${row.endsAt}::timestamptz, here.at + make_interval(mins => coalesce((
        select o.absolute_minutes from policies o where o.tenant_id = u.tenant_id), 1440)))
    from users u cross join (select ${row.address}::inet as address, ${row.at}::timestamptz as at) here
    where u.tenant_id = ${row.tenantId} and u.id = ${row.userId}
      and (${row.stage} = 'second-step' or not ${sql.raw(comesFromElsewhere('here.address'))})
    returning id`
  const rows = await together<{ id: string }>(
    trx,
    { opened, ...alongside },
    sql`select id${notice ? sql`, ${notice}` : sql``} from opened`,
  )
  return rows.length > 0
}

export async function findByPassword(db: Query, tenantId: number, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('by_password')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.by_password === true
}

/** Moves the mark of life forward, never back: requests arrive in any order. */
export const updateLastSeen = (db: Query, tenantId: number, id: string, at: Date) =>
  db
    .updateTable('sessions')
    .set({ last_seen_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('last_seen_at', '<', at)
    .modifyEnd(kept)
    .execute()

export const updateActingTenant = (trx: Query, tenantId: number, id: string, actingTenantId: number) =>
  trx
    .updateTable('sessions')
    .set({ acting_tenant_id: actingTenantId })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()

/** Takes a session from one stage to another, under another token: whose it is, or null when it stands there no more. */
export async function renew(
  trx: Trx,
  tenantId: number,
  id: string,
  { from, to, tokenHash, at, expiresAt }: { from: Stage; to: Stage; tokenHash: Buffer; at: Date; expiresAt: Date },
): Promise<string | null> {
  const row = await trx
    .updateTable('sessions')
    .set({ token_hash: tokenHash, stage: to, proved_at: at, last_seen_at: at, expires_at: expiresAt })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('stage', '=', from)
    .returning('user_id')
    .executeTakeFirst()
  return row?.user_id ?? null
}

/** Ends one session; false when it was over already. */
export async function endOne(db: Query, tenantId: number, id: string, at: Date, reason: EndReason): Promise<boolean> {
  const { rows } = await sql`
    with ended as (
      update sessions set ended_at = ${at}, end_reason = ${reason}
      where tenant_id = ${tenantId} and id = ${id} and ended_at is null returning *),
    told as (${linesOfEnded('ended')})
    select from ended`.execute(db)
  return rows.length > 0
}

/** Ends the sessions of a set of users in one statement, and counts for each user those that were still live. */
export async function endMany(
  trx: Trx,
  tenantId: number,
  userIds: readonly string[],
  reason: EndReason,
  except: string | null,
): Promise<{ user_id: string; live: number }[]> {
  const { rows } = await sql<{ user_id: string; live: number }>`
    with ended as (
      update sessions live set ended_at = now(), end_reason = ${reason}
      where tenant_id = ${tenantId} and user_id = any(${userIds}::uuid[]) and ended_at is null and id is distinct from ${except}::uuid
      returning *, ${wasLive(tenantId, sql`now()`)} as counts),
    told as (${linesOfEnded('ended')})
    select user_id, count(*) as live from ended where counts group by user_id`.execute(trx)
  return rows
}

/** Somebody without a live session is signed out already; nobody signs themselves out among others. */
export const judgeEnding = ({ actor, clock }: Context): Expression<'self' | 'already' | null> => sql<
  'self' | 'already' | null
>`case
  when p.id::text = ${actor.id} then 'self'
  when not exists (
    select from sessions live where live.tenant_id = p.tenant_id and live.user_id = p.id and ${isLive(actor.tenantId, clock.now())}) then 'already' end`

/** How many live sessions a set of people has: a subquery of their ids. */
export const countLive = ({ actor, clock }: Context, ids: Expression<unknown>): Expression<number> => sql<number>`(
  select count(*) from sessions live where live.tenant_id = ${actor.tenantId} and ${isLive(actor.tenantId, clock.now())}
    and live.user_id in ${ids})`
