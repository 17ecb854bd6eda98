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

export type Range = { epoch: number; from: number; to: number; seq: number; previous: Buffer | null }

/**
 * The next transactions to seal: at most `most` entries, and then the rest of the last of these transactions. What is
 * below the oldest transaction still open is all that will ever be there; of an earlier life of the cluster, everything is.
 */
export async function findSealable(db: Query, tenantId: number, most: number): Promise<Range | null> {
  const { rows } = await sql<Range>`
    with last as (
      select seq, epoch, to_xid, hash from history_seals where tenant_id = ${tenantId} order by seq desc limit 1
    ), waiting as (
      select epoch, xid from history
      where tenant_id = ${tenantId}
        and (epoch, xid) >= (coalesce((select epoch from last), 0), coalesce((select to_xid from last), 0))
        and (epoch, xid) < ((select current_epoch()), (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint))
      order by epoch, xid limit ${most}
    )
    select waiting.epoch, max(waiting.xid) + 1 as to, coalesce(last.seq, 0) + 1 as seq, last.hash as previous,
      case when waiting.epoch = last.epoch then last.to_xid else 0 end as from
    from waiting left join last on true
    group by waiting.epoch, last.seq, last.epoch, last.to_xid, last.hash order by waiting.epoch limit 1`.execute(db)
  return rows[0] ?? null
}

export type Seal = { seq: number; entries: number; hash: Buffer }

export async function insertSeal(trx: Trx, tenantId: number, { epoch, from, to, seq, previous }: Range): Promise<Seal> {
  const range = { tenant: sql`${tenantId}`, epoch: sql`${epoch}`, from: sql`${from}`, to: sql`${to}` }
  const { rows } = await sql<Seal>`
    with covered as (${entriesBetween(range)}),
    s as (
      select ${tenantId}::integer as tenant_id, ${seq}::bigint as seq, ${epoch}::integer as epoch, ${from}::bigint as from_xid,
        ${to}::bigint as to_xid, covered.found as entries, now() as sealed_at, covered.digests
      from covered
    )
    insert into history_seals (tenant_id, seq, epoch, from_xid, to_xid, entries, sealed_at, hash)
    select tenant_id, seq, epoch, from_xid, to_xid, entries, sealed_at, ${sealHash(sql`${previous}::bytea`, sql`s.digests`)} from s
    returning seq, entries, hash`.execute(trx)
  return rows[0]!
}

export async function listTenantIds(db: Query): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select all_tenant_ids() as id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Where the cluster's transactions stand: `open` while some are under way, so that more may become sealable. */
export async function readTransactions(db: Query): Promise<{ next: string; open: boolean }> {
  const { rows } = await sql<{ next: string; open: boolean }>`
    select pg_snapshot_xmax(now)::text as next, pg_snapshot_xmin(now) <> pg_snapshot_xmax(now) as open
    from pg_current_snapshot() as now`.execute(db)
  return rows[0]!
}
