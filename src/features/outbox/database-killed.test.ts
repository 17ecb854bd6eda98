/** Mail of a program whose PostgreSQL is killed while it sends, and comes back by itself. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { jobs } from '#src/entry/jobs.ts'
import { systemClock } from '#src/server/clock.ts'
import type { Parts } from '#src/server/context.ts'
import { Keyring } from '#src/server/crypto/keyring.ts'
import { connectTo } from '#src/server/database/cluster.ts'
import { Database } from '#src/server/database/database.ts'
import { findPostmaster } from '#src/server/database/embedded-processes.ts'
import { Live } from '#src/server/database/live.ts'
import { migrate } from '#src/server/database/migrate.ts'
import { startWorkers } from '#src/server/jobs/workers.ts'
import { openLog } from '#src/server/log.ts'
import { readMailSettings } from '#src/server/mail/settings.ts'
import { makeTenant } from '#src/features/tenants/service.ts'
import { mailServer } from '#test/mail-server.ts'
import { sendMail } from './service/send-mail.ts'

const dataFolder = mkdtempSync(join(tmpdir(), `rollcall-test-${process.pid}-killed-`))
const server = await mailServer()
const connections = await connectTo({ dataFolder, say: () => undefined })
await migrate(connections.owner)
const log = openLog('silent', false)
const database = new Database(connections.app)
const parts: Parts = {
  database,
  clock: systemClock,
  keyring: new Keyring(randomBytes(32)),
  live: new Live(connections.app, log),
  log,
  mail: readMailSettings(server.url(), 'rollcall@example.com'),
  publicOrigin: 'https://rollcall.test',
}
const workers = await startWorkers(connections, parts, jobs, { concurrency: 4 })
afterAll(async () => {
  await workers.stop()
  await database.stop()
  await connections.stop()
  await server.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})
const { tenantId } = await database.outside.transaction().execute((trx) =>
  makeTenant(parts, trx, {
    slug: 'nordlys',
    name: 'Nordlys',
    timeZone: 'UTC',
    site: { name: 'Riga', timeZone: 'UTC' },
  }),
)
const db = database.tenant(tenantId)

const put = (subject: string) =>
  db.transaction().execute((trx) =>
    sendMail(parts, trx, {
      tenantId,
      template: { name: 'test', says: { en: () => ({ subject, body: [] }) } },
      to: { address: 'jon@example.com' },
      data: null,
    }),
  )
/** Again until it is acknowledged; what was not may still be there. */
const putSurely = (subject: string) => vi.waitFor(() => put(subject), { timeout: 30_000, interval: 50 })

test(
  'no mail is lost, none goes out twice, and the workers come back by themselves',
  { timeout: 120_000 },
  async () => {
    const wanted: string[] = []
    // Slow and uneven, so that several are on their way when it happens, and end one after another.
    server.manners = { data: () => new Promise((taken) => setTimeout(taken, 20 + 80 * Math.random(), undefined)) }
    for (let n = 0; n < 60; n++) {
      wanted.push(await putSurely(`mail ${n}`))
      if (n % 20 === 10) process.kill(findPostmaster(connections.dataFolder!)!.pid, 'SIGKILL')
    }
    const states = async () =>
      new Map((await db.selectFrom('outbox').select(['id', 'state']).execute()).map(({ id, state }) => [id, state]))
    await vi.waitFor(
      async () => {
        const now = await states()
        for (const id of wanted) expect(['sent', 'perhaps']).toContain(now.get(id))
      },
      { timeout: 60_000, interval: 200 },
    )
    const arrived = server.mails.map(({ messageId }) => messageId)
    expect(new Set(arrived).size).toBe(arrived.length)
    for (const [id, state] of await states()) if (state === 'sent') expect(arrived).toContain(`<${id}@example.com>`)
  },
)
