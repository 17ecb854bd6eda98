/**
 * The sealer: each second it links what was committed into the chain of each tenant, so that no writer ever waits for
 * another. Every process may run one; an advisory lock lets one at a time seal a tenant.
 */
import type { Parts } from '../../../server/context.ts'
import type { Query } from '../../../server/database/database.ts'
import { eachTenant } from '../../../server/jobs/apart.ts'
import {
  findRange,
  insertSeal,
  readChain,
  readTransactions,
  takeSealer,
  type Chain,
  type Range,
  type Seal,
} from '../sql/seal.ts'

type SealerParts = Pick<Parts, 'database' | 'log'>

/** One seal covers about so many entries, so that a mass action of a million is sealed in bounded memory. */
const ENTRIES_A_SEAL = 10_000

/**
 * The next transactions to seal. What is below the oldest transaction still open is all that will ever be there; of an
 * earlier life of the cluster, everything is.
 */
async function findSealable(db: Query, tenantId: number, chain: Chain, most: number): Promise<Range | null> {
  for (const epoch of chain.epochs) {
    const from = epoch === chain.epoch ? chain.to : 0
    const to = epoch === chain.now ? chain.oldest : Number.MAX_SAFE_INTEGER
    const range = from < to ? await findRange(db, tenantId, { epoch, from, to }, most) : null
    if (range) return range
  }
  return null
}

const sealable = async (db: Query, tenantId: number, most: number) => {
  const chain = await readChain(db, tenantId)
  const range = await findSealable(db, tenantId, chain, most)
  return range && { chain, range }
}

/** Links what one tenant's transactions wrote so far into its chain; answers how many entries it sealed. */
export async function sealTenant(
  { database, log }: SealerParts,
  tenantId: number,
  most = ENTRIES_A_SEAL,
): Promise<number> {
  const db = database.tenant(tenantId)
  let entries = 0
  while (await sealable(db, tenantId, most)) {
    const seal = await db.transaction().execute(async (trx): Promise<Seal | null> => {
      if (!(await takeSealer(trx, tenantId))) return null
      const next = await sealable(trx, tenantId, most)
      return next && insertSeal(trx, tenantId, next.chain, next.range)
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
  await eachTenant(parts, async (_db, tenantId) => {
    entries += await sealTenant(parts, tenantId)
  })
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
