/** Background work on many things of which none may stop another: tenants, reviews, files. */
import type { Parts } from '../context.ts'
import { isDatabaseAway, type Query } from '../database/database.ts'
import { listTenantIds } from '../database/tenants.ts'

/** Some of many failed, and the log has each with its cause: thrown when all had their turn, so that the job is tried again. */
export class SomeFailed extends Error {
  override readonly name = 'SomeFailed'
}

type Turn = { readonly log: Parts['log']; readonly signal?: AbortSignal | undefined }

/**
 * Does the work for one after the other. What fails is logged with what `about` tells of it, and the next has its turn all the same.
 * Ends at once where the process is to stop, or nothing can be done for any of them, since the database is away.
 */
export async function eachApart<T>(
  { log, signal }: Turn,
  things: Iterable<T> | AsyncIterable<T>,
  about: (thing: T) => Readonly<Record<string, unknown>>,
  work: (thing: T) => Promise<unknown>,
): Promise<void> {
  let failed = 0
  for await (const thing of things) {
    signal?.throwIfAborted()
    try {
      await work(thing)
    } catch (error) {
      if (signal?.aborted || isDatabaseAway(error)) throw error
      failed += 1
      // What stands within was logged there.
      if (!(error instanceof SomeFailed)) log.error({ err: error, ...about(thing) }, 'one of many failed')
    }
  }
  if (failed > 0) throw new SomeFailed(`${failed} of them failed; the log says which.`)
}

/** The same for each tenant, archived ones too. */
export const eachTenant = async (
  { database, ...turn }: Turn & Pick<Parts, 'database'>,
  work: (db: Query, tenantId: number) => Promise<unknown>,
): Promise<void> =>
  eachApart(
    turn,
    await listTenantIds(database.outside),
    (tenantId) => ({ tenantId }),
    (tenantId) => work(database.tenant(tenantId), tenantId),
  )
