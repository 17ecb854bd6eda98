import { describe, expect, test } from 'vitest'
import { world, type Person } from '#test/world.ts'
import { endSessionsOf } from './service.ts'

const w = await world()
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const BACKGROUND = { 'x-rollcall': 'background' }

const rowsOf = (person: Person) =>
  w.db.selectFrom('sessions').selectAll().where('user_id', '=', person.id).orderBy('id').execute()
const setUser = (person: Person, values: { status?: string; deleted_at?: Date | null }) =>
  w.db.updateTable('users').set(values).where('id', '=', person.id).execute()
const why = async (client: ReturnType<typeof w.as>) => {
  const { status, body } = await client.get('/session')
  return status === 200 ? null : [status, body.type, body.reason]
}
const over = (reason: string) => [401, '/problems/session-ended', reason]

describe('a session', () => {
  test('S20 is over after an hour in which nothing was done', async () => {
    const client = w.as(await w.hire('Ida Idle'))
    expect(await why(client)).toBeNull()
    w.clock.advance(59 * MINUTE)
    expect(await why(client)).toBeNull()
    w.clock.advance(59 * MINUTE)
    expect(await why(client)).toBeNull()
    w.clock.advance(HOUR)
    expect(await why(client)).toEqual(over('idle'))
  })

  test('S20 is over after 24 hours, whatever was done', async () => {
    const client = w.as(await w.hire('Abe Absolute'))
    for (let i = 0; i < 26; i += 1) {
      expect(await why(client)).toBeNull()
      w.clock.advance(55 * MINUTE)
    }
    w.clock.advance(20 * MINUTE)
    expect(await why(client)).toEqual(over('expired'))
  })

  test('S20 what a page asks by itself keeps nobody signed in', async () => {
    const client = w.as(await w.hire('Bea Background'))
    expect(await why(client)).toBeNull()
    w.clock.advance(40 * MINUTE)
    expect((await client.get('/session', BACKGROUND)).status).toBe(200)
    w.clock.advance(21 * MINUTE)
    expect((await client.get('/session', BACKGROUND)).body.reason).toBe('idle')
  })

  test('is marked as seen at most once a minute', async () => {
    const person = await w.hire('Sia Seen')
    const client = w.as(person)
    await client.get('/session')
    const [first] = await rowsOf(person)
    w.clock.advance(MINUTE / 2)
    await client.get('/session')
    expect((await rowsOf(person))[0]!.last_seen_at).toEqual(first!.last_seen_at)
    w.clock.advance(MINUTE)
    await client.get('/session')
    expect((await rowsOf(person))[0]!.last_seen_at.getTime()).toBeGreaterThan(first!.last_seen_at.getTime() + MINUTE)
  })

  test('S21 is refused at the next request once its user is deactivated, and stays over when they are activated again', async () => {
    const person = await w.hire('Dee Active')
    const client = w.as(person)
    expect(await why(client)).toBeNull()
    await setUser(person, { status: 'inactive' })
    expect(await why(client)).toEqual(over('deactivated'))
    await setUser(person, { status: 'active' })
    expect(await why(client)).toEqual(over('deactivated'))
  })

  test('S21 is refused at the next request once its user is deleted', async () => {
    const person = await w.hire('Del Eted')
    const client = w.as(person)
    expect(await why(client)).toBeNull()
    await setUser(person, { deleted_at: new Date() })
    expect(await why(client)).toEqual(over('deleted'))
  })

  test('S21 loses at the next request what a role that is taken away gave', async () => {
    const person = await w.hire('Rolf Role', { role: 'administrator' })
    const client = w.as(person)
    expect((await client.get('/api-keys')).status).toBe(200)
    await w.db.deleteFrom('role_grants').where('user_id', '=', person.id).execute()
    expect((await client.get('/api-keys')).status).toBe(403)
  })

  test('an archived role gives nothing', async () => {
    const tenant_id = w.tenants.nordlys.tenantId
    const { id } = await w.db
      .insertInto('roles')
      .values({ tenant_id, name: 'Keys', name_key: 'keys', permissions: ['api-keys.manage'] })
      .returning('id')
      .executeTakeFirstOrThrow()
    const person = await w.hire('Kim Keys', { more: { roles: [{ id }] } })
    expect((await w.as(person).get('/api-keys')).status).toBe(200)
    await w.db.updateTable('roles').set({ archived_at: new Date() }).where('id', '=', id).execute()
    expect((await w.as(person).get('/api-keys')).status).toBe(403)
  })

  test('of an archived tenant is over', async () => {
    const client = w.as('hugo')
    expect(await why(client)).toBeNull()
    await w.db.updateTable('tenants').set({ archived_at: new Date() }).where('slug', '=', 'harbour').execute()
    expect(await why(client)).toEqual(over('ended-by-administrator'))
  })
})

describe('ending the sessions of many', () => {
  test('ends each of theirs in one statement, counts the live ones, and leaves the one that asks', async () => {
    const [a, b, c] = [await w.hire('Many One'), await w.hire('Many Two'), await w.hire('Many Three')]
    const [kept, second, third, others] = [w.as(a), w.as(a), w.as(b), w.as(c)]
    for (const client of [kept, second, third, others]) await client.get('/session')
    const keep = (await rowsOf(a))[0]!.id
    const ended = await w.parts.database
      .tenant(a.tenantId)
      .transaction()
      .execute((trx) => endSessionsOf(trx, a.tenantId, [a.id, b.id], 'deactivated', keep))
    expect([...ended].sort()).toEqual(
      [
        [a.id, 1],
        [b.id, 1],
      ].sort(),
    )
    expect(await Promise.all([kept, second, third, others].map(why))).toEqual([
      null,
      over('deactivated'),
      over('deactivated'),
      null,
    ])
  })

  test('S26 reaches nobody of another tenant', async () => {
    const jon = w.as('jon')
    await jon.get('/session')
    const { tenantId } = w.tenants.harbour
    const ended = await w.parts.database
      .tenant(tenantId)
      .transaction()
      .execute((trx) => endSessionsOf(trx, tenantId, [w.people.jon.id], 'deleted'))
    expect(ended.size).toBe(0)
    expect(await why(jon)).toBeNull()
  })
})

describe('the sessions of a user', () => {
  test('200 lists the live ones, the latest first, and marks the own', async () => {
    const jon = w.people.jon
    await w.as(jon).get('/session', { 'user-agent': 'Firefox' })
    const { status, body } = await w.as('ana').get(`/users/${jon.id}/sessions`)
    expect(status).toBe(200)
    expect(body.items.length).toBeGreaterThan(0)
    expect(body.items[0]).toMatchObject({ current: false, startedAt: expect.stringMatching(/Z$/) })
    expect(JSON.stringify(body)).not.toContain('token')
    const own = await w.as('ana').get(`/users/${w.people.ana.id}/sessions`)
    expect(own.body.items.filter((s: { current: boolean }) => s.current)).toHaveLength(1)
  })

  test('401 without a session, 403 without the permission', async () => {
    expect((await w.with().get(`/users/${w.people.jon.id}/sessions`)).status).toBe(401)
    expect((await w.as('ines').get(`/users/${w.people.jon.id}/sessions`)).body).toMatchObject({
      status: 403,
      permission: 'users.sessions',
    })
  })

  test('S26 404 for somebody of another tenant, as for nobody at all and for no id', async () => {
    const bodies = await Promise.all(
      [w.people.otto.id, '0198b3c0-0000-7000-8000-000000000000', 'x'].map((id) =>
        w.as('ana').get(`/users/${id}/sessions`),
      ),
    )
    for (const { status, body } of bodies) expect([status, body.type]).toEqual([404, '/problems/not-found'])
  })
})

describe('signing a user out', () => {
  test('200 ends every session of theirs, and the change log says how many', async () => {
    const person = await w.hire('Out Signed')
    const [one, two] = [w.as(person), w.as(person)]
    await Promise.all([one.get('/session'), two.get('/session')])
    const { status, body } = await w.as('ana').post(`/users/${person.id}/end-sessions`)
    expect([status, body]).toMatchObject([200, { outcome: 'changed', effects: { sessionsEnded: 2 } }])
    expect(await why(one)).toEqual(over('ended-by-administrator'))
    expect(await why(two)).toEqual(over('ended-by-administrator'))
    expect((await w.as('ana').post(`/users/${person.id}/end-sessions`)).body.outcome).toBe('already')
    const entry = await w.db
      .selectFrom('history')
      .selectAll()
      .where('user_id', '=', person.id)
      .where('change_set_id', '=', body.changeSet)
      .executeTakeFirstOrThrow()
    expect(entry.effects).toEqual({ sessionsEnded: 2 })
  })

  test('409 for oneself, 403 without the permission, and the session stands', async () => {
    const ana = w.as('ana')
    expect((await ana.post(`/users/${w.people.ana.id}/end-sessions`)).body).toMatchObject({
      status: 409,
      reason: 'self',
    })
    expect(await why(ana)).toBeNull()
    expect((await w.as('marta').post(`/users/${w.people.ana.id}/end-sessions`)).status).toBe(403)
    expect(await why(ana)).toBeNull()
  })
})
