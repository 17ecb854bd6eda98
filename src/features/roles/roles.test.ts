import { describe, expect, test } from 'vitest'
import { builtInRoles, powers } from '#src/contract/permissions.ts'
import { world } from '#test/world.ts'

const w = await world()
const { nordlys, harbour } = w.tenants
const ana = w.as('ana')

const allRoles = () => w.db.selectFrom('roles').selectAll().orderBy('tenant_id').orderBy('id').execute()
const changingNothing = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = await allRoles()
  const answer = await work()
  expect(await allRoles()).toEqual(before)
  return answer
}
let made = 0
/** Somebody who holds a role of these permissions, in the whole tenant or limited to one site. */
const holder = async (permissions: readonly string[], site?: number) => {
  made += 1
  const { body: role } = await ana.post('/roles', { name: `Role ${made}`, permissions })
  const roles = [{ id: role.id as number, ...(site ? { sites: [site] } : {}) }]
  return { role: role as { id: number; version: number }, person: await w.hire(`Holder ${made}`, { more: { roles } }) }
}

describe('GET /roles', () => {
  test('200: built-in roles first, with who holds them and what the person who asks may give', async () => {
    const { status, body } = await ana.get('/roles')
    expect(status).toBe(200)
    expect(
      body.items.map((r: { name: string; holders: number; grantable: boolean }) => [r.name, r.holders, r.grantable]),
    ).toEqual([
      ['Administrator', 1, true],
      ['Agent', 2, true],
      ['Auditor', 1, true],
      ['Manager', 1, true],
    ])
    expect(body.items[0].permissions).toEqual(builtInRoles.administrator.permissions)
  })

  test('200: nobody may give a role with a power that they lack or hold for one site only, or without the right to give roles', async () => {
    const givers = await holder(['users.roles', ...builtInRoles.auditor.permissions])
    const local = await w.hire('Riga Admin', { role: 'administrator', limits: { sites: [nordlys.siteId] } })
    const grantable = async (who: Parameters<typeof w.as>[0]) =>
      (await w.as(who).get('/roles')).body.items
        .filter((r: { grantable: boolean; builtIn: string | null }) => r.grantable && r.builtIn)
        .map((r: { builtIn: string }) => r.builtIn)
    expect(await grantable(givers.person)).toEqual(['agent', 'auditor'])
    expect(await grantable(local)).toEqual(['agent'])
    expect(await grantable('marta')).toEqual([])
  })

  test('401: nobody', async () => {
    expect(await w.with().get('/roles')).toMatchObject({ status: 401 })
  })
})

describe('POST /roles', () => {
  test('201: a role of chosen permissions, each once, and the log has it', async () => {
    const { status, body } = await ana.post('/roles', {
      name: 'Night shift lead',
      permissions: ['users.read', 'calls.take', 'users.read'],
    })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(Number),
      name: 'Night shift lead',
      builtIn: null,
      permissions: ['users.read', 'calls.take'],
      holders: 0,
      grantable: true,
      secondStepRequired: false,
      version: 1,
    })
    const logged = await w.db
      .selectFrom('change_sets')
      .select('params')
      .where('action', '=', 'role-created')
      .where('tenant_id', '=', nordlys.tenantId)
      .execute()
    expect(logged.map((l) => l.params)).toContainEqual({
      id: body.id,
      name: 'Night shift lead',
      permissions: ['users.read', 'calls.take'],
      secondStepRequired: false,
    })
  })

  test('409: a name that is taken, whatever the case and accents', async () => {
    expect(await changingNothing(() => ana.post('/roles', { name: 'ÁGENT', permissions: [] }))).toMatchObject({
      status: 409,
      body: { type: '/problems/role-name-taken' },
    })
  })

  test('S29, 403: nobody puts into a role what they lack, or hold for one site only', async () => {
    const { person } = await holder(['roles.manage', 'users.read'])
    expect(
      await w.as(person).post('/roles', { name: 'Fine', permissions: ['users.read', 'own.profile'] }),
    ).toMatchObject({ status: 201 })
    const { status, body } = await changingNothing(() =>
      w.as(person).post('/roles', { name: 'Too much', permissions: ['users.read', 'users.delete'] }),
    )
    expect([status, body.type, body.permission]).toEqual([403, '/problems/holds-more-than-you', 'users.delete'])
    const local = await w.hire('Local Admin', { role: 'administrator', limits: { sites: [nordlys.siteId] } })
    expect(
      await changingNothing(() => w.as(local).post('/roles', { name: 'Everywhere', permissions: ['users.read'] })),
    ).toMatchObject({ status: 403 })
  })

  test.each([
    [{ name: 'X', permissions: ['users.fly'] }, '#/permissions/0'],
    [{ name: 'X' }, '#/permissions'],
    [{ name: '\u202e'.repeat(101), permissions: [] }, '#/name'],
    [{ name: 'X', permissions: [], builtIn: 'administrator' }, '#/builtIn'],
  ])('422: %j', async (body, pointer) => {
    expect(await changingNothing(() => ana.post('/roles', body))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    })
  })

  test('403 and 401: who may not', async () => {
    for (const who of ['jon', 'marta', 'ines'] as const)
      expect(await changingNothing(() => w.as(who).post('/roles', { name: 'Mine', permissions: [] }))).toMatchObject({
        status: 403,
      })
    expect(await changingNothing(() => w.with().post('/roles', { name: 'Mine', permissions: [] }))).toMatchObject({
      status: 401,
    })
  })
})

describe('PATCH /roles/{id}', () => {
  test('200: what a role allows changes at once for whoever holds it, without a new sign-in', async () => {
    const { role, person } = await holder(['users.read'])
    const held = w.as(person)
    expect(await held.get('/history/verification')).toMatchObject({ status: 403 })
    const { status, body, headers } = await ana.patch(
      `/roles/${role.id}`,
      { permissions: ['history.read'] },
      { 'if-match': '"v1"' },
    )
    expect([status, headers['etag'], body.permissions, body.holders]).toEqual([200, '"v2"', ['history.read'], 1])
    expect(await held.get('/history/verification')).toMatchObject({ status: 200 })
    const logged = await w.db
      .selectFrom('change_sets')
      .select('params')
      .where('action', '=', 'role-edited')
      .executeTakeFirst()
    expect(logged?.params).toEqual({
      id: role.id,
      before: { permissions: ['users.read'] },
      after: { permissions: ['history.read'] },
    })
  })

  test('200: open pages of its holders are told that their rights changed', async () => {
    const { role, person } = await holder(['users.read'])
    await w.parts.live.start()
    const heard: unknown[] = []
    const stop = w.parts.live.on((notice) => heard.push(notice))
    await ana.patch(`/roles/${role.id}`, { name: 'Only a name' }, { 'if-match': '"v1"' })
    await ana.patch(`/roles/${role.id}`, { permissions: ['users.read', 'users.edit'] }, { 'if-match': '"v2"' })
    await expect.poll(() => heard).toEqual([{ tenant: nordlys.tenantId, kind: 'rights-changed', ids: [person.id] }])
    stop()
  })

  test.each(Object.keys(builtInRoles))('409: the built-in role %s stays as it is', async (name) => {
    const id = nordlys.roles[name as keyof typeof builtInRoles]
    for (const change of [{ name: 'Other' }, { permissions: [] }])
      expect(await changingNothing(() => ana.patch(`/roles/${id}`, change, { 'if-match': '"v1"' }))).toMatchObject({
        status: 409,
        body: { type: '/problems/role-built-in' },
      })
  })

  test('S29, 403: nobody widens a role beyond what they hold, or touches one that is beyond them', async () => {
    const { person } = await holder(['roles.manage', 'users.read'])
    const { role: own } = await holder(['users.read'])
    const { role: higher } = await holder(['users.read', 'users.delete'])
    const edit = (id: number, change: object) =>
      changingNothing(() => w.as(person).patch(`/roles/${id}`, change, { 'if-match': '"v1"' }))
    expect(await edit(own.id, { permissions: [...powers] })).toMatchObject({
      status: 403,
      body: { type: '/problems/holds-more-than-you' },
    })
    expect(await edit(higher.id, { permissions: ['users.read'] })).toMatchObject({
      status: 403,
      body: { permission: 'users.delete' },
    })
    expect(await edit(higher.id, { name: 'Lower' })).toMatchObject({ status: 403 })
  })

  test('409, 412, 422, 428: nothing changes', async () => {
    const { role } = await holder(['users.read'])
    const change = (body: object, version?: string) =>
      changingNothing(() => ana.patch(`/roles/${role.id}`, body, version ? { 'if-match': version } : {}))
    expect(await change({ name: 'agent' }, '"v1"')).toMatchObject({ status: 409 })
    expect(await change({ name: 'Other' }, '"v2"')).toMatchObject({ status: 412 })
    expect(await change({ permissions: ['nothing'] }, '"v1"')).toMatchObject({ status: 422 })
    expect(await change({ name: 'Other' })).toMatchObject({ status: 428 })
  })

  test('404: a role of another tenant, and one that is not there', async () => {
    for (const id of [harbour.roles.agent, 2147483647, 'agent'])
      expect(
        await changingNothing(() => ana.patch(`/roles/${id}`, { name: 'Mine' }, { 'if-match': '"v1"' })),
      ).toMatchObject({ status: 404 })
  })

  test('403 and 401: who may not', async () => {
    const { role } = await holder(['users.read'])
    expect(
      await changingNothing(() => w.as('jon').patch(`/roles/${role.id}`, { name: 'Mine' }, { 'if-match': '"v1"' })),
    ).toMatchObject({ status: 403 })
    expect(
      await changingNothing(() => w.with().patch(`/roles/${role.id}`, { name: 'Mine' }, { 'if-match': '"v1"' })),
    ).toMatchObject({ status: 401 })
  })
})

test('200: a second step can be demanded of whoever holds a role, a built-in one too, and the log has it', async () => {
  const auditor = async () =>
    (await ana.get('/roles')).body.items.find((r: { builtIn: string }) => r.builtIn === 'auditor')
  const before = await auditor()
  const put = (secondStepRequired: boolean, version: number) =>
    ana.patch(`/roles/${before.id}`, { secondStepRequired }, { 'if-match': `"v${version}"` })
  expect(await put(true, before.version)).toMatchObject({ status: 200, body: { secondStepRequired: true } })
  expect(await auditor()).toEqual({ ...before, secondStepRequired: true, version: before.version + 1 })
  expect((await put(false, before.version + 1)).status).toBe(200)
  const logged = await w.db.selectFrom('change_sets').select('params').where('action', '=', 'role-edited').execute()
  expect(logged.map((l) => l.params)).toContainEqual({
    id: before.id,
    before: { secondStepRequired: false },
    after: { secondStepRequired: true },
  })
})
