/** Counters of failed tries. Every decision is one statement, so that of fifty at once each is counted (S13). */
import { sql } from 'kysely'
import { kept, type Expression, type Query } from '../../../server/database/database.ts'
import { FREE_TRIES, MOST_IN_A_ROW, QUIET_HOURS, WAITS } from '../rules.ts'

/** All who come from no known browser. */
export const STRANGERS = '00000000-0000-0000-0000-000000000000'

export type Counter = { readonly tenantId: number; readonly subject: string; readonly device: string }

/** Somebody who is about to try, as they came. */
export type Comer = {
  readonly tenantId: number
  /** Null where nobody has that name. */
  readonly userId: string | null
  /** The subject of the account: its id, or of what was typed where there is none. */
  readonly account: string
  /** The subject of what was typed; null where a session says already who it is. */
  readonly name: string | null
  /** Of the browser's token; null for machines, which no account knows. */
  readonly tokenHash: Buffer | null
  /** A browser that was last used before is a stranger's. */
  readonly knownSince: Date
  readonly address: string | null
  /** The limit of the network of whoever types a name; null where there is none. */
  readonly network: { readonly key: string; readonly most: number } | null
  readonly now: Date
}
type Counted = { until: Date | number | null; recent: number; failures: number }

const waits = sql`${[...WAITS]}::int[]`
const recent = (now: Date) =>
  sql`(case when t.last_at < ${now}::timestamptz - ${QUIET_HOURS}::int * interval '1 hour' then 1 else t.recent + 1 end)`
const until = (now: Date) => sql`(case
  when t.failures + 1 >= ${MOST_IN_A_ROW}::int then 'infinity'::timestamptz
  when ${recent(now)} >= ${FREE_TRIES}::int
    then ${now}::timestamptz + (${waits})[least(${recent(now)} - ${FREE_TRIES - 1}::int, ${WAITS.length}::int)] * interval '1 minute' end)`

/** One more failure, unless a lock stands; then there is no row. `given` says whether it is counted at all. */
const count = (
  { tenantId, userId, address, now }: Comer,
  subject: string | null,
  device: Expression<string>,
  given: Expression<boolean>,
) => sql<Counted>`
  insert into sign_in_tries as t (tenant_id, subject, device, user_id, failures, recent, first_at, last_at, addresses)
  select ${tenantId}::int, ${subject}::uuid, ${device}, ${userId}::uuid, 1, 1, ${now}::timestamptz, ${now}::timestamptz,
    array_remove(array[${address}::text], null)
  where ${given}
  on conflict (tenant_id, subject, device) do update set
    user_id = excluded.user_id, failures = t.failures + 1, recent = ${recent(now)}, last_at = excluded.last_at,
    first_at = case when ${recent(now)} = 1 then excluded.last_at else t.first_at end,
    locked_until = ${until(now)},
    locked_at = case when ${until(now)} is null then null when ${recent(now)} > ${FREE_TRIES}::int and t.locked_at is not null then t.locked_at else excluded.last_at end,
    addresses = (excluded.addresses || array_remove(t.addresses, ${address}::text))[1:8]
  where t.locked_until is null or t.locked_until <= ${now}
  returning t.locked_until as until, t.recent, t.failures`

/** What a counted try came to. */
export type Tally = {
  /** Set by this very try: it is taken back if it succeeds. */
  readonly lock: Date | 'until-unlocked' | null
  readonly recent: number
  readonly failures: number
}
const tally = (row: Counted | undefined): Tally | null =>
  row
    ? {
        // The driver reads `infinity` as the number.
        lock: typeof row.until === 'number' ? 'until-unlocked' : row.until,
        recent: row.recent,
        failures: row.failures,
      }
    : null

/** The id of a browser that this account knows; nobody's account knows none, by the same statement (S12). */
const knownDevice = ({ tenantId, account, tokenHash, knownSince }: Comer) => sql`
  select id from known_devices
  where tenant_id = ${tenantId} and user_id = ${account} and token_hash = ${tokenHash} and last_used_at > ${knownSince}`

/** The limit of a network of which nothing is left. */
const spentLimit = ({ network, now }: Comer) => sql`
  select until from rate_limits
  where key = ${network?.key ?? null} and points >= ${network?.most ?? 0} and until > ${now} and not exists (select from known)`

export type Begun = {
  /** The known browser, or all strangers. */
  readonly device: string
  /** Null where a lock stood and nothing was counted, or where no name was typed, or in a known browser. */
  readonly name: Tally | null
  /** Null where a lock stood, or the name waits. */
  readonly account: Tally | null
  /** Until when strangers of that network wait; then nothing was counted. */
  readonly networkWaits: Date | null
}

/**
 * Counts a try before it is looked at: at the account, and before that, for a stranger, at the name that was typed; while that waits, the
 * account is let be. A browser that the account knows has a counter of its own (S14).
 */
export async function beginTry(db: Query, comer: Comer): Promise<Begun> {
  const strangers = sql<string>`${STRANGERS}::uuid`
  const device = sql<string>`coalesce((select id from known), ${strangers})`
  const isTyped = sql<boolean>`${comer.name}::uuid is not null and not exists (select from known) and not exists (select from spent)`
  const mayTry = sql<boolean>`${comer.name}::uuid is null or exists (select from known) or exists (select from name)`
  const { rows } = await sql<Counted & { of: string; id: string | null }>`
    with known as (${knownDevice(comer)}), spent as (${spentLimit(comer)}),
      name as (${count(comer, comer.name, strangers, isTyped)}), account as (${count(comer, comer.account, device, mayTry)})
    select 'known' as of, id, null::timestamptz as until, 0 as recent, 0 as failures from known
    union all select 'spent', null, until, 0, 0 from spent
    union all select 'name', null, name.* from name
    union all select 'account', null, account.* from account ${kept}`.execute(db)
  const find = (of: string) => rows.find((row) => row.of === of)
  return {
    device: find('known')?.id ?? STRANGERS,
    name: tally(find('name')),
    account: tally(find('account')),
    networkWaits: (find('spent')?.until as Date | undefined) ?? null,
  }
}

/** Until when a counter's lock stands, or null. */
export async function findLock(db: Query, { tenantId, subject, device }: Counter, now: Date): Promise<Tally['lock']> {
  const { rows } = await sql<Counted>`
    select locked_until as until, recent, failures from sign_in_tries
    where tenant_id = ${tenantId} and subject = ${subject} and device = ${device} and locked_until > ${now}`.execute(db)
  return tally(rows[0])?.lock ?? null
}

/** Every counter of these people: names, strangers and known browsers. */
export const dropTriesOf = (db: Query, tenantId: number, userIds: readonly string[]) =>
  sql`delete from sign_in_tries where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[])`.execute(db)
