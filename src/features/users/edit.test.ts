/** Creating and editing one user through the API: versions, races, all or nothing, one's own profile (SPEC 4.1, 4.2). */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { difference, everything, logOf, stateOf } from '#test/state.ts'
import { world, type Hiring } from '#test/world.ts'
import { definition, fieldNames, type FieldName } from './fields/catalogue.ts'

const w = await world()
const { nordlys } = w.tenants
const ana = w.as('ana')
await ana.get('/session')
const [riga, malmo] = [nordlys.sites['riga']!, nordlys.sites['malmö']!]
const [sales, support] = [nordlys.desks['sales']!, nordlys.desks['support']!]
const [latvian, billing] = [nordlys.skills['latvian']!, nordlys.skills['billing']!]
const { agent, auditor, manager, administrator } = nordlys.roles
const group = async (kind: string) => (await ana.post('/groups', { kind, name: 'Only' })).body.id as number
const [tag, unit, team] = [await group('tag'), await group('business_unit'), await group('agent_group')]
await w.db
  .insertInto('custom_fields')
  .values({ tenant_id: nordlys.tenantId, key: 'badge', label: 'Badge', type: 'text' })
  .execute()

let hired = 0
const hire = (hiring?: Hiring) => w.hire(`Somebody ${(hired += 1)}`, hiring)
type Client = typeof ana
type Fields = Record<string, unknown>
const read = async (id: string, who: Client = ana) => (await who.get(`/users/${id}`)).body
const patch = async (id: string, fields: Fields, who: Client = ana, version?: string) =>
  who.patch(`/users/${id}`, fields, { 'if-match': `"v${version ?? (await read(id, who)).version}"` })

/** Two values for every field that can be edited, so that one always differs from what is there. */
const values: Partial<Record<FieldName, readonly [unknown, unknown]>> = {
  username: ['one', 'two'],
  firstName: ['Ōna', null],
  lastName: ['von Ōn', null],
  languages: [['lv', 'en'], []],
  consoleLanguage: ['lv', null],
  timeZone: ['Asia/Tokyo', null],
  site: [riga, malmo],
  roles: [
    [{ id: agent, sites: null, desks: null }],
    [
      { id: agent, sites: null, desks: null },
      { id: manager, sites: null, desks: [sales] },
    ],
  ],
  tags: [[tag], []],
  active: [true, false],
  businessUnits: [[unit], []],
  agentGroups: [[team], []],
  desks: [[sales, support], [support]],
  skills: [
    [
      { id: latvian, level: 3 },
      { id: billing, level: null },
    ],
    [{ id: latvian, level: null }],
  ],
  autoDial: ['preview', 'off'],
  assignLeads: [true, false],
  callerIdName: ['Nordlys', null],
  callerIdNumber: ['+37120000000', null],
  virtualExtension: ['8001', null],
  sipOption: ['webrtc', null],
  sipUri: ['sip:a@b', null],
  sipPbx: [nordlys.pbxId, null],
  sipUsername: ['a.b', null],
  sipPassword: ['correct horse', null],
  sipExtension: ['204', 'dynamic'],
  useAddressList: [true, false],
  oauthEmail: ['one@gmail.com', null],
  caldavServer: ['https://cal.example.com', null],
  caldavUser: ['one', null],
  caldavSecret: ['battery staple', null],
  kerberosLogin: ['ONE', null],
  externalId: ['E-1', null],
  phone: ['+37121111111', null],
  jobTitle: ['Lead', null],
  notes: ['a\nb', null],
  custom: [{ badge: 'blue' }, { badge: null }],
}
const editable = Object.keys(values) as FieldName[]
/** How a value that was given is shown again. */
const shown = (field: string, value: unknown, user: Fields): unknown => {
  const ids = (some: unknown) => (some as { id: number }[]).map((m) => m.id).sort((a, b) => a - b)
  if (field === 'site' || field === 'sipPbx') return (user[field] as { id: number } | null)?.id ?? null
  if (['tags', 'desks', 'businessUnits', 'agentGroups'].includes(field)) return ids(user[field])
  if (field === 'skills')
    return (user['skills'] as { id: number; level: number | null }[])
      .map(({ id, level }) => ({ id, level }))
      .sort((a, b) => a.id - b.id)
  if (field === 'roles')
    return (user['roles'] as Fields[])
      .map(({ id, sites, desks }) => ({ id, sites, desks }))
      .sort((a, b) => Number(a.id) - Number(b.id))
  if (field === 'sipPassword') return user['sipPasswordSet'] ? value : null
  if (field === 'caldavSecret') return user['caldavSecretSet'] ? value : null
  if (field === 'custom') return { badge: null, ...(user['custom'] as object) }
  return user[field]
}

/** Groups and roles have no order of their own; languages have. */
const inOrder = (field: string, value: unknown): unknown => {
  const key = (v: unknown) => (typeof v === 'number' ? v : (v as { id: number }).id)
  return Array.isArray(value) && field !== 'languages' ? value.toSorted((a, b) => key(a) - key(b)) : value
}

describe('PATCH /users/{id}', () => {
  test('every field of the catalogue that is not fixed is tried here, but superuser, which is an operator’s', () => {
    expect(editable.sort()).toEqual(fieldNames.filter((f) => !('fixed' in definition(f)) && f !== 'superuser').sort())
  })

  test('200: what is named changes, every other field stays equal, and the log has exactly that', async () => {
    const person = await hire()
    const some = fc.uniqueArray(fc.constantFrom(...editable), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(some, fc.infiniteStream(fc.nat(1)), async (fields, coin) => {
        const given = Object.fromEntries(fields.map((f) => [f, values[f]![coin.next().value as number]]))
        const [before, logged] = [await stateOf(w, person.id), (await logOf(w, person.id)).length]
        const old = await read(person.id)
        const { status, body } = await patch(person.id, given)
        expect([given, status, body.detail]).toEqual([given, 200, undefined])
        const after = await stateOf(w, person.id)
        const changes = difference(before.fields, after.fields)

        for (const [field, value] of Object.entries(given)) {
          expect([field, shown(field, value, body)]).toEqual([field, inOrder(field, value)])
        }
        const named = new Set(fields.map((f) => (f === 'active' ? 'status' : f)) as string[])
        expect(Object.keys(changes).filter((f) => !named.has(f))).toEqual([])
        for (const field of editable.filter((f) => !fields.includes(f) && f !== 'active'))
          expect([field, body[field]]).toEqual([field, old[field]])
        expect(await read(person.id)).toEqual(body)

        const entries = (await logOf(w, person.id)).slice(logged)
        const secrets = ['sipPassword', 'caldavSecret'].filter((f) => f in given)
        expect(entries.length).toBe(Object.keys(changes).length + secrets.length > 0 ? 1 : 0)
        expect(body.version === old.version).toBe(entries.length === 0)
        if (entries.length === 0) return
        expect(Object.keys(entries[0]!.changes as object).sort()).toEqual([...Object.keys(changes), ...secrets].sort())
        for (const [field, value] of Object.entries(entries[0]!.changes as Fields)) {
          if (Array.isArray(value)) expect([field, value]).toEqual([field, changes[field]])
          else
            expect(secrets.includes(field) ? value : value).toEqual(
              secrets.includes(field) ? 'changed' : { personal: expect.any(String) },
            )
        }
      }),
      { numRuns: 40, includeErrorInReport: true },
    )
    const personal = await w.db.selectFrom('history_personal').selectAll().where('user_id', '=', person.id).execute()
    for (const secret of ['correct horse', 'battery staple']) expect(JSON.stringify(personal)).not.toContain(secret)
  })

  test('secrets are sealed, never shown, and each has an own row', async () => {
    const person = await hire()
    const { body } = await patch(person.id, { sipPassword: 'tr0ub4dor', caldavSecret: 'hunter2 hunter2' })
    expect(body).toMatchObject({ sipPasswordSet: true, caldavSecretSet: true })
    expect(JSON.stringify(body)).not.toMatch(/tr0ub4dor|hunter2/)
    const rows = await w.db.selectFrom('user_secrets').selectAll().where('user_id', '=', person.id).execute()
    expect(rows.map((r) => w.parts.keyring.open(r.sealed, `user_secrets:${person.id}:${r.kind}`)).sort()).toEqual([
      'hunter2 hunter2',
      'tr0ub4dor',
    ])
    expect((await patch(person.id, { sipPassword: null })).body.sipPasswordSet).toBe(false)
  })

  test('S33 428: without a version, or with what is none; nothing changes', async () => {
    const person = await hire()
    const before = await everything(w)
    for (const version of [undefined, '*', 'v1', '"1"', '""', '"v1", "v2"', '"v1.zz"'])
      for (const ask of [
        ana.patch(`/users/${person.id}`, { jobTitle: 'X' }, version === undefined ? {} : { 'if-match': version }),
        ana.delete(`/users/${person.id}`, version === undefined ? {} : { 'if-match': version }),
      ])
        expect([version, (await ask).status]).toEqual([version, 428])
    expect(await everything(w)).toBe(before)
  })

  test('S33 412: with a version of before; the answer names the one of now, and nothing of it is saved', async () => {
    const person = await hire()
    const { version } = await read(person.id)
    const { body } = await patch(person.id, { skills: [{ id: latvian }] })
    const before = await everything(w)
    const stale = await patch(person.id, { jobTitle: 'X' }, ana, version)
    expect([stale.status, stale.body.version]).toEqual([412, body.version])
    expect((await ana.delete(`/users/${person.id}`, { 'if-match': `"v${version}"` })).status).toBe(412)
    expect(await everything(w)).toBe(before)
  })

  test.each<[string, (i: number) => Fields]>([
    ['a name', (i) => ({ firstName: `N${i}` })],
    ['roles', (i) => ({ roles: [{ id: agent }, { id: auditor, sites: i % 2 ? [riga] : [malmo] }], jobTitle: `J${i}` })],
    ['skills', (i) => ({ skills: [{ id: latvian, level: 1 + (i % 5) }] })],
    ['a secret', (i) => ({ sipPassword: `secret ${i}` })],
  ])('S33 of twelve who save %s at the same moment, one does', async (_what, fields) => {
    const person = await hire()
    const { version } = await read(person.id)
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => patch(person.id, fields(i), ana, version)))
    expect(answers.map((a) => a.status).sort()).toEqual([200, ...Array(11).fill(412)])
    expect((await logOf(w, person.id)).length).toBe(2)
  })

  test('S33 of twelve who delete at the same moment, one does', async () => {
    const person = await hire()
    const headers = { 'if-match': `"v${(await read(person.id)).version}"` }
    const answers = await Promise.all(Array.from({ length: 12 }, () => ana.delete(`/users/${person.id}`, headers)))
    expect(answers.map((a) => a.status).sort()).toEqual([204, ...Array(11).fill(404)])
  })

  test('renaming a group or a role is no change of the people in it', async () => {
    const person = await hire({ more: { tags: [tag], desks: [sales] } })
    const { version } = await read(person.id)
    const { body: groups } = await ana.get('/groups?kind=tag')
    const it = groups.items.find((g: { id: number }) => g.id === tag)
    expect((await ana.patch(`/groups/${tag}`, { name: 'Zebra' }, { 'if-match': `"v${it.version}"` })).status).toBe(200)
    expect((await read(person.id)).version).toBe(version)
  })
})

describe('an edit is saved whole or not at all', () => {
  const refusals: [string, Fields, number, string?][] = [
    ['a role that the editor lacks', { roles: [{ id: administrator }] }, 403, 'grants-more-than-you'],
    ['the superuser mark', { superuser: true }, 409, 'superuser-only'],
    ['a site that is not theirs', { site: malmo }, 422],
    ['a desk that is not there', { desks: [99_999_999] }, 422],
    ['a name that is taken', { username: 'ana.lind' }, 409],
    ['no role', { roles: [] }, 422],
  ]
  test.each(refusals)('with %s nothing else of it is saved either', async (_what, wrong, expected, reason) => {
    const local = w.as(await w.hire(`Local ${(hired += 1)}`, { role: 'administrator', limits: { sites: [riga] } }))
    const person = await hire()
    const { version } = await read(person.id, local)
    const before = await everything(w)
    const { status, body } = await patch(
      person.id,
      { firstName: 'Changed', sipPassword: 'x', tags: [tag], active: false, ...wrong },
      local,
      version,
    )
    expect([status, body.reason]).toEqual([expected, reason])
    expect(await everything(w)).toBe(before)
  })

  test('403: a permission that is held for other sites only, named', async () => {
    const roles = [{ id: auditor }, { id: administrator, sites: [malmo] }]
    const local = w.as(await hire({ more: { roles } }))
    const person = await hire()
    const { version } = await read(person.id, local)
    const before = await everything(w)
    for (const fields of [
      { jobTitle: 'X' },
      { tags: [tag] },
      { active: false },
      { roles: [{ id: auditor, sites: [malmo] }] },
    ]) {
      const { status, body } = await patch(person.id, fields, local, version)
      expect([fields, status, body.permission]).toEqual([fields, 403, expect.stringMatching(/^users\./)])
    }
    expect(await everything(w)).toBe(before)
  })

  test('deactivating in an edit does what deactivating does, and the log has one entry', async () => {
    const person = await hire()
    const cookie = await w.cookieOf(person)
    const { body } = await patch(person.id, { active: false, jobTitle: 'Gone' })
    expect(body).toMatchObject({ status: 'inactive', active: false, sessions: 0 })
    expect((await w.with({ cookie }).get('/session')).body.reason).toBe('deactivated')
    const entries = await logOf(w, person.id)
    expect(entries.at(-1)).toMatchObject({
      action: 'edit',
      effects: { sessionsEnded: 1 },
      changes: { status: ['active', 'inactive'] },
    })
  })

  test('409 self: nobody deactivates themselves by an edit', async () => {
    const { status, body } = await patch(w.people.ana.id, { active: false })
    expect([status, body.reason]).toEqual([409, 'self'])
  })

  test('twelve edits of different people, each with groups and roles, all get through', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => hire()))
    const answers = await Promise.all(
      people.map((p) =>
        patch(p.id, { tags: [tag], desks: [sales], roles: [{ id: agent }, { id: auditor }], active: false }),
      ),
    )
    expect(answers.map((a) => a.status)).toEqual(Array(12).fill(200))
  })

  test('200: an edit that takes somebody out of the editor’s own sight is answered all the same', async () => {
    const roles = [
      { id: auditor, desks: [sales] },
      { id: administrator, sites: [riga] },
    ]
    const editor = w.as(await hire({ more: { roles } }))
    const person = await hire({ site: malmo, more: { desks: [sales] } })
    expect((await read(person.id, editor)).id).toBe(person.id)
    expect((await patch(person.id, { desks: [] }, editor)).status).toBe(403)
    const { body: role } = await ana.post('/roles', { name: 'Mover', permissions: ['users.groups'] })
    const mover = w.as(await hire({ more: { roles: [{ id: auditor, desks: [sales] }, { id: role.id }] } }))
    const { status, body } = await patch(person.id, { desks: [support] }, mover)
    expect([status, body.desks?.map((d: { id: number }) => d.id)]).toEqual([200, [support]])
    expect((await mover.get(`/users/${person.id}`)).status).toBe(404)
  })
})

describe('one’s own profile', () => {
  test('200: an agent reads and edits it, and sees what can be edited', async () => {
    const person = await hire()
    const self = w.as(person)
    expect((await self.get(`/users/${person.id}`)).status).toBe(200)
    const own = {
      firstName: 'New',
      lastName: 'Name',
      timeZone: 'Asia/Tokyo',
      consoleLanguage: 'lv',
      phone: '+37122222222',
      caldavSecret: 'x',
    }
    const { status, body } = await patch(person.id, own, self)
    expect([status, body.firstName, body.caldavSecretSet]).toEqual([200, 'New', true])
    const { fields } = (await self.get(`/users/${person.id}/actions`)).body
    expect(fields.sort()).toEqual(fieldNames.filter((f) => 'own' in definition(f)).sort())
  })

  test('403: nothing else of it, and nobody else’s; nothing changes', async () => {
    const person = await hire()
    const self = w.as(person)
    const { version } = await read(person.id, self)
    const before = await everything(w)
    for (const field of editable.filter((f) => !('own' in definition(f)))) {
      const [one, two] = values[field]!
      const { status } = await patch(
        person.id,
        { firstName: 'X', [field]: field === 'active' ? false : field === 'roles' ? two : one },
        self,
        version,
      )
      expect([field, [403, 409].includes(status)]).toEqual([field, true])
    }
    expect((await self.get(`/users/${w.people.jon.id}`)).status).toBe(404)
    expect((await self.patch(`/users/${w.people.jon.id}`, { firstName: 'X' }, { 'if-match': '"v1"' })).status).toBe(404)
    expect(await everything(w)).toBe(before)
  })

  test('403 and 404: who holds no role that lets them see and edit it', async () => {
    const { body: role } = await ana.post('/roles', { name: 'Calls only', permissions: ['calls.take'] })
    const person = await hire({ more: { roles: [{ id: role.id }] } })
    const self = w.as(person)
    expect((await self.get(`/users/${person.id}`)).status).toBe(404)
    const { version } = await read(person.id)
    expect((await patch(person.id, { firstName: 'X' }, self, version)).status).toBe(404)
  })
})

describe('POST /users', () => {
  const fresh = (more: Fields = {}) => {
    hired += 1
    return {
      username: `fresh${hired}`,
      email: `fresh${hired}@nordlys.example`,
      site: riga,
      roles: [{ id: agent }],
      ...more,
    }
  }

  test('201: with every field, and the log begins with all of it', async () => {
    const given = Object.fromEntries(editable.filter((f) => f !== 'custom').map((f) => [f, values[f]![0]]))
    const { status, body } = await ana.post('/users', {
      ...given,
      username: 'whole',
      email: 'whole@nordlys.example',
      oauthEmail: 'whole@gmail.com',
      virtualExtension: '9001',
      sipExtension: '9002',
      custom: { badge: 'red' },
    })
    expect([status, body.detail]).toEqual([201, undefined])
    for (const field of editable.filter(
      (f) => !['username', 'oauthEmail', 'virtualExtension', 'sipExtension', 'custom'].includes(f),
    ))
      expect([field, shown(field, given[field], body.user)]).toEqual([field, inOrder(field, given[field])])
    expect(body.user).toMatchObject({
      oauthEmail: 'whole@gmail.com',
      virtualExtension: '9001',
      sipExtension: '9002',
      custom: { badge: 'red' },
      status: 'pending',
    })
    const [entry] = await logOf(w, body.user.id)
    const logged = Object.keys(entry!.changes as object)
    const unset = new Set(['active'])
    expect([...editable.filter((f) => !unset.has(f)), 'email', 'status'].filter((f) => !logged.includes(f))).toEqual([])
    expect(JSON.stringify(entry)).not.toMatch(/correct horse|battery staple/)
  })

  test('201 for a key that may create and not read; what is left out is the tenant’s or the site’s', async () => {
    await w.db.updateTable('tenants').set({ auto_dial: 'progressive' }).where('id', '=', nordlys.tenantId).execute()
    const { body } = await ana.post('/api-keys', { name: 'Onboarding', permissions: ['users.create'] })
    const key = w.with({ bearer: body.token ?? body.key ?? body.secret })
    const made = await key.post('/users', fresh())
    expect([made.status, made.body.user]).toEqual([
      201,
      expect.objectContaining({ autoDial: 'progressive', timeZone: null, effectiveTimeZone: 'Europe/Riga' }),
    ])
    expect((await key.get(`/users/${made.body.user.id}`)).status).toBe(404)
  })

  test('403, 409, 422: beyond what the maker holds, and nobody is made', async () => {
    const local = w.as(await w.hire('Maker Local', { role: 'administrator', limits: { sites: [riga] } }))
    await local.get('/session')
    const before = await everything(w)
    const tries: [Client, Fields, number][] = [
      [local, { roles: [{ id: administrator }] }, 403],
      [local, { roles: [{ id: auditor }] }, 403],
      [local, { site: malmo }, 422],
      [local, { superuser: true }, 409],
      [ana, { superuser: true }, 409],
      [w.as('jon'), {}, 403],
      [w.as('marta'), {}, 403],
      [w.with(), {}, 401],
    ]
    for (const [who, fields, expected] of tries)
      expect([fields, (await who.post('/users', fresh(fields))).status]).toEqual([fields, expected])
    expect(await everything(w)).toBe(before)
    expect((await local.post('/users', fresh({ roles: [{ id: auditor, sites: [riga] }] }))).status).toBe(201)
  })

  test('S34: a repeat with the same key makes nobody twice; another body, another person’s key, another time', async () => {
    const body = fresh()
    const headers = { 'idempotency-key': newId() }
    const answers = await Promise.all([
      ana.post('/users', body, headers),
      ana.post('/users', body, headers),
      ana.post('/users', body, headers),
    ])
    // Whoever comes while the first one is made is told to wait, and whoever comes then is answered like the first.
    const again = await ana.post('/users', body, headers)
    expect(again.status).toBe(201)
    expect(answers.some((a) => a.status === 201)).toBe(true)
    for (const { status, body: said } of answers)
      expect(status === 409 ? said.type : said).toEqual(status === 409 ? '/problems/idempotency-in-flight' : again.body)
    const other = await ana.post('/users', { ...body, username: 'other' }, headers)
    expect([other.status, other.body.type]).toEqual([422, '/problems/idempotency-mismatch'])
    const mine = await w.as(await w.hire('Second Admin', { role: 'administrator' })).post('/users', fresh(), headers)
    expect(mine.status).toBe(201)
    expect((await ana.get(`/users?search=${body.username}`)).body).toMatchObject({ total: 1 })
  })

  test('S34: the repeat of an action answers as the first time, and does nothing', async () => {
    const person = await hire()
    const headers = { 'idempotency-key': newId() }
    const first = await ana.post(`/users/${person.id}/deactivate`, undefined, headers)
    await ana.post(`/users/${person.id}/activate`)
    const again = await ana.post(`/users/${person.id}/deactivate`, undefined, headers)
    expect([again.status, again.body]).toEqual([200, first.body])
    expect((await read(person.id)).status).toBe('active')
    const elsewhere = await ana.post(`/users/${person.id}/delete`, undefined, headers)
    expect([elsewhere.status, elsewhere.body.type]).toEqual([422, '/problems/idempotency-mismatch'])
  })

  test('S34: an answer with a password is not kept, and its repeat is 409 without it', async () => {
    const [given, headers] = [fresh({ signIn: 'temporary-password' }), { 'idempotency-key': newId() }]
    const { body } = await ana.post('/users', given, headers)
    expect(body.temporaryPassword).toEqual(expect.any(String))
    const kept = await w.db.selectFrom('idempotency_keys').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain(body.temporaryPassword)
    const again = await ana.post('/users', given, headers)
    expect([again.status, again.body.type]).toEqual([409, '/problems/already-done'])
    expect(JSON.stringify(again.body)).not.toContain(body.temporaryPassword)
  })

  test('S34: a request that was refused may be mended and sent again with the same key', async () => {
    const headers = { 'idempotency-key': newId() }
    expect((await ana.post('/users', fresh({ username: 'ana.lind' }), headers)).status).toBe(409)
    expect((await ana.post('/users', fresh(), headers)).status).toBe(201)
    for (const key of ['', 'x'.repeat(201)])
      expect([key, (await ana.post('/users', fresh(), { 'idempotency-key': key })).status]).toEqual([key, 422])
  })
})
