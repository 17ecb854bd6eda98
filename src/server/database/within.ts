import { sql } from 'kysely'
import type { Trx } from './database.ts'

/**
 * Does part of a transaction in another tenant, and comes back: for what makes a tenant, which begins outside of it.
 * Only the program's own set-up uses it; a request stays in the tenant of its actor.
 */
export async function within<T>(trx: Trx, tenantId: number, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{
    tenant: string
  }>`select coalesce(current_setting('rollcall.tenant', true), '') as tenant`.execute(trx)
  await setTenant(trx, String(tenantId))
  const result = await work()
  await setTenant(trx, rows[0]?.tenant ?? '')
  return result
}

/** Until the end of the transaction; the connection keeps its own tenant. */
const setTenant = (trx: Trx, tenant: string) => sql`select set_config('rollcall.tenant', ${tenant}, true)`.execute(trx)
