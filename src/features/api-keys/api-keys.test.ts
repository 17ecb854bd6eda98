import { describe, expect, test } from 'vitest'
import { world, type Person } from '#test/world.ts'

const w = await world()
const DAY = 86_400_000
const V1 = { 'if-match': '"v1"' }
const READ = ['api-keys.manage', 'users.sessions']

async function keyOf(person: Person | 'ana', body: object = {}) {
  const { status, body: made } = await w
    .as(person)
    .post('/api-keys', { name: `Key ${crypto.randomUUID()}`, permissions: READ, ...body })
  expect(status).toBe(201)
  return { ...made, client: w.with({ bearer: made.token }) } as {
    key: { id: string; name: string }
    token: string
    client: ReturnType<typeof w.with>
  }
}
const works = async (client: ReturnType<typeof w.with>) => (await client.get('/api-keys')).status
const keys = () => w.db.selectFrom('api_keys').selectAll().orderBy('id').execute()

describe('making an API key', () => {
  test('201 shows the token once, names the tenant in it and keeps its hash alone', async () => {
    const { token, key } = await keyOf('ana', { name: 'Dialer' })
    expect(token).toMatch(new RegExp(`^rck_${w.tenants.nordlys.tenantId}_[\\w-]{43}$`))
    expect(key).toMatchObject({
      name: 'Dialer',
      permissions: READ,
      createdBy: 'Ana Lind',
      expiresAt: null,
      lastUsedAt: null,
    })
    expect(JSON.stringify(await keys())).not.toContain(token.slice(-43))
    const { body } = await w.as('ana').get('/api-keys')
    expect(body.items.find((k: { name: string }) => k.name === 'Dialer')).toMatchObject({
      createdBy: 'Ana Lind',
      permissions: READ,
    })
    expect(JSON.stringify(body)).not.toContain(token.slice(-43))
  })

  test('the change log of the tenant has it, without the token', async () => {
    const { token, key } = await keyOf('ana')
    const rows = await w.db.selectFrom('change_sets').selectAll().where('action', '=', 'create-api-key').execute()
    expect(rows.some((row) => JSON.stringify(row.params).includes(key.id))).toBe(true)
    expect(JSON.stringify(rows)).not.toContain(token.slice(-43))
  })

  test('409 for a name that is taken, until that key has ended', async () => {
    const { key } = await keyOf('ana', { name: 'Twice' })
    const again = () => w.as('ana').post('/api-keys', { name: 'Twice', permissions: READ })
    expect((await again()).body.type).toBe('/problems/api-key-name-taken')
    await w.as('ana').delete(`/api-keys/${key.id}`, V1)
    expect((await again()).status).toBe(201)
  })

  test('S29 403 for a permission that the maker lacks, or holds for some desks alone, and nothing is made', async () => {
    const tenant_id = w.tenants.nordlys.tenantId
    const { id } = await w.db
      .insertInto('roles')
      .values({ tenant_id, name: 'Key maker', name_key: 'key maker', permissions: ['api-keys.manage'] })
      .returning('id')
      .executeTakeFirstOrThrow()
    const desks = [w.tenants.nordlys.desks['sales']!]
    const maker = await w.hire('Kay Maker', {
      more: { roles: [{ id }, { id: w.tenants.nordlys.roles.manager, desks }] },
    })
    const before = await keys()
    for (const permission of ['users.delete', 'users.edit']) {
      const { body } = await w
        .as(maker)
        .post('/api-keys', { name: 'Too much', permissions: ['api-keys.manage', permission] })
      expect(body).toMatchObject({ status: 403, type: '/problems/holds-more-than-you', permission })
    }
    expect(await keys()).toEqual(before)
  })

  test('422 for no permission, an unknown one, a blank name, an expiry in the past', async () => {
    const pointers = async (body: object) => {
      const answer = await w.as('ana').post('/api-keys', { name: 'Wrong', permissions: READ, ...body })
      expect(answer.status).toBe(422)
      return answer.body.errors.map((e: { pointer: string }) => e.pointer)
    }
    const before = await keys()
    expect(await pointers({ permissions: [] })).toEqual(['#/permissions'])
    expect(await pointers({ permissions: ['users.fly'] })).toEqual(['#/permissions/0'])
    expect(await pointers({ name: ' ' })).toEqual(['#/name'])
    expect(await pointers({ expiresAt: new Date(Date.now() - DAY).toISOString() })).toEqual(['#/expiresAt'])
    expect(await keys()).toEqual(before)
  })

  test('401 for nobody, 403 for who may not, 403 for a key, and nothing is made', async () => {
    const { client } = await keyOf('ana')
    const before = await keys()
    const statuses = await Promise.all(
      [w.with(), w.as('ines'), client].map(
        async (c) => (await c.post('/api-keys', { name: 'No', permissions: READ })).status,
      ),
    )
    expect(statuses).toEqual([401, 403, 403])
    expect((await w.as('ines').get('/api-keys')).status).toBe(403)
    expect((await keys()).map((k) => k.name)).toEqual(before.map((k) => k.name))
  })

  test('S34 a repeat with the same Idempotency-Key makes no second key and shows no secret', async () => {
    const body = { name: 'Once', permissions: READ }
    const ana = w.as('ana')
    expect((await ana.post('/api-keys', body, { 'idempotency-key': 'k-1' })).status).toBe(201)
    expect((await ana.post('/api-keys', body, { 'idempotency-key': 'k-1' })).body.type).toBe('/problems/already-done')
  })
})

describe('an API key', () => {
  test('may do what it was given, and no more', async () => {
    const { client } = await keyOf('ana', { permissions: ['api-keys.manage'] })
    expect(await works(client)).toBe(200)
    expect((await client.get(`/users/${w.people.jon.id}/sessions`)).status).toBe(403)
    expect((await client.get('/session')).body.type).toBe('/problems/sessions-only')
    expect((await client.get('/tenants')).body.type).toBe('/problems/operators-only')
  })

  test('needs no header of the console: no page of another site can hold it', async () => {
    const { client } = await keyOf('ana')
    expect(
      (await client.post(`/users/${w.people.jon.id}/end-sessions`, undefined, { origin: 'https://elsewhere.example' }))
        .status,
    ).toBe(200)
  })

  test('remembers its last use, at most once a minute', async () => {
    const { client, key } = await keyOf('ana')
    const lastUsed = async () =>
      (await w.db.selectFrom('api_keys').select('last_used_at').where('id', '=', key.id).executeTakeFirstOrThrow())
        .last_used_at
    expect(await lastUsed()).toBeNull()
    await works(client)
    const first = await lastUsed()
    w.clock.advance(30_000)
    await works(client)
    expect(await lastUsed()).toEqual(first)
    w.clock.advance(31_000)
    await works(client)
    expect((await lastUsed())!.getTime()).toBeGreaterThan(first!.getTime())
  })

  test('401 after its expiry', async () => {
    const { client } = await keyOf('ana', { expiresAt: new Date(w.clock.now().getTime() + DAY).toISOString() })
    expect(await works(client)).toBe(200)
    w.clock.advance(DAY)
    expect(await works(client)).toBe(401)
  })

  test('S21 is worth no more than its maker is now: a role taken away, a deactivation', async () => {
    const maker = await w.hire('Max Maker', { role: 'administrator' })
    const { client } = await keyOf(maker)
    expect(await works(client)).toBe(200)
    await w.db.deleteFrom('role_grants').where('user_id', '=', maker.id).execute()
    expect(await works(client)).toBe(403)
    await w.db.updateTable('users').set({ status: 'inactive' }).where('id', '=', maker.id).execute()
    expect(await works(client)).toBe(401)
  })

  test('made by an operator at work in the tenant belongs to the tenant', async () => {
    const cookie = await w.cookieOf(w.people.otto, { actingTenantId: w.tenants.nordlys.tenantId })
    const { status, body } = await w.with({ cookie }).post('/api-keys', { name: 'From above', permissions: READ })
    expect([status, body.key.createdBy]).toEqual([201, 'Otto Berg'])
    expect(body.token).toContain(`rck_${w.tenants.nordlys.tenantId}_`)
    expect(await works(w.with({ bearer: body.token }))).toBe(200)
  })

  test('S26 401 for a token that is unknown, cut, or shown to another tenant', async () => {
    const { token } = await keyOf('ana')
    for (const wrong of [
      'rck_',
      token.slice(0, -1),
      `${token.slice(0, -1)}_`,
      token.replace(/^rck_\d+/, `rck_${w.tenants.harbour.tenantId}`),
      'x'.repeat(5000),
    ]) {
      expect([wrong, await works(w.with({ bearer: wrong }))]).toEqual([wrong, 401])
    }
  })
})

describe('ending an API key', () => {
  test('S29 403 for whoever administers one site alone: keys work in the whole tenant, so they neither see nor end them', async () => {
    const { client, key } = await keyOf('ana')
    const local = w.as(
      await w.hire('Sita Local', { role: 'administrator', limits: { sites: [w.tenants.nordlys.siteId] } }),
    )
    expect((await local.delete(`/api-keys/${key.id}`, V1)).body).toMatchObject({
      status: 403,
      permission: 'api-keys.manage',
    })
    expect((await local.get('/api-keys')).status).toBe(403)
    expect(await works(client)).toBe(200)
  })

  test('204, and its next request is refused', async () => {
    const { client, key } = await keyOf('ana')
    expect(await works(client)).toBe(200)
    expect((await w.as('ana').delete(`/api-keys/${key.id}`, V1)).status).toBe(204)
    expect(await works(client)).toBe(401)
    expect((await w.as('ana').get('/api-keys')).body.items.map((k: { id: string }) => k.id)).not.toContain(key.id)
  })

  test('S33 428 without its version, 412 with one of before; of twelve at the same moment, one ends it', async () => {
    const { client, key } = await keyOf('ana')
    const ana = w.as('ana')
    await ana.patch(`/api-keys/${key.id}`, { name: `Renamed ${crypto.randomUUID()}` }, V1)
    expect((await ana.delete(`/api-keys/${key.id}`)).status).toBe(428)
    expect((await ana.delete(`/api-keys/${key.id}`, V1)).status).toBe(412)
    expect(await works(client)).toBe(200)
    const version = { 'if-match': '"v2"' }
    const answers = await Promise.all(Array.from({ length: 12 }, () => ana.delete(`/api-keys/${key.id}`, version)))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(11).fill(404)])
  })

  test('404 for one that has ended, of another tenant, or none at all; 401 and 403, and it still works', async () => {
    const { client, key } = await keyOf('ana')
    expect((await w.as('hugo').delete(`/api-keys/${key.id}`, V1)).status).toBe(404)
    expect((await w.with().delete(`/api-keys/${key.id}`, V1)).status).toBe(401)
    expect((await w.as('jon').delete(`/api-keys/${key.id}`, V1)).status).toBe(403)
    expect(await works(client)).toBe(200)
    await w.as('ana').delete(`/api-keys/${key.id}`, V1)
    for (const id of [key.id, 'x', '0198b3c0-0000-7000-8000-000000000000'])
      expect((await w.as('ana').delete(`/api-keys/${id}`, V1)).status).toBe(404)
  })
})

describe('the addresses of a key', () => {
  const askFrom = async (token: string, remoteAddress: string) => {
    const headers = { authorization: `Bearer ${token}` }
    const { statusCode, body } = await w.app.inject({ url: '/api/v1/api-keys', headers, remoteAddress })
    const { instance: _, requestId: __, ...problem } = JSON.parse(body) as Record<string, unknown>
    return { statusCode, problem }
  }

  test('S32: 401 from elsewhere, word for word as for a key that nobody knows; AUTH-10: where it was used last is kept', async () => {
    const { token, key } = await keyOf('ana', { addresses: ['203.0.113.9/24', '2001:db8::/32'] })
    for (const from of ['203.0.113.7', '::ffff:203.0.113.7', '2001:db8::1'])
      expect([from, (await askFrom(token, from)).statusCode]).toEqual([from, 200])
    const unknown = await askFrom(`${token.slice(0, -4)}AAAA`, '203.0.113.7')
    expect(unknown.statusCode).toBe(401)
    for (const from of ['192.0.2.1', '::1', '127.0.0.1']) expect(await askFrom(token, from)).toEqual(unknown)
    const listed = (await w.as('ana').get('/api-keys')).body.items.find((k: { id: string }) => k.id === key.id)
    expect(listed).toMatchObject({ addresses: ['203.0.113.0/24', '2001:db8::/32'], lastUsedFrom: '203.0.113.7' })
  })

  test('200: another name and other addresses count from the next request on; S33: 412 and 428', async () => {
    const { token, key } = await keyOf('ana')
    const ana = w.as('ana')
    const edit = (body: object, etag?: string) =>
      ana.patch(`/api-keys/${key.id}`, body, etag === undefined ? {} : { 'if-match': etag })
    const name = `Renamed ${crypto.randomUUID()}`
    const { status, body } = await edit({ name, addresses: ['192.0.2.0/24'] }, '"v1"')
    expect([status, body]).toMatchObject([200, { name, addresses: ['192.0.2.0/24'], version: 2 }])
    expect((await askFrom(token, '127.0.0.1')).statusCode).toBe(401)
    expect((await askFrom(token, '192.0.2.9')).statusCode).toBe(200)
    expect([(await edit({ name: 'x' }, '"v1"')).status, (await edit({ name: 'x' })).status]).toEqual([412, 428])
    expect((await edit({ addresses: ['everywhere'] }, '"v2"')).body.errors[0].pointer).toBe('#/addresses/0')
  })

  test('S29: 403 for the addresses of a key that may do more than the one who asks; its name may change', async () => {
    const { key } = await keyOf('ana', { addresses: ['203.0.113.0/24'] })
    const { id } = await w.db
      .insertInto('roles')
      .values({
        tenant_id: w.tenants.nordlys.tenantId,
        name: 'Key keeper',
        name_key: 'key keeper',
        permissions: ['api-keys.manage'],
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const keeper = w.as(await w.hire('Kit Keeper', { more: { roles: [{ id }] } }))
    const edit = (change: object) => keeper.patch(`/api-keys/${key.id}`, change, { 'if-match': '"v1"' })
    const opened = await edit({ addresses: [] })
    expect([opened.status, opened.body.permission]).toEqual([403, 'users.sessions'])
    expect((await edit({ name: 'Kept' })).body).toMatchObject({ name: 'Kept', addresses: ['203.0.113.0/24'] })
  })

  test('S26: 404 for a key of another tenant; AUTH-9: who proved it long ago proves it again', async () => {
    const { key } = await keyOf('ana')
    expect((await w.as('hugo').patch(`/api-keys/${key.id}`, { name: 'Mine' }, { 'if-match': '"v1"' })).status).toBe(404)
    const ana = w.as('ana')
    await ana.get('/session')
    w.clock.advance(14 * 60_000)
    await ana.get('/session')
    w.clock.advance(2 * 60_000)
    expect((await ana.post('/api-keys', { name: 'Late', permissions: READ })).body.type).toBe('/problems/prove-again')
  })
})
