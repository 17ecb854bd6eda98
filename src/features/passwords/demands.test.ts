import { expect, test } from 'vitest'
import { PASSWORD, world, type Person } from '#test/world.ts'

const w = await world()
/** Eleven characters. */
const SHORT = 'seven lamps'
const change = (person: Person, password: string) => w.as(person).post('/me/password', { present: PASSWORD, password })
const least = async (person: Person) => (await w.as(person).get('/me/password')).body
const roleWith = async (demands: boolean) => {
  const tenant_id = w.tenants.nordlys.tenantId
  const name = demands ? 'Careful' : 'Careless'
  const values = { tenant_id, name, name_key: name.toLowerCase(), permissions: [], second_step_required: demands }
  return w.db.insertInto('roles').values(values).returning('id').executeTakeFirstOrThrow()
}

test('S1: fifteen characters, of whoever needs no second step', async () => {
  const person = await w.hire('Dag One', { more: { roles: [await roleWith(false)] } })
  expect(await least(person)).toEqual({ least: 15 })
  expect((await change(person, SHORT)).body.errors).toMatchObject([{ pointer: '#/password', code: 'too-short' }])
})

test('S1: eight, where a role of theirs demands one', async () => {
  const person = await w.hire('Dag Two', { more: { roles: [await roleWith(true)] } })
  expect(await least(person)).toEqual({ least: 8 })
  expect((await change(person, 'lamps 7')).body.errors).toMatchObject([{ code: 'too-short' }])
  expect((await change(person, SHORT)).status).toBe(200)
})

test('S1: eight, where the tenant demands one of everybody', async () => {
  const person = await w.hire('Hal Harbour', {}, w.tenants.harbour)
  expect(await least(person)).toEqual({ least: 15 })
  await w.db
    .insertInto('policies')
    .values({ tenant_id: w.tenants.harbour.tenantId, second_step_required: true })
    .execute()
  expect(await least(person)).toEqual({ least: 8 })
  expect((await change(person, SHORT)).status).toBe(200)
})

test('S1: 4,097 bytes are refused before any work, wherever a password is typed', async () => {
  const long = 'é'.repeat(2048) + 'x'
  const asked = [
    w.with().post('/session', { tenant: 'nordlys', name: 'ana.lind', password: long }),
    w.as('ana').post('/me/password', { present: PASSWORD, password: long }),
    w.as('ana').post('/me/password', { present: long, password: SHORT }),
    w.as('ana').post('/session/password', { password: long }),
  ]
  for (const { status, body } of await Promise.all(asked)) {
    expect([status, body.type]).toEqual([422, '/problems/invalid-request'])
    expect(body.errors[0].message).toContain('4,096 bytes')
  }
})

test('S4: a common password is refused with the reason', async () => {
  const person = await w.hire('Dag Three')
  expect((await change(person, 'password1234567')).body.errors).toMatchObject([{ code: 'common' }])
  expect((await change(person, 'nordlys-nordlys')).body.errors).toMatchObject([{ code: 'own-words' }])
})

test('S3: another case, another end behind the 72nd character, and it is another password', async () => {
  const person = await w.hire('Dag Four')
  const long = 'lantern gravel otter nine harbour quiet seven drums valley '.repeat(2).slice(0, 100)
  const signIn = (password: string) => w.with().post('/session', { tenant: 'nordlys', name: person.username, password })
  expect((await change(person, long)).status).toBe(200)
  expect((await signIn(`${long.slice(0, 99)}#`)).status).toBe(401)
  expect((await signIn(long.toUpperCase())).status).toBe(401)
  expect((await signIn(long)).status).toBe(200)
})

test('S3: one documented Unicode form, so that an é is an é from every keyboard', async () => {
  const person = await w.hire('Dag Five')
  expect((await change(person, 'caf\u00e9 harbour nine')).status).toBe(200)
  const composed = { tenant: 'nordlys', name: person.username, password: 'cafe\u0301 harbour nine' }
  expect((await w.with().post('/session', composed)).status).toBe(200)
})

test('S5: kept as Argon2id with 19 MiB; what was hashed with less is hashed anew at the next sign-in', async () => {
  const person = await w.hire('Dag Six')
  const hash = async () =>
    (await w.db.selectFrom('user_passwords').select('hash').where('user_id', '=', person.id).executeTakeFirstOrThrow())
      .hash
  expect(await hash()).toContain('$m=64,t=1,p=1$')
  const signIn = () => w.with().post('/session', { tenant: 'nordlys', name: person.username, password: PASSWORD })
  expect((await signIn()).status).toBe(200)
  const raised = await hash()
  expect(raised).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect((await signIn()).status).toBe(200)
  expect(await hash()).toBe(raised)
})

test('S2: no rule of composition or of age in the API or the settings', async () => {
  const { body } = await w.as('ana').get('/policies')
  expect(Object.keys(body).filter((name) => /password|days|charact|history|rotat/i.test(name))).toEqual([])
})
