import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import type { Permission } from '#src/contract/permissions.ts'
import { allRoutes } from '#src/entry/routes.ts'
import { SESSION_COOKIE } from '#src/server/http/caller.ts'
import { API, buildServer } from '#src/server/http/server.ts'
import { authenticate } from '../sessions/service.ts'
import { judgeEdits } from '../users/service/edit-many.ts'
import { stopEnforcing } from './service.ts'
import { atWork, plan, run } from '#test/at-work.ts'
import { nextCode, setUpAuthenticator } from '#test/authenticator.ts'
import { PASSWORD, world, type Person } from '#test/world.ts'

const w = await world()
await atWork(w)
const { tenantId } = w.tenants.nordlys
const OFFICE = '203.0.113.7'
const PROXY = '10.0.0.1'

/** The same program behind a proxy, as an installation has it. */
const proxied = await buildServer({
  parts: w.parts,
  routes: allRoutes(),
  authenticate: authenticate(w.parts),
  trustedProxies: ['10.0.0.0/24', 'fd00::/8'],
  publicUrl: null,
})
afterAll(() => proxied.close())

type From = { readonly from: string; readonly headers?: Record<string, string> }
async function ask(cookie: string, { from, headers = {} }: From) {
  const response = await proxied.inject({
    url: `${API}/session`,
    remoteAddress: from,
    headers,
    cookies: { [SESSION_COOKIE]: cookie },
  })
  return response.statusCode === 200 ? 'served' : `${response.statusCode} ${response.json().reason ?? ''}`.trim()
}

const signIn = (person: Person, from: string, password = PASSWORD) =>
  proxied.inject({
    method: 'POST',
    url: `${API}/session`,
    remoteAddress: from,
    headers: { 'x-rollcall': '1' },
    payload: { tenant: 'nordlys', name: person.username, password },
  })

const use = (person: Person, on: boolean) =>
  w.db.updateTable('users').set({ use_address_list: on }).where('id', '=', person.id).execute()
const read = (path: string) => w.as('ana').get(path)
async function replace(path: string, networks: readonly string[], more: object = {}) {
  const { headers } = await read(path)
  const entries = networks.map((network) => ({ network, label: 'Riga office' }))
  return w.as('ana').put(path, { entries, ...more }, { 'if-match': String(headers.etag) })
}
const allow = (...networks: string[]) => replace('/address-list', networks, { enforced: true })
const allowUser = (person: Person, ...networks: string[]) => replace(`/users/${person.id}/address-list`, networks)

async function listed(name: string): Promise<Person> {
  const person = await w.hire(name)
  await use(person, true)
  return person
}
/** A session that began before lists were asked. */
async function sessionOf(person: Person): Promise<string> {
  await use(person, false)
  const cookie = await w.cookieOf(person)
  await use(person, true)
  return cookie
}

describe('who uses the extended IP ACL', () => {
  test('S32: is served from the tenant’s list and from the own, and from nowhere else', async () => {
    await allow('203.0.113.0/24', '2001:db8:7::/48')
    const person = await w.hire('Liv Listed')
    await allowUser(person, '198.51.100.9')
    for (const from of [OFFICE, '2001:db8:7::5', '198.51.100.9'])
      expect([from, await ask(await sessionOf(person), { from })]).toEqual([from, 'served'])
    for (const from of ['198.51.100.8', '2001:db8:8::5', '192.0.2.1', '::1'])
      expect([from, await ask(await sessionOf(person), { from })]).toEqual([from, '401 address-not-allowed'])
  })

  test('S32: is asked at every request: once seen elsewhere, the session is over everywhere', async () => {
    const cookie = await sessionOf(await w.hire('Rae Roams'))
    expect(await ask(cookie, { from: OFFICE })).toBe('served')
    expect(await ask(cookie, { from: '192.0.2.1' })).toBe('401 address-not-allowed')
    expect(await ask(cookie, { from: OFFICE })).toBe('401 address-not-allowed')
  })

  test.each([
    ['X-Forwarded-For by somebody who is no proxy', { from: '192.0.2.1', headers: { 'x-forwarded-for': OFFICE } }],
    [
      'X-Forwarded-For that the proxy only added to',
      { from: PROXY, headers: { 'x-forwarded-for': `${OFFICE}, 192.0.2.1` } },
    ],
    [
      'X-Forwarded-For with an own proxy made up',
      { from: PROXY, headers: { 'x-forwarded-for': `${OFFICE}, 192.0.2.1, 10.0.0.9` } },
    ],
    ['Forwarded', { from: '192.0.2.1', headers: { forwarded: `for=${OFFICE}` } }],
    [
      'Forwarded, through the proxy',
      { from: PROXY, headers: { forwarded: `for=${OFFICE}`, 'x-forwarded-for': '192.0.2.1' } },
    ],
    ['X-Real-IP', { from: '192.0.2.1', headers: { 'x-real-ip': OFFICE } }],
    ['a word in place of an address', { from: PROXY, headers: { 'x-forwarded-for': 'unknown' } }],
    ['an address with a zone', { from: PROXY, headers: { 'x-forwarded-for': `${OFFICE}%eth0` } }],
    ['a mapped address with a zone', { from: PROXY, headers: { 'x-forwarded-for': `::ffff:${OFFICE}%eth0` } }],
    ['an octal address', { from: PROXY, headers: { 'x-forwarded-for': '0313.0.113.7' } }],
  ] satisfies [string, From][])('S32: is not served for %s', async (_, forged) => {
    expect(await ask(await sessionOf(await w.hire(`Forger ${crypto.randomUUID()}`)), forged)).toBe(
      '401 address-not-allowed',
    )
  })

  test.each([
    ['comes through the proxy', { from: PROXY, headers: { 'x-forwarded-for': OFFICE } }],
    [
      'comes through the proxy, whatever was claimed before',
      { from: PROXY, headers: { 'x-forwarded-for': `192.0.2.1, ${OFFICE}` } },
    ],
    ['comes as IPv4 inside IPv6', { from: `::ffff:${OFFICE}` }],
    [
      'comes as IPv4 inside IPv6 through a proxy',
      { from: `::ffff:${PROXY}`, headers: { 'x-forwarded-for': `::ffff:${OFFICE}` } },
    ],
  ] satisfies [string, From][])('S32: is served who %s', async (_, from) => {
    expect(await ask(await sessionOf(await w.hire(`Honest ${crypto.randomUUID()}`)), from)).toBe('served')
  })

  test('S32: signs in from allowed addresses alone; S12: elsewhere that is said to the right password, and to no other', async () => {
    const person = await listed('Sia Signs')
    expect((await signIn(person, OFFICE)).statusCode).toBe(200)
    const elsewhere = await signIn(person, '192.0.2.1')
    expect([elsewhere.statusCode, elsewhere.json().type]).toEqual([403, '/problems/address-not-allowed'])
    expect(elsewhere.headers['set-cookie']).toBeUndefined()
    const sessions = await w.db.selectFrom('sessions').selectAll().where('user_id', '=', person.id).execute()
    expect(sessions).toHaveLength(1)
    const wrong = await signIn(person, '192.0.2.1', 'not the password at all')
    expect(wrong.json().type).toBe('/problems/wrong-credentials')
  })

  test('S12: whoever owes the second step hears of the list after it has fitted, not before', async () => {
    const person = await w.hire('Sue Second')
    const { secret } = await setUpAuthenticator(w.as(person), w.clock)
    await use(person, true)
    const password = await signIn(person, '192.0.2.1')
    expect([password.statusCode, password.json().next]).toEqual([200, 'second-step'])
    const { value } = password.cookies.find(({ name }) => name === SESSION_COOKIE)!
    const step = async (code: string, from: string) => {
      const answer = await proxied.inject({
        method: 'POST',
        url: `${API}/session/second-step`,
        remoteAddress: from,
        headers: { 'x-rollcall': '1' },
        cookies: { [SESSION_COOKIE]: value },
        payload: { code },
      })
      return [answer.statusCode, answer.json().type ?? answer.json().next]
    }
    expect(await step('000000', '192.0.2.1')).toEqual([401, '/problems/wrong-code'])
    expect(await step(nextCode(secret, w.clock), '192.0.2.1')).toEqual([403, '/problems/address-not-allowed'])
    expect(await step(nextCode(secret, w.clock), OFFICE)).toEqual([200, 'home'])
  })

  test('nobody else is asked', async () => {
    const cookie = await w.cookieOf(await w.hire('Fay Free'))
    expect(await ask(cookie, { from: '192.0.2.1' })).toBe('served')
  })

  test('without any list is served from nowhere', async () => {
    const hugo = await w.hire('Hal Harbour', {}, w.tenants.harbour)
    const cookie = await sessionOf(hugo)
    expect(await ask(cookie, { from: OFFICE })).toBe('401 address-not-allowed')
  })
})

describe('a change of who is served from where', () => {
  test('S21: reaches an open page within a second, when the tenant’s list changes, the own, or the mark of the user', async () => {
    const address = await w.listen()
    const open = async (name: string) => {
      const person = await w.hire(name, { role: 'agent' })
      const cookie = await w.cookieOf(person)
      const abort = new AbortController()
      onTestFinished(() => abort.abort())
      const headers = { cookie: `${SESSION_COOKIE}=${cookie}` }
      const response = await fetch(`${address}${API}/events`, { headers, signal: abort.signal })
      const page = { person, said: '' }
      void (async () => {
        for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
          page.said += Buffer.from(chunk).toString()
      })().catch(() => undefined)
      await vi.waitFor(() => expect(page.said).toContain('hello'))
      return page
    }
    const left = async (page: { said: string }, change: () => Promise<{ status: number }>) => {
      expect((await change()).status).toBe(200)
      const committed = performance.now()
      await vi.waitFor(() => expect(page.said).toContain('"address-not-allowed"'), { timeout: 10_000, interval: 10 })
      expect(performance.now() - committed).toBeLessThan(1000)
    }
    await allow('127.0.0.1', '203.0.113.0/24')
    const [byList, byOwn, byMark] = [await open('Tessa List'), await open('Olga Own'), await open('Mark Mass')]
    await use(byList.person, true)
    await left(byList, () => allow('203.0.113.0/24'))
    await allowUser(byOwn.person, '127.0.0.0/8')
    await use(byOwn.person, true)
    await left(byOwn, () => allowUser(byOwn.person))
    await left(byMark, () => w.as('ana').post(`/users/${byMark.person.id}/set-address-list`, { useAddressList: true }))
    const byForm = await open('Fred Form')
    const { headers } = await read(`/users/${byForm.person.id}`)
    await left(byForm, () =>
      w.as('ana').patch(`/users/${byForm.person.id}`, { useAddressList: true }, { 'if-match': String(headers.etag) }),
    )
  })

  test('409: nobody switches it on for themselves where they would not be served', async () => {
    const { headers } = await read(`/users/${w.people.ana.id}`)
    const edit = await w
      .as('ana')
      .patch(`/users/${w.people.ana.id}`, { useAddressList: true }, { 'if-match': String(headers.etag) })
    expect([edit.status, edit.body.reason]).toEqual([409, 'locks-you-out'])
    const mass = await w.as('ana').post(`/users/${w.people.ana.id}/set-address-list`, { useAddressList: true })
    expect([mass.status, mass.body.reason]).toEqual([409, 'locks-you-out'])
    expect((await read('/session')).status).toBe(200)
  })

  test('nobody does so by taking back that it was switched off', async () => {
    const [ada, other] = [await w.hire('Uda Undo', { role: 'administrator' }), await w.hire('Odo Other')]
    await allowUser(ada, '127.0.0.1')
    await use(other, true)
    const asAda = w.with({ cookie: await sessionOf(ada) })
    const target = { ids: [ada.id, other.id] }
    const job = await run(asAda, await plan(asAda, 'set-address-list', target, { useAddressList: false }))
    await allowUser(ada)
    const { body } = await asAda.post(`/jobs/${job.id}/undo`)
    expect([body.counts.will, body.reasons]).toMatchObject([1, [{ reason: 'locks-you-out' }]])
  })
})

describe('the mark in a file', () => {
  /** What comes of a row that sets it, by somebody with these permissions in the whole tenant. */
  async function judged(permissions: readonly Permission[], id: string, useAddressList: boolean, actorId = newId()) {
    const hand = w.hand(tenantId)
    const grants = [{ permissions, sites: null, desks: null }]
    const actor = { ...hand.actor, kind: 'user' as const, id: actorId, superuser: false, operator: false, grants }
    const ctx = { ...hand, actor, origin: { ...hand.origin, address: '192.0.2.1' } }
    const { edits, faults } = await judgeEdits(ctx, ctx.db, [{ id, wanted: { useAddressList } }], 'add')
    return faults.length > 0 ? faults.map(({ field, code }) => `${field}: ${code}`) : edits.length
  }

  test('S29: is taken off by nobody who may not change from where users are served', async () => {
    const { id } = await listed('Fil File')
    expect(await judged(['users.read', 'users.edit'], id, false)).toEqual(['useAddressList: outside-your-reach'])
    expect(await judged(['users.read', 'users.edit', 'users.addresses'], id, false)).toBe(1)
  })

  test('is set by nobody for themselves where they would not be served', async () => {
    const { id } = await w.hire('Own File')
    const rights = ['users.read', 'users.edit', 'users.addresses'] as const
    expect(await judged(rights, id, true, id)).toEqual(['useAddressList: locks-you-out'])
    expect(await judged(rights, id, true)).toBe(1)
  })
})

describe('the way back in', () => {
  test('whoever runs the server switches the lists of a tenant off, and the one who was shut out signs in', async () => {
    const person = await listed('Bea Back')
    expect((await signIn(person, '192.0.2.1')).statusCode).toBe(403)
    expect([await stopEnforcing(w.hand(tenantId)), await stopEnforcing(w.hand(tenantId))]).toEqual([true, false])
    expect((await signIn(person, '192.0.2.1')).statusCode).toBe(200)
    expect((await read('/address-list')).body.enforced).toBe(false)
    await allow('203.0.113.0/24')
    expect((await signIn(person, '192.0.2.1')).statusCode).toBe(403)
  })
})

describe('a list', () => {
  test('200: keeps each network once, in one form, and the change log has it', async () => {
    const { body } = await replace(
      '/address-list',
      ['203.0.113.9/24', ' 203.0.113.0/24', '::ffff:198.51.100.1', '2001:DB8:7::/48'],
      {
        enforced: true,
      },
    )
    expect(body.entries).toEqual(
      ['203.0.113.0/24', '198.51.100.1', '2001:db8:7::/48'].map((network) => ({ network, label: 'Riga office' })),
    )
    const last = await w.db
      .selectFrom('change_sets')
      .select('params')
      .where('action', '=', 'edit-address-list')
      .orderBy('at', 'desc')
      .executeTakeFirstOrThrow()
    expect(last.params).toMatchObject({ after: { addresses: expect.arrayContaining(['198.51.100.1 (Riga office)']) } })
    await allow('203.0.113.0/24')
  })

  test('S33: 412 for a version that is not the last, 428 without one', async () => {
    const { headers } = await read('/address-list')
    const put = (etag: object) => w.as('ana').put('/address-list', { entries: [], enforced: true }, { ...etag })
    expect((await put({})).status).toBe(428)
    await allow('203.0.113.0/24', '203.0.114.0/24')
    expect((await put({ 'if-match': String(headers.etag) })).status).toBe(412)
    await allow('203.0.113.0/24')
  })

  test.each([
    ['a word', 'office'],
    ['a network with too many bits', '10.0.0.0/33'],
    ['every address', '0.0.0.0/0'],
    ['every address of IPv4, inside IPv6', '::ffff:0.0.0.0/96'],
  ])('422: %s, and nothing is changed', async (_, network) => {
    const before = (await read('/address-list')).body.entries
    const { status, body } = await replace('/address-list', ['203.0.113.0/24', network], { enforced: true })
    expect([status, body.errors?.[0].pointer]).toEqual([422, '#/entries/1/network'])
    expect((await read('/address-list')).body.entries).toEqual(before)
  })

  test('409: nobody shuts themselves out unawares; it is done when they mean it', async () => {
    const ada = await w.hire('Ada Admin', { role: 'administrator' })
    const as = w.as(ada)
    await as.get('/session')
    const etag = async (path: string) => String((await as.get(path)).headers.etag)
    const own = `/users/${ada.id}/address-list`
    await as.put(own, { entries: [{ network: '127.0.0.1', label: 'here' }] }, { 'if-match': await etag(own) })
    await use(ada, true)
    expect((await as.get('/session')).status).toBe(200)
    const shut = await as.put(own, { entries: [] }, { 'if-match': await etag(own) })
    expect([shut.status, shut.body.type, shut.body.address]).toEqual([409, '/problems/locks-you-out', '127.0.0.1'])
    expect((await as.get(own)).body.entries).toHaveLength(1)
    const meant = await as.put(own, { entries: [], evenIfLockedOut: true }, { 'if-match': await etag(own) })
    expect(meant.status).toBe(200)
    expect((await as.get('/session')).body.reason).toBe('address-not-allowed')
  })

  test('403 without the permission, for part of the tenant, and over somebody who holds more; S26: 404 for who is not in sight', async () => {
    expect((await w.as('ines').get('/address-list')).status).toBe(403)
    expect((await w.as('ines').get(`/users/${w.people.jon.id}/address-list`)).status).toBe(403)
    const { id } = await w.db
      .insertInto('roles')
      .values({ tenant_id: tenantId, name: 'Doors', name_key: 'doors', permissions: ['users.addresses'] })
      .returning('id')
      .executeTakeFirstOrThrow()
    const desk = w.tenants.nordlys.desks['sales']!
    const part = w.as(await w.hire('Pat Part', { more: { roles: [{ id, desks: [desk] }], desks: [desk] } }))
    expect((await part.get('/address-list')).status).toBe(403)
    expect((await part.get(`/users/${w.people.jon.id}/address-list`)).status).toBe(200)
    expect((await part.get(`/users/${w.people.kai.id}/address-list`)).status).toBe(404)
    const over = await part.put(`/users/${w.people.marta.id}/address-list`, { entries: [] }, { 'if-match': '"v0"' })
    expect([over.status, over.body.type]).toEqual([403, '/problems/holds-more-than-you'])
    for (const id of [w.people.hugo.id, '0198b3c0-0000-7000-8000-000000000000', 'x'])
      expect((await read(`/users/${id}/address-list`)).status).toBe(404)
  })
})
