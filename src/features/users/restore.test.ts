/** Deleted people: found, restored as they were, erased for good, and their names in between (SPEC 4.5). */
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { plan, run, atWork } from '#test/at-work.ts'
import { everyRow } from '#test/every-row.ts'
import { difference, everything, logOf, stateOf } from '#test/state.ts'
import { world, type Person } from '#test/world.ts'
import { SomeFailed } from '../../server/jobs/apart.ts'
import { eraseWhoseTimeIsOver } from './service/erase.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const ana = w.as('ana')
const { latvian } = nordlys.skills as { latvian: number }
const signal = new AbortController().signal
const more = {
  sipOption: 'pbx' as const,
  sipPbx: nordlys.pbxId,
  phone: '+37120000001',
  skills: [{ id: latvian, level: 4 }],
}
let extension = 4000
const leaver = async (name: string): Promise<Person> => {
  extension += 1
  const person = await w.hire(name, { more: { ...more, sipExtension: String(extension) } })
  await ana.post(`/users/${person.id}/set-time-zone`, { timeZone: 'Asia/Tokyo' })
  return person
}
/** Every table of the database in which one of these words stands, whatever the case. */
const tablesThatName = async (...words: readonly string[]) =>
  [...(await everyRow(w))]
    .filter(([, text]) => words.some((word) => text.toLowerCase().includes(word)))
    .map(([at]) => at)
const again = (person: Person) => ({
  username: person.username,
  email: person.email,
  site: nordlys.siteId,
  roles: [{ id: nordlys.roles.agent }],
  signIn: 'none',
})

describe('restore', () => {
  test('200: groups, roles and extension as they were, in the list again; done twice it is so already', async () => {
    const person = await leaver('Restore Me')
    const before = await stateOf(w, person.id)
    await ana.post(`/users/${person.id}/delete`)
    expect((await ana.get('/deleted-users')).body.items).toMatchObject([{ id: person.id, name: 'Restore Me' }])
    expect(await ana.post(`/users/${person.id}/restore`)).toMatchObject({ status: 200, body: { outcome: 'changed' } })
    expect(difference(before.fields, (await stateOf(w, person.id)).fields)).toEqual({})
    expect((await ana.get('/users?search=restore%20me')).body.items).toMatchObject([{ id: person.id }])
    expect((await logOf(w, person.id)).at(-1)).toMatchObject({ action: 'restore', changes: { deleted: [true, false] } })
    expect(await ana.post(`/users/${person.id}/restore`)).toMatchObject({ status: 200, body: { outcome: 'already' } })
    expect((await ana.get('/deleted-users')).body.items).toEqual([])
  })

  test('many at once, and back again', async () => {
    const people = [await leaver('Many A'), await leaver('Many B')]
    const ids = people.map(({ id }) => id)
    await run(ana, await plan(ana, 'delete', { ids }))
    const made = await plan(ana, 'restore', { everyone: true })
    expect(made.counts).toMatchObject({ total: 2, will: 2 })
    const job = await run(ana, made)
    expect(job.counts.changed).toBe(2)
    const back = (await ana.post(`/jobs/${job.id}/undo`)).body
    expect(await run(ana, back)).toMatchObject({ counts: { changed: 2 } })
    expect((await ana.get('/deleted-users')).body.items).toHaveLength(2)
    await run(ana, await plan(ana, 'restore', { ids }))
  })

  test('401, 403, 404, and nothing changes', async () => {
    const person = await leaver('Not Yours')
    await ana.post(`/users/${person.id}/delete`)
    for (const who of ['jon', 'marta', 'ines'] as const) await w.as(who).get('/session')
    const before = await everything(w)
    for (const verb of ['restore', 'erase']) {
      expect((await w.with().post(`/users/${person.id}/${verb}`)).status).toBe(401)
      for (const who of ['jon', 'marta', 'ines'] as const)
        expect((await w.as(who).post(`/users/${person.id}/${verb}`)).status).toBe(403)
      expect((await w.as('hugo').post(`/users/${person.id}/${verb}`)).status).toBe(404)
    }
    expect((await w.as('marta').get('/deleted-users')).status).toBe(403)
    expect((await w.as('hugo').get('/deleted-users')).body.items).toEqual([])
    expect(await everything(w)).toBe(before)
  })
})

describe('the same person again', () => {
  test('409 deleted-twin: names the one who is deleted, and both ways out work', async () => {
    const person = await leaver('Twin One')
    await ana.post(`/users/${person.id}/delete`)
    const answer = await ana.post('/users', again(person))
    expect(answer).toMatchObject({ status: 409, body: { type: '/problems/deleted-twin', existingId: person.id } })
    expect((await ana.post(`/users/${answer.body.existingId}/erase`)).body.outcome).toBe('changed')
    expect((await ana.post('/users', again(person))).status).toBe(201)
  })

  test('who may not delete is not told who it is', async () => {
    const person = await leaver('Twin Two')
    await ana.post(`/users/${person.id}/delete`)
    const { id: creator } = (await ana.post('/roles', { name: 'Creator', permissions: ['users.read', 'users.create'] }))
      .body
    const maker = await w.hire('Maker')
    await ana.post(`/users/${maker.id}/add-roles`, { roles: [{ id: creator }] })
    const { status, body } = await w
      .as(maker)
      .post('/users', { ...again(person), roles: [{ id: nordlys.roles.agent }] })
    expect([status, body.existingId]).toEqual([409, undefined])
  })
})

describe('erase', () => {
  test('nothing that names or lets in the person is left; the history keeps its entries and is intact', async () => {
    const person = await leaver('Erase Me')
    await ana.post(`/users/${person.id}/send-reset-link`)
    const entries = (await logOf(w, person.id)).length
    expect(await tablesThatName('erase.me', 'erase me')).toContain('public.outbox')
    await ana.post(`/users/${person.id}/delete`)
    expect((await ana.post(`/users/${w.people.jon.id}/erase`)).body.reason).toBe('not-deleted')
    expect((await ana.post(`/users/${person.id}/erase`)).status).toBe(200)
    expect(await tablesThatName('erase.me', 'erase me')).toEqual([])
    const left = await Promise.all(
      (['sign_in_names', 'extensions', 'group_members', 'role_grants', 'user_passwords', 'directory'] as const).map(
        (table) => w.db.selectFrom(table).select('user_id').where('user_id', '=', person.id).execute(),
      ),
    )
    expect(left.flat()).toEqual([])
    expect(await logOf(w, person.id)).toHaveLength(entries + 2)
    expect((await w.as('ines').get('/history/verification')).body).toMatchObject({ intact: true })
    expect((await ana.post(`/users/${person.id}/restore`)).status).toBe(404)
  })

  test('happens by itself 30 days after the deletion, and not before; then nothing brings anybody back', async () => {
    const person = await leaver('Time Is Over')
    const job = await run(ana, await plan(ana, 'delete', { ids: [person.id] }))
    w.clock.advance(29 * 86_400_000)
    await eraseWhoseTimeIsOver(w.parts, signal)
    expect((await w.as('ana').get('/deleted-users')).body.items.map((p: Person) => p.id)).toContain(person.id)
    w.clock.advance(86_400_000 + 60_000)
    expect((await w.as('ana').post(`/users/${person.id}/restore`)).body.reason).toBe('too-late')
    await eraseWhoseTimeIsOver(w.parts, signal)
    const row = await w.db
      .selectFrom('users')
      .select(['username', 'erased_at'])
      .where('id', '=', person.id)
      .executeTakeFirst()
    expect(row).toEqual({ username: 'erased', erased_at: expect.any(Date) })
    expect((await w.as('ana').post(`/jobs/${job.id}/undo`)).status).toBe(409)
    expect((await w.as('ana').get(`/jobs/${job.id}/people`)).body.items).toMatchObject([
      { id: person.id, name: null, outcome: 'changed' },
    ])
  })

  test('one of many who cannot be erased keeps nobody else, and is erased as soon as that is mended', async () => {
    const [broken, sound] = [await leaver('Bo Broken'), await leaver('Sam Sound')]
    await run(w.as('ana'), await plan(w.as('ana'), 'delete', { ids: [broken.id, sound.id] }))
    w.clock.advance(31 * 86_400_000)
    const owner = new pg.Client(w.connections.owner)
    await owner.connect()
    await owner.query(`create function fail() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`)
    await owner.query(
      `create trigger broken before update on users for each row when (new.id = '${broken.id}') execute function fail()`,
    )
    const erased = async () =>
      (await w.db.selectFrom('users').select('id').where('erased_at', 'is not', null).execute()).map(({ id }) => id)
    await expect(eraseWhoseTimeIsOver(w.parts, signal)).rejects.toThrow(SomeFailed)
    expect(await erased()).toContain(sound.id)
    expect(await erased()).not.toContain(broken.id)
    await owner.query('drop trigger broken on users')
    await owner.end()
    await eraseWhoseTimeIsOver(w.parts, signal)
    expect(await erased()).toContain(broken.id)
  })
})
