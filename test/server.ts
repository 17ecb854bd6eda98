/** A server as a process of its own beside others over one PostgreSQL: `node test/server.ts '{"app": …}'` (server-processes.ts). */
import { randomBytes } from 'node:crypto'
import { allRoutes } from '#src/entry/routes.ts'
import { authenticate } from '#src/features/sessions/service.ts'
import { systemClock } from '#src/server/clock.ts'
import { Keyring } from '#src/server/crypto/keyring.ts'
import { Database } from '#src/server/database/database.ts'
import { Live } from '#src/server/database/live.ts'
import { buildServer } from '#src/server/http/server.ts'
import { openLog } from '#src/server/log.ts'

const given = JSON.parse(process.argv[2]!) as { app: object; connections: number }
const log = openLog('silent', false)
const parts = {
  database: new Database(given.app, { connections: given.connections }),
  clock: systemClock,
  keyring: new Keyring(randomBytes(32)),
  live: new Live(given.app, log),
  log,
  mail: null,
  publicOrigin: 'http://127.0.0.1',
}
const options = { parts, routes: allRoutes(), authenticate: authenticate(parts), trustedProxies: [], publicUrl: null }
const app = await buildServer(options)
await parts.live.start()
process.stdout.write(`${await app.listen({ port: 0, host: '127.0.0.1' })}\n`)
