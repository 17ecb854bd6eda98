/** Locked accounts as their page shows them: storms apart, found in the same statement. */
import { sql } from 'kysely'
import type { Expression, Query, Trx } from '../../../server/database/database.ts'
import { STORM } from '../rules.ts'
import { STRANGERS } from './tries.ts'

export type LockRow = {
  id: string
  name: string
  username: string
  status: 'pending' | 'active' | 'inactive'
  site_id: number
  site_name: string
  strangers: boolean
  known: boolean
  failures: number
  addresses: string[]
  locked_at: Date
  until: Date | null
}
export type StormRow = {
  site_id: number
  site_name: string
  accounts: number
  addresses: number
  since: Date
  last_at: Date
}
type Ask = { readonly tenantId: number; readonly now: Date; readonly sight: Expression<boolean> }

/** Each locked account once; `storm` says whether it was locked among many of its site. */
const locked = ({ tenantId, now, sight }: Ask) => sql`
  with standing as (
    select p.id, p.site_id, p.status, p.username, coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), p.username) as name,
      bool_or(t.device = ${STRANGERS}) as strangers, bool_or(t.device <> ${STRANGERS}) as known,
      sum(t.recent)::int as failures, min(t.locked_at) as locked_at, nullif(max(t.locked_until), 'infinity') as until,
      (array_agg(t.addresses order by t.last_at desc))[1] as addresses
    from (
      select user_id, device, recent, locked_at, locked_until, last_at, to_json(addresses) as addresses from sign_in_tries
      where tenant_id = ${tenantId} and subject = user_id and locked_until > ${now}) t
    join users p on p.tenant_id = ${tenantId} and p.id = t.user_id and p.deleted_at is null and ${sight}
    group by p.tenant_id, p.id),
  spaced as (
    select *, coalesce(locked_at - lag(locked_at) over near > ${STORM.minutes}::int * interval '1 minute', true) as opens
    from standing window near as (partition by site_id order by locked_at, id)),
  runs as (select *, count(*) filter (where opens) over (partition by site_id order by locked_at, id) as run from spaced),
  locked as (select *, count(*) over (partition by site_id, run) >= ${STORM.accounts}::int as storm from runs)`

export type PageAsk = Ask & {
  /** The site whose storms are looked into; null for all who are in none. */
  readonly storm: number | null
  readonly after: { readonly at: Date; readonly id: string } | null
  readonly limit: number
}

export async function listLocked(db: Query, ask: PageAsk): Promise<LockRow[]> {
  const { storm, after, limit, tenantId } = ask
  const among = storm === null ? sql`not l.storm` : sql`l.storm and l.site_id = ${storm}::int`
  const beyond = after ? sql`(l.locked_at, l.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`
  const { rows } = await sql<LockRow>`
    ${locked(ask)}
    select l.id, l.name, l.username, l.status, l.site_id, s.name as site_name, l.strangers, l.known, l.failures, l.addresses, l.locked_at, l.until
    from locked l join sites s on s.tenant_id = ${tenantId} and s.id = l.site_id
    where ${among} and ${beyond}
    order by l.locked_at desc, l.id desc limit ${limit}`.execute(db)
  return rows
}

export async function listStorms(db: Query, ask: Ask): Promise<StormRow[]> {
  const { rows } = await sql<StormRow>`
    ${locked(ask)}
    select l.site_id, s.name as site_name, count(distinct l.id)::int as accounts, count(distinct a)::int as addresses,
      min(l.locked_at) as since, max(l.locked_at) as last_at
    from locked l join sites s on s.tenant_id = ${ask.tenantId} and s.id = l.site_id
    left join lateral json_array_elements_text(l.addresses) a on true
    where l.storm group by l.site_id, l.run, s.name order by since desc`.execute(db)
  return rows
}

/** The person behind a lock that stands and was not told yet; whoever asks first is the one who tells. */
export async function tellLock(trx: Trx, tenantId: number, subject: string, device: string, now: Date) {
  const { rows } = await sql<{ user_id: string; failures: number }>`
    update sign_in_tries t set told_at = t.locked_at from users u
    where t.tenant_id = ${tenantId} and t.subject = ${subject} and t.device = ${device} and t.user_id = t.subject
      and u.tenant_id = t.tenant_id and u.id = t.user_id and u.deleted_at is null
      and t.locked_until > ${now} and t.told_at is distinct from t.locked_at
    returning t.user_id, t.failures`.execute(trx)
  return rows[0]
}
