/** Mailed links, through the API alone, with the program's own workers and outbox (AUTH-3 to AUTH-5, SECURITY rule 1). */
import { describe, expect, test } from 'vitest'
import { setUpAuthenticator } from '#test/authenticator.ts'
import { atWork } from '#test/at-work.ts'
import { mailsTo, newestMail } from '#test/mailed-links.ts'
import { PASSWORD, world, type Person } from '#test/world.ts'

const w = await world()
await atWork(w)
const NEW = 'seven quiet harbour lamps'
const OTHER = 'eleven loud valley drums'
const MINUTE = 60_000
const nobody = w.with()
/** In a session of now: the clock is put forward. */
const ana = {
  post: (path: string, body?: unknown, headers?: Record<string, string>) => w.as('ana').post(path, body, headers),
}

const forgot = (name: string, tenant = 'nordlys') => nobody.post('/forgot', { tenant, name })
const look = (token: string) => nobody.post('/recovery/look', { token })
const use = (token: string, password = NEW) => nobody.post('/recovery', { token, password })
const signIn = (person: Person, password: string) =>
  w.with().post('/session', { tenant: 'nordlys', name: person.username, password })
const passwordOf = (person: Person) =>
  w.db.selectFrom('user_passwords').select('hash').where('user_id', '=', person.id).executeTakeFirst()
const statusOf = async (person: Person) =>
  (await w.db.selectFrom('users').select('status').where('id', '=', person.id).executeTakeFirstOrThrow()).status
/** Everybody is as patient as the first: the limits of one test are not those of another. */
const forgetLimits = () => w.db.deleteFrom('rate_limits').execute()

const kinds = {
  forgot: { hire: {}, ask: (person: Person) => forgot(person.email) },
  activation: {
    hire: { status: 'pending', password: null },
    ask: (person: Person) => ana.post(`/users/${person.id}/send-activation`),
  },
  reset: { hire: {}, ask: (person: Person) => ana.post(`/users/${person.id}/send-reset-link`) },
} as const
type Kind = keyof typeof kinds
let count = 0
/** Somebody with a fresh link in the mail. */
async function linked(kind: Kind) {
  await forgetLimits()
  const person = await w.hire(`Link ${kind} ${(count += 1)}`, kinds[kind].hire)
  expect((await kinds[kind].ask(person)).status).toBeLessThan(300)
  return { person, ...(await newestMail(w, person)) }
}
const all = (Object.keys(kinds) as Kind[]).map((kind) => [kind] as const)
const over = { status: 410, body: { type: '/problems/link-over' } }

describe.each(all)('a link by %s', (kind) => {
  test('sets one password, once, and says for whom before', async () => {
    const { person, token, link } = await linked(kind)
    expect(link).toBe(`https://rollcall.test/${kind === 'activation' ? 'activate' : 'reset'}#${token}`)
    expect((await look(token)).body).toMatchObject({
      kind,
      username: person.username,
      tenant: { slug: 'nordlys', name: 'Nordlys' },
      least: 15,
    })
    expect(await use(token)).toMatchObject({
      status: 200,
      body: { tenant: 'nordlys', username: person.username, active: true },
    })
    expect(await statusOf(person)).toBe('active')
    expect((await signIn(person, NEW)).status).toBe(200)
    expect((await signIn(person, PASSWORD)).status).toBe(401)
    expect(await look(token)).toMatchObject(over)
    expect(await use(token, OTHER)).toMatchObject(over)
    expect((await signIn(person, NEW)).status).toBe(200)
  })

  test('S8: its token has 256 random bits, and its hash alone is kept', async () => {
    const { token } = await linked(kind)
    expect(token).toMatch(/^\d+\.[\w-]{43}$/)
    const secret = token.split('.')[1]!
    const kept = await Promise.all([
      ...(['recovery_links', 'outbox', 'outbox_words', 'history', 'change_sets', 'idempotency_keys'] as const).map(
        (t) => w.db.selectFrom(t).selectAll().execute(),
      ),
    ])
    expect(JSON.stringify(kept)).not.toContain(secret)
  })

  test('S8: it ends when its time is over, and not before', async () => {
    const minutes = { forgot: 30, activation: 7 * 24 * 60, reset: 60 }[kind]
    const { person, token } = await linked(kind)
    w.clock.advance((minutes - 1) * MINUTE)
    expect((await look(token)).status).toBe(200)
    w.clock.advance(MINUTE)
    expect(await look(token)).toMatchObject(over)
    const before = await passwordOf(person)
    expect(await use(token)).toMatchObject(over)
    expect(await passwordOf(person)).toEqual(before)
  })

  test('S8: a newer one voids it', async () => {
    const { person, token } = await linked(kind)
    await kinds[kind].ask(person)
    const newer = await newestMail(w, person, 2)
    expect(await use(token)).toMatchObject(over)
    expect((await use(newer.token)).status).toBe(200)
  })

  test('S8: of fifty who come with it at once, one wins', async () => {
    const { person, token } = await linked(kind)
    const passwords = Array.from({ length: 50 }, (_, i) => `harbour lamps number ${i}`)
    const answers = await Promise.all(passwords.map((password) => use(token, password)))
    const won = passwords.filter((_, i) => answers[i]!.status === 200)
    expect(won).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(49)
    expect((await signIn(person, won[0]!)).status).toBe(200)
  })

  test('S8: it is void once the account has another address, another password, or another status for a moment', async () => {
    const changes: ((person: Person) => Promise<unknown>)[] = [
      ({ id }) =>
        w.db
          .updateTable('users')
          .set({ email: `${id}@other.example` })
          .where('id', '=', id)
          .execute(),
      ({ id }) => ana.post(`/users/${id}/reset-password`),
      ({ id }) => ana.post(`/users/${id}/deactivate`),
      async ({ id }) => {
        await ana.post(`/users/${id}/deactivate`)
        await ana.post(`/users/${id}/activate`)
      },
      ({ id }) => ana.post(`/users/${id}/delete`),
    ]
    for (const change of changes) {
      const { person, token } = await linked(kind)
      await change(person)
      const before = await passwordOf(person)
      expect(await look(token)).toMatchObject(over)
      expect(await use(token)).toMatchObject(over)
      expect(await passwordOf(person)).toEqual(before)
    }
  })

  test('S10: it begins with the configured address, whatever a request says', async () => {
    await forgetLimits()
    const person = await w.hire(`Host ${kind}`, kinds[kind].hire)
    const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
    if (kind === 'forgot') await nobody.post('/forgot', { tenant: 'nordlys', name: person.email }, forged)
    else await ana.post(`/users/${person.id}/send-${kind === 'reset' ? 'reset-link' : kind}`, {}, forged)
    const { text, link } = await newestMail(w, person)
    expect(link).toMatch(/^https:\/\/rollcall\.test\//)
    expect(text).not.toContain('evil')
  })

  test('S9: using it opens no session, and ends those that there are', async () => {
    const { person, token } = await linked(kind)
    const there = w.as(person)
    await there.get('/session')
    const { cookie, headers } = await use(token)
    expect([cookie, headers['set-cookie']]).toEqual([undefined, undefined])
    expect((await there.get('/session')).status).toBe(401)
  })

  test('S9: the second step is asked for after it as before', async () => {
    if (kind === 'activation') return
    await forgetLimits()
    const person = await w.hire(`Second ${kind}`)
    await setUpAuthenticator(w.as(person), w.clock)
    await kinds[kind].ask(person)
    const { token } = await newestMail(w, person)
    expect((await use(token)).status).toBe(200)
    expect((await signIn(person, NEW)).body).toEqual({ next: 'second-step' })
  })

  test('S4: a password that is too easy is refused, and the link still works', async () => {
    const { token, person } = await linked(kind)
    expect((await use(token, 'short')).body).toMatchObject({
      type: '/problems/password-refused',
      errors: [{ pointer: '#/password', code: 'too-short' }],
    })
    expect((await use(token, `${person.username} 2026`)).body.errors[0].code).toBe('own-words')
    expect((await use(token, 'é'.repeat(2049))).status).toBe(422)
    expect((await use(token)).status).toBe(200)
  })

  test('S26: its token under another tenant is no link', async () => {
    const { token, person } = await linked(kind)
    const secret = token.split('.')[1]!
    const before = await passwordOf(person)
    for (const forged of [`${w.tenants.harbour.tenantId}.${secret}`, secret, `0.${secret}`, `${token}x`, '', '1.'])
      expect(await use(forged)).toMatchObject(over)
    expect(await passwordOf(person)).toEqual(before)
    expect((await use(token)).status).toBe(200)
  })

  test('the change log says who came, and not with what', async () => {
    const { token, person } = await linked(kind)
    await use(token)
    const rows = await w.db
      .selectFrom('history as h')
      .innerJoin('change_sets as c', 'c.id', 'h.change_set_id')
      .selectAll()
      .where('h.user_id', '=', person.id)
      .where('c.action', '=', kind === 'activation' ? 'accept-invitation' : 'recover-password')
      .execute()
    expect(rows).toMatchObject([{ actor_id: person.id, actor_kind: 'user' }])
    expect(rows[0]!.changes).toEqual({
      password: 'changed',
      ...(kind === 'activation' ? { status: ['pending', 'active'] } : {}),
    })
    expect(JSON.stringify(rows)).not.toContain(NEW)
  })
})

describe('a forgotten password', () => {
  test('S12: the answer is the same for everybody, and so is the work before it', async () => {
    await forgetLimits()
    const status = async (name: string, hiring: Parameters<typeof w.hire>[1]) => (await w.hire(name, hiring)).username
    const names = [
      await status('Same Active', {}),
      await status('Same Pending', { status: 'pending', password: null }),
      await status('Same Inactive', { status: 'inactive' }),
      'nobody.at.all',
      '',
    ]
    const answers = [
      ...(await Promise.all(names.map((name) => forgot(name)))),
      await forgot('ana.lind', 'no-such-tenant'),
    ]
    for (const { status: code, body } of answers) expect([code, body]).toEqual([202, {}])
    const lengths = answers.map(({ headers }) => headers['content-length'])
    expect(new Set(lengths).size).toBe(1)
  })

  test('S12: a mail goes to whoever is active, and to nobody else', async () => {
    await forgetLimits()
    const active = await w.hire('Mail Active')
    const others = [
      await w.hire('Mail Pending', { status: 'pending', password: null }),
      await w.hire('Mail Inactive', { status: 'inactive' }),
    ]
    for (const person of [...others, active]) await forgot(person.username)
    await newestMail(w, active)
    for (const person of others) expect(await mailsTo(w, person)).toEqual([])
  })

  test('S9: a password that is not used up goes on working until a new one is set', async () => {
    const { person } = await linked('forgot')
    expect((await signIn(person, PASSWORD)).status).toBe(200)
  })

  test('S12: so many an hour for one account, whatever it is called, and the answer stays the same', async () => {
    await forgetLimits()
    const person = await w.hire('Often Asked')
    const names = [person.username, person.email, person.username.toUpperCase()]
    for (let i = 0; i < 9; i += 1) expect((await forgot(names[i % 3]!)).status).toBe(202)
    const last = await w.hire('Asked Last')
    await forgot(last.username)
    await newestMail(w, last)
    await expect.poll(async () => (await mailsTo(w, person)).length).toBe(5)
  })

  test('429 for one address that asks for everybody', async () => {
    await forgetLimits()
    const codes: number[] = []
    for (let i = 0; i < 21; i += 1) codes.push((await forgot(`guess.${i}`)).status)
    expect(codes.slice(0, 20)).toEqual(Array(20).fill(202))
    expect(codes[20]).toBe(429)
    await forgetLimits()
  })
})

describe('a new user', () => {
  const made = (username: string) => ({
    username,
    email: `${username}@nordlys.example`,
    site: w.tenants.nordlys.siteId,
    roles: [{ id: w.tenants.nordlys.roles.agent }],
    signIn: 'activation',
  })

  test('201 with an activation mail, in the transaction that creates them', async () => {
    const { status, body } = await ana.post('/users', made('nora.new'))
    expect([status, body.user.status, body.temporaryPassword]).toEqual([201, 'pending', undefined])
    const { token } = await newestMail(w, body.user)
    expect((await use(token)).body).toEqual({ tenant: 'nordlys', username: 'nora.new', active: true })
  })

  test('403 where the one who creates may invite nobody, and nobody is created', async () => {
    const values = { tenant_id: w.tenants.nordlys.tenantId, name: 'Maker', name_key: 'maker' }
    const permissions = ['users.read', 'users.create', 'users.roles', 'calls.take']
    const role = await w.db
      .insertInto('roles')
      .values({ ...values, permissions })
      .returning('id')
      .executeTakeFirstOrThrow()
    const maker = w.as(await w.hire('Mia Maker', { more: { roles: [role] } }))
    const { status, body } = await maker.post('/users', { ...made('nils.new'), roles: [role] })
    expect([status, body.permission]).toEqual([403, 'users.invite'])
    expect(await w.db.selectFrom('users').select('id').where('username', '=', 'nils.new').execute()).toEqual([])
  })
})

describe('an administrator’s link', () => {
  test('S21: signs the person out at once, and the old password is void at once', async () => {
    const person = await w.hire('Rita Reset')
    const there = w.as(person)
    await there.get('/session')
    const { status, body } = await ana.post(`/users/${person.id}/send-reset-link`)
    expect([status, body.effects]).toEqual([200, { sessionsEnded: 1 }])
    expect((await there.get('/session')).body).toMatchObject({ reason: 'password-reset' })
    expect((await signIn(person, PASSWORD)).status).toBe(401)
  })

  test('S9: lets nobody in who is inactive', async () => {
    const person = await w.hire('Ivan Inactive', { status: 'inactive' })
    expect((await ana.post(`/users/${person.id}/send-reset-link`)).status).toBe(200)
    const { token } = await newestMail(w, person)
    expect((await use(token)).body).toMatchObject({ active: false })
    expect(await statusOf(person)).toBe('inactive')
    expect((await signIn(person, NEW)).status).toBe(401)
  })

  test('409 for oneself and for whoever is pending; already so for an activation of whoever is active', async () => {
    const pending = await w.hire('Petra Pending', { status: 'pending', password: null })
    const inactive = await w.hire('Ingo Inactive', { status: 'inactive' })
    const ask = (action: string, { id }: Person) => ana.post(`/users/${id}/${action}`)
    expect((await ask('send-reset-link', w.people.ana)).body).toMatchObject({ status: 409, reason: 'self' })
    expect((await ask('send-reset-link', pending)).body).toMatchObject({ status: 409, reason: 'still-pending' })
    expect((await ask('send-activation', inactive)).body).toMatchObject({ status: 409, reason: 'not-pending' })
    expect((await ask('send-activation', w.people.jon)).body).toMatchObject({ outcome: 'already' })
    for (const person of [pending, inactive, w.people.jon]) expect(await mailsTo(w, person)).toEqual([])
  })

  test('403 without the permission, 404 for somebody of another tenant, and no mail', async () => {
    const pending = await w.hire('Pia Pending', { status: 'pending', password: null })
    for (const action of ['send-activation', 'send-reset-link']) {
      expect((await w.as('jon').post(`/users/${pending.id}/${action}`)).status).toBe(403)
      expect((await ana.post(`/users/${w.people.hugo.id}/${action}`)).status).toBe(404)
    }
    expect(await mailsTo(w, pending)).toEqual([])
    expect(await mailsTo(w, w.people.hugo)).toEqual([])
  })

  test('S30: 409 for the last administrator, whose password would be void', async () => {
    const otto = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: w.tenants.harbour.tenantId }) })
    const before = await passwordOf(w.people.hugo)
    expect((await otto.post(`/users/${w.people.hugo.id}/send-reset-link`)).body).toMatchObject({
      status: 409,
      reason: 'last-administrator',
    })
    expect(await passwordOf(w.people.hugo)).toEqual(before)
    expect(await mailsTo(w, w.people.hugo)).toEqual([])
  })
})
