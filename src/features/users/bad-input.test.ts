/** What makes no sense is refused by name, and nothing changes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { filterNames, filters } from './contract/filters.ts'
import { sortModules, sorts } from './contract/sorts.ts'
import { fieldNames, fields, type FieldDefinition } from './fields/catalogue.ts'

const w = await world()
const { nordlys, harbour } = w.tenants
const ana = w.as('ana')
const { id } = w.people.jon
const path = `/users/${id}`
const version = (await ana.get(path)).body.version
const match = { 'if-match': `"v${version}"` }
const whole = {
  username: 'whole',
  email: 'whole@nordlys.example',
  site: nordlys.siteId,
  roles: [{ id: nordlys.roles.agent }],
}
const everything = async () =>
  JSON.stringify([
    await w.db.selectFrom('users').selectAll().orderBy('id').execute(),
    await w.db.selectFrom('history').select('change_set_id').orderBy('change_set_id').execute(),
  ])
const before = await everything()
const changesNothing = async () => expect(await everything()).toBe(before)
const pointers = (body: { errors?: { pointer: string }[] }) => body.errors?.map((e) => e.pointer)
const numRuns = 60

describe('S28 a body', () => {
  const unknown = [
    'nothing',
    'id',
    'version',
    'status',
    'tenantId',
    'createdAt',
    'hasPassword',
    'password',
    'search',
    'constructor',
    'toString',
  ]
  test.each(unknown)('422: %s is not a field that can be written, and is named', async (name) => {
    const patched = await ana.patch(path, { jobTitle: 'Lead', [name]: 'x' }, match)
    expect([patched.status, pointers(patched.body)]).toEqual([422, [`#/${name}`]])
    const created = await ana.post('/users', { ...whole, [name]: 'x' })
    expect([created.status, pointers(created.body)]).toEqual([422, [`#/${name}`]])
    await changesNothing()
  })

  test('422: unknown fields deep inside are named by their place', async () => {
    const roles = [{ id: nordlys.roles.agent, permissions: [] }]
    const { status, body } = await ana.patch(path, { roles, skills: [{ id: 1, leve1: 2 }], 'a/b~c': 1 }, match)
    expect([status, pointers(body)?.sort()]).toEqual([422, ['#/a~1b~0c', '#/roles/0/permissions', '#/skills/0/leve1']])
    await changesNothing()
  })

  test.each([
    ['a key twice', '{"jobTitle":"a","jobTitle":"b"}'],
    ['a key twice, once escaped', '{"jobTitle":"a","job\\u0054itle":"b"}'],
    ['a key twice inside', '{"custom":{"a":1,"a":2}}'],
    ['__proto__', '{"__proto__":{"superuser":true}}'],
    ['__proto__ inside', '{"custom":{"__proto__":{"a":1}}}'],
    ['__proto__, escaped', '{"\\u005f_proto__":{"superuser":true}}'],
    ['half an object', '{"jobTitle":"a"'],
    ['what is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ])('400: %s', async (_what, body) => {
    for (const { status, body: problem } of [await ana.patch(path, body, match), await ana.post('/users', body)])
      expect([status, problem.type]).toEqual([400, '/problems/malformed-request'])
    await changesNothing()
  })

  test('the same words as a value are only text, and a key may stand once in each object', async () => {
    const { status, body } = await ana.post('/users/free', '{"a":"__proto__","b":{"a":"a"}}')
    expect([status, body.type]).not.toEqual([400, '/problems/malformed-request'])
  })

  test.each([['[]'], ['"x"'], ['1'], ['null'], ['true'], ['{}']])('422: %s is no change of a user', async (body) => {
    expect((await ana.patch(path, body, match)).status).toBe(422)
    expect((await ana.post('/users', body)).status).toBe(422)
    await changesNothing()
  })

  test('422: every required field that is missing is named', async () => {
    const { status, body } = await ana.post('/users', {})
    expect([status, pointers(body)?.sort()]).toEqual([422, ['#/email', '#/roles', '#/site', '#/username']])
    expect(body.errors.map((e: { code: string }) => e.code)).toEqual(['required', 'required', 'required', 'required'])
  })

  test('415: another content type', async () => {
    const { status } = await ana.post('/users', 'username=x', { 'content-type': 'application/x-www-form-urlencoded' })
    expect(status).toBe(415)
  })

  test('whatever is sent, the answer is a problem that names something, and never a failure', async () => {
    const value = fc.jsonValue({ maxDepth: 2 })
    const body = fc.dictionary(fc.constantFrom(...fieldNames), value, { minKeys: 1, maxKeys: 4 })
    await fc.assert(
      fc.asyncProperty(body, async (given) => {
        fc.pre(!fieldNames.every((f) => !(f in given) || fields[f].schema.safeParse(given[f]).success))
        const { status, body: problem } = await ana.patch(path, given, match)
        expect([status, problem.type]).toEqual([422, '/problems/invalid-request'])
        expect(problem.errors.length).toBeGreaterThan(0)
      }),
      { numRuns },
    )
    await changesNothing()
  })
})

describe('the address of a list', () => {
  const refused: [string, string][] = [
    ['nothing=1', 'nothing'],
    ['__proto__=1', '__proto__'],
    ['constructor=1', 'constructor'],
    ['tenant_id=1', 'tenant_id'],
    ['sort=hash', 'sort'],
    ['sort=constructor', 'sort'],
    ['sort=skills', 'sort'],
    ['sort=--name', 'sort'],
    ['sort=', 'sort'],
    ['sort=name&sort=email', 'sort'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=1e2', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=', 'limit'],
    ['totalWithin=x', 'totalWithin'],
    ['after=x&before=y', 'before'],
    ['after=', 'after'],
    ['after=end', 'after'],
    ['before=', 'before'],
    ['search=%00', 'search'],
    [`search=${'x'.repeat(201)}`, 'search'],
    ['status=', 'status'],
    ['status=Active', 'status'],
    ['status=active,', 'status'],
    ['id=17', 'id'],
    ['named=ana,', 'named'],
    ['named=ana%0A', 'named'],
    [`named=${'a'.repeat(255)}`, 'named'],
    ['named=all:ana', 'named'],
    ['id=019c0000-0000-7000-8000-000000000001,ana', 'id'],
    ['id=all:019c0000-0000-7000-8000-000000000001', 'id'],
    ['status=all:active', 'status'],
    ['status=constructor', 'status'],
    ['status=any:toString', 'status'],
    ['status=older:3d', 'status'],
    ['status=active&status=inactive', 'status'],
    ['role=x', 'role'],
    ['role=0', 'role'],
    ['role=-1', 'role'],
    ['role=1.5', 'role'],
    ['role=2147483648', 'role'],
    ['role=any:', 'role'],
    ['role=some:1', 'role'],
    ['site=all:1', 'site'],
    [`skill=${Array.from({ length: 201 }, (_, i) => i + 1).join()}`, 'skill'],
    ['superuser=maybe', 'superuser'],
    ['superuser=true', 'superuser'],
    ['availability=away', 'availability'],
    ['sipOption=fax', 'sipOption'],
    ['autoDial=on', 'autoDial'],
    ['timeZone=Mars/Olympus', 'timeZone'],
    ['timeZone=europe/riga', 'timeZone'],
    ['language=xx_yy', 'language'],
    ['language=english', 'language'],
    ['lastSignIn=yesterday', 'lastSignIn'],
    ['lastSignIn=older:d', 'lastSignIn'],
    ['lastSignIn=older:100000d', 'lastSignIn'],
    ['created=..', 'created'],
    ['created=2026-02-30..', 'created'],
    ['created=2026-02-30T10:00Z..', 'created'],
    ['created=2026-13-01..', 'created'],
    ['created=2026-01-02..2026-01-01', 'created'],
    ['created=2026-01-01T25:00Z..', 'created'],
    ['created=2026-01-01T10:00..', 'created'],
    ['created=01.02.2026..', 'created'],
  ]
  test.each(refused)('422: ?%s names %s', async (query, name) => {
    const { status, body } = await ana.get(`/users?${query}`)
    expect([status, pointers(body)]).toEqual([422, [`query:${name}`]])
    expect(body.errors[0].message).toMatch(/\.$/)
  })

  test('422: a NUL is refused wherever a list is asked for, also where the answer is a file that is written while it is read', async () => {
    for (const address of [
      `/groups?search=%00`,
      `/jobs/${id}/people?reason=%00`,
      `/jobs/${id}/people.csv?reason=%00`,
    ]) {
      const { status, body } = await ana.get(address)
      expect([address, status, body.errors?.[0].code]).toEqual([address, 422, 'nul'])
    }
  })

  test('422: a cursor of a year that was none', async () => {
    const cursor = Buffer.from(JSON.stringify(['lastSignIn', 'some', '0000-01-01 00:00:00+00', id])).toString(
      'base64url',
    )
    expect((await ana.get(`/users?sort=lastSignIn&after=${cursor}`)).status).toBe(422)
    for (const year of ['-200000', '0000', '+200000']) {
      const after = Buffer.from(`${year}-01-01T00:00:00.000Z ${id}`).toString('base64url')
      expect([year, (await ana.get(`/users/${id}/history?after=${after}`)).status]).toEqual([year, 422])
    }
  })

  test('200: what each filter takes, and the edges of time', async () => {
    const given = [
      'id=019c0000-0000-7000-8000-000000000001,019C0000-0000-7000-8000-00000000000A',
      'id=none',
      'named=ana.lind,204,jon@example.com',
      'named=none:%E6%9D%B1%E4%BA%AC',
      'status=none',
      'status=some',
      'role=none:1,2',
      'skill=all:1,2',
      'queue=none',
      'timeZone=none:Europe/Riga',
      'language=all:lv,en',
      'lastSignIn=never',
      'lastSignIn=newer:0d',
      'lastSignIn=older:99999d',
      'created=0001-01-01..9999-12-31',
      'created=2026-01-01T10:00:00.000%2B14:00..',
      'created=older:99999d',
      'superuser=yes,no',
      'superuser=none:yes,no',
      'sipOption=none',
      'role=2147483647',
      'site=none:2147483647',
    ]
    for (const query of given) expect([query, (await ana.get(`/users?${query}`)).status]).toEqual([query, 200])
    for (const query of given) expect([query, (await ana.get(`/users/count?${query}`)).status]).toEqual([query, 200])
  })

  test('any text as a filter or a sort is an answer or a 422 that says which', async () => {
    const name = fc.constantFrom(...filterNames, 'sort', 'search', 'limit')
    const word = fc.constantFrom(
      'any:',
      'all:',
      'none:',
      'none',
      'some',
      'older:',
      '..',
      '1',
      ',',
      '2026-01-01',
      'active',
      'd',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.array(word, { maxLength: 5 }).map((words) => words.join('')),
    )
    await fc.assert(
      fc.asyncProperty(name, text, async (asked, value) => {
        const { status, body } = await ana.get(`/users?${asked}=${encodeURIComponent(value)}`)
        expect(status === 200 || pointers(body)?.[0] === `query:${asked}`).toBe(true)
      }),
      { numRuns },
    )
  })
})

describe('a cursor', () => {
  type Parts = [sort: unknown, segment: unknown, key: unknown, id: unknown]
  const sealed = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const opened = (cursor: string) => JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Parts
  const ask = async (sort: string, cursor: string, way = 'after') =>
    ana.get(`/users?sort=${sort}&limit=2&${way}=${encodeURIComponent(cursor)}`)

  test('422: one of another sort, of another direction, or of nothing', async () => {
    const { next } = (await ana.get('/users?sort=name&limit=2')).body
    expect((await ask('name', next)).status).toBe(200)
    for (const sort of ['-name', 'email', 'created']) {
      const { status, body } = await ask(sort, next)
      expect([sort, status, pointers(body)]).toEqual([sort, 422, ['query:after']])
    }
    for (const cursor of ['x', '%', '!!', sealed(null), sealed({}), sealed([]), sealed('x'), 'x'.repeat(1001)]) {
      const { status, body } = await ask('name', cursor, 'before')
      expect([cursor, status, pointers(body)]).toEqual([cursor, 422, ['query:before']])
    }
  })

  test('422: a place that no page has', async () => {
    await ana.post('/session', {})
    const [name, created, lastSignIn] = await Promise.all(
      ['name', 'created', 'lastSignIn'].map(async (sort) =>
        opened((await ana.get(`/users?sort=${sort}&limit=1`)).body.next),
      ),
    )
    const wrong: [string, Parts][] = [
      ['name', [name![0], name![1], null, name![3]]],
      ['name', [name![0], name![1], 'a\u0000', name![3]]],
      ['name', [name![0], name![1], name![2], '-'.repeat(36)]],
      ['name', [name![0], name![1], name![2], 7]],
      ['name', [name![0], 'constructor', name![2], name![3]]],
      ['name', [name![0], 7, name![2], name![3]]],
      ['name', [name![0], name![1], 7, name![3]]],
      ['created', [created![0], created![1], 'x', created![3]]],
      ['site', ['site', '99999999', null, name![3]]],
      ['status', ['status', 'away', null, name![3]]],
    ]
    const keys = ['2026', 'now', 'infinity', '2026-02-30 10:00:00+00', '2026-02-28 25:00:00+00', '2026-02-28T10:00:00Z']
    for (const key of keys) wrong.push(['lastSignIn', [lastSignIn![0], 'some', key, lastSignIn![3]]])
    for (const [sort, parts] of wrong) {
      const { status, body } = await ask(sort, sealed(parts))
      expect([sort, parts, status, pointers(body)]).toEqual([sort, parts, 422, ['query:after']])
    }
  })

  test('whatever a cursor is, the answer is a page or a 422 that names it', async () => {
    const valid = await Promise.all(
      Object.keys(sorts).map(
        async (sort) => [sort, (await ana.get(`/users?sort=${sort}&limit=1`)).body.next as string] as const,
      ),
    )
    const part = fc.oneof(
      fc.string(),
      fc.constant(null),
      fc.integer(),
      fc.uuid(),
      fc.constantFrom('all', 'some', 'none', '2026-01-01 00:00:00+00'),
    )
    const changed = fc
      .tuple(fc.constantFrom(...valid), fc.nat(3), part)
      .map(([[sort, cursor], at, value]) => [sort, sealed(opened(cursor).with(at, value))] as const)
    const bitten = fc
      .tuple(fc.constantFrom(...valid), fc.nat(200), fc.string({ maxLength: 3 }))
      .map(([[sort, cursor], at, text]) => [sort, cursor.slice(0, at) + text + cursor.slice(at + 1)] as const)
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, bitten), fc.constantFrom('after', 'before'), async ([sort, cursor], way) => {
        const { status, body } = await ask(sort, cursor, way)
        expect(status === 200 ? Array.isArray(body.items) : pointers(body)?.[0] === `query:${way}`).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

describe('a module that the tenant has not bought', () => {
  const basic = w.as('hugo')
  const off = w.db.updateTable('tenants').set({ modules: [] }).where('id', '=', harbour.tenantId)

  test('is absent from answers, and refused as unknown in requests', async () => {
    const person = await w.hire(
      'Una Basic',
      { more: { autoDial: 'preview', sipExtension: '7', callerIdName: 'Una' } },
      harbour,
    )
    const has = (await basic.get(`/users/${person.id}`)).body
    await off.execute()
    const user = (await basic.get(`/users/${person.id}`)).body
    const gone = Object.keys(has).filter((name) => !(name in user))
    expect(gone.sort()).toEqual(
      [
        'autoDial',
        'assignLeads',
        'leads',
        'callerIdName',
        'callerIdNumber',
        'callsHandled',
        'virtualExtension',
        'sipOption',
        'sipUri',
        'sipPbx',
        'sipUsername',
        'sipPasswordSet',
        'sipExtension',
        'extension',
        'queues',
      ].sort(),
    )
    const [row] = (await basic.get('/users')).body.items
    expect(row).not.toHaveProperty('queues')
    expect(row).not.toHaveProperty('extension')

    const ifMatch = { 'if-match': `"v${user.version}"` }
    for (const name of fieldNames.filter((f) => (fields[f] as FieldDefinition).module)) {
      const some = { autoDial: 'off', assignLeads: true, sipOption: null, sipPbx: null }[name as string] ?? null
      const patched = await basic.patch(`/users/${person.id}`, { [name]: name === 'autoDial' ? 'off' : some }, ifMatch)
      expect([name, patched.status, pointers(patched.body)]).toEqual([name, 422, [`#/${name}`]])
    }
    for (const name of filterNames.filter((f) => filters[f].module)) {
      const { status, body } = await basic.get(`/users?${name}=none`)
      expect([name, status, pointers(body)]).toEqual([name, 422, [`query:${name}`]])
    }
    for (const name of Object.keys(sortModules)) {
      const { status, body } = await basic.get(`/users?sort=${name}`)
      expect([name, status, pointers(body)]).toEqual([name, 422, ['query:sort']])
      expect(body.detail).not.toContain(name)
    }
    expect((await basic.get('/users/free?field=sipExtension&value=7')).status).toBe(422)
    const absent = [`/users/${person.id}/set-auto-dial`, `/users/${person.id}/set-lead-assignment`]
    for (const address of absent)
      expect((await basic.post(address, { autoDial: 'off', assignLeads: true })).status).toBe(404)
    expect((await basic.get(`/users/${person.id}/former-queues`)).status).toBe(404)
    const { items, fields: writable } = (await basic.get(`/users/${person.id}/actions`)).body
    expect(items.map((i: { action: string }) => i.action)).not.toContain('set-auto-dial')
    expect(writable).not.toContain('sipExtension')
    const own = { tenant_id: harbour.tenantId, user_id: person.id }
    const queue = { tenant_id: harbour.tenantId, name: 'Q', name_key: 'q' }
    const { id: queue_id } = await w.db.insertInto('queues').values(queue).returning('id').executeTakeFirstOrThrow()
    await w.db
      .insertInto('queue_members')
      .values({ ...own, queue_id })
      .execute()
    const deactivated = await basic.post(`/users/${person.id}/deactivate`)
    expect([deactivated.status, deactivated.body.effects]).toEqual([200, {}])
  })
})
