/** What the measurements share: the loaded database, the running server, and people who are signed in. */
import { randomBytes } from 'node:crypto'
import { authenticate, startSession } from '#src/features/sessions/service.ts'
import { systemClock } from '#src/server/clock.ts'
import { contextFor, type Context, type Parts } from '#src/server/context.ts'
import { Keyring } from '#src/server/crypto/keyring.ts'
import { Database } from '#src/server/database/database.ts'
import { Live } from '#src/server/database/live.ts'
import { SESSION_COOKIE } from '#src/server/http/caller.ts'
import { openLog } from '#src/server/log.ts'
import { Connection } from './http/connection.ts'
import { startServer, type RunningServer } from './http/server.ts'
import { openPopulation, type Population } from './population/open.ts'
import { OverheardClient } from './statements.ts'
import type { Figure } from './figures.ts'

export type Options = { readonly users: number; readonly fresh: boolean }
export type Say = (sentence: string) => void
export type Measure = (bench: Bench) => AsyncGenerator<Figure>

/** Somebody with a session: over HTTP, and inside the program where its statements can be overheard. */
export type SignedIn = { readonly ctx: Context; readonly headers: Readonly<Record<string, string>> }

export class Bench {
  readonly options: Options
  readonly say: Say
  #population: Promise<Population> | undefined
  #server: Promise<RunningServer> | undefined
  #parts: Promise<Parts> | undefined

  constructor(options: Options, say: Say) {
    this.options = options
    this.say = say
  }

  /** The people; loaded at the first call when they are not there yet. */
  population(): Promise<Population> {
    return (this.#population ??= openPopulation(this.options.users, this.options.fresh, this.say))
  }

  server(): Promise<RunningServer> {
    return (this.#server ??= this.population().then(({ dataFolder }) => startServer(dataFolder)))
  }

  /** The program's parts in this process, every statement of which can be overheard. */
  parts(): Promise<Parts> {
    return (this.#parts ??= this.population().then(({ app }) => {
      const log = openLog('silent', false)
      const database = new Database(Object.assign({ Client: OverheardClient }, app))
      const keyring = new Keyring(randomBytes(32))
      return {
        database,
        clock: systemClock,
        keyring,
        live: new Live(app, log),
        log,
        mail: null,
        publicOrigin: 'http://bench',
      }
    }))
  }

  /** A user of a tenant, signed in. */
  async signIn(tenantId: number, userId: string): Promise<SignedIn> {
    const parts = await this.parts()
    const origin = { via: 'console', requestId: null, address: '127.0.0.1', userAgent: 'bench' } as const
    const cookie = await parts.database
      .tenant(tenantId)
      .transaction()
      .execute((trx) => startSession(parts, trx, { tenantId, userId, origin }))
    const known = await authenticate(parts)({ cookie }, { address: null, attended: false })
    if (!known) throw new Error('The session that was just opened is not there.')
    const headers = { cookie: `${SESSION_COOKIE}=${cookie}` }
    return { ctx: contextFor(parts, known.actor, known.modules, origin), headers }
  }

  async connect(who: SignedIn): Promise<Connection> {
    return Connection.open((await this.server()).address, who.headers)
  }

  async stop(): Promise<void> {
    await (await this.#server)?.stop()
    await (await this.#parts)?.database.stop()
    await (await this.#population)?.stop()
  }
}
