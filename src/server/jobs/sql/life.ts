/**
 * A worker's sign of life: an advisory lock on a connection that does nothing else. PostgreSQL lets it go in the moment
 * in which the process dies, however it dies, so whoever finds it free knows that nobody is at work on what this worker
 * took. A time-out would have to be as long as the longest job; graphile-worker's own is four hours.
 */
import pg from 'pg'
import type { Log } from '../../log.ts'

/** A host that vanishes says no goodbye: the server asks, and gives up after a quarter of a minute. */
const CONNECTION = `set idle_session_timeout = 0; set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 3; set tcp_keepalives_count = 3`

const RETRY_MILLIS = 250

export type Life = {
  /** Resolves while the lock is held, and waits while it is not: no job is taken without it. */
  readonly held: () => Promise<unknown>
  /** Aborted when the lock is lost: another process may take over what runs here. */
  readonly signal: () => AbortSignal
  readonly stop: () => Promise<void>
}

/** Shared, so that two names with one hash do not wait for each other; whoever doubts a life asks for it exclusively. */
export const LIFE_OF = 'hashtextextended($1, 0)'

export function beginLife(config: pg.ClientConfig, worker: string, log: Log): Life {
  let stopped = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  let held = Promise.withResolvers<undefined>()
  let hold = new AbortController()

  const begin = async () => {
    const mine = new pg.Client({ ...config, application_name: 'rollcall worker', keepAlive: true })
    let gone = false
    const lose = () => {
      if (gone) return
      gone = true
      if (client === mine) {
        client = undefined
        held = Promise.withResolvers()
        hold.abort(new Error('The worker’s connection is lost.'))
        hold = new AbortController()
        if (!stopped) log.warn('the sign of life is lost; no job is taken until it is back')
      }
      void mine.end().catch(() => undefined)
      if (stopped) held.resolve(undefined)
      else retry = setTimeout(() => void begin(), RETRY_MILLIS)
    }
    mine.on('error', lose)
    mine.on('end', lose)
    try {
      await mine.connect()
      await mine.query(CONNECTION)
      await mine.query(`select pg_advisory_lock_shared(${LIFE_OF})`, [worker])
      // Its answer and the end of the connection may come in one packet.
      if (gone) return
      client = mine
      held.resolve(undefined)
    } catch {
      lose()
    }
  }
  void begin()

  return {
    held: () => held.promise,
    signal: () => hold.signal,
    async stop() {
      stopped = true
      clearTimeout(retry)
      held.resolve(undefined)
      const last = client
      // Let go before goodbye, so that whoever hands back its jobs next finds it free.
      await last?.query('select pg_advisory_unlock_all()').catch(() => undefined)
      await last?.end().catch(() => undefined)
    },
  }
}
