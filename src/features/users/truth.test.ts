/** Rules of SPEC 4 that only the server can know: what is taken, what exists. */
import { describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = await world()
const { nordlys, harbour } = w.tenants
const ana = w.as('ana')

let made = 0
type Fields = Record<string, unknown>
const fresh = (more: Fields = {}): Fields => {
  made += 1
  const username = `person${made}`
  return {
    username,
    email: `${username}@nordlys.example`,
    site: nordlys.siteId,
    roles: [{ id: nordlys.roles.agent }],
    ...more,
  }
}
const create = (more?: Fields) => ana.post('/users', fresh(more))
const created = async (more?: Fields) => {
  const { status, body } = await create(more)
  expect([status, body.detail]).toEqual([201, undefined])
  return body.user
}
const patch = (user: { id: string; version: string }, fields: Fields) =>
  ana.patch(`/users/${user.id}`, fields, { 'if-match': `"v${user.version}"` })
const people = () => w.db.selectFrom('users').select('id').execute()
const faults = (body: { errors?: { pointer: string; code: string }[] }) => body.errors?.map((e) => [e.pointer, e.code])
const pbx = async (name: string, range: { extensionFrom?: number; extensionTo?: number } = {}) =>
  (await w.as('ana').post('/pbxes', { name, domain: 'pbx.example.com', ...range })).body.id as number
const hour = 3_600_000

describe('usernames and e-mails share one namespace, compared by NFKC and case-fold', () => {
  const pairs = [
    ['Straße', 'STRASSE'],
    ['ﬁona', 'FIONA'],
    ['ＷＩＤＥ', 'wide'],
    ['İpek', 'i̇pek'],
    ['e\u0301mile', 'Émile'],
    ['ΝΙΚΟΣ', 'νικος'],
  ]
  test.each(pairs)('409: %s is taken once there is %s', async (first, second) => {
    const holder = await created({ username: first })
    const before = await people()
    const { status, body } = await create({ username: second })
    expect([status, body.type]).toEqual([409, '/problems/sign-in-name-taken'])
    expect(faults(body)).toEqual([['#/username', 'taken']])
    expect(await people()).toEqual(before)
    expect((await ana.get(`/users/${holder.id}`)).body.username).toBe(first)
  })

  test('409: an e-mail that is somebody’s, in another case or form', async () => {
    await created({ email: 'chef@nordlys.example' })
    const { status, body } = await create({ email: 'CHEF＠NORDLYS.example'.replace('＠', '@') })
    expect([status, faults(body)]).toEqual([409, [['#/email', 'taken']]])
  })

  test('409: a username that is somebody’s e-mail, and an e-mail that is somebody’s username', async () => {
    await created({ username: 'boss@nordlys.example', email: 'Boss@nordlys.example' })
    const { status, body } = await create({ email: 'BOSS@nordlys.example' })
    expect([status, faults(body)]).toEqual([409, [['#/email', 'taken']]])
  })

  test('422: a username with @ that is not the own e-mail, also written with a full-width @', async () => {
    for (const username of ['chief@nordlys.example', 'chief＠nordlys.example', 'a@b']) {
      const { status, body } = await create({ username })
      expect([status, faults(body)]).toEqual([422, [['#/username', 'username-at']]])
    }
    const user = await created()
    expect((await patch(user, { username: 'other@nordlys.example' })).status).toBe(422)
    const own = await patch(user, { username: user.email })
    expect([own.status, own.body.username]).toEqual([200, user.email])
  })

  test('a name is free again once its holder has another, and the own name can change its case', async () => {
    const user = await created({ username: 'Roberts' })
    const renamed = await patch(user, { username: 'ROBERTS' })
    expect([renamed.status, renamed.body.username]).toEqual([200, 'ROBERTS'])
    expect((await create({ username: 'roberts' })).status).toBe(409)
    await patch(renamed.body, { username: 'bob' })
    expect((await create({ username: 'roberts' })).status).toBe(201)
  })

  test('another tenant has names of its own', async () => {
    await created({ username: 'shared.name' })
    const { status } = await w.as('hugo').post('/users', {
      username: 'shared.name',
      email: 'person1@nordlys.example',
      site: harbour.siteId,
      roles: [{ id: harbour.roles.agent }],
    })
    expect(status).toBe(201)
  })

  test('409 with "deleted": for 30 days names, address and extension of a deleted user stay reserved', async () => {
    const user = await created({ username: 'leaver', virtualExtension: '990' })
    expect((await ana.post(`/users/${user.id}/delete`)).status).toBe(200)
    for (const again of [{ username: 'LEAVER' }, { email: user.email }, { virtualExtension: '990' }]) {
      const { status, body } = await create(again)
      expect([status, body.type]).toEqual([409, '/problems/deleted-twin'])
    }
  })

  test('two people who want one name at the same moment: one gets it', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => create({ username: 'race' })))
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409, 409])
  })
})

test('422: the e-mail of a user who is there cannot change, not even its case', async () => {
  const user = await created()
  for (const email of ['other@nordlys.example', user.email.toUpperCase(), user.email]) {
    const { status, body } = await patch(user, { email })
    expect([status, faults(body)?.[0]?.[0]]).toEqual([422, '#/email'])
    expect(body.detail).toMatch(/can't change after creation/)
  }
  expect((await ana.get(`/users/${user.id}`)).body.email).toBe(user.email)
})

test('409: an OAuth e-mail that another user has, in any case; not the same as their sign-in names', async () => {
  const user = await created({ oauthEmail: 'ana@gmail.com' })
  const { status, body } = await create({ oauthEmail: 'ANA@gmail.com' })
  expect([status, faults(body)]).toEqual([409, [['#/oauthEmail', 'taken']]])
  const other = await created()
  expect((await patch(other, { oauthEmail: 'Ana@Gmail.com' })).status).toBe(409)
  expect((await patch(other, { oauthEmail: other.email })).status).toBe(200)
  await patch(user, { oauthEmail: null })
  expect((await create({ oauthEmail: 'ana@gmail.com' })).status).toBe(201)
})

describe('extensions', () => {
  test('the same extension stands in two PBXes, but not twice in one', async () => {
    const [here, there] = [await pbx('Here'), await pbx('There')]
    const holder = await created({
      firstName: 'Ilze',
      lastName: 'Bērziņa',
      sipOption: 'pbx',
      sipPbx: here,
      sipExtension: '204',
    })
    await created({ sipOption: 'pbx', sipPbx: there, sipExtension: '204' })
    const { status, body } = await create({ sipOption: 'pbx', sipPbx: here, sipExtension: '204' })
    expect([status, body.type]).toEqual([409, '/problems/extension-taken'])
    expect(body.detail).toBe('Extension 204 belongs to Ilze Bērziņa. Choose another.')
    const free = await ana.get(`/users/free?field=sipExtension&value=204&pbx=${here}`)
    expect(free.body).toMatchObject({ free: false, suggestion: '205' })
    expect((await ana.get(`/users/free?field=sipExtension&value=204&pbx=${here}&except=${holder.id}`)).body.free).toBe(
      true,
    )
  })

  test('S26 who sees a part of the people learns that a number is taken, and not by whom elsewhere', async () => {
    const site = nordlys.sites['malmö']!
    const holder = await created({ site, firstName: 'Far', lastName: 'Away', virtualExtension: '7301' })
    const marta = w.as('marta')
    const taken = (await marta.get('/users/free?field=virtualExtension&value=7301')).body
    expect(taken).toMatchObject({ free: false, message: 'Extension 7301 is taken. Choose another.' })
    const { version } = (await marta.get(`/users/${w.people.jon.id}`)).body
    const edit = await marta.patch(
      `/users/${w.people.jon.id}`,
      { virtualExtension: '7301' },
      { 'if-match': `"v${version}"` },
    )
    expect([edit.status, JSON.stringify(edit.body).includes('Far')]).toEqual([409, false])
    // Nor which names belong to an id.
    const mine = `/users/free?field=email&value=${encodeURIComponent(holder.email)}&except=${holder.id}`
    expect((await marta.get(mine)).body.free).toBe(false)
    expect((await ana.get(mine)).body.free).toBe(true)
  })

  test('a virtual extension is taken in every PBX of the tenant, also in one that is added later', async () => {
    const one = await pbx('One')
    await created({ virtualExtension: '300' })
    await created({ sipPbx: one, sipExtension: '301' })
    const later = await pbx('Later')
    for (const taken of [
      { sipPbx: one, sipExtension: '300' },
      { sipPbx: later, sipExtension: '300' },
      { sipExtension: '300' },
      { virtualExtension: '300' },
      { virtualExtension: '301' },
    ]) {
      const { status, body } = await create(taken)
      expect([taken, status, body.type]).toEqual([taken, 409, '/problems/extension-taken'])
    }
  })

  test('409: one person’s extension and virtual extension are two numbers; given one after the other too', async () => {
    const one = await pbx('Pair')
    const clash = [['#/virtualExtension', 'taken']]
    const both = await create({ sipPbx: one, sipExtension: '410', virtualExtension: '410' })
    expect([both.status, faults(both.body)]).toEqual([409, clash])
    const user = await created({ sipPbx: one, sipExtension: '410' })
    const later = await patch(user, { virtualExtension: '410' })
    expect([later.status, faults(later.body)]).toEqual([409, clash])
    const other = await created({ virtualExtension: '411' })
    const reverse = await patch(other, { sipPbx: one, sipExtension: '411' })
    expect([reverse.status, faults(reverse.body)]).toEqual([409, [['#/sipExtension', 'taken']]])
  })

  test('200: a person’s two numbers change places, and a number that is given back is free', async () => {
    const one = await pbx('Swap')
    const user = await created({ sipPbx: one, sipExtension: '420', virtualExtension: '421' })
    const swapped = await patch(user, { sipExtension: '421', virtualExtension: '420' })
    expect(swapped.body).toMatchObject({ sipExtension: '421', virtualExtension: '420' })
    await patch(swapped.body, { sipExtension: 'dynamic', virtualExtension: null })
    await created({ sipPbx: one, sipExtension: '420', virtualExtension: '421' })
  })

  test('422: an extension outside of its PBX’s range, also when only the PBX changes', async () => {
    const [wide, narrow] = [await pbx('Wide'), await pbx('Narrow', { extensionFrom: 500, extensionTo: 599 })]
    const outside = await create({ sipPbx: narrow, sipExtension: '600' })
    expect([outside.status, faults(outside.body)]).toEqual([422, [['#/sipExtension', 'range']]])
    expect(outside.body.detail).toBe('Extensions of Narrow run from 500 to 599. Choose one of them.')
    await created({ sipPbx: narrow, sipExtension: '599' })
    const user = await created({ sipPbx: wide, sipExtension: '700' })
    expect((await patch(user, { sipPbx: narrow })).status).toBe(422)
    expect((await patch(user, { sipPbx: narrow, sipExtension: '550' })).status).toBe(200)
  })

  test('422: a PBX that is not there, or is of another tenant', async () => {
    const foreign = (await w.as('hugo').get('/pbxes')).body.items[0].id
    for (const sipPbx of [foreign, 99_999_999]) {
      const { status, body } = await create({ sipOption: 'pbx', sipPbx, sipExtension: 'dynamic' })
      expect([status, faults(body)]).toEqual([422, [['#/sipPbx', 'unknown']]])
    }
  })

  test('an edit of something else is not held up by a range that became narrower', async () => {
    const ranged = await pbx('Ranged', { extensionFrom: 1, extensionTo: 900 })
    const user = await created({ sipPbx: ranged, sipExtension: '800' })
    await w.db.updateTable('pbxes').set({ extension_to: 100 }).where('id', '=', ranged).execute()
    expect((await patch(user, { virtualExtension: '801', jobTitle: 'Lead' })).status).toBe(200)
  })
})

test.each(['+12345678', '+3712', '+14155550100999', '+9991234567'])(
  '422: %s can be nobody’s number',
  async (number) => {
    for (const field of ['phone', 'callerIdNumber']) {
      const { status, body } = await create({ [field]: number })
      expect([status, faults(body)?.[0]?.[0]]).toEqual([422, `#/${field}`])
    }
  },
)

describe('custom fields', () => {
  test('200 and 422: only those that the tenant has, each with values of its type', async () => {
    const custom = (key: string, type: string) => ({ tenant_id: nordlys.tenantId, key, label: key, type })
    const types = ['text', 'number', 'date', 'yes_no']
    await w.db
      .insertInto('custom_fields')
      .values(types.map((type) => custom(`a_${type}`, type)))
      .execute()
    const values = { a_text: 'Blue', a_number: 1.5, a_date: '2026-02-28', a_yes_no: false }
    const user = await created({ custom: values })
    expect(user.custom).toEqual(values)
    const wrong: Record<string, string | number>[] = [
      { a_text: 1 },
      { a_number: '1' },
      { a_date: '2026-02-30' },
      { a_date: 'today' },
      { a_yes_no: 'yes' },
      { nothing: 1 },
      { constructor: 1 },
    ]
    for (const given of wrong) {
      const { status, body } = await patch(user, { custom: given })
      expect([given, status, faults(body)?.[0]?.[0]]).toEqual([given, 422, '#/custom'])
    }
    const merged = await patch(user, { custom: { a_number: 2, a_text: null } })
    expect(merged.body.custom).toEqual({ a_number: 2, a_date: '2026-02-28', a_yes_no: false })
  })
})

describe('what stands elsewhere in the tenant', () => {
  test('422: a site, group, role, desk or limit that is not there, of another kind or of another tenant', async () => {
    const [desk, skill] = [nordlys.desks['sales']!, nordlys.skills['billing']!]
    const wrong: [Fields, string][] = [
      [{ site: harbour.siteId }, '#/site'],
      [{ site: 99_999_999 }, '#/site'],
      [{ desks: [skill] }, '#/desks/0'],
      [{ desks: [desk, harbour.desks['sales']!] }, '#/desks/1'],
      [{ skills: [{ id: desk }] }, '#/skills/0'],
      [{ roles: [{ id: harbour.roles.agent }] }, '#/roles/0'],
      [{ roles: [{ id: nordlys.roles.agent, sites: [harbour.siteId] }] }, '#/roles/0'],
      [{ roles: [{ id: nordlys.roles.agent, desks: [skill] }] }, '#/roles/0'],
      [{ roles: [{ id: nordlys.roles.agent, desks: [desk], sites: [nordlys.siteId] }] }, '#/roles/0'],
    ]
    const user = await created()
    const before = await people()
    for (const [fields, pointer] of wrong) {
      const { status, body } = await create(fields)
      expect([fields, status, faults(body)?.[0]?.[0]]).toEqual([fields, 422, pointer])
      const edited = await patch(user, fields)
      expect([fields, edited.status, faults(edited.body)?.[0]?.[0]]).toEqual([fields, 422, pointer])
    }
    expect(await people()).toEqual(before)
    expect((await ana.get(`/users/${user.id}`)).body.version).toBe(user.version)
  })

  test('an archived group is given to nobody anew, and stays with whoever has it', async () => {
    const { body: tag } = await ana.post('/groups', { kind: 'tag', name: 'Old' })
    const { body: other } = await ana.post('/groups', { kind: 'tag', name: 'New' })
    const user = await created({ tags: [tag.id] })
    await ana.patch(`/groups/${tag.id}`, { archived: true }, { 'if-match': `"v${tag.version}"` })
    expect(faults((await create({ tags: [tag.id] })).body)).toEqual([['#/tags/0', 'archived']])
    const kept = await patch(user, { tags: [tag.id, other.id] })
    expect([kept.status, kept.body.tags.length]).toEqual([200, 2])
    const newcomer = await created()
    const refused = await patch(newcomer, { tags: [tag.id] })
    expect([refused.status, refused.body.reason]).toEqual([409, 'group-archived'])
  })
})

describe('GET /users/free', () => {
  test('200: says so while somebody types, with a neighbour that is free', async () => {
    await created({ username: 'kate' })
    await created({ username: 'kate2' })
    const ask = async (query: string) => (await ana.get(`/users/free?${query}`)).body
    expect(await ask('field=username&value=KATE')).toMatchObject({ free: false, suggestion: 'KATE3' })
    expect(await ask('field=username&value=nobody')).toEqual({ free: true })
    expect(await ask('field=email&value=person1@nordlys.example')).toMatchObject({ free: false })
    expect(await ask('field=username&value=ana.lind@nordlys.example')).not.toHaveProperty('suggestion')
  })

  test('422: a value that no such field takes, a field or a PBX that is not there', async () => {
    const wrong = [
      'field=username&value=%20x',
      'field=notes&value=x',
      'field=username',
      'field=sipExtension&value=1&pbx=x',
      'field=sipExtension&value=1&pbx=99999999',
      'field=username&value=a&except=x',
    ]
    for (const query of wrong) expect([query, (await ana.get(`/users/free?${query}`)).status]).toEqual([query, 422])
  })

  test('401 and 403: nobody, and who may not see users', async () => {
    expect((await w.with().get('/users/free?field=username&value=x')).status).toBe(401)
    expect((await w.as('jon').get('/users/free?field=username&value=x')).status).toBe(403)
  })
})

test('a temporary password for a new user stands in the answer once, and holds for 24 hours', async () => {
  const { body, headers } = await create({ signIn: 'temporary-password' })
  expect(body.user).toMatchObject({ status: 'active', hasPassword: true })
  expect(body.temporaryPassword).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){4}$/)
  expect(headers['cache-control']).toBe('no-store')
  const left = Date.parse(body.passwordExpiresAt) - w.clock.now().getTime()
  expect(left).toBeGreaterThan(23 * hour)
  expect(left).toBeLessThanOrEqual(24 * hour)
  const everything = await w.db.selectFrom('history').select(['changes', 'effects']).execute()
  expect(JSON.stringify(everything)).not.toContain(body.temporaryPassword)
  expect((await create()).body.user).toMatchObject({ status: 'pending', hasPassword: false })
  expect((await create({ active: false, signIn: 'temporary-password' })).body).toMatchObject({
    user: { status: 'inactive', hasPassword: false },
  })
})
