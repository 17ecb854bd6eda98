/** Mail of a worker that is killed, at each moment of its way: a process of its own, and a mail server that waits. */
import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Keyring } from '#src/server/crypto/keyring.ts'
import { readMailSettings } from '#src/server/mail/settings.ts'
import { mailServer } from '#test/mail-server.ts'
import { workersOf } from '#test/worker-processes.ts'
import { world } from '#test/world.ts'
import { sendMail } from './service/send-mail.ts'

const w = await world()
const server = await mailServer()
afterAll(server.stop)
const { tenantId } = w.tenants.nordlys
const key = randomBytes(32)
const mail = readMailSettings(server.url(), 'rollcall@example.com')!

const workers = workersOf(w, { key, mail, concurrency: 1 })
afterEach(workers.killAll)
beforeEach(() => {
  server.manners = {}
  server.mails.length = 0
})

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
  const worker = await workers.start()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  server.manners = {
    [asked]: () => {
      resolve(undefined)
      return new Promise(() => undefined)
    },
  }
  const id = await put()
  await promise
  await workers.kill(worker)
  server.manners = {}
  return id
}

describe('a worker that is killed', { timeout: 60_000 }, () => {
  test('before the mail left: the mail goes out once, by another worker', async () => {
    const id = await killWhenAsked('recipient')
    await workers.start()
    await untilState(id, 'sent')
    expect(server.mails).toHaveLength(1)
  })

  test('after the mail left and before the answer: it is perhaps sent, and not sent again', async () => {
    const id = await killWhenAsked('data')
    await workers.start()
    await untilState(id, 'perhaps')
    await untilState(await put(), 'sent')
    expect(server.mails).toHaveLength(1)
  })
})
