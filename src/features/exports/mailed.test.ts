/** The link to a file, through a real mail server; and a worker that is killed over an export. */
import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readMailSettings } from '#src/server/mail/settings.ts'
import { settle } from '#test/at-work.ts'
import { beginExport, overExport } from '#test/exports.ts'
import { mailServer } from '#test/mail-server.ts'
import { workersOf } from '#test/worker-processes.ts'
import { world } from '#test/world.ts'

const w = await world()
const server = await mailServer()
afterAll(server.stop)
const key = randomBytes(32)
const mail = readMailSettings(server.url(), 'rollcall@example.com')!
const [ana, marta] = [w.as('ana'), w.as('marta')]

const workers = workersOf(w, { key, mail })
afterEach(workers.killAll)
beforeEach(() => void (server.mails.length = 0))
const patient = { timeout: 30_000, interval: 20 }
const untilMails = (many: number) => vi.waitFor(() => expect(server.mails).toHaveLength(many), patient)

describe('the mailed link', { timeout: 60_000 }, () => {
  test('arrives once, and opens for who asked and for who has the address', async () => {
    await workers.start()
    const rut = await w.hire('Rut Aas', { role: 'administrator', more: { consoleLanguage: 'de' } })
    const id = await beginExport(ana, { emailTo: rut.email })
    await overExport(ana, id)
    await untilMails(1)
    const { to_, subject, text, html } = server.mails[0]!
    expect(to_).toEqual([rut.email])
    expect(subject).toBe('Ihr Export von Nordlys ist fertig')
    const link = `https://rollcall.test/exports/${id}`
    expect(text).toContain(`\n${link}\n`)
    expect(html).toContain(`href="${link}"`)
    expect(text).toContain('Ana Lind')
    for (const who of [ana, w.as(rut)]) {
      expect((await who.get(`/exports/${id}/file`)).status).toBe(200)
      expect((await who.get('/exports')).body.items.map((one: { id: string }) => one.id)).toEqual([id])
    }
    // It is hers to read, and not to take away.
    expect((await w.as(rut).delete(`/exports/${id}`, { 'if-match': '"v1"' })).status).toBe(404)
  })

  test('opens for nobody else: without a session, without the right, of another tenant, or a namesake there', async () => {
    await workers.start()
    const id = await beginExport(ana, { emailTo: w.people.marta.email })
    await overExport(ana, id)
    const namesake = await w.hire(
      'Ana Zwei',
      { role: 'administrator', more: { email: w.people.marta.email } },
      w.tenants.harbour,
    )
    expect((await w.with().get(`/exports/${id}/file`)).status).toBe(401)
    expect((await marta.get(`/exports/${id}/file`)).status).toBe(403)
    for (const who of [w.as(namesake), w.as('hugo'), w.as('otto')])
      expect((await who.get(`/exports/${id}/file`)).status).toBe(404)
    // Left in the outbox, it would be the first mail of the next worker.
    await untilMails(1)
  })
})

describe('a worker that is killed over an export', { timeout: 120_000 }, () => {
  test('is followed by another one: one file, whole, and one mail', async () => {
    await settle(w, 30_000)
    const columns = ['id', 'username', 'email', 'created']
    const first = await workers.start()
    const id = await beginExport(ana, { columns, emailTo: w.people.ana.email, sort: 'created' })
    await vi.waitFor(async () => {
      const { body } = await ana.get(`/exports/${id}`)
      expect(body.people.done).toBeGreaterThan(0)
      expect(body.state).toBe('running')
    }, patient)
    await workers.kill(first)
    await workers.start()
    const view = await overExport(ana, id)
    const { people } = view
    expect([view.state, people.done]).toEqual(['ready', people.of])
    const file = (await ana.get(`/exports/${id}/file`)).body as string
    const lines = file.trimEnd().split('\r\n').slice(1)
    expect(lines).toHaveLength(people.of)
    expect(new Set(lines).size).toBe(people.of)
    await untilMails(1)
    const { run } = await w.db.selectFrom('exports').select('run').where('id', '=', id).executeTakeFirstOrThrow()
    expect(run).toBe(2)
    const mails = await w.db
      .selectFrom('outbox')
      .select('id')
      .where('template', '=', 'export-ready')
      .where('to_address', '=', w.people.ana.email)
      .execute()
    expect(mails).toHaveLength(1)
  })
})
