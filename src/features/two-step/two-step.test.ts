/** An authenticator and its backup codes: set up, asked for, used once, required, removed (AUTH-6). */
import { beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import type { Stage } from '#src/contract/stages.ts'
import { codeAt, nextCode, setUpAuthenticator, type SetUp } from '#test/authenticator.ts'
import type { Client, Headers } from '#test/client.ts'
import { PASSWORD, world, type Person } from '#test/world.ts'

const w = await world()
const { nordlys } = w.tenants
const signIn = (who: Person, password = PASSWORD) =>
  w.with().post('/session', { tenant: 'nordlys', name: who.username, password })
/** Somebody after the password, whose second step waits. */
async function beforeSecondStep(who: Person): Promise<Client> {
  const { body, cookie } = await signIn(who)
  expect(body).toEqual({ next: 'second-step' })
  return w.with({ cookie })
}
const windowsAt = (who: Person, stage: Stage, count: number) =>
  Promise.all(Array.from({ length: count }, async () => w.with({ cookie: await w.cookieOf(who, { stage }) })))
const windowsOf = (who: Person, count: number) => windowsAt(who, 'second-step', count)
let hired = 0
const hire = (hiring: Parameters<typeof w.hire>[1] = {}) => w.hire(`Sam Tester ${(hired += 1)}`, hiring)
const mailsTo = (who: Person) =>
  w.db.selectFrom('outbox').select(['template', 'to_address']).where('user_id', '=', who.id).execute()
const entriesOf = (who: Person) =>
  w.db
    .selectFrom('history')
    .innerJoin('change_sets', (join) =>
      join
        .onRef('change_sets.tenant_id', '=', 'history.tenant_id')
        .onRef('change_sets.id', '=', 'history.change_set_id'),
    )
    .select(['change_sets.action', 'history.changes'])
    .where('history.user_id', '=', who.id)
    .where('change_sets.action', '!=', 'create')
    .orderBy('history.at')
    .execute()

describe('setting up', () => {
  test('it counts from its first code on, and ten backup codes come with it', async () => {
    const sam = await hire()
    const person = w.as(sam)
    const { body: offer } = await person.post('/me/authenticator/offer')
    expect(offer.uri).toContain(`otpauth://totp/Nordlys:${sam.username}?`)
    expect((await signIn(sam)).body).toEqual({ next: 'home' })

    const wrong = await person.post('/me/authenticator', { code: '000000' })
    expect(wrong).toMatchObject({ status: 401, body: { type: '/problems/wrong-code' } })
    expect((await person.get('/me/second-step')).body).toMatchObject({ authenticatorSince: null, backupCodesLeft: 0 })

    const { status, body, headers } = await person.post('/me/authenticator', { code: nextCode(offer.secret, w.clock) })
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('no-store')
    expect(body.backupCodes).toHaveLength(10)
    expect(new Set(body.backupCodes).size).toBe(10)
    expect((await person.get('/me/second-step')).body).toMatchObject({ backupCodesLeft: 10, required: false })
    await beforeSecondStep(sam)
    expect((await person.post('/me/authenticator', { code: nextCode(offer.secret, w.clock) })).body.type).toBe(
      '/problems/nothing-offered',
    )
  })

  test('the person hears of it by mail; the change log says that it changed, and not to what', async () => {
    const sam = await hire()
    await setUpAuthenticator(w.as(sam), w.clock)
    expect(await mailsTo(sam)).toEqual([{ template: 'second-step-changed', to_address: sam.email }])
    expect(await entriesOf(sam)).toEqual([
      { action: 'add-authenticator', changes: { authenticator: 'changed', twoStep: [false, true] } },
    ])
  })

  test('another one replaces it, and the old one goes on until then', async () => {
    const sam = await hire()
    const person = w.as(sam)
    const first = await setUpAuthenticator(person, w.clock)
    await person.post('/me/authenticator/offer')
    const waiting = await beforeSecondStep(sam)
    expect((await waiting.post('/session/second-step', { code: nextCode(first.secret, w.clock) })).status).toBe(200)
    const second = await setUpAuthenticator(person, w.clock)
    expect(second.backupCodes).toEqual([])
    const again = await beforeSecondStep(sam)
    expect((await again.post('/session/second-step', { code: nextCode(first.secret, w.clock) })).status).toBe(401)
    expect((await again.post('/session/second-step', { code: nextCode(second.secret, w.clock) })).status).toBe(200)
  })

  test('a secret that was shown half an hour ago is not confirmed', async () => {
    const person = w.as(await hire())
    const { body } = await person.post('/me/authenticator/offer')
    w.clock.advance(31 * 60_000)
    const late = w.with({ cookie: await w.cookieOf({ ...w.people.jon }) })
    expect((await late.post('/me/authenticator', { code: codeAt(body.secret, w.clock.now()) })).body.type).toBe(
      '/problems/nothing-offered',
    )
  })
})

describe('the second step of signing in', () => {
  let sam: Person
  let set: SetUp
  beforeEach(async () => {
    sam = await hire()
    set = await setUpAuthenticator(w.as(sam), w.clock)
  })

  test('until it is taken nothing else is served', async () => {
    const waiting = await beforeSecondStep(sam)
    // Nothing of the person is told to whoever has the password alone.
    const { body: known } = await waiting.get('/session')
    expect(known).toMatchObject({ next: 'second-step', user: { email: '' }, permissions: [] })
    for (const path of ['/me/second-step', '/preferences', '/roles'])
      expect(await waiting.get(path)).toMatchObject({ status: 403, body: { step: 'second-step' } })
    for (const path of ['/me/authenticator/offer', '/me/backup-codes', '/session/password', '/session/proof'])
      expect(
        (await waiting.post(path, path.startsWith('/session') ? { password: 'whatever it takes' } : undefined)).status,
      ).toBe(403)
  })

  test('a code leads on; what is wrong does not', async () => {
    const waiting = await beforeSecondStep(sam)
    for (const body of [{ code: '000000' }, { code: '' }, { backupCode: 'AAAA-AAAA-AAAA-AAAA' }])
      expect(await waiting.post('/session/second-step', body)).toMatchObject({ status: 401, cookie: undefined })
    for (const body of [{}, { code: '123456', backupCode: 'x' }])
      expect((await waiting.post('/session/second-step', body)).status).toBe(422)
    const { status, body, cookie } = await waiting.post('/session/second-step', { code: nextCode(set.secret, w.clock) })
    expect({ status, body }).toEqual({ status: 200, body: { next: 'home' } })
    expect((await w.with({ cookie }).get('/me/second-step')).status).toBe(200)
    expect((await w.with({ cookie }).post('/session/second-step', { code: '123456' })).body.type).toBe(
      '/problems/no-step-due',
    )
  })

  test('S16: a code is accepted once, in the same session, in another one, and by one of three at once', async () => {
    const code = nextCode(set.secret, w.clock)
    const windows = await windowsOf(sam, 3)
    const answers = await Promise.all(windows.map((one) => one.post('/session/second-step', { code })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const later = await beforeSecondStep(sam)
    expect((await later.post('/session/second-step', { code })).status).toBe(401)
  })

  test('S16: after a code none of an earlier step is accepted, though it is near enough', async () => {
    const earlier = nextCode(set.secret, w.clock)
    const waiting = await beforeSecondStep(sam)
    expect((await waiting.post('/session/second-step', { code: nextCode(set.secret, w.clock) })).status).toBe(200)
    expect((await (await beforeSecondStep(sam)).post('/session/second-step', { code: earlier })).status).toBe(401)
  })

  test('S17: a backup code works once, however it is typed', async () => {
    const [code = ''] = set.backupCodes
    // 16 of 30 characters: 78 bits.
    for (const one of set.backupCodes) expect(one).toMatch(/^([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}$/)
    const windows = await windowsOf(sam, 5)
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
    const answers = await Promise.all(windows.map((one) => one.post('/session/second-step', { backupCode: typed })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await w.as(sam).get('/me/second-step')).body.backupCodesLeft).toBe(9)
  })

  test('S17: new backup codes void the old ones; only hashes are kept', async () => {
    const { body } = await w.as(sam).post('/me/backup-codes')
    expect(body.backupCodes).toHaveLength(10)
    const waiting = await beforeSecondStep(sam)
    expect((await waiting.post('/session/second-step', { backupCode: set.backupCodes[0] })).status).toBe(401)
    expect((await waiting.post('/session/second-step', { backupCode: body.backupCodes[0] })).status).toBe(200)
    const kept = await w.db.selectFrom('user_backup_codes').selectAll().where('user_id', '=', sam.id).execute()
    expect(kept).toHaveLength(10)
    expect(kept.every(({ hash }) => hash.length === 32)).toBe(true)
  })

  test('S17: an answer with backup codes is not kept for its Idempotency-Key', async () => {
    const person = w.as(sam)
    const key = { 'idempotency-key': 'codes' }
    expect((await person.post('/me/backup-codes', undefined, key)).status).toBe(200)
    const repeated = await person.post('/me/backup-codes', undefined, key)
    expect(repeated).toMatchObject({ status: 409, body: { type: '/problems/already-done' } })
  })

  test('S9: after a reset of the password the second step is asked first, and a temporary password alone is not used up', async () => {
    const { body } = await w.as('ana').post(`/users/${sam.id}/reset-password`, {})
    const given = await signIn(sam, body.password)
    expect(given.body).toEqual({ next: 'second-step' })
    expect(
      (await w.with({ cookie: given.cookie }).post('/session/password', { password: 'pebble harbour violin' })).status,
    ).toBe(403)
    const again = await signIn(sam, body.password)
    const code = nextCode(set.secret, w.clock)
    const passed = await w.with({ cookie: again.cookie }).post('/session/second-step', { code })
    expect(passed.body).toEqual({ next: 'new-password' })
    expect((await signIn(sam, body.password)).status).toBe(401)
    const other = await w
      .with({ cookie: given.cookie })
      .post('/session/second-step', { code: nextCode(set.secret, w.clock) })
    expect(other.status).toBe(401)
    const chosen = await w
      .with({ cookie: passed.cookie })
      .post('/session/password', { password: 'pebble harbour violin dusk' })
    expect(chosen.body).toEqual({ next: 'home' })
  })
})

test('S13: failures of codes, backup codes and the password that is asked again stand in one count, however they are mixed', async () => {
  const sam = await hire()
  const { secret } = await setUpAuthenticator(w.as(sam), w.clock)
  const waiting = await beforeSecondStep(sam)
  const whole = w.with({ cookie: await w.cookieOf(sam) })
  const failing = [
    () => waiting.post('/session/second-step', { code: '000000' }),
    () => waiting.post('/session/second-step', { backupCode: 'AAAA-AAAA-AAAA-AAAA' }),
    () => whole.post('/session/proof', { password: 'wrong gravel otter nine' }),
    () => waiting.post('/session/second-step', { code: '111111' }),
    () => whole.post('/session/proof', { password: 'wrong gravel otter ten' }),
  ]
  for (const one of failing) expect((await one()).status).toBe(401)
  const late = [
    await waiting.post('/session/second-step', { code: codeAt(secret, new Date(w.clock.now().getTime() + 30_000)) }),
    await whole.post('/session/proof', { password: PASSWORD }),
  ]
  for (const { status, body } of late)
    expect({ status, type: body.type }).toEqual({ status: 429, type: '/problems/too-many-requests' })
  w.clock.advance(61_000)
  expect((await waiting.post('/session/second-step', { code: nextCode(secret, w.clock) })).status).toBe(200)
})

describe('when a second step is required', () => {
  test('by a role: whoever has none sets one up before anything else', async () => {
    const role = await w.db
      .insertInto('roles')
      .values({
        ...{ tenant_id: nordlys.tenantId, name: 'Careful', name_key: 'careful', permissions: ['own.profile'] },
        second_step_required: true,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const sam = await hire({ more: { roles: [{ id: role.id }] } })
    const { body, cookie } = await signIn(sam)
    expect(body).toEqual({ next: 'set-up-second-step' })
    const person = w.with({ cookie })
    expect((await person.get('/preferences')).status).toBe(403)
    const set = await setUpAuthenticator(person, w.clock)
    expect(set.backupCodes).toHaveLength(10)
    expect((await person.get('/session')).status).toBe(401)
    const whole = w.with({ cookie: set.cookie })
    expect((await whole.get('/session')).body.next).toBe('home')

    const refused = await whole.delete('/me/authenticator')
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/second-step-required' } })
    await beforeSecondStep(sam)
  })

  test('a window that waits with the password alone goes no further once another one has set it up', async () => {
    const sam = await hire()
    const [owner, stranger] = await windowsAt(sam, 'set-up-second-step', 2)
    const { secret } = await setUpAuthenticator(owner!, w.clock)
    const { body: offer } = await stranger!.post('/me/authenticator/offer')
    const late = await stranger!.post('/me/authenticator', { code: nextCode(offer.secret, w.clock) })
    expect(late).toMatchObject({ status: 401, cookie: undefined })
    const waiting = await beforeSecondStep(sam)
    expect((await waiting.post('/session/second-step', { code: nextCode(secret, w.clock) })).status).toBe(200)
  })

  test('by the tenant: after a temporary password comes the new one, then the second step', async () => {
    await w.db
      .insertInto('policies')
      .values({ tenant_id: nordlys.tenantId, second_step_required: true })
      .onConflict((oc) => oc.column('tenant_id').doUpdateSet({ second_step_required: true }))
      .execute()
    try {
      const sam = await hire()
      const { body } = await w.as('ana').post(`/users/${sam.id}/reset-password`, {})
      const first = await signIn(sam, body.password)
      expect(first.body).toEqual({ next: 'new-password' })
      const chosen = await w
        .with({ cookie: first.cookie })
        .post('/session/password', { password: 'pebble harbour violin dusk' })
      expect(chosen.body).toEqual({ next: 'set-up-second-step' })
      const person = w.with({ cookie: chosen.cookie })
      expect((await person.get('/me/second-step')).body.required).toBe(true)
      const set = await setUpAuthenticator(person, w.clock)
      expect((await w.with({ cookie: set.cookie }).get('/session')).body.next).toBe('home')
    } finally {
      await w.db.updateTable('policies').set({ second_step_required: false }).execute()
    }
  })
})

test('401 for a passkey of a tenant that no number of ours names', async () => {
  const userHandle = Buffer.alloc(20, 0xff).toString('base64url')
  const credential = { id: 'AA', rawId: 'AA', type: 'public-key', clientExtensionResults: {} }
  const response = { clientDataJSON: 'AA', authenticatorData: 'AA', signature: 'AA', userHandle }
  const { status, body } = await w.with().post('/session/passkey', { passkey: { ...credential, response } })
  expect([status, body.type]).toEqual([401, '/problems/wrong-credentials'])
})

test('S33 a passkey is renamed and removed in the version that was read: 428 without it, 412 with one of before', async () => {
  const sam = await hire()
  const person = w.as(sam)
  const id = newId()
  await w.db
    .insertInto('user_passkeys')
    .values({
      ...{ tenant_id: nordlys.tenantId, user_id: sam.id, id, name: 'Laptop', credential_id: id },
      ...{ public_key: Buffer.from('x'), counter: 0, transports: [], created_at: w.clock.now() },
    })
    .execute()
  const own = async () => (await person.get('/me/second-step')).body.passkeys
  const rename = async (name: string, headers: Headers) =>
    (await person.patch(`/me/passkeys/${id}`, { name }, headers)).status
  const remove = async (headers: Headers) => (await person.delete(`/me/passkeys/${id}`, headers)).status
  const [before, now] = [{ 'if-match': '"v1"' }, { 'if-match': '"v2"' }]
  expect(await own()).toMatchObject([{ name: 'Laptop', version: 1 }])
  expect(await rename('Old laptop', before)).toBe(204)
  for (const [headers, status] of [
    [{}, 428],
    [before, 412],
  ] as const)
    expect([await rename('New laptop', headers), await remove(headers)]).toEqual([status, status])
  expect(await own()).toMatchObject([{ name: 'Old laptop', version: 2 }])
  const removed = await Promise.all(Array.from({ length: 6 }, () => remove(now)))
  expect(removed.sort()).toEqual([204, ...Array(5).fill(404)])
  expect(await rename('Nobody’s', now)).toBe(404)
})

test('removing the last second step takes the backup codes with it, and is told', async () => {
  const sam = await hire()
  const person = w.as(sam)
  await setUpAuthenticator(person, w.clock)
  expect((await person.delete('/me/authenticator')).status).toBe(204)
  expect((await person.get('/me/second-step')).body).toMatchObject({ authenticatorSince: null, backupCodesLeft: 0 })
  expect((await signIn(sam)).body).toEqual({ next: 'home' })
  expect((await person.delete('/me/authenticator')).status).toBe(404)
  expect((await person.post('/me/backup-codes')).body.type).toBe('/problems/no-second-step')
  expect((await entriesOf(sam)).map(({ action }) => action)).toEqual(['add-authenticator', 'remove-authenticator'])
  expect(await mailsTo(sam)).toHaveLength(2)
})

test('S19: each step of signing in, and a renewed proof, give a new session id; the old ones are refused', async () => {
  const sam = await hire()
  const { secret } = await setUpAuthenticator(w.as(sam), w.clock)
  const first = await signIn(sam)
  const second = await w
    .with({ cookie: first.cookie })
    .post('/session/second-step', { code: nextCode(secret, w.clock) })
  const third = await w.with({ cookie: second.cookie }).post('/session/proof', { password: PASSWORD })
  expect(third.body).toEqual({ next: 'home' })
  const cookies = [first.cookie, second.cookie, third.cookie]
  expect(new Set(cookies).size).toBe(3)
  // 43 characters of base64url: 256 bits; only the hash is kept.
  for (const cookie of cookies) expect(cookie).toMatch(/^\d+\.[\w-]{43}$/)
  const statuses = await Promise.all(cookies.map(async (cookie) => (await w.with({ cookie }).get('/session')).status))
  expect(statuses).toEqual([401, 401, 200])
  const kept = await w.db.selectFrom('sessions').select('token_hash').where('user_id', '=', sam.id).execute()
  expect(kept.every(({ token_hash }) => token_hash.length === 32)).toBe(true)
})

describe('what is sensitive asks for the proof again after 15 minutes (AUTH-9)', () => {
  test('until the password is typed; a wrong one changes nothing', async () => {
    const sam = await hire()
    const { cookie } = await signIn(sam)
    w.clock.advance(16 * 60_000)
    const person = w.with({ cookie })
    expect((await person.get('/me/second-step')).status).toBe(200)
    const asked = await person.post('/me/authenticator/offer')
    expect(asked).toMatchObject({ status: 403, body: { type: '/problems/prove-again' } })
    const wrong = await person.post('/session/proof', { password: 'wrong gravel otter nine' })
    expect(wrong).toMatchObject({ status: 401, body: { type: '/problems/wrong-proof' }, cookie: undefined })
    expect((await person.post('/me/authenticator/offer')).status).toBe(403)
    const proved = await person.post('/session/proof', { password: PASSWORD })
    expect((await w.with({ cookie: proved.cookie }).post('/me/authenticator/offer')).status).toBe(200)
  })

  test('to reset an authenticator (S18), and to make somebody superuser, in the form too; an edit of anything else does not', async () => {
    const sam = await hire()
    await setUpAuthenticator(w.as(sam), w.clock)
    const chief = await w.hire(`Chief ${(hired += 1)}`, { role: 'administrator', superuser: true })
    const old = w.as(chief)
    await old.get('/session')
    w.clock.advance(16 * 60_000)
    const asksAgain = { status: 403, body: { type: '/problems/prove-again' } }
    expect(await old.post(`/users/${sam.id}/reset-authenticator`)).toMatchObject(asksAgain)
    expect(await old.post(`/users/${sam.id}/set-superuser`, { superuser: true })).toMatchObject(asksAgain)
    const edit = async (patch: object) =>
      old.patch(`/users/${sam.id}`, patch, { 'if-match': (await old.get(`/users/${sam.id}`)).headers['etag']! })
    expect(await edit({ superuser: true })).toMatchObject(asksAgain)
    expect((await edit({ superuser: false, jobTitle: 'Closer' })).status).toBe(200)
    const { body: plan } = await old.post('/plans', { action: 'reset-authenticator', target: { ids: [sam.id] } })
    expect(await old.post(`/plans/${plan.id}/run`, { confirm: 1 })).toMatchObject(asksAgain)
    expect((await old.get(`/users/${sam.id}`)).body).toMatchObject({ twoStep: true, superuser: false })
  })
})

test('what a role demands is changed by whoever proved lately who they are (AUTH-9); its name is not asked for that', async () => {
  const { body: role } = await w
    .as('ana')
    .post('/roles', { name: 'Demanding', permissions: [], secondStepRequired: true })
  const old = w.with({ cookie: await w.cookieOf(w.people.ana) })
  w.clock.advance(16 * 60_000)
  const edit = (change: object) => old.patch(`/roles/${role.id}`, change, { 'if-match': '"v1"' })
  expect(await edit({ secondStepRequired: false })).toMatchObject({
    status: 403,
    body: { type: '/problems/prove-again' },
  })
  expect(await edit({ name: 'Less demanding', secondStepRequired: true })).toMatchObject({
    status: 200,
    body: { secondStepRequired: true },
  })
})

describe('Reset authenticator', () => {
  test('S18: takes app, codes and known browsers, signs the person out, tells them why, and writes it down', async () => {
    const sam = await hire()
    const { cookie } = await signIn(sam)
    const set = await setUpAuthenticator(w.with({ cookie }), w.clock)
    const { status, body } = await w.as('ana').post(`/users/${sam.id}/reset-authenticator`)
    expect({ status, body }).toMatchObject({ status: 200, body: { outcome: 'changed', effects: { sessionsEnded: 1 } } })
    expect(await w.with({ cookie }).get('/session')).toMatchObject({
      status: 401,
      body: { type: '/problems/session-ended', reason: 'authenticator-reset' },
    })
    for (const table of ['user_authenticators', 'user_backup_codes', 'user_passkeys', 'known_devices'] as const)
      expect(await w.db.selectFrom(table).selectAll().where('user_id', '=', sam.id).execute()).toEqual([])
    expect((await signIn(sam)).body).toEqual({ next: 'home' })
    expect(await mailsTo(sam)).toHaveLength(2)
    expect((await entriesOf(sam)).at(-1)).toEqual({
      action: 'reset-authenticator',
      changes: { twoStep: [true, false] },
    })
    expect(set.backupCodes).toHaveLength(10)
  })

  test('S18: not of somebody who holds more, and not of oneself', async () => {
    const chief = await w.hire(`Chief ${(hired += 1)}`, { superuser: true })
    await setUpAuthenticator(w.as(chief), w.clock)
    await setUpAuthenticator(w.as('ana'), w.clock)
    expect(await w.as('ana').post(`/users/${chief.id}/reset-authenticator`)).toMatchObject({
      status: 403,
      body: { type: '/problems/holds-more-than-you' },
    })
    expect(await w.as('ana').post(`/users/${w.people.ana.id}/reset-authenticator`)).toMatchObject({
      status: 409,
      body: { reason: 'self' },
    })
    for (const who of [chief, w.people.ana])
      expect(
        await w.db.selectFrom('user_authenticators').selectAll().where('user_id', '=', who.id).execute(),
      ).toHaveLength(1)
  })
})

test('the list says who has two-step verification, and finds those who have it and those who have not', async () => {
  const [on, off] = [await hire({ more: { jobTitle: 'Filter' } }), await hire()]
  await setUpAuthenticator(w.as(on), w.clock)
  const found = async (value: string) =>
    (await w.as('ana').get(`/users?twoStep=any:${value}&limit=200`)).body.items.map((u: { id: string }) => u.id)
  expect(await found('yes')).toContain(on.id)
  expect(await found('yes')).not.toContain(off.id)
  expect(await found('no')).toContain(off.id)
  expect(await found('no')).not.toContain(on.id)
  expect((await w.as('ana').get(`/users/${on.id}`)).body.twoStep).toBe(true)
})
