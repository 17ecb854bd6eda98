/** Counters of failed tries. Every decision is one statement, so that of fifty at once each is counted (S13). */
import { sql } from 'kysely'
import { kept, type Expression, type Query } from '../../../server/database/database.ts'
import { FREE_TRIES, MOST_IN_A_ROW, QUIET_HOURS, WAITS } from '../rules.ts'

/** All who come from no known browser. */
export const STRANGERS = '00000000-0000-0000-0000-000000000000'

export type Counter = { readonly tenantId: number; readonly subject: string; readonly device: string }
export type Counting = Counter & {
  readonly userId: string | null
  readonly address: string | null
  readonly now: Date
}
type Counted = { locked_until: Date | number | null; recent: number; failures: number }

const waits = sql`${[...WAITS]}::int[]`
const recent = (now: Date) =>
  sql`(case when t.last_at < ${now}::timestamptz - ${QUIET_HOURS}::int * interval '1 hour' then 1 else t.recent + 1 end)`
const until = (now: Date) => sql`(case
  when t.failures + 1 >= ${MOST_IN_A_ROW}::int then 'infinity'::timestamptz
  when ${recent(now)} >= ${FREE_TRIES}::int
    then ${now}::timestamptz + (${waits})[least(${recent(now)} - ${FREE_TRIES - 1}::int, ${WAITS.length}::int)] * interval '1 minute' end)`

/** One more failure, unless a lock stands; then there is no row. `given` says whether it is counted at all. */
const count = (
  { tenantId, subject, device, userId, address, now }: Counting,
  given: Expression<boolean>,
) => sql<Counted>`
  insert into sign_in_tries as t (tenant_id, subject, device, user_id, failures, recent, first_at, last_at, addresses)
  select ${tenantId}::int, ${subject}::uuid, ${device}::uuid, ${userId}::uuid, 1, 1, ${now}::timestamptz, ${now}::timestamptz,
    array_remove(array[${address}::text], null)
  where ${given}
  on conflict (tenant_id, subject, device) do update set
    user_id = excluded.user_id, failures = t.failures + 1, recent = ${recent(now)}, last_at = excluded.last_at,
    first_at = case when ${recent(now)} = 1 then excluded.last_at else t.first_at end,
    locked_until = ${until(now)},
    locked_at = case when ${until(now)} is null then null when ${recent(now)} > ${FREE_TRIES}::int and t.locked_at is not null then t.locked_at else excluded.last_at end,
    addresses = (excluded.addresses || array_remove(t.addresses, ${address}::text))[1:8]
  where t.locked_until is null or t.locked_until <= ${now}
  returning t.locked_until, t.recent, t.failures`

/** What a counted try came to; null where a lock stood and nothing was counted. */
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
        lock: typeof row.locked_until === 'number' ? 'until-unlocked' : row.locked_until,
        recent: row.recent,
        failures: row.failures,
      }
    : null

/** Counts a try at an account, and before it one at the name that was typed: while that waits, the account is let be. */
export async function countTry(
  db: Query,
  account: Counting,
  name: Counting | null,
): Promise<{ name: Tally | null; account: Tally | null }> {
  const typed = name
    ? count(name, sql<boolean>`true`)
    : sql<Counted>`select null::timestamptz as locked_until, 0 as recent, 0 as failures`
  const { rows } = await sql<Counted & { of: 'name' | 'account' }>`
    with name as (${typed}), account as (${count(account, sql<boolean>`exists (select from name)`)})
    select 'name' as of, * from name union all select 'account', * from account ${kept}`.execute(db)
  const find = (of: string) => tally(rows.find((row) => row.of === of))
  return { name: find('name'), account: find('account') }
}

/** Until when a counter's lock stands, or null. */
export async function findLock(db: Query, { tenantId, subject, device }: Counter, now: Date): Promise<Tally['lock']> {
  const { rows } = await sql<Counted>`
    select locked_until, recent, failures from sign_in_tries
    where tenant_id = ${tenantId} and subject = ${subject} and device = ${device} and locked_until > ${now}`.execute(db)
  return tally(rows[0])?.lock ?? null
}

/** Takes a try back that was none, with the lock that it set. */
export async function giveBack(db: Query, { tenantId, subject, device }: Counter, lock: Tally['lock']): Promise<void> {
  const own =
    lock === null ? sql`false` : sql`locked_until = ${lock === 'until-unlocked' ? 'infinity' : lock}::timestamptz`
  await sql`
    update sign_in_tries set failures = greatest(failures - 1, 0), recent = greatest(recent - 1, 0),
      locked_until = case when ${own} then null else locked_until end,
      locked_at = case when ${own} and recent <= ${FREE_TRIES}::int then null else locked_at end
    where tenant_id = ${tenantId} and subject = ${subject} and device = ${device} ${kept}`.execute(db)
}

/** Ends the row of failures of strangers; how long the next ones wait stays, or signing in would buy them more tries. */
export const endRow = (db: Query, tenantId: number, userId: string) =>
  db
    .updateTable('sign_in_tries')
    .set({ failures: 0 })
    .where('tenant_id', '=', tenantId)
    .where('subject', '=', userId)
    .where('device', '=', STRANGERS)
    .modifyEnd(kept)
    .execute()

export const dropCounter = (db: Query, { tenantId, subject, device }: Counter) =>
  db
    .deleteFrom('sign_in_tries')
    .where('tenant_id', '=', tenantId)
    .where('subject', '=', subject)
    .where('device', '=', device)
    .modifyEnd(kept)
    .execute()

/** Every counter of these people: names, strangers and known browsers. */
export const dropTriesOf = (db: Query, tenantId: number, userIds: readonly string[]) =>
  sql`delete from sign_in_tries where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[])`.execute(db)
