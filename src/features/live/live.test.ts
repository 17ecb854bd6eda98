import { sql } from 'kysely'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { SESSION_COOKIE } from '../../server/http/caller.ts'
import { notify } from '../../server/database/notify.ts'
import { world, type Person } from '#test/world.ts'
import { readSession } from '../sessions/service.ts'
import { MOST_STREAMS, type LiveEvent } from './contract.ts'
import { LivePage } from './service.ts'

const w = await world()
const address = await w.listen()
const HOUR = 3_600_000
const { tenantId } = w.tenants.nordlys

const open: AbortController[] = []
afterEach(() => open.splice(0).forEach((one) => one.abort()))

/** Opens the event stream as a console would, and gathers what comes. */
async function listenAs(cookie: string | undefined) {
  const abort = new AbortController()
  open.push(abort)
  const response = await fetch(`${address}/api/v1/events`, {
    headers: cookie === undefined ? {} : { cookie: `${SESSION_COOKIE}=${cookie}` },
    signal: abort.signal,
  })
  const page = {
    status: response.status,
    type: response.headers.get('content-type'),
    events: [] as LiveEvent[],
    closed: false,
  }
  if (response.ok) void gather(response.body!, page).catch(() => undefined)
  if (response.ok) await soon(() => expect(page.events[0]).toEqual({ kind: 'hello' }))
  return { ...page, events: page.events, isClosed: () => page.closed }
}

async function gather(body: ReadableStream<Uint8Array>, page: { events: LiveEvent[]; closed: boolean }) {
  let text = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream() as never) as unknown as AsyncIterable<string>) {
    text += chunk
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) if (part.startsWith('data: ')) page.events.push(JSON.parse(part.slice(6)) as LiveEvent)
  }
  page.closed = true
}

/** Two workers and a browser may be at it too. */
const soon = <T>(check: () => T | Promise<T>, timeout = 20_000) => vi.waitFor(check, { timeout, interval: 20 })

/** But that they came themselves, which may be told before or after the page is open. */
const besidesPresence = ({ events }: { events: LiveEvent[] }) =>
  events.filter(({ kind }) => kind !== 'presence-changed')
const openFor = async (person: Person) => listenAs(await w.cookieOf(person))
const say = (notice: { kind: string; ids?: string[]; reason?: string }, tenant: number = tenantId) =>
  w.database
    .tenant(tenant)
    .transaction()
    .execute((trx) => notify(trx, { tenant, ...notice }))
const endedBy = (page: { events: LiveEvent[]; isClosed: () => boolean }, reason: string) =>
  soon(() => {
    expect(page.events.at(-1)).toEqual({ kind: 'session-ended', reason })
    expect(page.isClosed()).toBe(true)
  })
/** Breaks the one connection on which notices are heard. */
const deafen = () =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rollcall live' and datname = current_database()`.execute(
    w.db,
  )
const setStatus = (person: Person, status: string) =>
  w.db.updateTable('users').set({ status }).where('id', '=', person.id).execute()

describe('an open page', () => {
  test('is greeted, and hears who changed', async () => {
    const page = await openFor(w.people.ana)
    expect(page.type).toBe('text/event-stream; charset=utf-8')
    await say({ kind: 'users-changed', ids: [w.people.jon.id] })
    await soon(() => expect(page.events).toContainEqual({ kind: 'users-changed', ids: [w.people.jon.id], count: 1 }))
  })

  test('hears how many changed when they are too many to name', async () => {
    const page = await openFor(w.people.ana)
    await say({ kind: 'users-changed', ids: Array.from({ length: 60 }, () => crypto.randomUUID()) })
    await soon(() => expect(page.events).toContainEqual({ kind: 'users-changed', count: 60 }))
  })

  test('S26 of a manager hears that something changed, not who; of an agent hears nothing of others', async () => {
    const [marta, jon] = [await openFor(w.people.marta), await openFor(w.people.jon)]
    await say({ kind: 'users-changed', ids: [w.people.kai.id] })
    await soon(() => expect(marta.events).toContainEqual({ kind: 'users-changed', count: 1 }))
    expect(jon.events).toEqual([{ kind: 'hello' }])
  })

  test('hears that a job went on, in the own tenant, and if it may see users at all', async () => {
    const [ana, hugo, jon] = [await openFor(w.people.ana), await openFor(w.people.hugo), await openFor(w.people.jon)]
    const { body } = await w.as('ana').post('/plans', {
      action: 'set-time-zone',
      params: { timeZone: 'Asia/Tokyo' },
      target: { ids: [w.people.kai.id] },
    })
    await w.as('ana').post(`/plans/${body.id}/run`)
    await soon(() => expect(ana.events).toContainEqual({ kind: 'jobs-changed', ids: [body.id] }))
    for (const other of [hugo, jon]) expect(besidesPresence(other)).toEqual([{ kind: 'hello' }])
  })

  test('S26 hears nothing of another tenant', async () => {
    const [hugo, ana] = [await openFor(w.people.hugo), await openFor(w.people.ana)]
    await say({ kind: 'users-changed', ids: [w.people.jon.id] })
    await soon(() => expect(besidesPresence(ana)).toHaveLength(2))
    expect(besidesPresence(hugo)).toEqual([{ kind: 'hello' }])
  })

  test('429 when one session has fifty open already; other sessions of the same person go on, and so does this one once a page is closed', async () => {
    const cookie = await w.cookieOf(w.people.kai)
    const pages = await Promise.all(Array.from({ length: MOST_STREAMS }, () => listenAs(cookie)))
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]))
    const refused = await w.with({ cookie }).get('/events')
    expect([refused.status, refused.body]).toMatchObject([429, { type: '/problems/too-many-streams' }])
    expect((await openFor(w.people.kai)).status).toBe(200)
    open[0]!.abort()
    await soon(async () => expect((await listenAs(cookie)).status).toBe(200))
  })

  test('401 for nobody, and 403 for an API key', async () => {
    expect((await listenAs(undefined)).status).toBe(401)
    const { body } = await w.as('ana').post('/api-keys', { name: 'Stream', permissions: ['users.read'] })
    expect((await w.with({ bearer: body.token }).get('/events')).body.type).toBe('/problems/sessions-only')
  })
})

describe('a session that ends while its page is open', () => {
  test.each(['deactivated', 'deleted'] as const)('S21 says that the account was %s, and closes', async (reason) => {
    const person = await w.hire(`Gone ${reason}`)
    const page = await openFor(person)
    await w.db
      .updateTable('users')
      .set(reason === 'deleted' ? { deleted_at: new Date() } : { status: 'inactive' })
      .where('id', '=', person.id)
      .execute()
    await say({ kind: 'users-changed', ids: [person.id], reason })
    await endedBy(page, reason)
  })

  test('S21 closes also when too many were deactivated to name them', async () => {
    const person = await w.hire('Mass Gone')
    const [page, ana] = [await openFor(person), await openFor(w.people.ana)]
    await setStatus(person, 'inactive')
    await say({
      kind: 'users-changed',
      ids: [person.id, ...Array.from({ length: 60 }, () => crypto.randomUUID())],
      reason: 'deactivated',
    })
    await endedBy(page, 'deactivated')
    expect(ana.isClosed()).toBe(false)
  })

  test('S22 says that an administrator ended it', async () => {
    const page = await openFor(w.people.kai)
    expect((await w.as('ana').post(`/users/${w.people.kai.id}/end-sessions`)).status).toBe(200)
    await endedBy(page, 'ended-by-administrator')
  })

  test('says in another window that the person signed out', async () => {
    const client = w.as(await w.hire('Two Windows'))
    const page = await listenAs(await client.cookie())
    await client.delete('/session')
    await endedBy(page, 'signed-out')
  })

  test('S20 says that nothing was done for an hour', async () => {
    const person = await w.hire('Ida Idle')
    const page = await openFor(person)
    w.clock.advance(HOUR)
    await say({ kind: 'sessions-ended', ids: [person.id] })
    await endedBy(page, 'idle')
  })

  test('S20 says by itself that nothing was done for an hour', async () => {
    const person = await w.hire('Ivy Idle')
    const cookie = await w.cookieOf(person)
    await w.db
      .updateTable('sessions')
      .set({ last_seen_at: new Date(w.clock.now().getTime() - HOUR + 500) })
      .where('user_id', '=', person.id)
      .execute()
    await endedBy(await listenAs(cookie), 'idle')
  })

  test('S21 is found when it ended while the page was being opened', async () => {
    const person = await w.hire('Quick Gone')
    await w.cookieOf(person)
    const { id } = await w.db
      .selectFrom('sessions')
      .select('id')
      .where('user_id', '=', person.id)
      .executeTakeFirstOrThrow()
    const state = await readSession(w.parts, tenantId, id, null)
    if (state.over !== null) throw new Error('The session should stand here.')
    await setStatus(person, 'inactive')
    const page = { events: [] as unknown[], closed: false }
    const sink = { send: (event: unknown) => void page.events.push(event), close: () => void (page.closed = true) }
    new LivePage({ ...w.hand(tenantId), actor: state.actor }, sink, id)
    await soon(() =>
      expect(page).toEqual({
        events: [{ kind: 'hello' }, { kind: 'session-ended', reason: 'deactivated' }],
        closed: true,
      }),
    )
  })

  test('S21 is found once notices are heard again, although its own was missed', async () => {
    const person = await w.hire('Missed Page')
    const page = await openFor(person)
    await setStatus(person, 'inactive')
    await deafen()
    await endedBy(page, 'deactivated')
    await soon(() => expect(w.parts.live.connected).toBe(true))
  })

  test('S21 whoever listens looks again once notices are heard again, for what was said in between', async () => {
    const heard: boolean[] = []
    const stop = w.parts.live.on(({ kind }) => void (kind === 'missed' && heard.push(w.parts.live.connected)))
    await deafen()
    await soon(() => expect(heard).toEqual([false, true]))
    stop()
  })
})

describe('rights that change while a page is open', () => {
  test('are said to whom they concern, after they hold', async () => {
    const person = await w.hire('Rita Rights', { role: 'auditor' })
    const [page, ana] = [await openFor(person), await openFor(w.people.ana)]
    await w.db.deleteFrom('role_grants').where('user_id', '=', person.id).execute()
    await say({ kind: 'rights-changed', ids: [person.id] })
    await soon(() => expect(page.events).toContainEqual({ kind: 'rights-changed' }))
    await soon(() => expect(ana.events).toContainEqual({ kind: 'users-changed', ids: [person.id], count: 1 }))
    expect(ana.events).not.toContainEqual({ kind: 'rights-changed' })
    const heard = page.events.length
    await say({ kind: 'users-changed', ids: [w.people.jon.id] })
    await soon(() => expect(ana.events.at(-1)).toMatchObject({ ids: [w.people.jon.id] }))
    expect(page.events).toHaveLength(heard)
  })

  test('an operator who goes to work elsewhere hears of that tenant from then on', async () => {
    const otto = w.as('otto')
    const page = await listenAs(await otto.cookie())
    await otto.post('/session/tenant', { tenant: tenantId })
    await soon(() => expect(page.events).toContainEqual({ kind: 'rights-changed' }))
    await say({ kind: 'users-changed', ids: [w.people.jon.id] })
    await soon(() => expect(page.events).toContainEqual({ kind: 'users-changed', ids: [w.people.jon.id], count: 1 }))
  })
})

describe('a server that hears no notices any more', () => {
  test('S21 finds within a second that a session has ended', async () => {
    const person = await w.hire('Deaf Page')
    const page = await openFor(person)
    await w.parts.live.stop()
    await setStatus(person, 'inactive')
    await soon(() => expect(page.events.at(-1)).toEqual({ kind: 'session-ended', reason: 'deactivated' }), 3000)
  })
})

describe('a server that stops', () => {
  test('closes the open pages and is done, so that another may take over', async () => {
    const page = await openFor(w.people.ana)
    await w.app.close()
    await soon(() => expect(page.isClosed()).toBe(true))
  })
})
