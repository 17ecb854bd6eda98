import { describe, expect, test } from 'vitest'
import { world, type Person } from '#test/world.ts'
import { giveTemporaryPassword } from '../passwords/service.ts'

const w = await world()
const NEW = 'seven quiet harbour lamps'
const HOUR = 3_600_000

const signIn = (person: Person, password: string) =>
  w.with().post('/session', { tenant: 'nordlys', name: person.username, password })
const temporaryFor = (person: Person) =>
  w.parts.database
    .tenant(person.tenantId)
    .transaction()
    .execute((trx) => giveTemporaryPassword(w.hand(person.tenantId), trx, person.id))
const passwordOf = (person: Person) =>
  w.db.selectFrom('user_passwords').selectAll().where('user_id', '=', person.id).executeTakeFirstOrThrow()

async function signedInWithTemporary(name: string) {
  const person = await w.hire(name, { password: null })
  const { password } = await temporaryFor(person)
  const { cookie, body } = await signIn(person, password)
  return { person, password, body, cookie, client: w.with({ cookie }) }
}

describe('a temporary password', () => {
  test('S7 is generated with 98 bits, and only its hash is kept', async () => {
    const person = await w.hire('Una One', { password: null })
    const { password, expiresAt } = await temporaryFor(person)
    expect(password).toMatch(/^([2-9A-HJKMNP-Z]{4}-){4}[2-9A-HJKMNP-Z]{4}$/)
    expect(Math.round((expiresAt.getTime() - w.clock.now().getTime()) / HOUR)).toBe(24)
    const row = await passwordOf(person)
    expect(row.hash).toMatch(/^\$argon2id\$/)
    expect(row).toMatchObject({ temporary: true, must_change: true })
  })

  test('survives failed tries and ends with the first success', async () => {
    const person = await w.hire('Una Two', { password: null })
    const { password } = await temporaryFor(person)
    expect((await signIn(person, 'not it, not it, not it')).status).toBe(401)
    expect((await signIn(person, password)).body).toEqual({ next: 'new-password' })
    expect((await signIn(person, password)).body.type).toBe('/problems/wrong-credentials')
  })

  test('opens one session for two who come at the same moment', async () => {
    const person = await w.hire('Una Three', { password: null })
    const { password } = await temporaryFor(person)
    const statuses = await Promise.all(
      [signIn(person, password), signIn(person, password)].map(async (a) => (await a).status),
    )
    expect(statuses.sort()).toEqual([200, 401])
  })

  test('is good for 24 hours', async () => {
    const person = await w.hire('Una Four', { password: null })
    const { password } = await temporaryFor(person)
    w.clock.advance(24 * HOUR + 1)
    expect((await signIn(person, password)).status).toBe(401)
  })

  test('S9 does not let an inactive account in', async () => {
    const person = await w.hire('Una Five', { password: null, status: 'inactive' })
    const { password } = await temporaryFor(person)
    expect((await signIn(person, password)).status).toBe(401)
  })

  test('opens nothing but the step that follows', async () => {
    const { client, body } = await signedInWithTemporary('Una Six')
    expect(body).toEqual({ next: 'new-password' })
    expect((await client.get('/session')).body.next).toBe('new-password')
    expect((await client.get('/tenants')).body).toMatchObject({ status: 403, type: '/problems/password-must-change' })
  })
})

describe('choosing a password of one’s own', () => {
  test('200, the console opens, and the next sign-in takes the new password', async () => {
    const { person, client } = await signedInWithTemporary('Vera One')
    const { status, body, cookie } = await client.post('/session/password', { password: NEW })
    expect([status, body]).toEqual([200, { next: 'home' }])
    expect((await w.with({ cookie }).get('/session')).body.next).toBe('home')
    expect((await signIn(person, NEW)).body).toEqual({ next: 'home' })
    expect(await passwordOf(person)).toMatchObject({ temporary: false, must_change: false, expires_at: null })
  })

  test('S19 the session goes on under a new token, and the old one is refused', async () => {
    const { client, cookie: before } = await signedInWithTemporary('Vera Two')
    const { cookie } = await client.post('/session/password', { password: NEW })
    expect(cookie).not.toBe(before)
    expect((await client.get('/session')).status).toBe(401)
  })

  test('S6 every other session of the person ends, and nobody else’s', async () => {
    const { person, client } = await signedInWithTemporary('Vera Three')
    const other = w.as(person)
    const marta = w.as('marta')
    await Promise.all([other.get('/session'), marta.get('/session')])
    const { cookie } = await client.post('/session/password', { password: NEW })
    expect((await other.get('/session')).body).toMatchObject({
      type: '/problems/session-ended',
      reason: 'password-changed',
    })
    expect((await w.with({ cookie }).get('/session')).status).toBe(200)
    expect((await marta.get('/session')).status).toBe(200)
  })

  test('the change log says that the password changed, and not to what', async () => {
    const { person, client, password } = await signedInWithTemporary('Vera Four')
    await client.post('/session/password', { password: NEW })
    const rows = await w.db
      .selectFrom('history')
      .innerJoin('change_sets as c', 'c.id', 'history.change_set_id')
      .selectAll()
      .where('user_id', '=', person.id)
      .where('action', '=', 'choose-password')
      .execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ actor_kind: 'user', actor_id: person.id, changes: { password: 'changed' } })
    const written = JSON.stringify([
      rows,
      await w.db.selectFrom('history_personal').selectAll().where('user_id', '=', person.id).execute(),
    ])
    expect(written).not.toContain(NEW)
    expect(written).not.toContain(password)
    expect(written).not.toContain('argon2')
  })

  test('S7 422 for the temporary password itself, which somebody else knows', async () => {
    const { person, client, password } = await signedInWithTemporary('Vera Same')
    const before = await passwordOf(person)
    expect(await client.post('/session/password', { password })).toMatchObject({
      status: 422,
      body: { type: '/problems/password-refused', errors: [{ pointer: '#/password', code: 'present' }] },
    })
    expect(await passwordOf(person)).toEqual(before)
    expect((await client.post('/session/password', { password: NEW })).status).toBe(200)
  })

  test('422 says why a password cannot be used, and nothing changes', async () => {
    const { person, client } = await signedInWithTemporary('Vera Five')
    const before = await passwordOf(person)
    const { status, body } = await client.post('/session/password', { password: 'short' })
    expect(status).toBe(422)
    expect(body).toMatchObject({
      type: '/problems/password-refused',
      errors: [{ pointer: '#/password', code: 'too-short' }],
    })
    expect((await client.post('/session/password', { password: 'vera.five vera.five' })).body.errors[0].code).toBe(
      'own-words',
    )
    expect((await client.post('/session/password', {})).body.errors).toEqual([
      { pointer: '#/password', code: 'required', message: 'This is required.' },
    ])
    expect(await passwordOf(person)).toEqual(before)
    expect((await client.get('/session')).body.next).toBe('new-password')
  })

  test('S11 409 in a session that was not asked for it, and the password stays', async () => {
    const before = await passwordOf(w.people.ana)
    expect((await w.as('ana').post('/session/password', { password: NEW })).body).toMatchObject({
      status: 409,
      type: '/problems/no-password-due',
    })
    expect((await w.with().post('/session/password', { password: NEW })).status).toBe(401)
    expect(await passwordOf(w.people.ana)).toEqual(before)
  })

  test('of two choices at the same moment one is kept, and the other is told', async () => {
    const { person, client } = await signedInWithTemporary('Vera Six')
    const other = 'eleven loud valley drums'
    const [a, b] = await Promise.all([
      client.post('/session/password', { password: NEW }),
      client.post('/session/password', { password: other }),
    ])
    const kept = a.status === 200 ? NEW : other
    expect([a.status, b.status].filter((s) => s === 200)).toHaveLength(1)
    expect((await signIn(person, kept)).status).toBe(200)
    expect((await signIn(person, kept === NEW ? other : NEW)).status).toBe(401)
  })
})
