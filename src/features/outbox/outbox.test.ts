/** Mail from the transaction that wants it to a real mail server, by real workers. */
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { jobs } from '#src/entry/jobs.ts'
import type { Parts } from '#src/server/context.ts'
import { startWorkers, type Workers } from '#src/server/jobs/workers.ts'
import { readMailSettings } from '#src/server/mail/settings.ts'
import { defineTemplate } from '#src/server/mail/template.ts'
import { answer, mailServer } from '#test/mail-server.ts'
import { world } from '#test/world.ts'
import { outboxJobs } from './jobs.ts'
import { sendMail, type Letter } from './service/send-mail.ts'
import { eraseMailOf, keepUp } from './service/upkeep.ts'

const w = await world()
const server = await mailServer()
afterAll(server.stop)
const { tenantId } = w.tenants.nordlys
/** The program, with a mail server and without one. */
const connected: Parts = { ...w.parts, mail: readMailSettings(server.url(), 'Rollcall <rollcall@example.com>') }
const alone: Parts = { ...w.parts, mail: null }

const link = 'https://rollcall.test/reset/s3cret-t0ken'
const reset = defineTemplate<{ name: string }>({
  name: 'test-reset',
  says: {
    en: ({ name }, { tenant }) => ({
      subject: `${name}, your password at ${tenant}`,
      body: [`Hello ${name}.`, { link, label: 'Choose a password' }],
    }),
  },
})
type More = Partial<Letter<{ name: string }>>
const put = (parts: Parts, more: More = {}, tenant = tenantId) =>
  w.database
    .tenant(tenant)
    .transaction()
    .execute((trx) =>
      sendMail(parts, trx, {
        tenantId: tenant,
        template: reset,
        to: { address: 'jon@example.com', name: 'Jon Reyes' },
        data: { name: 'Jon' },
        ...more,
      }),
    )

let workers: Workers | undefined
const work = async (parts = connected) => {
  workers = await startWorkers(w.connections, parts, jobs, { concurrency: 2 })
}
afterEach(async () => {
  await workers?.stop()
  workers = undefined
})
beforeEach(async () => {
  server.mails.length = 0
  server.manners = {}
  await w.db.deleteFrom('outbox').execute()
  await w.db.deleteFrom('outbox_words').execute()
})

const rowOf = (id: string) => w.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const wordsOf = async (id: string) =>
  (await w.db.selectFrom('outbox_words').selectAll().where('mail_id', '=', id).execute()).length
const until = (condition: () => Promise<unknown>) => vi.waitFor(condition, { timeout: 40_000, interval: 50 })
const untilState = (id: string, state: string) => until(async () => expect(await rowOf(id)).toMatchObject({ state }))

describe('mail that goes out', { timeout: 60_000 }, () => {
  test('arrives once, and its words are forgotten', async () => {
    await work()
    const id = await put(connected)
    await untilState(id, 'sent')
    expect(server.mails).toHaveLength(1)
    expect(server.mails[0]).toMatchObject({
      subject: 'Jon, your password at Nordlys',
      messageId: `<${id}@example.com>`,
    })
    expect(server.mails[0]!.text).toContain(link)
    expect(await rowOf(id)).toMatchObject({ attempts: 1, message_id: `<${id}@example.com>` })
    expect(await wordsOf(id)).toBe(0)
  })

  test('is not sent when the transaction that wants it rolls back', async () => {
    const rolledBack = w.database
      .tenant(tenantId)
      .transaction()
      .execute(async (trx) => {
        await sendMail(connected, trx, {
          tenantId,
          template: reset,
          to: { address: 'x@example.com' },
          data: { name: '' },
        })
        throw new Error('changed my mind')
      })
    await expect(rolledBack).rejects.toThrow()
    await work()
    await untilState(await put(connected), 'sent')
    expect(server.mails.map(({ to_ }) => to_)).toEqual([['jon@example.com']])
  })

  test('refused for now is tried again, with the same Message-ID, until it is taken', async () => {
    server.manners = { data: () => answer(451, 'Try again later') }
    await work()
    const id = await put(connected)
    await until(async () => expect((await rowOf(id)).answer).toContain('451'))
    expect(await rowOf(id)).toMatchObject({ state: 'waiting', attempts: 1, next_at: expect.any(Date) })
    server.manners = {}
    await untilState(id, 'sent')
    expect(server.mails.map(({ messageId }) => messageId)).toEqual([`<${id}@example.com>`])
  })

  test('refused for good fails at once, and can be sent again by hand', async () => {
    server.manners = { recipient: () => answer(550, 'No such mailbox') }
    await work()
    const id = await put(connected)
    await untilState(id, 'failed')
    expect((await rowOf(id)).answer).toContain('550')
    server.manners = {}
    const { status, body } = await outboxOf('ana', connected).send(id)
    expect([status, body.state]).toEqual([200, 'waiting'])
    await untilState(id, 'sent')
  })

  test('to a server that is away waits until it is back', async () => {
    await server.leave()
    await work()
    const id = await put(connected)
    await until(async () => expect((await rowOf(id)).answer).not.toBeNull())
    expect(await rowOf(id)).toMatchObject({ state: 'waiting', attempts: 0 })
    await server.comeBack()
    await untilState(id, 'sent')
    expect(server.mails).toHaveLength(1)
  })

  test('that the server may have taken is perhaps sent, and not sent again by itself', async () => {
    server.manners = { dropAfter: Infinity }
    await work()
    const id = await put(connected)
    await untilState(id, 'perhaps')
    server.manners = {}
    await untilState(await put(connected, { to: { address: 'next@example.com' } }), 'sent')
    expect(server.mails.map(({ to_ }) => to_)).toEqual([['next@example.com']])
  })

  test('whose process died after the server had it is perhaps sent too', async () => {
    const id = await put(connected)
    await w.db.updateTable('outbox').set({ state: 'sending', sending_at: new Date() }).where('id', '=', id).execute()
    await work()
    await untilState(id, 'perhaps')
    expect(server.mails).toEqual([])
  })

  test('whose link has ended is not sent', async () => {
    const id = await put(connected, { goodUntil: new Date(Date.now() - 1) })
    await work()
    await untilState(id, 'failed')
    expect(server.mails).toEqual([])
  })

  test('in two hands at once goes out once', async () => {
    const [send] = outboxJobs
    const id = await put(connected)
    const run = { attempt: 1, last: false, signal: new AbortController().signal }
    await Promise.all([1, 2, 3].map(() => send!.work(connected, { tenant: tenantId, mail: id } as never, run)))
    expect(server.mails).toHaveLength(1)
    expect((await rowOf(id)).state).toBe('sent')
  })
})

/** Requests of somebody, answered by a program with that mail server. */
function outboxOf(who: Parameters<typeof w.as>[0], parts: Parts) {
  const client = w.as(who)
  const using = async <T>(ask: () => Promise<T>): Promise<T> => {
    const before = w.parts.mail
    Object.assign(w.parts, { mail: parts.mail })
    return ask().finally(() => Object.assign(w.parts, { mail: before }))
  }
  return {
    list: (query = '') => using(() => client.get(`/outbox${query}`)),
    read: (id: string) => using(() => client.post(`/outbox/${id}/read`)),
    send: (id: string) => using(() => client.post(`/outbox/${id}/send`)),
  }
}

describe('the outbox', () => {
  test('403 for an agent and a manager, who learn nothing', async () => {
    const id = await put(alone)
    for (const who of ['jon', 'marta'] as const) {
      expect((await outboxOf(who, alone).list()).status).toBe(403)
      expect((await outboxOf(who, alone).read(id)).status).toBe(403)
      expect((await outboxOf(who, alone).send(id)).status).toBe(403)
    }
    expect((await rowOf(id)).state).toBe('kept')
  })

  test('200 shows newest first, by state and page by page, with what there is of each', async () => {
    const ids = [await put(alone), await put(alone), await put(connected)]
    const { body } = await outboxOf('ana', alone).list()
    expect(body.items.map((m: { id: string }) => m.id)).toEqual(ids.toReversed())
    expect(body).toMatchObject({ next: null, goesOut: false, counts: { kept: 2, waiting: 1, sent: 0 } })
    const first = (await outboxOf('ana', alone).list('?state=kept&limit=1')).body
    const second = (await outboxOf('ana', alone).list(`?state=kept&limit=1&after=${first.next}`)).body
    expect([...first.items, ...second.items].map((m: { id: string }) => m.id)).toEqual([ids[1], ids[0]])
    expect(second.next).toBeNull()
  })

  test('404 for mail of another tenant, and for what is no mail', async () => {
    const id = await put(alone, {}, w.tenants.harbour.tenantId)
    expect((await outboxOf('ana', connected).send(id)).status).toBe(404)
    expect((await outboxOf('ana', connected).send('x')).status).toBe(404)
    expect((await outboxOf('ana', alone).list()).body.items).toEqual([])
    expect((await rowOf(id)).state).toBe('kept')
  })

  test('shows an administrator of one site the mail about the people there', async () => {
    const boss = await w.hire('Site Boss', { role: 'administrator', limits: { sites: [w.tenants.nordlys.siteId] } })
    const there = await w.hire('There Agent')
    const elsewhere = await w.hire('Elsewhere Agent', {
      site: Object.values(w.tenants.nordlys.sites).find((id) => id !== w.tenants.nordlys.siteId)!,
    })
    const seen = await put(alone, { userId: there.id })
    const hidden = await put(alone, { userId: elsewhere.id })
    const about = await put(alone)
    const { body } = await outboxOf(boss, alone).list()
    expect([body.items.map((m: { id: string }) => m.id), body.counts.kept]).toEqual([[seen], 1])
    for (const id of [hidden, about]) expect((await outboxOf(boss, connected).send(id)).status).toBe(404)
  })

  test('the words of a mail are at rest sealed alone', async () => {
    await put(alone)
    const rows = [
      await w.db.selectFrom('outbox').selectAll().execute(),
      await w.db.selectFrom('outbox_words').selectAll().execute(),
    ]
    expect(JSON.stringify(rows)).not.toContain('t0ken')
  })

  test('where mail cannot go out, a superuser reads the words, and the change log says so', async () => {
    const chief = await w.hire('Chief Super', { role: 'administrator', superuser: true })
    const id = await put(alone)
    const { status, body } = await outboxOf(chief, alone).read(id)
    expect([status, body.subject]).toEqual([200, 'Jon, your password at Nordlys'])
    expect(body.text).toContain(link)
    const log = await w.db.selectFrom('change_sets').selectAll().where('action', '=', 'read-mail').execute()
    expect(JSON.stringify(log)).toContain(id)
    expect(JSON.stringify(log)).not.toContain('t0ken')
  })

  test('403 for an administrator, whom a link in them would let in as somebody who may do more', async () => {
    const id = await put(alone)
    const { status, body } = await outboxOf('ana', alone).read(id)
    expect([status, body.type]).toEqual([403, '/problems/mail-superusers-only'])
    expect((await outboxOf('ana', alone).list()).body.items[0].readable).toBe(false)
  })

  test('409 where mail goes out: nobody reads it but whom it was written to', async () => {
    const chief = await w.hire('Chief Second', { role: 'administrator', superuser: true })
    const { status, body } = await outboxOf(chief, connected).read(await put(connected))
    expect([status, body.type]).toEqual([409, '/problems/mail-not-readable'])
  })

  test('409 to send what waits, what was sent, what cannot leave, and what has ended', async () => {
    const cases: [string, Parts][] = [
      [await put(connected), connected],
      [await put(alone), alone],
      [await put(alone, { goodUntil: new Date(Date.now() - 1) }), connected],
    ]
    for (const [id, parts] of cases) {
      const before = await rowOf(id)
      const { status, body } = await outboxOf('ana', parts).send(id)
      expect([status, body.type]).toEqual([409, '/problems/mail-not-sendable'])
      expect(await rowOf(id)).toEqual(before)
    }
  })

  test('an auditor sees it and sends nothing', async () => {
    const id = await put(alone)
    expect((await outboxOf('ines', connected).list()).body.items[0]).toMatchObject({ id, sendable: false })
    expect((await outboxOf('ines', connected).send(id)).status).toBe(403)
  })

  test('mail of a demonstration is kept, whatever server there is', async () => {
    await w.db.updateTable('tenants').set({ demonstration: true }).where('id', '=', tenantId).execute()
    const id = await put(connected)
    await w.db.updateTable('tenants').set({ demonstration: false }).where('id', '=', tenantId).execute()
    expect((await rowOf(id)).state).toBe('kept')
  })
})

describe('upkeep', () => {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)

  test('mail that waited in a backup is perhaps sent', async () => {
    const id = await put(connected)
    await w.db.updateTable('outbox').set({ epoch: 0 }).where('id', '=', id).execute()
    await keepUp(connected)
    expect((await rowOf(id)).state).toBe('perhaps')
    await work()
    await untilState(await put(connected), 'sent')
    expect(server.mails).toHaveLength(1)
  })

  test('mail whose job was lost is sent all the same', async () => {
    const id = await put(connected)
    await w.db
      .updateTable('outbox')
      .set({ created_at: ago(11) })
      .where('id', '=', id)
      .execute()
    await w.db.deleteFrom('graphile_worker._private_jobs' as never).execute()
    await work()
    await keepUp(connected)
    await untilState(id, 'sent')
  })

  test('words whose link has ended are forgotten, and the mail after 90 days', async () => {
    const [ended, old] = [await put(alone, { goodUntil: ago(1) }), await put(alone)]
    await w.db
      .updateTable('outbox')
      .set({ created_at: ago(91 * 24 * 60) })
      .where('id', '=', old)
      .execute()
    await keepUp(alone)
    expect([await wordsOf(ended), await wordsOf(old)]).toEqual([0, 0])
    expect((await w.db.selectFrom('outbox').select('id').execute()).map(({ id }) => id)).toEqual([ended])
  })

  test('erasing a person erases the mail about them', async () => {
    const [gone, stays] = [await put(alone, { userId: w.people.jon.id }), await put(alone)]
    await w.database
      .tenant(tenantId)
      .transaction()
      .execute((trx) => eraseMailOf(trx, tenantId, [w.people.jon.id]))
    expect((await w.db.selectFrom('outbox').select('id').execute()).map(({ id }) => id)).toEqual([stays])
    expect([await wordsOf(gone), await wordsOf(stays)]).toEqual([0, 1])
  })
})
