import { describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = await world()
const { nordlys, harbour } = w.tenants
const sales = nordlys.desks['sales']!
const ana = w.as('ana')

const allGroups = () => w.db.selectFrom('groups').selectAll().orderBy('tenant_id').orderBy('id').execute()
const log = () =>
  w.db
    .selectFrom('change_sets')
    .select(['action', 'params', 'actor_name'])
    .where('tenant_id', '=', nordlys.tenantId)
    .where('action', 'like', 'group-%')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
const make = async (kind: string, name: string) =>
  (await ana.post('/groups', { kind, name })).body as { id: number; version: number }
/** Does it and proves that no group of any tenant is other than before. */
const changingNothing = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = await allGroups()
  const answer = await work()
  expect(await allGroups()).toEqual(before)
  return answer
}

describe('GET /groups', () => {
  test('200: the groups of the own tenant by name, with how many are in each', async () => {
    const { status, body } = await ana.get('/groups?kind=desk')
    expect(status).toBe(200)
    expect(body).toEqual({
      items: [
        { id: sales, kind: 'desk', name: 'Sales', members: 2, archived: false, mergedInto: null, version: 1 },
        {
          id: nordlys.desks['support'],
          kind: 'desk',
          name: 'Support',
          members: 1,
          archived: false,
          mergedInto: null,
          version: 1,
        },
      ],
      total: 2,
    })
  })

  test('S26 200: counts those whom one sees: the people of one’s desk or site; and nobody for an agent', async () => {
    const night = await make('tag', 'Night counted')
    const more = (site: number, desks: number[] = []) => ({ site, more: { desks, tags: [night.id] } })
    const [riga, malmo] = [nordlys.sites['riga']!, nordlys.sites['malmö']!]
    await w.hire('Tag One', more(riga))
    await w.hire('Tag Two', more(malmo, [nordlys.desks['support']!]))
    const gone = await w.hire('Tag Gone', more(malmo))
    await ana.post(`/users/${gone.id}/delete`)
    const count = async (who: typeof ana) => (await who.get(`/groups?ids=${night.id}`)).body.items[0].members
    const limited = async (name: string, limits: { sites?: number[]; desks?: number[] }) =>
      count(w.as(await w.hire(name, { role: 'manager', limits })))
    expect(await count(ana)).toBe(2)
    expect(await limited('Malmö Chief', { sites: [malmo] })).toBe(1)
    expect(await limited('Support Chief', { desks: [nordlys.desks['support']!] })).toBe(1)
    expect(await limited('Sales Chief', { desks: [sales] })).toBe(0)
    expect(await count(w.as('jon'))).toBeUndefined()
  })

  test('200: a part of a name finds it whatever the case and accents; signs of patterns are letters', async () => {
    const { id } = await make('tag', 'Équipe 100 %_Nord')
    const found = async (search: string) =>
      (await ana.get(`/groups?search=${encodeURIComponent(search)}`)).body.items.map((g: { id: number }) => g.id)
    expect(await found('EQUIPE')).toEqual([id])
    expect(await found('100 %')).toEqual([id])
    expect(await found('%')).toEqual([id])
    expect(await found('no such')).toEqual([])
  })

  test('200: with a limit the total still counts all', async () => {
    const { body } = await ana.get('/groups?kind=skill&limit=1')
    expect(body).toMatchObject({ items: [{ name: 'Billing' }], total: 2 })
  })

  test('200: a deleted person is no member any more', async () => {
    const person = await w.hire('Gone Already', { more: { desks: [sales] } })
    await w.db.updateTable('users').set({ deleted_at: new Date() }).where('id', '=', person.id).execute()
    const { body } = await ana.get('/groups?kind=desk&search=sales')
    expect(body.items[0].members).toBe(2)
  })

  test.each(['kind=team', 'limit=0', 'limit=1001', 'archived=no', 'ids=', 'ids=x', 'ids=1,', 'colour=red'])(
    '422: %s makes no sense',
    async (query) => {
      expect(await ana.get(`/groups?${query}`)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: `query:${query.split('=')[0]}` }] },
      })
    },
  )

  test('401: nobody', async () => {
    expect(await w.with().get('/groups')).toMatchObject({ status: 401 })
  })
})

describe('POST /groups', () => {
  test('201: an empty group, and the change log of the tenant has it', async () => {
    const { status, body } = await ana.post('/groups', { kind: 'business_unit', name: 'Retail' })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(Number),
      kind: 'business_unit',
      name: 'Retail',
      members: 0,
      archived: false,
      mergedInto: null,
      version: 1,
    })
    expect((await log())[0]).toEqual({
      action: 'group-created',
      params: { id: body.id, kind: 'business_unit', name: 'Retail' },
      actor_name: 'Ana Lind',
    })
  })

  test('409: the name is taken in its kind, whatever the case and accents; another kind may have it', async () => {
    await make('agent_group', 'Łódź Nights')
    expect(
      await changingNothing(() => ana.post('/groups', { kind: 'agent_group', name: 'lodz  NIGHTS' })),
    ).toMatchObject({ status: 409, body: { type: '/problems/group-name-taken' } })
    expect(await ana.post('/groups', { kind: 'tag', name: 'lodz nights' })).toMatchObject({ status: 201 })
  })

  test('201: another tenant has the same name', async () => {
    expect(await w.as('hugo').post('/groups', { kind: 'skill', name: 'Latvian Law' })).toMatchObject({ status: 201 })
    expect(await ana.post('/groups', { kind: 'skill', name: 'Latvian Law' })).toMatchObject({ status: 201 })
  })

  test.each([
    ['a blank name', { kind: 'desk', name: ' ' }, '#/name'],
    ['a name of 101 characters', { kind: 'desk', name: 'x'.repeat(101) }, '#/name'],
    ['a control character', { kind: 'desk', name: 'a\u0000b' }, '#/name'],
    ['an unknown kind', { kind: 'team', name: 'X' }, '#/kind'],
    ['an unknown field', { kind: 'desk', name: 'X', members: 5 }, '#/members'],
  ])('422: %s', async (_what, body, pointer) => {
    expect(await changingNothing(() => ana.post('/groups', body))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    })
  })

  test.each(['jon', 'marta', 'ines'] as const)('403: %s may not', async (who) => {
    const { status, body } = await changingNothing(() => w.as(who).post('/groups', { kind: 'desk', name: 'Mine' }))
    expect([status, body.permission]).toEqual([403, 'groups.manage'])
  })

  test('403: an administrator of one site may not, since groups belong to the whole tenant', async () => {
    const local = await w.hire('Local Admin', { role: 'administrator', limits: { sites: [nordlys.siteId] } })
    expect(await changingNothing(() => w.as(local).post('/groups', { kind: 'desk', name: 'Mine' }))).toMatchObject({
      status: 403,
    })
  })

  test('401: nobody', async () => {
    expect(await changingNothing(() => w.with().post('/groups', { kind: 'desk', name: 'X' }))).toMatchObject({
      status: 401,
    })
  })
})

describe('PATCH /groups/{id}', () => {
  test('200: renamed; the members stay, the log has both names', async () => {
    const { id } = await make('desk', 'Collections')
    const person = await w.hire('Desk Sitter', { more: { desks: [id] } })
    const { status, body, headers } = await ana.patch(`/groups/${id}`, { name: 'Recovery' }, { 'if-match': '"v1"' })
    expect([status, headers['etag'], body]).toEqual([
      200,
      '"v2"',
      { id, kind: 'desk', name: 'Recovery', members: 1, archived: false, mergedInto: null, version: 2 },
    ])
    expect((await log())[0]).toMatchObject({
      action: 'group-edited',
      params: { id, before: { name: 'Collections' }, after: { name: 'Recovery' } },
    })
    expect(await w.db.selectFrom('group_members').selectAll().where('user_id', '=', person.id).execute()).toHaveLength(
      1,
    )
  })

  test('200: archived, it is offered nowhere unless asked for; taken back, it is as before', async () => {
    const { id } = await make('tag', 'Seasonal')
    const listed = async (query: string) => (await ana.get(`/groups?kind=tag&search=seasonal${query}`)).body.total
    expect(await ana.patch(`/groups/${id}`, { archived: true }, { 'if-match': '"v1"' })).toMatchObject({
      status: 200,
      body: { archived: true },
    })
    expect([await listed(''), await listed('&archived=yes'), await listed(`&ids=${id}`)]).toEqual([0, 1, 1])
    expect(await ana.patch(`/groups/${id}`, { archived: false }, { 'if-match': '"v2"' })).toMatchObject({
      status: 200,
      body: { archived: false },
    })
    expect(await listed('')).toBe(1)
  })

  test('200: the same name in another spelling of case is no clash with itself; nothing new makes no version and no entry', async () => {
    const { id } = await make('tag', 'vip')
    expect(await ana.patch(`/groups/${id}`, { name: 'VIP' }, { 'if-match': '"v1"' })).toMatchObject({
      status: 200,
      body: { version: 2 },
    })
    const entries = await log()
    expect(
      await changingNothing(() => ana.patch(`/groups/${id}`, { name: 'VIP' }, { 'if-match': '"v2"' })),
    ).toMatchObject({ status: 200 })
    expect(await log()).toEqual(entries)
  })

  test('412 and 428: exactly one of two who change the same version wins', async () => {
    const { id } = await make('tag', 'Contended')
    const both = await Promise.all(
      ['One', 'Two'].map((name) => ana.patch(`/groups/${id}`, { name }, { 'if-match': '"v1"' })),
    )
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 412])
    expect(await changingNothing(() => ana.patch(`/groups/${id}`, { name: 'Three' }))).toMatchObject({ status: 428 })
  })

  test('409: a name that another group of the kind has', async () => {
    expect(
      await changingNothing(() => ana.patch(`/groups/${sales}`, { name: 'support' }, { 'if-match': '"v1"' })),
    ).toMatchObject({ status: 409 })
  })

  test('404: a group of another tenant, one that is not there, and what is no id at all look the same', async () => {
    for (const id of [harbour.desks['sales'], 2147483647, 99999999999, 'abc', '1e3', '-1'])
      expect(
        await changingNothing(() => ana.patch(`/groups/${id}`, { name: 'Taken over' }, { 'if-match': '"v1"' })),
        String(id),
      ).toMatchObject({ status: 404, body: { type: '/problems/not-found' } })
  })

  test('403 and 401: who may not', async () => {
    const change = (who: ReturnType<typeof w.as>) =>
      changingNothing(() => who.patch(`/groups/${sales}`, { name: 'Mine' }, { 'if-match': '"v1"' }))
    expect(await change(w.as('marta'))).toMatchObject({ status: 403 })
    expect(await change(w.with())).toMatchObject({ status: 401 })
  })
})
