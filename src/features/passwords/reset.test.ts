import { describe, expect, test } from 'vitest'
import { world, type Person } from '#test/world.ts'

const w = await world()
const signIn = (person: Person, password: string, tenant = 'nordlys') =>
  w.with().post('/session', { tenant, name: person.username, password })
const reset = (who: Parameters<typeof w.as>[0], person: Person, body?: object) =>
  w.as(who).post(`/users/${person.id}/reset-password`, body)
const passwordOf = (person: Person) =>
  w.db.selectFrom('user_passwords').selectAll().where('user_id', '=', person.id).execute()
const historyOf = (person: Person) =>
  w.db
    .selectFrom('history')
    .innerJoin('change_sets as c', 'c.id', 'history.change_set_id')
    .selectAll()
    .where('user_id', '=', person.id)
    .where('c.action', '=', 'reset-password')
    .execute()
const atWork = async () =>
  w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: w.tenants.nordlys.tenantId }) })

describe('resetting a password', () => {
  test('S7 200 shows a generated one, good for one sign-in within 24 hours, and the old one is void', async () => {
    const person = await w.hire('Rea One')
    const { status, body } = await reset('ana', person)
    expect(status).toBe(200)
    expect(body.password).toMatch(/^([2-9A-Z]{4}-){4}[2-9A-Z]{4}$/)
    expect(Math.round((Date.parse(body.expiresAt) - w.clock.now().getTime()) / 3_600_000)).toBe(24)
    expect((await signIn(person, 'lantern gravel otter nine')).status).toBe(401)
    expect((await signIn(person, body.password)).body).toEqual({ next: 'new-password' })
    expect((await signIn(person, body.password)).status).toBe(401)
  })

  test('S21 signs the user out everywhere, and says of how many sessions', async () => {
    const person = await w.hire('Rea Two')
    const [one, two] = [w.as(person), w.as(person)]
    await Promise.all([one.get('/session'), two.get('/session')])
    expect((await reset('ana', person)).body.sessionsEnded).toBe(2)
    expect((await one.get('/session')).body).toMatchObject({
      type: '/problems/session-ended',
      reason: 'password-reset',
    })
    expect((await two.get('/session')).status).toBe(401)
  })

  test('S7 the change log says that it happened; the password stands nowhere', async () => {
    const person = await w.hire('Rea Three')
    const { body } = await reset('ana', person)
    const rows = await historyOf(person)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ actor_id: w.people.ana.id, changes: { password: 'changed' } })
    const everything = await Promise.all(
      (['history', 'history_personal', 'change_sets', 'idempotency_keys', 'users', 'user_passwords'] as const).map(
        (t) => w.db.selectFrom(t).selectAll().execute(),
      ),
    )
    expect(JSON.stringify(everything)).not.toContain(body.password)
  })

  test('is the way in for somebody who was pending, and the change log says that too', async () => {
    const person = await w.hire('Pia Pending', { status: 'pending', password: null })
    const { body } = await reset('ana', person)
    expect((await signIn(person, body.password)).status).toBe(200)
    expect((await historyOf(person))[0]!.changes).toEqual({ password: 'changed', status: ['pending', 'active'] })
  })

  test('S9 lets nobody in who is inactive', async () => {
    const person = await w.hire('Ivo Inactive', { status: 'inactive' })
    const { body } = await reset('ana', person)
    expect((await signIn(person, body.password)).status).toBe(401)
  })

  test('a second reset voids the first', async () => {
    const person = await w.hire('Rea Four')
    const first = await reset('ana', person)
    const second = await reset('ana', person)
    expect((await signIn(person, first.body.password)).status).toBe(401)
    expect((await signIn(person, second.body.password)).status).toBe(200)
  })

  test('S34 a repeat with the same Idempotency-Key shows no secret and resets nothing', async () => {
    const person = await w.hire('Rea Five')
    const ana = w.as('ana')
    const ask = () => ana.post(`/users/${person.id}/reset-password`, {}, { 'idempotency-key': 'once' })
    const first = await ask()
    expect((await ask()).body.type).toBe('/problems/already-done')
    expect((await signIn(person, first.body.password)).status).toBe(200)
  })

  test('of a sign-in and a reset at the same moment, no session with the old password is left', async () => {
    const person = await w.hire('Race Runner')
    const [{ cookie }] = await Promise.all([signIn(person, 'lantern gravel otter nine'), reset('ana', person)])
    if (cookie !== undefined) expect((await w.with({ cookie }).get('/session')).status).toBe(401)
  })
})

describe('a password that lasts', () => {
  test('S7 200 by an operator at work in the tenant: no new one is asked for', async () => {
    const person = await w.hire('Lars Lasting')
    const { status, body } = await (await atWork()).post(`/users/${person.id}/reset-password`, { lasting: true })
    expect([status, body.expiresAt]).toEqual([200, null])
    for (let i = 0; i < 2; i += 1) expect((await signIn(person, body.password)).body).toEqual({ next: 'home' })
  })

  test('403 by anybody else, and nothing changes', async () => {
    const person = await w.hire('Lea Lasting')
    const before = await passwordOf(person)
    expect((await reset('ana', person, { lasting: true })).body.type).toBe('/problems/operators-only')
    expect(await passwordOf(person)).toEqual(before)
  })
})

describe('who may reset whose password', () => {
  test('401 for nobody, 403 without the permission, and nothing changes', async () => {
    const before = await passwordOf(w.people.jon)
    expect((await w.with().post(`/users/${w.people.jon.id}/reset-password`)).status).toBe(401)
    for (const who of ['marta', 'jon', 'ines'] as const)
      expect((await reset(who, w.people.jon)).body).toMatchObject({ status: 403 })
    expect(await passwordOf(w.people.jon)).toEqual(before)
  })

  test('S29 403 for somebody who holds more, and the password stays', async () => {
    const tenant_id = w.tenants.nordlys.tenantId
    const { id } = await w.db
      .insertInto('roles')
      .values({
        tenant_id,
        name: 'Helpdesk',
        name_key: 'helpdesk',
        permissions: ['users.read', 'users.reset-password'],
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const helper = await w.hire('Hal Helpdesk', { more: { roles: [{ id }] } })
    const before = await passwordOf(w.people.ana)
    expect((await reset(helper, w.people.ana)).body).toMatchObject({
      status: 403,
      type: '/problems/holds-more-than-you',
    })
    expect(await passwordOf(w.people.ana)).toEqual(before)
    expect((await reset(helper, w.people.jon)).status).toBe(200)
  })

  test('S11 409 for oneself: the own password is not reset', async () => {
    const before = await passwordOf(w.people.ana)
    expect((await reset('ana', w.people.ana)).body).toMatchObject({ status: 409, reason: 'self' })
    expect(await passwordOf(w.people.ana)).toEqual(before)
  })

  test('S26 404 for somebody of another tenant, as for nobody at all, and nothing changes', async () => {
    const before = await passwordOf(w.people.hugo)
    for (const id of [w.people.hugo.id, '0198b3c0-0000-7000-8000-000000000000', 'x']) {
      expect((await w.as('ana').post(`/users/${id}/reset-password`)).body).toMatchObject({
        status: 404,
        type: '/problems/not-found',
      })
    }
    expect(await passwordOf(w.people.hugo)).toEqual(before)
  })

  test('S7 422 for a password of one’s own choice: nobody types one for somebody else', async () => {
    const before = await passwordOf(w.people.jon)
    const { status, body } = await reset('ana', w.people.jon, { password: 'lantern gravel otter ten' })
    expect([status, body.errors[0].pointer]).toEqual([422, '#/password'])
    expect(await passwordOf(w.people.jon)).toEqual(before)
  })
})
