import { expect, test } from 'vitest'
import { PASSWORD, world, type Person } from '#test/world.ts'

const w = await world()
const NEW = 'seven quiet harbour lamps'
const signIn = (person: Person, password: string, tenant = 'nordlys') =>
  w.with().post('/session', { tenant, name: person.username, password })
const hashOf = (person: Person) =>
  w.db.selectFrom('user_passwords').select('hash').where('user_id', '=', person.id).executeTakeFirstOrThrow()
const change = (client: ReturnType<typeof w.as>, present: string, password = NEW) =>
  client.post('/me/password', { present, password })

test('S6: with the present password a new one is set, the other sessions end, and this one goes on', async () => {
  const person = await w.hire('Ola One')
  const [here, there] = [w.as(person), w.as(person)]
  await there.get('/session')
  const { status, body, cookie } = await change(here, PASSWORD)
  expect([status, body]).toEqual([200, { sessionsEnded: 1 }])
  expect((await there.get('/session')).body).toMatchObject({ reason: 'password-changed' })
  expect((await here.get('/session')).status).toBe(401)
  expect((await w.with({ cookie }).get('/session')).status).toBe(200)
  expect((await signIn(person, PASSWORD)).status).toBe(401)
  expect((await signIn(person, NEW)).status).toBe(200)
})

test('S6: without the present password nothing changes', async () => {
  const person = await w.hire('Ola Two')
  const before = await hashOf(person)
  const here = w.as(person)
  expect(await change(here, 'not it, not it, not it')).toMatchObject({
    status: 422,
    body: { type: '/problems/present-password-wrong', errors: [{ pointer: '#/present', code: 'wrong' }] },
  })
  expect((await here.post('/me/password', { password: NEW })).status).toBe(422)
  expect(await hashOf(person)).toEqual(before)
  expect((await here.get('/session')).status).toBe(200)
})

test('S7: the present password, which may be one that somebody gave, is no new one', async () => {
  const person = await w.hire('Ola Same')
  const before = await hashOf(person)
  const { status, body } = await change(w.as(person), PASSWORD, PASSWORD)
  expect([status, body.errors[0].code]).toEqual([422, 'present'])
  expect(await hashOf(person)).toEqual(before)
})

test('S6: who proved it long ago proves it again first', async () => {
  const person = await w.hire('Ola Three')
  const before = await hashOf(person)
  const here = w.as(person)
  await here.get('/session')
  w.clock.advance(16 * 60_000)
  expect((await change(here, PASSWORD)).body.type).toBe('/problems/prove-again')
  expect(await hashOf(person)).toEqual(before)
})

test('S6: a mail says that it happened, and the change log too, neither to what', async () => {
  const person = await w.hire('Ola Four')
  const { status } = await change(w.as(person), PASSWORD)
  expect(status).toBe(200)
  const mails = await w.db.selectFrom('outbox').selectAll().where('user_id', '=', person.id).execute()
  expect(mails).toMatchObject([{ template: 'password-changed', to_address: person.email }])
  const rows = await w.db.selectFrom('history').selectAll().where('user_id', '=', person.id).orderBy('at').execute()
  expect(rows.at(-1)!.changes).toEqual({ password: 'changed' })
  expect(JSON.stringify(rows)).not.toContain(NEW)
})

test('S11: the password of an operator is that of the home tenant, also while they work in another', async () => {
  const cookie = await w.cookieOf(w.people.otto, { actingTenantId: w.tenants.nordlys.tenantId })
  expect((await change(w.with({ cookie }), PASSWORD)).status).toBe(200)
  expect((await signIn(w.people.otto, NEW, 'operator')).status).toBe(200)
})

test('S6: of two changes at the same moment one is kept', async () => {
  const person = await w.hire('Ola Five')
  const cookies = [w.as(person), w.as(person)]
  const other = 'eleven loud valley drums'
  const answers = await Promise.all([change(cookies[0]!, PASSWORD), change(cookies[1]!, PASSWORD, other)])
  expect(answers.map((a) => a.status).filter((s) => s === 200)).toHaveLength(1)
  const kept = answers[0].status === 200 ? NEW : other
  expect((await signIn(person, kept)).status).toBe(200)
})

test('401 for nobody', async () => {
  expect((await change(w.with(), PASSWORD)).status).toBe(401)
})
