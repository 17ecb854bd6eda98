import { describe, expect, test } from 'vitest'
import type { Answer } from '#test/client.ts'
import { world } from '#test/world.ts'

const w = await world()
const V1 = { 'if-match': '"v1"' }
const [ana, marta, hugo] = [w.as('ana'), w.as('marta'), w.as('hugo')]

const allViews = () => w.db.selectFrom('saved_views').selectAll().orderBy('id').execute()
const changingNothing = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = await allViews()
  const answer = await work()
  expect(await allViews()).toEqual(before)
  return answer
}
const save = async (who: typeof ana, name: string, more: object = {}) =>
  (await who.post('/views', { name, query: 'status=active', ...more })).body as { id: number }
const namesFor = async (who: typeof ana) => (await who.get('/views')).body.items.map((v: { name: string }) => v.name)

describe('GET and POST /views', () => {
  test('201: a view is kept for oneself, exactly as it was given', async () => {
    const { status, body } = await ana.post('/views', { name: 'Night shift 夜勤', query: 'desk=none:7&search=%C3%A9' })
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(Number),
        name: 'Night shift 夜勤',
        query: 'desk=none:7&search=%C3%A9',
        shared: false,
        own: true,
        version: 1,
      },
    ])
    expect(await namesFor(ana)).toContain('Night shift 夜勤')
    expect(await namesFor(marta)).not.toContain('Night shift 夜勤')
  })

  test('200: own and shared ones by name, never those of another tenant', async () => {
    await save(ana, 'älteste zuerst', { shared: true })
    await save(ana, 'Zebra')
    await save(marta, 'beta')
    await save(hugo, 'Harbour only', { shared: true })
    expect(await namesFor(marta)).toEqual(['älteste zuerst', 'beta'])
    expect((await marta.get('/views')).body.items[0]).toMatchObject({ own: false, shared: true })
  })

  test('403: sharing needs the permission; keeping does not', async () => {
    expect(
      await changingNothing(() => marta.post('/views', { name: 'For all', query: '', shared: true })),
    ).toMatchObject({ status: 403, body: { type: '/problems/cannot-share' } })
    expect(await marta.post('/views', { name: 'For me', query: '' })).toMatchObject({ status: 201 })
  })

  test('403: an operator at work in another tenant has no account there that could own a view', async () => {
    const operator = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: w.tenants.nordlys.tenantId }) })
    expect(await operator.get('/views')).toMatchObject({ status: 200 })
    expect(await changingNothing(() => operator.post('/views', { name: 'Mine', query: '' }))).toMatchObject({
      status: 403,
    })
  })

  test.each([
    [{ name: 'x'.repeat(61), query: '' }, '#/name'],
    [{ name: 'X', query: 'x'.repeat(4001) }, '#/query'],
    [{ name: 'X' }, '#/query'],
    [{ name: 'X', query: '', own: true }, '#/own'],
  ])('422: %#', async (body, pointer) => {
    expect(await changingNothing(() => ana.post('/views', body))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    })
  })

  test('403 and 401: an agent, who sees no list, and nobody', async () => {
    for (const [who, status] of [
      [w.as('jon'), 403],
      [w.with(), 401],
    ] as const) {
      expect(await who.get('/views')).toMatchObject({ status })
      expect(await changingNothing(() => who.post('/views', { name: 'X', query: '' }))).toMatchObject({ status })
    }
  })
})

describe('PATCH and DELETE /views/{id}', () => {
  test('200: what is named changes and the rest stays; 204: it is gone', async () => {
    const { id } = await save(ana, 'Before')
    expect(await ana.patch(`/views/${id}`, { name: 'After', shared: true }, V1)).toMatchObject({
      status: 200,
      body: { id, name: 'After', query: 'status=active', shared: true, own: true },
    })
    const V2 = { 'if-match': '"v2"' }
    expect(await changingNothing(() => ana.patch(`/views/${id}`, {}, V2))).toMatchObject({
      status: 200,
      body: { name: 'After', version: 2 },
    })
    expect(await ana.delete(`/views/${id}`, V2)).toMatchObject({ status: 204 })
    expect(await changingNothing(() => ana.delete(`/views/${id}`, V1))).toMatchObject({ status: 404 })
  })

  test('S33 428: without a version; 412: with one of before; nothing changes', async () => {
    const { id } = await save(ana, 'Twice')
    expect((await ana.patch(`/views/${id}`, { name: 'Once' }, V1)).headers['etag']).toBe('"v2"')
    for (const [headers, status] of [
      [{}, 428],
      [V1, 412],
    ] as const) {
      expect(await changingNothing(() => ana.patch(`/views/${id}`, { name: 'No' }, headers))).toMatchObject({ status })
      expect(await changingNothing(() => ana.patch(`/views/${id}`, {}, headers))).toMatchObject({ status })
      expect(await changingNothing(() => ana.delete(`/views/${id}`, headers))).toMatchObject({ status })
    }
  })

  test('S33 of twelve who change it at the same moment, one does; and one of twelve who delete it', async () => {
    const { id } = await save(ana, 'Raced for')
    const statuses = async (ask: (i: number) => Promise<Answer>) =>
      (await Promise.all(Array.from({ length: 12 }, (_, i) => ask(i)))).map(({ status }) => status).sort()
    expect(await statuses((i) => ana.patch(`/views/${id}`, { name: `Racer ${i}` }, V1))).toEqual([
      200,
      ...Array(11).fill(412),
    ])
    const now = { 'if-match': '"v2"' }
    expect(await statuses(() => ana.delete(`/views/${id}`, now))).toEqual([204, ...Array(11).fill(404)])
  })

  test("404: somebody else's view, even a shared one, and one of another tenant", async () => {
    const { id } = await save(ana, 'Shared by Ana', { shared: true })
    for (const who of [marta, hugo]) {
      expect(await changingNothing(() => who.patch(`/views/${id}`, { name: 'Mine' }, V1))).toMatchObject({
        status: 404,
      })
      expect(await changingNothing(() => who.delete(`/views/${id}`, V1))).toMatchObject({ status: 404 })
    }
    for (const unknown of ['2147483647', 'abc'])
      expect(await ana.delete(`/views/${unknown}`, V1)).toMatchObject({ status: 404 })
  })

  test('403, 422, 401: nothing changes', async () => {
    const { id } = await save(marta, "Marta's")
    expect(await changingNothing(() => marta.patch(`/views/${id}`, { shared: true }, V1))).toMatchObject({
      status: 403,
    })
    expect(await changingNothing(() => marta.patch(`/views/${id}`, { name: '' }, V1))).toMatchObject({ status: 422 })
    expect(await changingNothing(() => w.with().patch(`/views/${id}`, { name: 'Mine' }, V1))).toMatchObject({
      status: 401,
    })
    expect(await changingNothing(() => w.with().delete(`/views/${id}`, V1))).toMatchObject({ status: 401 })
  })
})
