import { describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = await world()
const ana = w.as('ana')

const rows = () => w.db.selectFrom('custom_fields').selectAll().orderBy('id').execute()
const make = async (label: string, more: object = {}) =>
  (await ana.post('/custom-fields', { label, type: 'text', ...more })).body
const lastSetting = () =>
  w.db.selectFrom('change_sets').select(['action', 'params']).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
const match = (version: number) => ({ 'if-match': `"v${version}"` })
const labels = async (query = '') =>
  (await ana.get(`/custom-fields${query}`)).body.items.map(({ label }: { label: string }) => label)

describe('POST /custom-fields', () => {
  test('201: a field is there for the form of every user, and history says who made it', async () => {
    const { status, body } = await ana.post('/custom-fields', { label: 'Cost centre', type: 'number' })
    expect([status, body]).toMatchObject([
      201,
      { key: 'cost_centre', label: 'Cost centre', type: 'number', archived: false, version: 1 },
    ])
    expect(await lastSetting()).toEqual({
      action: 'custom-field-created',
      params: { id: body.id, key: 'cost_centre', label: 'Cost centre', type: 'number' },
    })
    const jon = await ana.get(`/users/${w.people.jon.id}`)
    const edited = await ana.patch(
      `/users/${w.people.jon.id}`,
      { custom: { cost_centre: 4711 } },
      { 'if-match': jon.headers['etag']! },
    )
    expect([edited.status, edited.body.custom]).toEqual([200, { cost_centre: 4711 }])
  })

  test('201: names that fold to one key get keys of their own; a name in another script gets one too', async () => {
    expect((await make('Shirt size')).key).toBe('shirt_size')
    expect((await make('Shirt: size!')).key).toBe('shirt_size_2')
    expect((await make('部署')).key).toMatch(/^field/)
  })

  test('409: a key that is taken, also by an archived field', async () => {
    const { id } = await make('Badge', { key: 'badge' })
    await ana.patch(`/custom-fields/${id}`, { archived: true }, match(1))
    const before = await rows()
    expect(await ana.post('/custom-fields', { label: 'Other', type: 'text', key: 'badge' })).toMatchObject({
      status: 409,
      body: { type: '/problems/custom-field-key-taken' },
    })
    expect(await rows()).toEqual(before)
  })

  test.each([
    {},
    { label: ' ', type: 'text' },
    { label: 'X', type: 'colour' },
    { label: 'X', type: 'text', key: 'X-1' },
  ])('422: %j', async (body) => {
    const before = await rows()
    expect((await ana.post('/custom-fields', body)).status).toBe(422)
    expect(await rows()).toEqual(before)
  })

  test('401 and 403: nobody, and an agent; nothing is made', async () => {
    const before = await rows()
    expect((await w.with().post('/custom-fields', { label: 'X', type: 'text' })).status).toBe(401)
    expect((await w.as('jon').post('/custom-fields', { label: 'X', type: 'text' })).status).toBe(403)
    expect(await rows()).toEqual(before)
  })
})

describe('PATCH /custom-fields/{id}', () => {
  test('200: renamed, its key and the values stay; history has both names', async () => {
    const { id, key } = await make('Shift')
    const { status, body } = await ana.patch(`/custom-fields/${id}`, { label: 'Usual shift' }, match(1))
    expect([status, body]).toMatchObject([200, { key, label: 'Usual shift', version: 2 }])
    expect(await lastSetting()).toEqual({
      action: 'custom-field-edited',
      params: { id, before: { label: 'Shift' }, after: { label: 'Usual shift' } },
    })
  })

  test('200: archived, it is offered and taken nowhere; brought back, it is as before', async () => {
    const { id, key } = await make('Locker')
    await ana.patch(`/custom-fields/${id}`, { archived: true }, match(1))
    expect(await labels()).not.toContain('Locker')
    expect(await labels('?archived=yes')).toContain('Locker')
    const jon = await ana.get(`/users/${w.people.jon.id}`)
    const etag = { 'if-match': jon.headers['etag']! }
    expect((await ana.patch(`/users/${w.people.jon.id}`, { custom: { [key]: '7' } }, etag)).status).toBe(422)
    expect((await ana.patch(`/custom-fields/${id}`, { archived: false }, match(2))).status).toBe(200)
    expect((await ana.patch(`/users/${w.people.jon.id}`, { custom: { [key]: '7' } }, etag)).status).toBe(200)
  })

  test('412, 428 and 404: somebody was faster, no version, and a field of another tenant', async () => {
    const { id } = await make('Team song')
    expect((await ana.patch(`/custom-fields/${id}`, { label: 'X' }, match(7))).status).toBe(412)
    expect((await ana.patch(`/custom-fields/${id}`, { label: 'X' })).status).toBe(428)
    expect((await w.as('hugo').patch(`/custom-fields/${id}`, { label: 'X' }, match(1))).status).toBe(404)
    expect((await w.as('hugo').get('/custom-fields?archived=yes')).body.items).toEqual([])
    expect(await labels()).toContain('Team song')
  })
})

test('409: a hundred are enough, also when one is brought back', async () => {
  const { id } = await make('Spare')
  await ana.patch(`/custom-fields/${id}`, { archived: true }, match(1))
  const room = 100 - (await labels()).length
  const tenant_id = w.tenants.nordlys.tenantId
  const values = Array.from({ length: room }, (_, n) => ({
    tenant_id,
    key: `full_${n}`,
    label: `Full ${n}`,
    type: 'text',
  }))
  await w.db.insertInto('custom_fields').values(values).execute()
  const full = { status: 409, body: { type: '/problems/too-many-custom-fields' } }
  expect(await ana.post('/custom-fields', { label: 'One more', type: 'text' })).toMatchObject(full)
  expect(await ana.patch(`/custom-fields/${id}`, { archived: false }, match(2))).toMatchObject(full)
})
