/**
 * The sealer: each second it links what was committed into the chain of each tenant, so that no writer ever waits for
 * another. Every process may run one; an advisory lock lets one at a time seal a tenant.
 */
import type { Parts } from '../../../server/context.ts'
import { findSealable, insertSeal, listTenantIds, readTransactions, takeSealer, type Seal } from '../sql/seal.ts'

type SealerParts = Pick<Parts, 'database' | 'log'>

/** One seal covers about so many entries, so that a mass action of a million is sealed in bounded memory. */
const ENTRIES_A_SEAL = 10_000

/** Links what one tenant's transactions wrote so far into its chain; answers how many entries it sealed. */
export async function sealTenant(
  { database, log }: SealerParts,
  tenantId: number,
  most = ENTRIES_A_SEAL,
): Promise<number> {
  const db = database.tenant(tenantId)
  let entries = 0
  while (await findSealable(db, tenantId, most)) {
    const seal = await db.transaction().execute(async (trx): Promise<Seal | null> => {
      if (!(await takeSealer(trx, tenantId))) return null
      const range = await findSealable(trx, tenantId, most)
      return range && insertSeal(trx, tenantId, range)
    })
    if (!seal) break
    // The log is a second place for the head of the chain: a seal taken from the end of the table is missed there.
    log.info(
      { tenant: tenantId, seal: seal.seq, entries: seal.entries, hash: seal.hash.toString('hex') },
      'history sealed',
    )
    entries += seal.entries
  }
  return entries
}

/** Seals every tenant; answers how many entries it sealed. */
export async function sealAll(parts: SealerParts): Promise<number> {
  let entries = 0
  for (const tenantId of await listTenantIds(parts.database.outside)) entries += await sealTenant(parts, tenantId)
  return entries
}

export type Sealer = { stop(): Promise<void> }

/** Seals all tenants every second until it is stopped. A database that is away delays it and does no harm. */
export function startSealer(parts: SealerParts, everyMillis = 1000): Sealer {
  let stopped = false
  let seenAll = ''
  let timer: NodeJS.Timeout | undefined
  const round = async () => {
    const { next, open } = await readTransactions(parts.database.outside)
    // Nothing was written in the whole cluster since everything was sealed: an idle installation stays idle.
    if (next === seenAll) return
    await sealAll(parts)
    seenAll = open ? '' : next
  }
  const turn = async (): Promise<void> => {
    await round().catch((error: unknown) => parts.log.warn({ err: error }, 'history could not be sealed yet'))
    if (!stopped) timer = setTimeout(() => (running = turn()), everyMillis)
  }
  let running = turn()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
