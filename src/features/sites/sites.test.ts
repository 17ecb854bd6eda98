import { describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = await world()
const { nordlys, harbour } = w.tenants
const riga = nordlys.siteId
const malmo = nordlys.sites['malmö']!
const ana = w.as('ana')

const allSites = () => w.db.selectFrom('sites').selectAll().orderBy('tenant_id').orderBy('id').execute()
const changingNothing = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = await allSites()
  const answer = await work()
  expect(await allSites()).toEqual(before)
  return answer
}
const namesFor = async (who: Parameters<typeof w.as>[0]) =>
  (await w.as(who).get('/sites')).body.items.map((s: { name: string }) => s.name)

describe('GET /sites', () => {
  test('200: "Your sites": all of the tenant for an administrator, with how many people belong to each', async () => {
    const { status, body } = await ana.get('/sites')
    expect(status).toBe(200)
    expect(body.items).toEqual([
      { id: malmo, name: 'Malmö', archived: false, timeZone: 'Europe/Stockholm', country: 'SE', users: 1, version: 1 },
      { id: riga, name: 'Riga', archived: false, timeZone: 'Europe/Riga', country: 'LV', users: 4, version: 1 },
    ])
  })

  test('200: the own sites for who is limited to them, those of the own desks for a manager, none for an agent', async () => {
    const local = await w.hire('Local Admin', { role: 'administrator', limits: { sites: [malmo] }, site: malmo })
    expect(await namesFor(local)).toEqual(['Malmö'])
    expect(await namesFor('marta')).toEqual(['Riga'])
    expect(await namesFor('jon')).toEqual([])
    expect(await namesFor('hugo')).toEqual(['Malmö', 'Riga'])
  })

  test('401: nobody', async () => {
    expect(await w.with().get('/sites')).toMatchObject({ status: 401 })
  })
})

describe('POST /sites', () => {
  test('201: a site, and the change log of the tenant has it', async () => {
    const { status, body } = await ana.post('/sites', { name: 'Vilnius', timeZone: 'Europe/Vilnius', country: 'LT' })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(Number),
      name: 'Vilnius',
      timeZone: 'Europe/Vilnius',
      country: 'LT',
      archived: false,
      users: 0,
      version: 1,
    })
    const logged = await w.db
      .selectFrom('change_sets')
      .select('params')
      .where('action', '=', 'site-created')
      .executeTakeFirst()
    expect(logged?.params).toEqual({ id: body.id, name: 'Vilnius', timeZone: 'Europe/Vilnius', country: 'LT' })
  })

  test('409: a name that is taken, whatever the case and accents', async () => {
    expect(await changingNothing(() => ana.post('/sites', { name: 'MALMO', timeZone: 'UTC' }))).toMatchObject({
      status: 409,
      body: { type: '/problems/site-name-taken' },
    })
  })

  test.each([
    [{ name: 'X', timeZone: 'Mars/Olympus' }, '#/timeZone'],
    [{ name: 'X', timeZone: 'UTC', country: 'Latvia' }, '#/country'],
    [{ name: '', timeZone: 'UTC' }, '#/name'],
    [{ name: 'X' }, '#/timeZone'],
    [{ name: 'X', timeZone: 'UTC', users: 3 }, '#/users'],
  ])('422: %j', async (body, pointer) => {
    expect(await changingNothing(() => ana.post('/sites', body))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    })
  })

  test('403 and 401: who may not, also an administrator of one site', async () => {
    const local = await w.hire('Riga Admin', { role: 'administrator', limits: { sites: [riga] } })
    for (const who of [w.as('jon'), w.as('marta'), w.as('ines'), w.as(local)])
      expect(await changingNothing(() => who.post('/sites', { name: 'Mine', timeZone: 'UTC' }))).toMatchObject({
        status: 403,
      })
    expect(await changingNothing(() => w.with().post('/sites', { name: 'Mine', timeZone: 'UTC' }))).toMatchObject({
      status: 401,
    })
  })
})

describe('PATCH /sites/{id}', () => {
  test('S26 404 for whoever holds the permission for a desk alone: a site is also of people at other desks', async () => {
    const tenant_id = nordlys.tenantId
    const { id } = await w.db
      .insertInto('roles')
      .values({ tenant_id, name: 'Site keeper', name_key: 'site keeper', permissions: ['users.read', 'sites.manage'] })
      .returning('id')
      .executeTakeFirstOrThrow()
    const keeper = await w.hire('Desk Keeper', { more: { roles: [{ id, desks: [nordlys.desks['sales']!] }] } })
    expect(await namesFor(keeper)).toEqual(['Riga'])
    const { version } = (await ana.get('/sites')).body.items.find((site: { id: number }) => site.id === riga)
    const edit = () => w.as(keeper).patch(`/sites/${riga}`, { timeZone: 'Asia/Tokyo' }, { 'if-match': `"v${version}"` })
    expect((await changingNothing(edit)).status).toBe(404)
  })

  test('200: what is named changes, the rest stays, and the log has both', async () => {
    const { body: made } = await ana.post('/sites', { name: 'Turku', timeZone: 'UTC', country: 'FI' })
    const { status, body, headers } = await ana.patch(
      `/sites/${made.id}`,
      { timeZone: 'Europe/Helsinki' },
      { 'if-match': '"v1"' },
    )
    expect([status, headers['etag'], body]).toEqual([200, '"v2"', { ...made, timeZone: 'Europe/Helsinki', version: 2 }])
    const logged = await w.db
      .selectFrom('change_sets')
      .select('params')
      .where('action', '=', 'site-edited')
      .executeTakeFirst()
    expect(logged?.params).toEqual({ id: made.id, before: { timeZone: 'UTC' }, after: { timeZone: 'Europe/Helsinki' } })
  })

  test('200 and 404: an administrator of one site changes that one, and finds no other', async () => {
    const local = w.as(await w.hire('Malmo Admin', { role: 'administrator', limits: { sites: [malmo] }, site: malmo }))
    expect(
      await local.patch(`/sites/${malmo}`, { country: 'SE', timeZone: 'Europe/Oslo' }, { 'if-match': '"v1"' }),
    ).toMatchObject({ status: 200 })
    expect(
      await changingNothing(() => local.patch(`/sites/${riga}`, { name: 'Mine' }, { 'if-match': '"v1"' })),
    ).toMatchObject({ status: 404 })
  })

  test('404: a site of another tenant, and one that is not there', async () => {
    for (const id of [harbour.siteId, 2147483647, 'x'])
      expect(
        await changingNothing(() => ana.patch(`/sites/${id}`, { name: 'Mine' }, { 'if-match': '"v1"' })),
      ).toMatchObject({ status: 404 })
  })

  test('409, 412, 422, 428: nothing changes', async () => {
    const change = (body: object, version?: string) =>
      changingNothing(() => ana.patch(`/sites/${riga}`, body, version ? { 'if-match': version } : {}))
    expect(await change({ name: 'malmö' }, '"v1"')).toMatchObject({ status: 409 })
    expect(await change({ name: 'Other' }, '"v7"')).toMatchObject({ status: 412 })
    expect(await change({ timeZone: 'Nowhere' }, '"v1"')).toMatchObject({ status: 422 })
    expect(await change({ name: 'Other' })).toMatchObject({ status: 428 })
  })

  test('403 and 401: who may not', async () => {
    expect(
      await changingNothing(() => w.as('marta').patch(`/sites/${riga}`, { name: 'Mine' }, { 'if-match': '"v1"' })),
    ).toMatchObject({ status: 403 })
    expect(
      await changingNothing(() => w.with().patch(`/sites/${riga}`, { name: 'Mine' }, { 'if-match': '"v1"' })),
    ).toMatchObject({ status: 401 })
  })
})

describe('a site that nobody belongs to is archived', () => {
  const made = async (name: string) =>
    (await w.as('ana').post('/sites', { name, timeZone: 'Europe/Riga' })).body as { id: number; version: number }
  const archive = ({ id, version }: { id: number; version: number }, archived = true, who = w.as('ana')) =>
    who.patch(`/sites/${id}`, { archived }, { 'if-match': `"v${version}"` })
  const names = async (query = '') =>
    (await w.as('ana').get(`/sites${query}`)).body.items.map(({ name }: { name: string }) => name) as string[]

  test('200: it is offered no more, nobody is put there, and it can be brought back', async () => {
    const site = await made('Closing')
    const { body } = await archive(site)
    expect(body).toMatchObject({ archived: true, users: 0 })
    const [offered, all] = [await names(), await names('?archived=yes')]
    expect([offered.includes('Closing'), all.toSorted()]).toEqual([false, [...offered, 'Closing'].toSorted()])
    expect((await w.as('ana').post(`/users/${w.people.jon.id}/set-site`, { site: site.id })).status).toBe(422)
    expect((await archive(body, false)).body.archived).toBe(false)
    expect(await names()).toContain('Closing')
  })

  test('409: people belong to it, and the answer says how many, deleted ones included', async () => {
    const site = await made('Crowded')
    await w.hire('First There', { site: site.id })
    const gone = await w.hire('Second There', { site: site.id })
    await w.as('ana').post(`/users/${gone.id}/delete`)
    expect((await archive(site)).body).toMatchObject({ status: 409, users: 2 })
    expect(await names()).toContain('Crowded')
  })

  test('403: an administrator of that site alone', async () => {
    const site = await made('Own')
    const local = await w.hire('Own Admin', { role: 'administrator', limits: { sites: [site.id] } })
    expect((await archive(site, true, w.as(local))).status).toBe(403)
  })
})
