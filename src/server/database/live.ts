/**
 * News between processes: one LISTEN connection for each, NOTIFY inside the transaction that makes the news, so that it
 * is heard at the commit and never before. At most one notice for a transaction, and small: PostgreSQL takes 8,000 bytes of a
 * notice, and commits that notify wait for each other.
 */
import pg from 'pg'
import type { Log } from '../log.ts'

const CHANNEL = 'rollcall'

/** What travels: a tenant, a kind, and ids while they are few. The features say which kinds there are. */
export type Notice = {
  readonly tenant: number
  readonly kind: string
  readonly ids?: readonly string[]
  readonly count?: number
  readonly reason?: string
}
type Listener = (notice: Notice) => void

export class Live {
  readonly #config: pg.ClientConfig
  readonly #log: Log
  readonly #listeners = new Set<Listener>()
  #client: pg.Client | null = null
  #stopped = false
  #retry: NodeJS.Timeout | undefined

  constructor(config: pg.ClientConfig, log: Log) {
    this.#config = config
    this.#log = log
  }

  /** Calls the listener for every notice of every tenant; returns what ends it. */
  on(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Notices are being heard right now; while false, nothing may be trusted to arrive. */
  get connected(): boolean {
    return this.#client !== null
  }

  async start(): Promise<void> {
    const client = new pg.Client({ ...this.#config, application_name: 'rollcall live' })
    let isLost = false
    const lost = () => {
      isLost = true
      this.#reconnect(client)
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', ({ payload }) => this.#tell(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      // Cut between its answer and this line: another one is on its way, and this one hears nothing any more.
      if (isLost) return
      this.#client = client
      this.#sayMissed()
    } catch (error) {
      if (this.#stopped) return
      this.#log.warn({ err: error }, 'live notices cannot be heard yet')
      this.#reconnect(client)
    }
  }

  #reconnect(client: pg.Client) {
    if (this.#stopped || this.#retry || (this.#client !== null && this.#client !== client)) return
    this.#client = null
    this.#sayMissed()
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      void this.start()
    }, 250)
  }

  /** Whoever waits must look for itself: when hearing ends, and when it begins again, for what was said in between. */
  #sayMissed() {
    for (const listener of this.#listeners) listener({ tenant: 0, kind: 'missed' })
  }

  #tell(payload: string) {
    let notice: Notice
    try {
      notice = JSON.parse(payload) as Notice
    } catch {
      this.#log.warn('a live notice was not JSON')
      return
    }
    for (const listener of this.#listeners) listener(notice)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#retry)
    const client = this.#client
    this.#client = null
    await client?.end().catch(() => undefined)
  }
}

export const noticeChannel = CHANNEL
