import { sql } from 'kysely'
import type { Trx } from '../../../server/database/database.ts'
import { entriesBetween, personalHashes, saltOf, sealHash } from './canonical.ts'

export type FaultySeal = { seq: number; sealed_at: Date; entries: number; found: number; gap: number; linked: boolean }
export type Walk = { covered: number; faulty: FaultySeal[] }

/** Walks the whole chain in one statement, a seal at a time, and answers the seals that do not hold: at most `most`. */
export async function checkSeals(trx: Trx, tenantId: number, most: number): Promise<Walk> {
  const range = { tenant: sql`s.tenant_id`, epoch: sql`s.epoch`, from: sql`s.from_xid`, to: sql`s.to_xid` }
  const { rows } = await sql<Walk>`
    with chain as (
      select s.*, lag(seq, 1, 0::bigint) over link as last_seq, lag(hash) over link as last_hash,
        lag(epoch) over link as last_epoch, lag(to_xid) over link as last_to
      from history_seals s where tenant_id = ${tenantId} window link as (order by seq)
    ), checked as (
      select s.seq, s.sealed_at, s.entries, f.found, s.seq - s.last_seq - 1 as gap,
        s.from_xid = case when s.epoch = s.last_epoch then s.last_to else 0 end and s.epoch >= coalesce(s.last_epoch, 0) as linked,
        s.hash = ${sealHash(sql`s.last_hash`, sql`f.digests`)} as same
      from chain s cross join lateral (${entriesBetween(range)}) f
    ), faulty as (
      select seq, sealed_at, entries, found, gap, linked from checked where not (same and linked and gap = 0) order by seq limit ${most}
    )
    select (select coalesce(sum(found), 0)::bigint from checked) as covered,
      (select coalesce(json_agg(faulty order by seq), '[]') from faulty) as faulty`.execute(trx)
  return rows[0]!
}

export type Counts = { entries: number; unsealed: number; erased: number }

/** `erased`: entries of which some personal value is gone. */
export async function countEntries(trx: Trx, tenantId: number): Promise<Counts> {
  const { rows } = await sql<Counts>`
    with last as (select epoch, to_xid from history_seals where tenant_id = ${tenantId} order by seq desc limit 1)
    select count(*) as entries,
      count(*) filter (where (epoch, xid) >= (coalesce((select epoch from last), 0), coalesce((select to_xid from last), 0))) as unsealed,
      (select count(*) from history h
        left join history_personal p on p.tenant_id = ${tenantId} and p.user_id = h.user_id and p.change_set_id = h.change_set_id
        where h.tenant_id = ${tenantId} and exists (
          select from jsonb_each(h.changes) as change
          where change.value ->> 'personal' is not null and not coalesce(p.changes ? change.key, false))) as erased
    from history where tenant_id = ${tenantId}`.execute(trx)
  return rows[0]!
}

export type WrongPersonal = { user_id: string; field: string; change_set_id: string }

/** Personal values that are not those that the entry was sealed with, or that no entry speaks of: at most `most`. */
export async function findWrongPersonal(trx: Trx, tenantId: number, most: number): Promise<WrongPersonal[]> {
  // Until 0041 each value had a salt of its own.
  const salt = sql`coalesce(decode(p.salts ->> field, 'hex'), ${saltOf(sql`p.salt`)})`
  const { rows } = await sql<WrongPersonal>`
    select p.user_id, v.field, p.change_set_id from history_personal p
    left join history h on h.tenant_id = p.tenant_id and h.user_id = p.user_id and h.change_set_id = p.change_set_id
    cross join lateral ${personalHashes(sql`p.changes`, salt)}
    where p.tenant_id = ${tenantId} and h.changes -> v.field ->> 'personal' is distinct from v.hash
    order by p.user_id, p.change_set_id, v.field limit ${most}`.execute(trx)
  return rows
}

/** Change sets that name another than they were sealed with: at most `most`. One without a salt is of somebody who was erased. */
export async function listWrongNames(trx: Trx, tenantId: number, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from change_sets
    where tenant_id = ${tenantId} and actor_hash is not null and case
      when actor_salt is null then actor_name <> 'Erased user'
      else actor_hash <> sha256(actor_salt || convert_to(actor_name, 'UTF8')) end
    order by id limit ${most}`.execute(trx)
  return rows.map(({ id }) => id)
}
