/** What people did is found by time, kind, address and text, by whoever may see them (LOG-2, LOG-5, S40). */
import { beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD, world, type Person } from '#test/world.ts'
import { addActivity, tellActivity, type NewActivity } from './service.ts'
import { eraseAction } from '../users/service/erase.ts'

const w = await world()
const { tenantId } = w.tenants.nordlys
const [ana, marta] = [w.as('ana'), w.as('marta')]
const { jon, kai } = w.people
type Item = { id: string; at: string; kind: string; says: string; text: string | null; address: string | null }
type Page = { items: (Item & { user: { id: string } | null; change: { by: string; toOthers: boolean } | null })[] }
const read = async (query: string, who = ana): Promise<Page['items']> => (await who.get(query)).body.items
const db = w.parts.database.tenant(tenantId)
const at = (text: string) => new Date(text)

const lines: NewActivity[] = [
  { userId: jon.id, kind: 'call', at: at('2026-05-04T06:30:00Z'), text: 'Ångström invoice', address: '10.1.0.7' },
  { userId: jon.id, kind: 'call', at: at('2026-05-04T06:40:00Z'), text: 'Other', address: '10.2.0.7' },
  { userId: jon.id, kind: 'note', at: at('2026-06-05T22:10:00Z'), text: 'Invoice again', address: '2001:db8::9' },
  {
    userId: kai.id,
    kind: 'message',
    at: at('2026-06-05T22:11:00Z'),
    text: 'invoice for 株式会社',
    address: '10.1.0.8',
  },
]
beforeAll(() => addActivity(db, tenantId, lines))

const PAST = '&to=2026-07-01T00:00:00Z'
const texts = (items: Item[]) => items.map(({ text }) => text)

describe('searching', () => {
  test('by text without accents or case, in any script; by kind, time, address and network', async () => {
    const found = async (query: string) => texts(await read(`/activity?${query}${PAST}`))
    expect(await found('text=ANGSTROM inv')).toEqual(['Ångström invoice'])
    expect(await found('text=式会')).toEqual(['invoice for 株式会社'])
    expect(await found('text=invoice')).toEqual(['invoice for 株式会社', 'Invoice again', 'Ångström invoice'])
    expect(await found('text=100%25')).toEqual([])
    expect(await found('kind=note,message')).toEqual(['invoice for 株式会社', 'Invoice again'])
    expect(await found('from=2026-05-04T06:35:00Z&kind=call')).toEqual(['Other'])
    expect(await found('address=10.1.0.0/16')).toEqual(['invoice for 株式会社', 'Ångström invoice'])
    expect(await found('address=2001:DB8:0::9')).toEqual(['Invoice again'])
    expect(await found('address=10.1.0.0/16&text=invoice&kind=call')).toEqual(['Ångström invoice'])
  })

  test('page after page, with what was changed between, none twice and none left out', async () => {
    const person = await w.hire('Paula Page')
    const moment = w.clock.now()
    await addActivity(
      db,
      tenantId,
      Array.from({ length: 7 }, (_, i) => ({ userId: person.id, kind: 'call', at: moment, text: `call ${i}` })),
    )
    await ana.post(`/users/${person.id}/deactivate`)
    await ana.post(`/users/${person.id}/activate`)
    for (const path of [`/users/${person.id}/activity`, '/activity']) {
      const whole = await read(`${path}?limit=200`)
      const seen: Item[] = []
      let after = ''
      do {
        const { body } = await ana.get(`${path}?limit=2${after}`)
        seen.push(...body.items)
        after = body.next ? `&after=${body.next}` : ''
      } while (after !== '')
      expect(seen).toEqual(whole)
      expect(whole.filter(({ text }) => text?.startsWith('call '))).toHaveLength(7)
      expect(whole.map(({ says }) => says)).toEqual(expect.arrayContaining(['Activated', 'Deactivated', 'Created']))
      expect(whole.map((item) => item.at)).toEqual(
        whole
          .map((item) => item.at)
          .toSorted()
          .toReversed(),
      )
    }
  })

  test.each([
    'from=soon',
    'kind=dance',
    'address=10.0.0.300',
    'address=0.0.0.0/0',
    'after=xyz',
    'limit=0',
    'colour=red',
  ])('422 for %s', async (query) => expect((await ana.get(`/activity?${query}`)).status).toBe(422))
})

describe('what is seen', () => {
  test('S26 a manager of a desk sees the people of the desk, and of others nothing', async () => {
    const everybody = await read(`/activity?kind=call,note,message${PAST}`, marta)
    expect(new Set(everybody.map(({ user }) => user?.id))).toEqual(new Set([jon.id]))
    expect(texts(await read(`/activity?text=invoice${PAST}`, marta))).toEqual(['Invoice again', 'Ångström invoice'])
    expect((await marta.get(`/users/${kai.id}/activity`)).status).toBe(404)
    expect((await marta.get(`/users/${kai.id}/activity/hours`)).status).toBe(404)
    expect((await w.as('hugo').get(`/users/${jon.id}/activity`)).status).toBe(404)
    expect((await w.as('jon').get('/activity')).status).toBe(403)
  })

  test('changes only for whoever may read the change log; what somebody changed of others says so', async () => {
    const person = await w.hire('Chris Changed')
    await ana.post(`/users/${person.id}/deactivate`)
    const { body } = await ana.post('/api-keys', { name: 'Activity alone', permissions: ['activity.read'] })
    const machine = w.with({ bearer: body.token })
    const of = `/users/${person.id}/activity?kind=changed`
    expect((await read(of)).map(({ says, change }) => [says, change?.by])).toContainEqual(['Deactivated', 'Ana Lind'])
    expect(await read(of, machine)).toEqual([])
    const made = await read(`/users/${w.people.ana.id}/activity?kind=changed`)
    expect(made.find(({ says }) => says === 'Deactivated')).toMatchObject({ change: { toOthers: true } })
  })

  test('S40 S41 of whoever is erased it stays that there was something, and not what or where', async () => {
    const person = await w.hire('Ella Erased')
    const when = at('2026-05-01T10:00:00Z')
    await addActivity(db, tenantId, [
      { userId: person.id, kind: 'note', at: when, text: 'a very private thing', address: '192.0.2.77' },
    ])
    await ana.delete(`/users/${person.id}`, { 'if-match': (await ana.get(`/users/${person.id}`)).headers['etag']! })
    expect(texts(await read(`/users/${person.id}/activity?kind=note`))).toEqual(['a very private thing'])
    await w.parts.database
      .tenant(tenantId)
      .transaction()
      .execute(async (trx) => void (await eraseAction.apply(w.hand(tenantId), trx, [person.id], undefined as never)))
    expect(await read('/activity?text=private')).toEqual([])
    expect(await read('/activity?address=192.0.2.77')).toEqual([])
    expect(await read(`/users/${person.id}/activity?kind=note`)).toMatchObject([{ text: null, address: null }])
  })
})

describe('signing in and out', () => {
  const signIn = (person: Person, password: string) =>
    w.with().post('/session', { tenant: 'nordlys', name: person.username, password })
  const kindsOf = async (person: Person) =>
    (await read(`/users/${person.id}/activity?kind=signed-in,signed-out,sign-in-failed`)).map(({ says }) => says)

  test('is told once each, with why a session ended; a failed try too, also of a name that nobody has', async () => {
    const person = await w.hire('Sid Signing')
    await signIn(person, 'wrong password here')
    const { cookie } = await signIn(person, PASSWORD)
    await w.with({ cookie }).delete('/session')
    await signIn(person, PASSWORD)
    await ana.post(`/users/${person.id}/deactivate`)
    expect(await kindsOf(person)).toEqual([
      'Signed out: deactivated',
      'Signed in',
      'Signed out',
      'Signed in',
      'Sign-in failed',
    ])
    await signIn({ ...person, username: 'no.such.name' }, PASSWORD)
    expect((await read('/activity?kind=sign-in-failed&limit=1'))[0]).toMatchObject({ user: null })
  })
})

describe('counting', () => {
  test('by weekday and hour of the person’s own zone, also where the day is another one', async () => {
    const of = async ({ id }: Person) =>
      (await ana.get(`/users/${id}/activity/hours?from=2026-05-01T00:00:00Z&to=2026-07-01T00:00:00Z`)).body
    // Monday at half past nine in Riga, and Saturday ten past one after midnight.
    expect(await of(jon)).toMatchObject({
      timeZone: 'Europe/Riga',
      hours: [
        { weekday: 1, hour: 9, count: 2 },
        { weekday: 6, hour: 1, count: 1 },
      ],
    })
    expect((await of(kai)).hours).toEqual([{ weekday: 6, hour: 0, count: 1 }])
  })

  test('of a year and a day at most: what was before that is left out, and the answer says from when', async () => {
    const person = await w.hire('Yara Year')
    await addActivity(db, tenantId, [
      { userId: person.id, kind: 'call', at: at('2024-01-10T10:00:00Z') },
      { userId: person.id, kind: 'call', at: at('2026-05-01T10:00:00Z') },
    ])
    const { body } = await ana.get(
      `/users/${person.id}/activity/hours?from=2000-01-01T00:00:00Z&to=2026-07-01T00:00:00Z`,
    )
    expect(body).toMatchObject({ from: '2025-06-30T00:00:00.000Z', hours: [{ weekday: 5, count: 1 }] })
  })

  test('in the last minutes, this hour and today', async () => {
    const person = await w.hire('Nora Now')
    await addActivity(db, tenantId, [{ userId: person.id, kind: 'call', at: w.clock.now() }])
    expect((await ana.get(`/users/${person.id}/activity/summary`)).body).toEqual({
      timeZone: 'Europe/Riga',
      kinds: [{ kind: 'call', now: 1, hour: 1, today: 1 }],
    })
  })
})

test('S36 the file has all that was found, and no cell that begins like a formula; the change log says that it was taken', async () => {
  const person = await w.hire('Fia File')
  const many = Array.from({ length: 2100 }, (_, i) => ({
    ...({ userId: person.id, kind: 'note', at: at('2026-05-01T10:00:00Z') } as const),
    text: i === 0 ? '=HYPERLINK("http://x")' : `row ${i}`,
  }))
  await addActivity(db, tenantId, many)
  const { status, body, headers } = await ana.get(`/users/${person.id}/activity/file?kind=note`)
  expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
  const rows = (body as string).trimEnd().split('\r\n')
  expect(rows).toHaveLength(2101)
  expect(new Set(rows).size).toBe(2101)
  expect(rows[0]).toContain('Time (UTC),Username,Name,Kind')
  expect(body).toContain(`"'=HYPERLINK(""http://x"")"`)
  expect((await ana.get(`/users/${person.id}/history`)).body.items[0]).toMatchObject({ says: 'Activity exported' })
})

test('an open page is told whose activity there is more of', async () => {
  const heard: unknown[] = []
  await w.parts.live.start()
  const stop = w.parts.live.on((notice) => void (notice.kind === 'activity' && heard.push(notice)))
  await db.transaction().execute((trx) => tellActivity(trx, tenantId, [jon.id, jon.id, kai.id]))
  await expect.poll(() => heard).toEqual([{ tenant: tenantId, kind: 'activity', ids: [jon.id, kai.id] }])
  stop()
})
