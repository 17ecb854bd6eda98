import { describe, expect, test } from 'vitest'
import { atWork, plan, run } from '#test/at-work.ts'
import { world, type Person } from '#test/world.ts'
import { keepUp } from './service/upkeep.ts'

const w = await world()
const MINUTE = 60_000
const DAY = 86_400_000
const { tenantId } = w.tenants.nordlys
type Client = ReturnType<typeof w.as>
type Four = [Client, Client, Client, Client]

async function signedIn(person: Person): Promise<Client> {
  const client = w.as(person)
  expect((await client.get('/session')).status).toBe(200)
  return client
}
const why = async (client: Client) => {
  const { status, body } = await client.get('/session')
  return status === 200 ? null : body.reason
}
const own = async (client: Client) =>
  (await client.get('/own-sessions')).body as {
    items: { id: string; current: boolean }[]
    past: { id: string; reason: string }[]
  }
const idOf = async (client: Client) => (await own(client)).items.find(({ current }) => current)!.id
const setPolicies = (values: { idle_minutes?: number; absolute_minutes?: number }) =>
  w.db
    .insertInto('policies')
    .values({ tenant_id: tenantId, ...values })
    .onConflict((oc) => oc.column('tenant_id').doUpdateSet(values))
    .execute()

describe('one’s own sessions', () => {
  test('S22: are seen, this one is marked, and one or all others are ended', async () => {
    const person = await w.hire('Owen Own')
    const [here, phone, tablet] = [await signedIn(person), await signedIn(person), await signedIn(person)]
    expect((await own(here)).items).toHaveLength(3)
    expect((await own(here)).items.filter(({ current }) => current)).toHaveLength(1)
    expect((await here.post(`/own-sessions/${await idOf(phone)}/end`)).status).toBe(204)
    expect(await why(phone)).toBe('ended-by-owner')
    expect((await here.post('/own-sessions/end-others')).body).toEqual({ ended: 1 })
    expect([await why(tablet), await why(here)]).toEqual(['ended-by-owner', null])
    expect((await own(here)).past.map(({ reason }) => reason)).toEqual(['ended-by-owner', 'ended-by-owner'])
    const effects = await w.db.selectFrom('history').select('effects').where('user_id', '=', person.id).execute()
    expect(effects.filter((row) => (row.effects as { sessionsEnded?: number }).sessionsEnded === 1)).toHaveLength(2)
  })

  test('S26: 404 for the session of anybody else, which goes on', async () => {
    const [one, other, foreign] = [
      await signedIn(await w.hire('One Own')),
      await signedIn(await w.hire('Other Own')),
      await signedIn(w.people.hugo),
    ]
    for (const id of [await idOf(other), await idOf(foreign), '0198b3c0-0000-7000-8000-000000000000', 'x'])
      expect((await one.post(`/own-sessions/${id}/end`)).status).toBe(404)
    expect([await why(other), await why(foreign)]).toEqual([null, null])
  })

  test('403 for an API key, which has none', async () => {
    const { body } = await w.as('ana').post('/api-keys', { name: 'Own', permissions: ['users.sessions'] })
    expect((await w.with({ bearer: body.token }).get('/own-sessions')).body.type).toBe('/problems/sessions-only')
  })
})

describe('the sessions of everybody', () => {
  test('S22: an administrator ends one session of somebody, and the others of that person go on', async () => {
    const person = await w.hire('Ada Admined')
    const [one, two] = [await signedIn(person), await signedIn(person)]
    const id = await idOf(one)
    expect((await w.as('ana').post(`/sessions/${id}/end`)).status).toBe(204)
    expect([await why(one), await why(two)]).toEqual(['ended-by-administrator', null])
    // What is over stays over, and is no mistake.
    expect((await w.as('ana').post(`/sessions/${id}/end`)).status).toBe(204)
  })

  test('S22: all of a tenant: a plan for everybody signs out everybody but the one who asks, and nobody elsewhere', async () => {
    await atWork(w)
    const harbour = w.tenants.harbour
    const [a, b] = [await w.hire('All One', {}, harbour), await w.hire('All Two', {}, harbour)]
    const [one, two, hugo, jon] = [a, b, w.people.hugo, w.people.jon].map((person) => w.as(person)) as Four
    for (const client of [one, two, hugo, jon]) expect(await why(client)).toBeNull()
    await run(hugo, await plan(hugo, 'end-sessions', { everyone: true }))
    expect([await why(one), await why(two), await why(hugo), await why(jon)]).toEqual([
      'ended-by-administrator',
      'ended-by-administrator',
      null,
      null,
    ])
  })

  test('200: the latest sign-in first, a page at a time, of a site or of whoever is searched for', async () => {
    const names = ['Zora Quill', 'Zeno Quill', 'Zita Quill']
    for (const name of names)
      await signedIn(await w.hire(name, name === 'Zita Quill' ? { site: w.tenants.nordlys.sites['malmö']! } : {}))
    const ana = w.as('ana')
    const first = (await ana.get('/sessions?search=quill&limit=2')).body
    expect(first).toMatchObject({
      total: 3,
      items: [{ user: { name: 'Zita Quill', site: 'Malmö' } }, { user: { name: 'Zeno Quill' } }],
    })
    const second = (await ana.get(`/sessions?search=quill&limit=2&after=${first.next}`)).body
    expect(second).toMatchObject({ items: [{ user: { name: 'Zora Quill' } }], next: null })
    const malmo = (await ana.get(`/sessions?search=quill&site=${w.tenants.nordlys.sites['malmö']}`)).body
    expect(malmo.items.map((one: { user: { name: string } }) => one.user.name)).toEqual(['Zita Quill'])
    expect(JSON.stringify(first)).not.toMatch(/token|hash/)
  })

  test('who sees a part of the tenant sees and ends the sessions of the people there; S26: 404 for the rest', async () => {
    const { id } = await w.db
      .insertInto('roles')
      .values({ tenant_id: tenantId, name: 'Watch', name_key: 'watch', permissions: ['users.sessions'] })
      .returning('id')
      .executeTakeFirstOrThrow()
    const desk = w.tenants.nordlys.desks['sales']!
    const watch = w.as(await w.hire('Wim Watch', { more: { roles: [{ id, desks: [desk] }], desks: [desk] } }))
    const [jon, kai, marta, hugo] = [
      await signedIn(w.people.jon),
      await signedIn(w.people.kai),
      await signedIn(w.people.marta),
      await signedIn(w.people.hugo),
    ]
    const { body } = await watch.get('/sessions')
    const seen = body.items.map((one: { user: { username: string } }) => one.user.username)
    expect(seen).toContain('jon.reyes')
    expect(seen).not.toContain('kai.sørensen')
    expect(seen).not.toContain(w.people.kai.username)
    for (const id of [await idOf(kai), await idOf(hugo), '0198b3c0-0000-7000-8000-000000000000', 'x'])
      expect((await watch.post(`/sessions/${id}/end`)).status).toBe(404)
    expect((await watch.post(`/sessions/${await idOf(marta)}/end`)).body.type).toBe('/problems/holds-more-than-you')
    expect((await watch.post(`/sessions/${await idOf(jon)}/end`)).status).toBe(204)
    expect(await Promise.all([jon, kai, marta, hugo].map(why))).toEqual(['ended-by-administrator', null, null, null])
    expect((await w.as('ines').get('/sessions')).status).toBe(403)
  })
})

describe('a tenant that shortens its limits', () => {
  test('S20: ends what was opened too long ago, although it was opened while more was allowed', async () => {
    await setPolicies({ idle_minutes: 60, absolute_minutes: 1440 })
    const person = await w.hire('Abe Older')
    const client = await signedIn(person)
    const other = await signedIn(person)
    for (let i = 0; i < 3; i += 1) {
      w.clock.advance(50 * MINUTE)
      await client.get('/session')
    }
    await setPolicies({ absolute_minutes: 120 })
    const sessions = (await w.as('ana').get(`/users/${person.id}/sessions`)).body
    expect(sessions.items).toHaveLength(0)
    expect(await why(client)).toBe('expired')
    expect(await why(other)).toBe('expired')
  })

  test('S20: nobody counts as online, listed or open who is untouched for longer than it allows', async () => {
    await setPolicies({ idle_minutes: 10, absolute_minutes: 1440 })
    const person = await w.hire('Ian Idle')
    await signedIn(person)
    const ana = w.as('ana')
    const state = async () => {
      const user = (await ana.get(`/users/${person.id}`)).body
      const listed = (await ana.get(`/sessions?search=${person.username}`)).body.total
      return [user.availability, user.sessions, listed]
    }
    expect(await state()).toEqual(['online', 1, 1])
    w.clock.advance(9 * MINUTE)
    await ana.get('/session')
    w.clock.advance(2 * MINUTE)
    expect(await state()).toEqual(['offline', 0, 0])
    expect((await ana.post(`/users/${person.id}/end-sessions`)).body.outcome).toBe('already')
    await setPolicies({ idle_minutes: 60 })
  })
})

describe('upkeep', () => {
  test('marks those as over that nobody came back to, with when and why, and forgets them after 90 days', async () => {
    const person = await w.hire('Una Upkeep')
    const client = await signedIn(person)
    const stands = await signedIn(await w.hire('Stan Stands'))
    const rows = () => w.db.selectFrom('sessions').selectAll().where('user_id', '=', person.id).execute()
    const lastSeen = (await rows())[0]!.last_seen_at.getTime()
    w.clock.advance(59 * MINUTE)
    await stands.get('/session')
    w.clock.advance(2 * MINUTE)
    await keepUp(w.parts)
    const [row] = await rows()
    expect([row!.end_reason, row!.ended_at!.getTime()]).toEqual(['idle', lastSeen + 60 * MINUTE])
    expect([await why(client), await why(stands)]).toEqual(['idle', null])
    w.clock.advance(92 * DAY)
    await keepUp(w.parts)
    expect(await rows()).toEqual([])
  })
})

describe('signing out', () => {
  test('S23: takes the cookie away and lets the browser forget what it kept', async () => {
    const client = await signedIn(await w.hire('Cleo Clears'))
    const { status, headers } = await client.delete('/session')
    expect(status).toBe(204)
    expect(headers['clear-site-data']).toBe('"cache", "storage"')
    const [taken] = [headers['set-cookie']].flat()
    for (const word of [
      '__Host-rollcall=;',
      'Path=/',
      'Secure',
      'HttpOnly',
      'SameSite=Lax',
      'Expires=Thu, 01 Jan 1970',
    ])
      expect(taken).toContain(word)
    expect(await why(client)).toBe('signed-out')
  })
})
