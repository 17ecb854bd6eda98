import { sql } from 'kysely'
import type { Database } from '../../../server/database/database.ts'

/** What part of a tenant's people have a facet or a trait, from 0 to 1. */
export type Shares = (number: number) => number

const SAMPLE = 3000
const KEPT_FOR = 10 * 60_000

type Known = { readonly shares: Promise<Shares>; readonly until: number }
const known = new WeakMap<Database, Map<number, Known>>()

/** Told from a sample now and then: a hint which index is worth a look, on which no answer depends. */
export function sharesOf(database: Database, tenantId: number, now: Date): Promise<Shares> {
  const tenants = known.get(database) ?? new Map<number, Known>()
  known.set(database, tenants)
  const last = tenants.get(tenantId)
  if (last && now.getTime() < last.until) return last.shares
  const shares = sampleShares(database, tenantId)
  tenants.set(tenantId, { shares, until: now.getTime() + KEPT_FOR })
  shares.catch(() => tenants.delete(tenantId))
  return shares
}

/** The newest and the oldest: a tenant's habits change. */
async function sampleShares(database: Database, tenantId: number): Promise<Shares> {
  const { rows } = await sql<{ number: number; share: number }>`
    with sampled as materialized (
      (select facets || traits as numbers from directory where tenant_id = ${tenantId} order by user_id limit ${SAMPLE / 2})
      union all
      (select facets || traits from directory where tenant_id = ${tenantId} order by user_id desc limit ${SAMPLE / 2}))
    select number, count(*)::float8 / (select count(*) from sampled) as share
    from sampled cross join unnest(sampled.numbers) as number group by number`.execute(database.tenant(tenantId))
  const shares = new Map(rows.map(({ number, share }) => [number, share]))
  return (number) => shares.get(number) ?? 0
}
