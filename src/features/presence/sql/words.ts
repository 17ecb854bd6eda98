/** Words about what people do, and what follows from them. */
import { sql } from 'kysely'
import type { Query, Trx } from '../../../server/database/database.ts'
import type { State } from '../contract/presence.ts'

export type Word = { readonly userId: string; readonly state: State; readonly at: Date }

/**
 * Makes sure that each of these people has a row, and locks them in the order of their ids: two that speak of the same people wait
 * for one another, and the second sees what the first one said.
 */
export async function lockAvailability(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<void> {
  await sql`
    insert into availability (tenant_id, user_id, state, since, at)
    select ${tenantId}, id, 'offline', '-infinity', '-infinity' from unnest(${[...userIds]}::uuid[]) as id order by id
    on conflict do nothing`.execute(trx)
  await sql`
    select from availability where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[])
    order by user_id for no key update`.execute(trx)
}

/** Keeps the words; the indexes of those that were not there before. Two of one moment: the one that came last holds. */
export async function upsertWords(trx: Trx, tenantId: number, words: readonly Word[]): Promise<Set<string>> {
  const { rows } = await sql<{ user_id: string; at: Date }>`
    insert into availability_words as w (tenant_id, user_id, at, state)
    select distinct on (t.id, t.at) ${tenantId}::integer, t.id, t.at, t.state
    from unnest(${words.map((w) => w.userId)}::uuid[], ${words.map((w) => w.at)}::timestamptz[], ${words.map((w) => w.state)}::text[])
      with ordinality as t (id, at, state, place)
    order by t.id, t.at, t.place desc
    on conflict (tenant_id, user_id, at) do update set state = excluded.state where w.state <> excluded.state
    returning w.user_id, w.at`.execute(trx)
  return new Set(rows.map(({ user_id, at }) => keyOf(user_id, at)))
}
export const keyOf = (userId: string, at: Date) => `${userId} ${at.getTime()}`

/** Reads the last word of each and when that state began, and answers whom it moved from one state to another. */
export async function followWords(trx: Trx, tenantId: number, userIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ user_id: string; moved: boolean }>`
    with last as (
      select p.user_id, word.state, word.at, (
          select min(w.at) from availability_words w
          where w.tenant_id = ${tenantId} and w.user_id = p.user_id and w.at > coalesce((
            select max(other.at) from availability_words other
            where other.tenant_id = ${tenantId} and other.user_id = p.user_id and other.state <> word.state), '-infinity')) as since
      from unnest(${[...userIds]}::uuid[]) as p (user_id)
      cross join lateral (
        select state, at from availability_words w where w.tenant_id = ${tenantId} and w.user_id = p.user_id
        order by w.at desc limit 1) word),
    before as (select user_id, state, since, at from availability where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[]))
    update availability a set state = last.state, since = last.since, at = last.at
    from last join before using (user_id)
    where a.tenant_id = ${tenantId} and a.user_id = last.user_id
      and (before.state, before.since, before.at) is distinct from (last.state, last.since, last.at)
    returning a.user_id, (before.state, before.since) is distinct from (last.state, last.since) as moved`.execute(trx)
  return rows.flatMap(({ user_id, moved }) => (moved ? [user_id] : []))
}

/** Everybody of these who was doing something is offline from that moment on. */
export async function endAvailability(trx: Trx, tenantId: number, userIds: readonly string[], at: Date): Promise<void> {
  await sql`
    with ended as (
      update availability set state = 'offline', since = ${at}, at = ${at}
      where tenant_id = ${tenantId} and user_id = any(${[...userIds]}::uuid[]) and state <> 'offline'
      returning user_id)
    insert into availability_words (tenant_id, user_id, at, state)
    select ${tenantId}::integer, user_id, ${at}, 'offline' from ended order by user_id
    on conflict (tenant_id, user_id, at) do update set state = 'offline'`.execute(trx)
}

/** Forgets so many words, at most, from before that moment; answers how many there were. */
export async function deleteWords(db: Query, tenantId: number, before: Date, most: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from availability_words where ctid = any(array(
      select ctid from availability_words where tenant_id = ${tenantId} and at < ${before} limit ${most}))
    and tenant_id = ${tenantId}`.execute(db)
  return Number(numAffectedRows)
}
