import { afterEach, describe, expect, test, vi } from 'vitest'
import { SESSION_COOKIE } from '../../server/http/caller.ts'
import { world, type Person } from '#test/world.ts'
import type { LiveEvent } from '../live/contract.ts'
import { keepUp } from './service/upkeep.ts'

const w = await world()
const address = await w.listen()
const { tenantId } = w.tenants.nordlys
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const permissions = ['users.read', 'users.status', 'activity.read', 'activity.send']
/** A dialer with a key of Ana’s: it does not grow idle while the clock moves on. */
const ana = w.with({ bearer: (await w.as('ana').post('/api-keys', { name: 'Dialer', permissions })).body.token })
const BACKGROUND = { 'x-rollcall': 'background' }

const ago = (millis: number) => new Date(w.clock.now().getTime() - millis).toISOString()
const ahead = (millis: number) => ago(-millis)
const say = (rows: unknown[], client = ana) => client.post('/availability', { rows })
const register = (rows: unknown[], client = ana) => client.post('/registrations', { rows })
const seen = async (person: Person) => (await ana.get(`/users/${person.id}`)).body
const outcomes = (body: { rows: { outcome: string; reason?: string }[] }) =>
  body.rows.map(({ outcome, reason }) => reason ?? outcome)
const listed = async (availability: string) =>
  ((await ana.get(`/users?availability=${availability}&limit=200`)).body.items as { id: string }[]).map(({ id }) => id)

/** Hears what one open page of the console is told. */
const open: AbortController[] = []
afterEach(() => open.splice(0).forEach((one) => one.abort()))
async function listenAs(cookie: string): Promise<LiveEvent[]> {
  const abort = new AbortController()
  open.push(abort)
  const { body } = await fetch(`${address}/api/v1/events`, {
    headers: { cookie: `${SESSION_COOKIE}=${cookie}` },
    signal: abort.signal,
  })
  const events: LiveEvent[] = []
  const gather = async () => {
    for await (const chunk of body!.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>)
      for (const line of chunk.split('\n')) if (line.startsWith('data: ')) events.push(JSON.parse(line.slice(6)))
  }
  gather().catch(() => undefined)
  await vi.waitFor(() => expect(events).toContainEqual({ kind: 'hello' }))
  return events
}
const told = (events: LiveEvent[]) => events.filter(({ kind }) => kind === 'presence-changed')
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 })

describe('what somebody is doing', () => {
  test('200: is what the last word says, whatever the order in which words come, and however often', async () => {
    const person = await w.hire('Ola Order')
    const day = [
      { user: person.id, state: 'available', at: ago(3 * HOUR) },
      { username: 'Ola.Order', state: 'on-call', at: ago(2 * HOUR) },
      { user: person.id, state: 'on-call', at: ago(90 * MINUTE) },
      { user: person.id, state: 'break', at: ago(HOUR) },
    ]
    expect((await say([day[3], day[1]])).body).toMatchObject({ taken: 2, known: 0, refused: 0 })
    expect((await say([day[2], day[0]])).body).toMatchObject({ taken: 2 })
    expect((await say(day)).body).toMatchObject({ taken: 0, known: 4 })
    const { presence, availability } = await seen(person)
    expect(presence).toEqual({ signedIn: false, phone: false, state: 'break', since: day[3]!.at })
    expect(availability).toBe('offline')
    const { body } = await ana.get(`/users/${person.id}/availability`)
    const spans = (body.spans as { state: string; from: string }[]).filter(({ state }) => state === 'on-call')
    expect(spans).toHaveLength(1)
  })

  test('200: began with the first of several words that say the same', async () => {
    const person = await w.hire('Rea Repeats')
    const [first, second] = [ago(10 * MINUTE), ago(5 * MINUTE)]
    await say([first, second].map((at) => ({ user: person.id, state: 'on-call', at })))
    expect((await seen(person)).presence).toMatchObject({ state: 'on-call', since: first })
    await say([{ user: person.id, state: 'break', at: ago(7 * MINUTE) }])
    expect((await seen(person)).presence).toMatchObject({ state: 'on-call', since: second })
  })

  test('is believed for a day: a system that fell silent leaves nobody on a call for ever', async () => {
    const person = await w.hire('Sila Silent')
    await say([{ user: person.id, state: 'on-call', at: ago(23 * HOUR) }])
    expect((await seen(person)).presence.state).toBe('on-call')
    w.clock.advance(2 * HOUR)
    expect((await seen(person)).presence).toMatchObject({ state: null, since: null })
    expect(await listed('on-call')).not.toContain(person.id)
  })

  test('bad rows are named by their index and the good ones go in', async () => {
    const person = await w.hire('Bo Bad', { more: { virtualExtension: '7301' } })
    const inactive = await w.hire('Ina Ctive', { status: 'inactive' })
    const { status, body } = await say([
      { user: person.id, state: 'sleeping' },
      { username: 'nobody.here', state: 'break' },
      'not a row',
      { extension: '7301', state: 'available' },
      { user: person.id, username: 'bo.bad', state: 'break' },
      { user: person.id, state: 'break', at: ahead(HOUR) },
      { user: person.id, state: 'break', at: ago(40 * 24 * HOUR) },
      { user: person.id, state: 'break', at: '23.11.26 14:00' },
      { user: inactive.id, state: 'break' },
      { username: 'nul\u0000', state: 'break' },
    ])
    expect(status).toBe(200)
    expect(outcomes(body)).toEqual([
      'does-not-fit',
      'unknown-user',
      'does-not-fit',
      'taken',
      'does-not-fit',
      'in-the-future',
      'too-old',
      'does-not-fit',
      'not-active',
      'does-not-fit',
    ])
    expect(body.rows[0].message).toBe('state: A state is one of available, on-call, wrap-up, break, offline.')
    expect((await seen(person)).presence.state).toBe('available')
    expect((await say([])).status).toBe(422)
    expect((await say(Array.from({ length: 1001 }, () => ({})))).status).toBe(422)
  })

  test('S26 403 without the permission to send; whoever may send for a desk alone knows nobody outside of it', async () => {
    expect((await say([{ user: w.people.jon.id, state: 'break' }], w.as('marta'))).status).toBe(403)
    const { id } = await w.db
      .insertInto('roles')
      .values({ tenant_id: tenantId, name: 'Dialer', name_key: 'dialer', permissions: ['activity.send'] })
      .returning('id')
      .executeTakeFirstOrThrow()
    const dialer = w.as(
      await w.hire('Dia Ler', { more: { roles: [{ id, desks: [w.tenants.nordlys.desks['sales']!] }] } }),
    )
    const rows = [w.people.jon, w.people.kai, w.people.hugo].map(({ id: user }) => ({ user, state: 'break' }))
    expect(outcomes((await say(rows, dialer)).body)).toEqual(['taken', 'unknown-user', 'unknown-user'])
    expect((await seen(w.people.kai)).presence.state).toBeNull()
  })
})

describe('a registered telephone', () => {
  test('200: makes somebody online until it expires, without another word', async () => {
    const person = await w.hire('Rex Gister', { more: { sipUsername: 'rex-7', sipOption: 'webrtc' } })
    expect(await listed('online')).not.toContain(person.id)
    const row = { sipUsername: 'rex-7', expiresAt: ahead(10 * MINUTE), contact: 'sip:rex@192.0.2.7', at: ago(0) }
    expect((await register([row])).body).toMatchObject({ taken: 1 })
    expect((await register([row])).body).toMatchObject({ known: 1 })
    expect(await seen(person)).toMatchObject({ availability: 'online', presence: { signedIn: false, phone: true } })
    for (const asked of ['online', 'phone']) expect(await listed(asked)).toContain(person.id)
    for (const asked of ['offline', 'signed-in', 'none:phone']) expect(await listed(asked)).not.toContain(person.id)
    w.clock.advance(11 * MINUTE)
    expect(await seen(person)).toMatchObject({ availability: 'offline', presence: { phone: false } })
    expect(await listed('online')).not.toContain(person.id)
  })

  test('200: an older word does not undo a newer one', async () => {
    const person = await w.hire('Una Registers')
    await register([{ user: person.id, expiresAt: ago(1), at: ago(MINUTE) }])
    await register([{ user: person.id, expiresAt: ahead(HOUR), at: ago(2 * MINUTE) }])
    expect((await seen(person)).presence.phone).toBe(false)
    await register([{ user: person.id, expiresAt: ahead(HOUR), at: ago(MINUTE / 2) }])
    expect((await seen(person)).presence.phone).toBe(true)
    expect(outcomes((await register([{ user: person.id, expiresAt: ahead(9 * 24 * HOUR) }])).body)).toEqual([
      'too-long',
    ])
  })

  test('ends with the account, and what somebody was doing as well (SPEC 4.4); the change log says so', async () => {
    const person = await w.hire('Dea Activated')
    await register([{ user: person.id, expiresAt: ahead(HOUR) }])
    await say([{ user: person.id, state: 'on-call', at: ago(MINUTE) }])
    const { body } = await ana.post(`/users/${person.id}/deactivate`)
    expect(body.effects).toMatchObject({ registrationsDropped: 1 })
    expect(await seen(person)).toMatchObject({ availability: 'offline', presence: { phone: false, state: 'offline' } })
    const board = (await ana.get('/presence/board')).body
    expect(board.people.map(({ id }: { id: string }) => id)).not.toContain(person.id)
  })
})

describe('who looks on', () => {
  test('hears once of many changes, hears nothing of a repeat, and of a sign-in elsewhere', async () => {
    const person = await w.hire('Lin Live')
    const events = await listenAs(await w.cookieOf(w.people.ana))
    await say([{ user: person.id, state: 'on-call', at: ago(MINUTE) }])
    await soon(() => expect(told(events)).toContainEqual({ kind: 'presence-changed', ids: [person.id], count: 1 }))
    const heard = told(events).length
    await say([{ user: person.id, state: 'on-call', at: ago(MINUTE / 2) }])
    await say([{ user: person.id, state: 'break', at: ago(5 * MINUTE) }])
    await w.as(person).get('/session')
    await soon(() => expect(told(events).length).toBeGreaterThan(heard))
    await w.as(person).get('/session', BACKGROUND)
    expect(
      told(events)
        .slice(heard)
        .flatMap((event) => ('ids' in event ? event.ids : []))
        .every((id) => id === person.id),
    ).toBe(true)
  })

  test('S26 as the manager of a desk is told that something changed and not of whom, and reads the own people alone', async () => {
    const events = await listenAs(await w.cookieOf(w.people.marta))
    const agents = await listenAs(await w.cookieOf(w.people.jon))
    await say([{ user: w.people.kai.id, state: 'wrap-up', at: ago(MINUTE) }])
    await soon(() => expect(told(events).length).toBeGreaterThan(0))
    expect(told(events).filter((event) => 'ids' in event)).toEqual([])
    expect(told(agents)).toEqual([])
    const ids = [w.people.jon.id, w.people.kai.id, w.people.hugo.id].join(',')
    const { body } = await w.as('marta').get(`/presence?ids=${ids}`)
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([w.people.jon.id])
    expect((await w.as('marta').get('/presence?ids=x')).status).toBe(422)
  })
})

describe('the live board', () => {
  test('S26 counts who does what, longest first; each sees the own part of it', async () => {
    const sales = w.tenants.nordlys.desks['sales']!
    const [first, second] = [
      await w.hire('Ann First', { more: { desks: [sales] } }),
      await w.hire('Ben Second', { more: { desks: [sales] } }),
    ]
    await say([
      { user: second.id, state: 'wrap-up', at: ago(2 * MINUTE) },
      { user: first.id, state: 'wrap-up', at: ago(9 * MINUTE) },
      { user: w.people.kai.id, state: 'wrap-up', at: ago(4 * MINUTE) },
    ])
    const names = async (client = ana, query = '') => {
      const { body } = await client.get(`/presence/board${query}`)
      expect(body.counts['wrap-up']).toBe(
        body.people.filter(({ state }: { state: string }) => state === 'wrap-up').length,
      )
      return body.people.flatMap(({ state, name }: { state: string; name: string }) =>
        state === 'wrap-up' ? [name] : [],
      )
    }
    expect(await names()).toEqual(['Ann First', 'Kai Sørensen', 'Ben Second'])
    expect(await names(ana, `?desk=${sales}`)).toEqual(['Ann First', 'Ben Second'])
    expect(await names(ana, `?site=${w.tenants.nordlys.sites['malmö']}`)).toEqual(['Kai Sørensen'])
    expect(await names(w.as('marta'))).toEqual(['Ann First', 'Ben Second'])
    expect(await names(w.as('hugo'))).toEqual([])
    expect((await w.as('jon').get('/presence/board')).status).toBe(403)
  })

  test('says of each queue that needs somebody how many could take its calls; of a part of the people it says nothing', async () => {
    const person = await w.hire('Quinn Queue')
    const { id } = await w.db
      .insertInto('queues')
      .values({ tenant_id: tenantId, name: 'Orders', name_key: 'orders', minimum: 2 })
      .returning('id')
      .executeTakeFirstOrThrow()
    await w.db.insertInto('queue_members').values({ tenant_id: tenantId, queue_id: id, user_id: person.id }).execute()
    const staffed = async (client = ana, query = '') => (await client.get(`/presence/board${query}`)).body.queues
    await say([{ user: person.id, state: 'on-call', at: ago(MINUTE) }])
    expect(await staffed()).toEqual([{ id, name: 'Orders', there: 1, needed: 2 }])
    await say([{ user: person.id, state: 'break', at: ago(0) }])
    expect(await staffed()).toEqual([{ id, name: 'Orders', there: 0, needed: 2 }])
    expect(await staffed(ana, `?site=${w.tenants.nordlys.siteId}`)).toBeUndefined()
    expect(await staffed(w.as('marta'))).toBeUndefined()
  })

  test('says when its session ends, and keeps nobody signed in', async () => {
    const client = w.as(await w.hire('Wally Board', { role: 'auditor' }))
    const ends = async () => (await client.get('/presence/board', BACKGROUND)).body.sessionEndsAt
    const first = await ends()
    expect(Date.parse(first) - w.clock.now().getTime()).toBeGreaterThan(59 * MINUTE)
    w.clock.advance(50 * MINUTE)
    expect(await ends()).toBe(first)
    w.clock.advance(10 * MINUTE)
    expect((await client.get('/presence/board', BACKGROUND)).body.reason).toBe('idle')
  })
})

describe('the day of a user', () => {
  test('S26 404 for whom one does not see; 422 for a day that is not kept any more', async () => {
    const marta = w.as('marta')
    for (const { id } of [w.people.kai, w.people.hugo])
      expect((await marta.get(`/users/${id}/availability`)).status).toBe(404)
    expect((await ana.get(`/users/${w.people.jon.id}/availability?day=2020-01-01`)).status).toBe(422)
    expect((await ana.get(`/users/${w.people.jon.id}/availability?day=2026-02-30`)).status).toBe(422)
  })

  test('is forgotten after five weeks, and expired registrations after a day', async () => {
    const rows = () => w.db.selectFrom('availability_words').select('at').where('tenant_id', '=', tenantId).execute()
    const phones = () => w.db.selectFrom('registrations').select('user_id').where('tenant_id', '=', tenantId).execute()
    expect((await rows()).length).toBeGreaterThan(0)
    w.clock.advance(36 * 24 * HOUR)
    await keepUp(w.parts)
    expect((await rows()).length).toBeGreaterThan(0)
    expect(await phones()).toEqual([])
    w.clock.advance(3 * 24 * HOUR)
    await keepUp(w.parts)
    expect(await rows()).toEqual([])
  })
})
