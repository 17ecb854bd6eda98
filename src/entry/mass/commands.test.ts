/** Many people at once on the command line, in a process of its own, with nobody else at work. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { commandLine, urlOf } from '#test/command-line.ts'
import { logOf, stateOf } from '#test/state.ts'
import { world } from '#test/world.ts'

const w = await world()
const folder = mkdtempSync(join(tmpdir(), 'rollcall-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { run } = commandLine(folder)
const rollcall = (...typed: string[]) =>
  run({ DATABASE_URL: urlOf(w.connections.owner) }, ...typed, '--tenant', 'nordlys')

describe('rollcall change', { timeout: 60_000 }, () => {
  test('puts agents into a queue by its name, with a priority', async () => {
    const { id } = (await w.as('ana').post('/queues', { name: 'Line queue' })).body as { id: number }
    const agent = await w.hire('Hall Waiter')
    const given = await rollcall('change', 'add-queues', '--with', 'line queue:4', agent.username, '--json')
    expect([given.code, JSON.parse(given.out).counts.changed]).toEqual([0, 1])
    expect((await stateOf(w, agent.id)).effects).toMatchObject({ queuesLeft: [{ id, priority: 4 }] })
  })

  test('deactivates, says who gets the leads, and warns of the queue that loses its last agent', async () => {
    const [leaver, taker] = [await w.hire('Lead Leaver'), await w.hire('Lead Taker')]
    const { id } = (await w.as('ana').post('/queues', { name: 'Short line', minimum: 1 })).body as { id: number }
    await w.as('ana').post(`/users/${leaver.id}/add-queues`, { queues: [{ id }] })
    const { body: lead } = await w.as('ana').post('/leads', { name: 'Prospect', leadsTo: leaver.id })
    const given = await rollcall('change', 'deactivate', leaver.username, '--with', taker.username)
    expect([given.code, given.err]).toEqual([
      0,
      expect.stringContaining('Short line will be below its minimum: 0 of 1.'),
    ])
    expect((await w.as('ana').get(`/leads/${lead.id}`)).body.user.id).toBe(taker.id)
    const back = await rollcall('users', 'deactivate', taker.username, '--leads-to', 'nobody')
    expect(back.code).toBe(0)
    expect((await w.as('ana').get(`/leads/${lead.id}`)).body.user).toBeNull()
  })

  test('gives a skill by its name to those who match, once, and jobs undo takes it back', async () => {
    const [a, b] = [await w.hire('Line Able'), await w.hire('Line Baker')]
    const { latvian } = w.tenants.nordlys.skills
    const given = await rollcall('change', 'add-skills', '--with', 'latvian:3', '--search', 'line', '--json')
    const job = JSON.parse(given.out)
    expect([given.code, job.state, job.counts.changed]).toEqual([0, 'done', 2])
    for (const { id } of [a, b]) {
      expect((await stateOf(w, id)).fields).toMatchObject({ skills: [{ id: latvian, level: 3 }] })
      expect((await logOf(w, id)).filter((e) => e.changeSet === job.id)).toHaveLength(1)
    }
    expect((await rollcall('jobs')).out).toContain(job.id)
    const back = await rollcall('jobs', 'undo', job.id)
    expect([back.code, back.out]).toEqual([0, expect.stringMatching(/^2 changed, /)])
    expect((await stateOf(w, a.id)).fields).toMatchObject({ skills: [] })
  })

  test('says why it left people alone, and names those of one reason', async () => {
    const [only, both] = [await w.hire('Report Only'), await w.hire('Report Both')]
    const { roles } = w.tenants.nordlys
    await w.as('ana').post(`/users/${both.id}/add-roles`, { roles: [{ id: roles.auditor }] })
    const given = await rollcall('change', 'remove-roles', '--with', 'Agent', only.username, both.username, '--json')
    const { id, counts } = JSON.parse(given.out)
    expect(counts).toMatchObject({ changed: 1, skipped: 1 })
    const all = await rollcall('jobs', 'report', id)
    expect([all.code, all.out]).toEqual([0, expect.stringMatching(/^1 changed, [^]*1 +skipped +no-role-left/)])
    const one = await rollcall('jobs', 'report', id, '--reason', 'no-role-left', '--json')
    expect(JSON.parse(one.out).items).toMatchObject([{ username: only.username, outcome: 'skipped' }])
    expect((await rollcall('jobs', 'report', id, '--outcome', 'changed')).out).toContain(both.username)
    expect((await rollcall('jobs', 'report', id, '--outcome', 'gone')).code).toBe(2)
  })

  test('a dry run says what would come of it, and does nothing', async () => {
    const person = await w.hire('Dry Line')
    const { code, err, out } = await rollcall('change', 'deactivate', person.username, '--dry-run')
    expect([code, out]).toEqual([0, ''])
    expect(err).toContain('Deactivate: 1 of 1 will change, 0 are so already, 0 are skipped.')
    expect((await stateOf(w, person.id)).fields).toMatchObject({ status: 'active' })
  })

  test('1 for more than ten who lose something, until their number is given', async () => {
    for (let n = 0; n < 11; n++) await w.hire(`Eleven ${n}`)
    const asked = await rollcall('change', 'deactivate', '--search', 'eleven')
    expect([asked.code, asked.err]).toEqual([1, expect.stringContaining('Add --confirm 11')])
    expect((await rollcall('change', 'deactivate', '--search', 'eleven', '--confirm', '11')).code).toBe(0)
  })

  test.each([
    ['an action that there is not', ['change', 'promote', '--everyone'], 2],
    ['nobody', ['change', 'activate'], 2],
    ['two ways at once', ['change', 'activate', 'jon.reyes', '--everyone'], 2],
    ['a skill that there is not', ['change', 'add-skills', '--with', 'Klingon', '--everyone'], 1],
    ['a word for nothing', ['change', 'activate', '--with', 'Riga', '--everyone'], 2],
  ])('not understood: %s', async (_what, typed, code) => {
    const before = (await w.as('ana').get('/jobs')).body.items.length
    expect((await rollcall(...typed)).code).toBe(code)
    expect((await w.as('ana').get('/jobs')).body.items.length).toBe(before)
  })
})
