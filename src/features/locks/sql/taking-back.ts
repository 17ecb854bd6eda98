/** What follows a try that was none: its counters go back, and the browser of whoever signed in whole is known from then on. */
import { sql } from 'kysely'
import { together, type Changes } from '../../../server/database/together.ts'
import type { Query } from '../../../server/database/database.ts'
import { FREE_TRIES } from '../rules.ts'
import { STRANGERS, type Counter, type Tally } from './tries.ts'

type Taken = Counter & Pick<Tally, 'lock'>
/** Where a try was counted. */
export type Tried = { readonly name: Taken | null; readonly account: Taken | null }

/** The counter `t` without the try, and without the lock that it set. */
const less = (lock: Tally['lock']) => {
  const own =
    lock === null ? sql`false` : sql`t.locked_until = ${lock === 'until-unlocked' ? 'infinity' : lock}::timestamptz`
  return sql`recent = greatest(t.recent - 1, 0),
    locked_until = case when ${own} then null else t.locked_until end,
    locked_at = case when ${own} and t.recent <= ${FREE_TRIES}::int then null else t.locked_at end`
}
const oneLess = sql`greatest(t.failures - 1, 0)`
const isRow = ({ tenantId, subject, device }: Counter) =>
  sql`t.tenant_id = ${tenantId} and t.subject = ${subject} and t.device = ${device}`

const nameBack = ({ name }: Tried): Changes =>
  name
    ? {
        name_back: sql`
          update sign_in_tries t set failures = ${oneLess}, ${less(name.lock)} where ${isRow(name)} returning 1`,
      }
    : {}
/** The name goes first, as it was counted, so that no two wait for each other. */
const behindName = ({ name }: Tried) => (name ? sql`(select count(*) from name_back) >= 0` : sql`true`)

/** Takes a try back that was none. */
export const takingBack = (tried: Tried): Changes => ({
  ...nameBack(tried),
  ...(tried.account && {
    account_back: sql`
      update sign_in_tries t set failures = ${oneLess}, ${less(tried.account.lock)}
      where ${isRow(tried.account)} and ${behindName(tried)}`,
  }),
})

export const takeBack = (db: Query, tried: Tried) => together(db, takingBack(tried))

export type Browser = {
  readonly tenantId: number
  readonly userId: string
  readonly tokenHash: Buffer
  /** Of the browser, where it is a new one. */
  readonly id: string
  readonly now: Date
}

/**
 * Makes a browser known in which somebody signed in whole, or remembers that it was used. The row of failures ends that it stands in: its
 * own, or that of strangers when it was one. How long the next strangers wait stays, or signing in would buy them more tries.
 */
export function rememberingBrowser({ tenantId, userId, tokenHash, id, now }: Browser, tried: Tried): Changes {
  const strangers = { tenantId, subject: userId, device: STRANGERS }
  const cameAsStranger = tried.account?.device === STRANGERS ? tried.account : null
  return {
    ...nameBack(tried),
    browser: sql`
      insert into known_devices (tenant_id, user_id, token_hash, id, created_at, last_used_at)
      values (${tenantId}, ${userId}, ${tokenHash}, ${id}, ${now}, ${now})
      on conflict (tenant_id, user_id, token_hash) do update set last_used_at = excluded.last_used_at
      returning id, id <> ${id} as known`,
    own_row: sql`
      delete from sign_in_tries t using browser b
      where b.known and t.tenant_id = ${tenantId} and t.subject = ${userId} and t.device = b.id`,
    strangers_row: cameAsStranger
      ? sql`
          update sign_in_tries t set failures = case when b.known then ${oneLess} else 0 end, ${less(cameAsStranger.lock)}
          from browser b where ${isRow(strangers)} and ${behindName(tried)}`
      : sql`update sign_in_tries t set failures = 0 from browser b where not b.known and ${isRow(strangers)}`,
  }
}
