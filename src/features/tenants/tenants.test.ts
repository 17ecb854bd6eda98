import { describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { builtInRoles } from '../../contract/permissions.ts'

const w = await world()
const { operators, nordlys, harbour } = w.tenants
const wanted = (slug: string) => ({
  slug,
  name: `The ${slug}`,
  timeZone: 'Europe/Oslo',
  site: { name: 'Oslo', timeZone: 'Europe/Oslo' },
})
const slugs = async () => (await w.db.selectFrom('tenants').select('slug').orderBy('id').execute()).map((t) => t.slug)

describe('the tenants of an operator', () => {
  test('200 lists the own one and those below it, with their users', async () => {
    const { status, body } = await w.as('otto').get('/tenants')
    expect(status).toBe(200)
    expect(body.items.map((t: { slug: string; users: number }) => [t.slug, t.users])).toEqual([
      ['operator', 1],
      ['harbour', 1],
      ['nordlys', 5],
    ])
  })

  test('403 for the administrator of a tenant, 401 for nobody', async () => {
    expect((await w.as('ana').get('/tenants')).body.type).toBe('/problems/operators-only')
    expect((await w.with().get('/tenants')).status).toBe(401)
  })
})

describe('making a tenant', () => {
  test('201 with its first site, the built-in roles and a PBX, below the operator’s own', async () => {
    const { status, body } = await w.as('otto').post('/tenants', wanted('fjord'))
    expect(status).toBe(201)
    expect(body).toMatchObject({
      slug: 'fjord',
      name: 'The fjord',
      super: false,
      plan: 'pro_plus',
      modules: ['dialer', 'pbx', 'queues'],
      users: 0,
    })
    const row = await w.db.selectFrom('tenants').selectAll().where('id', '=', body.id).executeTakeFirstOrThrow()
    expect(row.parent_id).toBe(operators.tenantId)
    const of = (table: 'sites' | 'roles' | 'pbxes') =>
      w.db.selectFrom(table).selectAll().where('tenant_id', '=', body.id).execute()
    expect((await of('sites')).map((s) => s.name)).toEqual(['Oslo'])
    expect((await of('roles')).map((r) => r.name).sort()).toEqual(
      Object.values(builtInRoles)
        .map((r) => r.name)
        .sort(),
    )
    expect(await of('pbxes')).toHaveLength(1)
  })

  test('201 with the modules and the plan that were bought', async () => {
    const { body } = await w
      .as('otto')
      .post('/tenants', { ...wanted('small'), modules: ['pbx'], plan: 'basic', language: 'nb' })
    expect(body).toMatchObject({ modules: ['pbx'], plan: 'basic', language: 'nb' })
  })

  test('409 for a short name that is taken, and nothing is made', async () => {
    const before = await slugs()
    expect((await w.as('otto').post('/tenants', wanted('nordlys'))).body.type).toBe('/problems/tenant-slug-taken')
    expect(await slugs()).toEqual(before)
  })

  test('422 names what does not fit, 401 and 403 for others, and nothing is made', async () => {
    const before = await slugs()
    const { status, body } = await w
      .as('otto')
      .post('/tenants', { ...wanted('No Spaces'), timeZone: 'Mars/Olympus', parent: 1 })
    expect(status).toBe(422)
    expect(body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual(['#/parent', '#/slug', '#/timeZone'])
    expect((await w.as('hugo').post('/tenants', wanted('mine'))).status).toBe(403)
    expect((await w.with().post('/tenants', wanted('mine'))).status).toBe(401)
    expect(await slugs()).toEqual(before)
  })
})

describe('working in another tenant', () => {
  test('200, from the next request on, everything inside it is allowed; and home again', async () => {
    const otto = w.as('otto')
    expect((await otto.get(`/users/${w.people.jon.id}/sessions`)).status).toBe(404)
    expect((await otto.post('/session/tenant', { tenant: nordlys.tenantId })).body).toEqual({
      tenant: nordlys.tenantId,
    })
    expect((await otto.get(`/users/${w.people.jon.id}/sessions`)).status).toBe(200)
    expect((await otto.get('/session')).body).toMatchObject({
      tenant: { slug: 'nordlys' },
      homeTenant: { name: 'Operator' },
      operator: true,
      superuser: true,
    })
    expect((await otto.get(`/users/${w.people.hugo.id}/sessions`)).status).toBe(404)
    expect((await otto.post('/session/tenant', { tenant: operators.tenantId })).status).toBe(200)
    expect((await otto.get('/session')).body.tenant.slug).toBe('operator')
  })

  test('what an operator does there is logged with the home tenant', async () => {
    const cookie = await w.cookieOf(w.people.otto, { actingTenantId: nordlys.tenantId })
    await w.as('jon').get('/session')
    const { body } = await w.with({ cookie }).post(`/users/${w.people.jon.id}/end-sessions`)
    const row = await w.db
      .selectFrom('change_sets')
      .selectAll()
      .where('id', '=', body.changeSet)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      tenant_id: nordlys.tenantId,
      home_tenant_id: operators.tenantId,
      actor_id: w.people.otto.id,
      actor_name: 'Otto Berg',
    })
  })

  test('404 for a tenant that is not below, or not at all; 403 for who is no operator; nobody moves', async () => {
    const otto = w.as('otto')
    await w.db.insertInto('tenants').values({ id: 9000, slug: 'elsewhere', name: 'Elsewhere' }).execute()
    for (const tenant of [9000, 9999]) expect((await otto.post('/session/tenant', { tenant })).status).toBe(404)
    expect((await otto.get('/session')).body.tenant.slug).toBe('operator')
    const ana = w.as('ana')
    expect((await ana.post('/session/tenant', { tenant: harbour.tenantId })).body.type).toBe('/problems/operators-only')
    expect((await ana.get('/session')).body.tenant.slug).toBe('nordlys')
    expect((await w.with().post('/session/tenant', { tenant: harbour.tenantId })).status).toBe(401)
    expect((await otto.post('/session/tenant', { tenant: 'x' })).status).toBe(422)
  })

  test('S27 a session that is made to point at a tenant beside it still works at home', async () => {
    const client = w.with({ cookie: await w.cookieOf(w.people.ana, { actingTenantId: harbour.tenantId }) })
    expect((await client.get('/session')).body).toMatchObject({
      tenant: { slug: 'nordlys' },
      operator: false,
      superuser: false,
    })
  })

  test('an operator is at home again when the tenant is archived', async () => {
    const otto = w.as('otto')
    await otto.post('/session/tenant', { tenant: harbour.tenantId })
    await w.db.updateTable('tenants').set({ archived_at: new Date() }).where('id', '=', harbour.tenantId).execute()
    expect((await otto.get('/session')).body.tenant.slug).toBe('operator')
    expect((await otto.post('/session/tenant', { tenant: harbour.tenantId })).status).toBe(404)
  })

  test('an operator without rights at home has none there, and all below', async () => {
    const olga = await w.hire('Olga Plain', { role: 'agent' }, operators)
    const client = w.as(olga)
    expect((await client.get('/api-keys')).status).toBe(403)
    await client.post('/session/tenant', { tenant: nordlys.tenantId })
    expect((await client.get('/api-keys')).status).toBe(200)
  })
})

describe('a tenant is renamed, buys something else, and is archived', () => {
  const otto = w.as('otto')
  const read = async (slug: string, query = '') =>
    (await otto.get(`/tenants${query}`)).body.items.find((one: { slug: string }) => one.slug === slug)
  const edit = async (slug: string, wanted: object, who = otto) => {
    const { id, version } = (await read(slug)) ?? (await read(slug, '?archived=yes'))
    return who.patch(`/tenants/${id}`, wanted, { 'if-match': `"v${version}"` })
  }

  test('200: what a module brought is absent at once, kept, and there again with it; both change logs have it', async () => {
    expect((await edit('nordlys', { name: 'Nordlys AS', modules: ['pbx'], plan: 'basic' })).body).toMatchObject({
      name: 'Nordlys AS',
      modules: ['pbx'],
      plan: 'basic',
    })
    expect((await w.as('ana').get('/queues')).status).toBe(404)
    const log = await w.db
      .selectFrom('change_sets')
      .select(['tenant_id', 'params'])
      .where('action', '=', 'tenant-edited')
      .execute()
    expect(log.map((row) => row.tenant_id).toSorted()).toEqual([operators.tenantId, nordlys.tenantId].toSorted())
    expect(log[0]!.params).toMatchObject({ after: { name: 'Nordlys AS', plan: 'basic', modules: ['pbx'] } })
    await edit('nordlys', { modules: ['queues', 'dialer', 'pbx'], plan: 'pro_plus' })
    expect((await w.as('ana').get('/queues')).status).toBe(200)
  })

  test('200: an archived tenant is closed to its people until it is brought back, and nothing of it is lost', async () => {
    await edit('harbour', { archived: false })
    const hugo = w.as('hugo')
    expect((await hugo.get('/users')).status).toBe(200)
    expect((await edit('harbour', { archived: true })).body.archived).toBe(true)
    expect((await hugo.get('/users')).status).toBe(401)
    expect([
      await read('harbour'),
      await read('harbour', '?archived=yes'),
      await read('nordlys', '?archived=yes'),
    ]).toEqual([
      undefined,
      expect.objectContaining({ users: 1, archived: true }),
      expect.objectContaining({ archived: false }),
    ])
    expect((await otto.post('/session/tenant', { tenant: harbour.tenantId })).status).toBe(404)
    await edit('harbour', { archived: false })
    expect((await w.as('hugo').get('/users')).status).toBe(200)
  })

  test('404, 409, 412: administrators, strangers, the operators’ own tenant, and who comes too late', async () => {
    expect((await edit('nordlys', { name: 'X' }, w.as('ana'))).status).toBe(404)
    expect((await otto.patch('/tenants/99999999', { name: 'X' }, { 'if-match': '"v1"' })).status).toBe(404)
    expect((await edit('operator', { archived: true })).status).toBe(409)
    expect((await edit('operator', { name: 'Operators' })).status).toBe(200)
    expect((await otto.patch(`/tenants/${nordlys.tenantId}`, { name: 'X' }, { 'if-match': '"v1"' })).status).toBe(412)
  })
})
