/** Mail of a worker that is killed, at each moment of its way: a process of its own, and a mail server that waits. */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Keyring } from '#src/server/crypto/keyring.ts'
import { readMailSettings } from '#src/server/mail/settings.ts'
import { mailServer } from '#test/mail-server.ts'
import { world } from '#test/world.ts'
import { sendMail } from './service/send-mail.ts'

const PROGRAM = `
  const from = (path) => import(new URL(path, ${JSON.stringify(new URL('../../', import.meta.url).href)}).href)
  const { jobs } = await from('entry/jobs.ts')
  const { systemClock } = await from('server/clock.ts')
  const { Keyring } = await from('server/crypto/keyring.ts')
  const { Database } = await from('server/database/database.ts')
  const { startWorkers } = await from('server/jobs/workers.ts')
  const { openLog } = await from('server/log.ts')
  const { app, queue, key, mail } = JSON.parse(process.argv[1])
  const keyring = new Keyring(Buffer.from(key, 'hex'))
  const parts = { database: new Database(app), clock: systemClock, keyring, log: openLog('silent', false), mail }
  await startWorkers({ jobs: queue }, parts, jobs, { concurrency: 1 })
  console.log('ready')`

const w = await world()
const server = await mailServer()
afterAll(server.stop)
const { tenantId } = w.tenants.nordlys
const key = randomBytes(32)
const mail = readMailSettings(server.url(), 'rollcall@example.com')!

const running = new Set<ChildProcess>()
afterEach(async () => {
  for (const worker of running) await kill(worker)
})
beforeEach(() => {
  server.manners = {}
  server.mails.length = 0
})

async function startWorker(): Promise<ChildProcess> {
  const given = { app: w.database.config, queue: w.connections.jobs, key: key.toString('hex'), mail }
  const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', PROGRAM, JSON.stringify(given)]
  const worker = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(worker)
  worker.once('exit', () => running.delete(worker))
  await once(worker.stdout, 'data')
  return worker
}
async function kill(worker: ChildProcess) {
  const ended = once(worker, 'exit')
  worker.kill('SIGKILL')
  await ended
}

const put = () =>
  w.database
    .tenant(tenantId)
    .transaction()
    .execute((trx) =>
      sendMail({ ...w.parts, keyring: new Keyring(key), mail }, trx, {
        tenantId,
        template: { name: 'test', says: { en: () => ({ subject: 'Hello', body: ['Hello.'] }) } },
        to: { address: 'jon@example.com' },
        data: null,
      }),
    )
const untilState = (id: string, state: string) =>
  vi.waitFor(
    async () =>
      expect(await w.db.selectFrom('outbox').select('state').where('id', '=', id).executeTakeFirst()).toEqual({
        state,
      }),
    { timeout: 20_000, interval: 25 },
  )

/** Kills the worker when the mail server is asked this, which never answers. */
async function killWhenAsked(asked: 'recipient' | 'data'): Promise<string> {
  const worker = await startWorker()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  server.manners = {
    [asked]: () => {
      resolve(undefined)
      return new Promise(() => undefined)
    },
  }
  const id = await put()
  await promise
  await kill(worker)
  server.manners = {}
  return id
}

describe('a worker that is killed', { timeout: 60_000 }, () => {
  test('before the mail left: the mail goes out once, by another worker', async () => {
    const id = await killWhenAsked('recipient')
    await startWorker()
    await untilState(id, 'sent')
    expect(server.mails).toHaveLength(1)
  })

  test('after the mail left and before the answer: it is perhaps sent, and not sent again', async () => {
    const id = await killWhenAsked('data')
    await startWorker()
    await untilState(id, 'perhaps')
    await untilState(await put(), 'sent')
    expect(server.mails).toHaveLength(1)
  })
})
