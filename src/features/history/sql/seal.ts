import { sql } from 'kysely'
import type { Query, Trx } from '../../../server/database/database.ts'
import { entriesBetween, sealHash } from './canonical.ts'

/** Takes the right to seal one tenant until the transaction ends; false when another process has it. */
export async function takeSealer(trx: Trx, tenantId: number): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean
  }>`select pg_try_advisory_xact_lock(hashtext('rollcall.sealer'), ${tenantId}) as taken`.execute(trx)
  return rows[0]!.taken
}

export type Chain = {
  /** The last seal; 0 and null before the first. */
  seq: number
  hash: Buffer | null
  /** Sealed so far: everything before this transaction of this epoch. */
  epoch: number
  to: number
  /** The epoch in which the cluster lives, and its oldest transaction that may still be open. */
  now: number
  oldest: number
  epochs: number[]
}

/** Where the chain of a tenant ends, and how far it could go. */
export async function readChain(db: Query, tenantId: number): Promise<Chain> {
  const { rows } = await sql<Chain>`
    select coalesce(last.seq, 0) as seq, last.hash, coalesce(last.epoch, 0) as epoch, coalesce(last.to_xid, 0) as to,
      current_epoch() as now, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest,
      array(select epoch from history_epochs where epoch >= coalesce(last.epoch, 0) order by epoch) as epochs
    from (values (1)) as one left join (
      select seq, epoch, to_xid, hash from history_seals where tenant_id = ${tenantId} order by seq desc limit 1
    ) last on true`.execute(db)
  return rows[0]!
}

export type Range = { epoch: number; from: number; to: number }

/** Of the entries from one transaction up to another, the first `most`, and then the rest of the last transaction. */
export async function findRange(
  db: Query,
  tenantId: number,
  { epoch, from, to }: Range,
  most: number,
): Promise<Range | null> {
  const { rows } = await sql<{ to: number | null }>`
    select max(xid) + 1 as to from (
      select xid from history where tenant_id = ${tenantId} and epoch = ${epoch} and xid >= ${from} and xid < ${to}
      order by xid limit ${most}) waiting`.execute(db)
  const end = rows[0]?.to ?? null
  return end === null ? null : { epoch, from, to: end }
}

export type Seal = { seq: number; entries: number; hash: Buffer }

export async function insertSeal(
  trx: Trx,
  tenantId: number,
  { seq, hash: previous }: Pick<Chain, 'seq' | 'hash'>,
  { epoch, from, to }: Range,
): Promise<Seal> {
  const range = { tenant: sql`${tenantId}`, epoch: sql`${epoch}`, from: sql`${from}`, to: sql`${to}` }
  const { rows } = await sql<Seal>`
    with covered as (${entriesBetween(range)}),
    s as (
      select ${tenantId}::integer as tenant_id, ${seq + 1}::bigint as seq, ${epoch}::integer as epoch, ${from}::bigint as from_xid,
        ${to}::bigint as to_xid, covered.found as entries, now() as sealed_at, covered.digests
      from covered
    )
    insert into history_seals (tenant_id, seq, epoch, from_xid, to_xid, entries, sealed_at, hash)
    select tenant_id, seq, epoch, from_xid, to_xid, entries, sealed_at, ${sealHash(sql`${previous}::bytea`, sql`s.digests`)} from s
    returning seq, entries, hash`.execute(trx)
  return rows[0]!
}

/** Where the cluster's transactions stand: `open` while some are under way, so that more may become sealable. */
export async function readTransactions(db: Query): Promise<{ next: string; open: boolean }> {
  const { rows } = await sql<{ next: string; open: boolean }>`
    select pg_snapshot_xmax(now)::text as next, pg_snapshot_xmin(now) <> pg_snapshot_xmax(now) as open
    from pg_current_snapshot() as now`.execute(db)
  return rows[0]!
}
