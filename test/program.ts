/** The whole program on a database of its own, empty of people. Whoever asks for it stops it. */
import { randomBytes } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { allRoutes } from '#src/entry/routes.ts'
import { authenticate } from '#src/features/sessions/service.ts'
import type { Parts } from '#src/server/context.ts'
import { Keyring } from '#src/server/crypto/keyring.ts'
import { Database, type DB } from '#src/server/database/database.ts'
import { Live } from '#src/server/database/live.ts'
import type { Route } from '#src/server/http/route.ts'
import { buildServer } from '#src/server/http/server.ts'
import { openLog } from '#src/server/log.ts'
import { client, type Client } from './client.ts'
import { cloneDatabase } from './database.ts'
import { demandDeclared } from './declared.ts'

export type TestClock = { now(): Date; advance(millis: number): void }

/** Runs with the real clock, and can be put forward. */
function testClock(): TestClock {
  let ahead = 0
  return { now: () => new Date(Date.now() + ahead), advance: (millis) => void (ahead += millis) }
}

export type Program = Awaited<ReturnType<typeof program>>

/** @param more parts that are otherwise than in most tests. */
export async function program(routes: readonly Route[] = allRoutes(), more: Partial<Parts> = {}) {
  const clone = await cloneDatabase()
  const clock = testClock()
  const database = new Database(clone.app, { connections: 6 })
  const log = openLog('silent', false)
  const parts: Parts = {
    database,
    clock,
    keyring: new Keyring(randomBytes(32)),
    live: new Live(clone.app, log),
    log,
    mail: null,
    publicOrigin: 'https://rollcall.test',
    // Only who asks for it waits.
    holdMillis: 0,
    ...more,
  }
  const options = { parts, routes, authenticate: authenticate(parts), trustedProxies: [], publicUrl: null }
  const app = await buildServer(options)
  const demand = demandDeclared(routes)
  const pool = new pg.Pool({ ...clone.owner, max: 2 })
  // A connection that is still saying goodbye while its database is dropped.
  pool.on('error', () => undefined)
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    parts,
    /** Where workers find their queue. */
    connections: { owner: clone.owner, jobs: clone.jobs },
    database,
    clock,
    app,
    /** Looks at the rows from behind the wall, where the program cannot be. */
    db,
    /** Somebody who comes with this cookie, or this API key, or nothing. */
    with: (credential: { cookie?: string; bearer?: string } = {}): Client =>
      client(app, { cookie: () => Promise.resolve(credential.cookie), bearer: credential.bearer }, demand),
    demand,
    /** Serves on a port of this machine and hears live notices; answers the address. */
    async listen(): Promise<string> {
      await parts.live.start()
      return app.listen({ port: 0, host: '127.0.0.1' })
    },
    async stop() {
      app.server.closeAllConnections()
      await app.close()
      await Promise.all([parts.live.stop(), database.stop(), db.destroy()])
      await clone.drop()
    },
  }
}
