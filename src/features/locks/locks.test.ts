/** Locks after failed tries (AUTH-7): counted before anything is looked at, apart for strangers and known browsers. */
import { describe, expect, test } from 'vitest'
import { atWork } from '#test/at-work.ts'
import { setUpAuthenticator } from '#test/authenticator.ts'
import { lock } from '#test/locking.ts'
import { logOf } from '#test/state.ts'
import { PASSWORD, world, type Person } from '#test/world.ts'
import { verifications } from '#src/server/crypto/passwords.ts'
import { DEVICE_COOKIE } from '#src/server/http/caller.ts'
import { FAILURES_FROM_ONE_ADDRESS, FREE_TRIES, MOST_IN_A_ROW } from './rules.ts'

const w = await world()
const { nordlys } = w.tenants
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WRONG = 'wrong gravel otter nine'

type From = { readonly address?: string; readonly device?: string | undefined; readonly tenant?: string }
let lastAddress = 0
/** Somebody at a sign-in page, from an address of their own unless told. */
async function signIn(name: string, password = WRONG, { address, device, tenant = 'nordlys' }: From = {}) {
  lastAddress += 1
  const response = await w.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    remoteAddress: address ?? `10.${lastAddress >> 16}.${(lastAddress >> 8) & 255}.${lastAddress & 255}`,
    headers: { 'x-rollcall': '1' },
    ...(device ? { cookies: { [DEVICE_COOKIE]: device } } : {}),
    payload: { tenant, name, password },
  })
  const { requestId: _own, ...body } = response.json<Record<string, unknown>>()
  return {
    status: response.statusCode,
    body,
    retryAfter: response.headers['retry-after'],
    headers: Object.keys(response.headers).sort(),
    device: response.cookies.find((c) => c.name === DEVICE_COOKIE)?.value,
  }
}
const fail = async (name: string, times: number, from?: From) => {
  const answers = []
  for (let i = 0; i < times; i += 1) answers.push(await signIn(name, WRONG, from))
  return answers.map(({ status }) => status)
}
let hired = 0
const hire = (hiring = {}): Promise<Person> => w.hire(`Tried ${(hired += 1)}`, hiring)
const checked = async (work: () => Promise<unknown>) => {
  const before = verifications()
  await work()
  return verifications() - before
}
const isLocked = async (id: string) => (await w.as('ana').get(`/users/${id}`)).body.locked as boolean

describe('strangers', () => {
  test('five failures, and then one waits: a minute, two, five, a quarter of an hour, an hour; never more than ten tries in an hour', async () => {
    const { username, id } = await hire()
    expect(await fail(username, 6)).toEqual([401, 401, 401, 401, 401, 429])
    expect(await isLocked(id)).toBe(true)
    const through: number[] = []
    for (let minute = 0; minute < 180; minute += 1) {
      if ((await signIn(username)).status === 401) through.push(minute)
      w.clock.advance(MINUTE)
    }
    expect(through).toEqual([1, 3, 8, 23, 83, 143])
  })

  test('the answer says how long to wait, in words and in Retry-After', async () => {
    const { username } = await hire()
    await fail(username, FREE_TRIES)
    const { status, body, retryAfter } = await signIn(username)
    expect([status, body['detail'], retryAfter]).toEqual([
      429,
      'Wait a minute and try again.',
      expect.stringMatching(/^(59|60)$/),
    ])
  })

  test('whoever signs in is back at nought after a day without failures, and the right password is no failure', async () => {
    const { username } = await hire()
    await fail(username, 4)
    for (let i = 0; i < 8; i += 1) expect((await signIn(username, PASSWORD)).status).toBe(200)
    expect(await fail(username, 2)).toEqual([401, 429])
    w.clock.advance(25 * HOUR)
    expect(await fail(username, 6)).toEqual([401, 401, 401, 401, 401, 429])
  })

  test('S13: of fifty tries at once exactly five are looked at', async () => {
    const { username } = await hire()
    let answers: number[] = []
    const looked = await checked(async () => {
      answers = (await Promise.all(Array.from({ length: 50 }, () => signIn(username)))).map((a) => a.status)
    })
    expect([looked, answers.filter((s) => s === 401).length, answers.filter((s) => s === 429).length]).toEqual([
      5, 5, 45,
    ])
  })

  test('S13: by username and by e-mail together no more than by one of them; the lock of the account is told to nobody', async () => {
    const { username, email } = await hire()
    expect(await fail(username, 3)).toEqual([401, 401, 401])
    expect(await fail(email, 3)).toEqual([401, 401, 401])
    // The right password, while the account is locked and its name is not: the same words as a wrong one.
    const right = await signIn(email, PASSWORD)
    expect([right.status, right.body['type']]).toEqual([401, '/problems/wrong-credentials'])
    w.clock.advance(2 * MINUTE)
    expect((await signIn(email, PASSWORD)).status).toBe(200)
  })

  test('S13: every way to prove who one is counts together: password, code, backup code, own password, proving it again', async () => {
    const person = await hire()
    const { cookie } = await w.with().post('/session', { tenant: 'nordlys', name: person.username, password: PASSWORD })
    const app = await setUpAuthenticator(w.with({ cookie }), w.clock)
    // A thief of the password and of the session, in a browser of their own.
    const session = w.with({ cookie: app.cookie ?? cookie })
    const half = async () =>
      w.with({
        cookie: (await w.with().post('/session', { tenant: 'nordlys', name: person.username, password: PASSWORD }))
          .cookie,
      })
    const code = { code: '000000' }
    const ways = [
      async () => (await half()).post('/session/second-step', code),
      async () => (await half()).post('/session/second-step', { backupCode: 'AAAA-AAAA-AAAA-AAAA' }),
      () => session.post('/session/proof', { password: WRONG }),
      () => session.post('/me/password', { present: WRONG, password: 'another gravel otter nine' }),
      () => w.with().post('/session', { tenant: 'nordlys', name: person.username, password: WRONG }),
    ]
    const inTime = []
    for (const way of ways) inTime.push((await way()).status)
    expect(inTime).toEqual([401, 401, 401, 422, 401])
    const waiting = await session.post('/session/proof', { password: PASSWORD })
    expect([waiting.status, waiting.body.type]).toEqual([429, '/problems/too-many-requests'])
    expect(
      (await session.post('/me/password', { present: PASSWORD, password: 'another gravel otter nine' })).status,
    ).toBe(429)
    expect((await signIn(person.username, PASSWORD)).status).toBe(401)
  })

  test('S13: after a hundred failures in a row nobody gets through until somebody unlocks it', async () => {
    const { username, id } = await hire()
    let through = 0
    for (let turn = 0; turn < 130; turn += 1) {
      through += (await fail(username, 1)).filter((s) => s === 401).length
      w.clock.advance(61 * MINUTE)
    }
    expect(through).toBe(MOST_IN_A_ROW)
    w.clock.advance(40 * 24 * HOUR)
    const waiting = await signIn(username, PASSWORD)
    expect([waiting.status, waiting.retryAfter]).toEqual([429, undefined])
    await w.as('ana').post(`/users/${id}/unlock`)
    expect((await signIn(username, PASSWORD)).status).toBe(200)
  })
})

describe('nobody learns whose account it is', () => {
  const five = async () => {
    const [active, inactive, pending, locked] = [
      await hire(),
      await hire({ status: 'inactive' }),
      await hire({ status: 'pending' }),
      await hire(),
    ]
    await fail(locked.email, FREE_TRIES + 1)
    return [active.username, inactive.username, pending.username, locked.username, `nobody-${hired}`]
  }

  test('S12: an unknown, active, inactive, pending and locked account answer alike, try after try: status, words, headers', async () => {
    const names = await five()
    const answers = []
    for (const name of names) {
      const said = []
      for (let i = 0; i < 8; i += 1) said.push(await signIn(name))
      answers.push(
        said.map(({ retryAfter: _seconds, body: { retryAfter: _same, ...body }, ...rest }) => ({ ...rest, body })),
      )
    }
    expect(answers[0]!.map((a) => a.status)).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    for (const other of answers) expect(other).toEqual(answers[0])
    const nowhere = []
    for (let i = 0; i < 8; i += 1) nowhere.push((await signIn('anybody', WRONG, { tenant: 'nowhere' })).status)
    expect(nowhere).toEqual(answers[0]!.map((a) => a.status))
  })

  test('S12: and each costs the same: one verification for each try that is looked at, none while one waits', async () => {
    for (const name of await five()) expect([name, await checked(() => fail(name, 8))]).toEqual([name, FREE_TRIES])
  })

  test('S40: what was typed stands in no table', async () => {
    await signIn('a-name-to-be-found', 'a-password-to-be-found')
    const rows = await w.db.selectFrom('sign_in_tries').selectAll().execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('to-be-found')
  })
})

describe('a browser that the account knows', () => {
  test('S14: strangers keep nobody out who signed in there before; their guesses go on being refused', async () => {
    const { username, id } = await hire()
    const { device } = await signIn(username, PASSWORD)
    expect(device).toMatch(/^[\w-]{43}$/)
    await fail(username, 7)
    expect(await isLocked(id)).toBe(true)
    expect((await signIn(username, PASSWORD)).status).toBe(429)
    expect((await signIn(username, PASSWORD, { device })).status).toBe(200)
    expect((await signIn(username, PASSWORD)).status).toBe(429)
  })

  test('it has tries of its own, and locks by itself; strangers are not locked by it', async () => {
    const { username } = await hire()
    const { device } = await signIn(username, PASSWORD)
    expect(await fail(username, 6, { device })).toEqual([401, 401, 401, 401, 401, 429])
    expect((await signIn(username, PASSWORD)).status).toBe(200)
  })

  test('it knows the account that signed in there, and no other one', async () => {
    const [mine, other] = [await hire(), await hire()]
    const { device } = await signIn(mine.username, PASSWORD)
    expect(await fail(other.username, 6, { device })).toEqual([401, 401, 401, 401, 401, 429])
    // Two who share a browser are both known there.
    w.clock.advance(25 * HOUR)
    expect((await signIn(other.username, PASSWORD, { device })).status).toBe(200)
    await fail(other.username, 6)
    expect((await signIn(other.username, PASSWORD, { device })).status).toBe(200)
  })

  test.each(['reset-password', 'deactivate'])('S18: after %s it is a stranger’s again', async (action) => {
    const { username, id } = await hire()
    const { device } = await signIn(username, PASSWORD)
    await w.as('ana').post(`/users/${id}/${action}`, action === 'deactivate' ? undefined : {})
    expect(await w.db.selectFrom('known_devices').selectAll().where('user_id', '=', id).execute()).toEqual([])
    await fail(username, 6)
    expect((await signIn(username, PASSWORD, { device })).status).toBe(429)
  })

  test('S23: its cookie is kept from scripts and other sites, and stays when somebody signs out', async () => {
    const { username } = await hire()
    const signedIn = await w.with().post('/session', { tenant: 'nordlys', name: username, password: PASSWORD })
    const cookies = ([] as string[]).concat(signedIn.headers['set-cookie'] as unknown as string[])
    const own = cookies.find((c) => c.startsWith(DEVICE_COOKIE))
    for (const word of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax', 'Max-Age=15552000']) expect(own).toContain(word)
    const out = await w.with({ cookie: signedIn.cookie }).delete('/session')
    expect(String(out.headers['set-cookie'])).not.toContain(DEVICE_COOKIE)
  })
})

describe('one address against many accounts', () => {
  test('after a hundred failures from one network the next ones wait, whoever they try; others go on', async () => {
    const answers = []
    for (let i = 0; i < FAILURES_FROM_ONE_ADDRESS.most + 5; i += 1)
      answers.push((await signIn(`sprayed-${i}`, WRONG, { address: `2001:db8:1:2::${i.toString(16)}` })).status)
    expect(answers.filter((s) => s === 429).length).toBe(5)
    const { username } = await hire()
    expect((await signIn(username, PASSWORD, { address: '2001:db8:1:2:ffff::1' })).status).toBe(429)
    expect((await signIn(username, PASSWORD, { address: '2001:db8:1:3::1' })).status).toBe(200)
    w.clock.advance(HOUR + MINUTE)
    expect((await signIn(username, PASSWORD, { address: '2001:db8:1:2::1' })).status).toBe(200)
  })

  test('S13: 640 guesses at once from 64 addresses: five are looked at, and the owner signs in meanwhile', async () => {
    const { username } = await hire()
    const { device } = await signIn(username, PASSWORD)
    let owner: number | undefined
    const looked = await checked(async () => {
      const guesses = Array.from({ length: 640 }, (_, i) =>
        signIn(username, WRONG, { address: `127.0.0.${1 + (i % 64)}` }),
      )
      owner = (await signIn(username, PASSWORD, { device })).status
      await Promise.all(guesses)
    })
    expect([owner, looked]).toEqual([200, FREE_TRIES + 1])
  })
})

describe('what is told of a lock', () => {
  test('S41: the change log has the lock with its address, once, and the unlocking with who did it', async () => {
    await atWork(w)
    const { username, id } = await hire()
    await fail(username, 7, { address: '198.51.100.7' })
    const words = async () => (await logOf(w, id)).map((e) => [e.action, e.actor, e.changes])
    await expect.poll(words, { timeout: 20_000 }).toContainEqual(['lock', 'sign-in', { locked: [false, true] }])
    const { body } = await w.as('ana').post(`/users/${id}/unlock`)
    expect(body.outcome).toBe('changed')
    expect((await words()).filter(([action]) => action === 'lock' || action === 'unlock')).toEqual([
      ['lock', 'sign-in', { locked: [false, true] }],
      ['unlock', w.people.ana.id, { locked: [true, false] }],
    ])
    const { changeSet } = (await logOf(w, id)).find((e) => e.action === 'lock')!
    const { address } = await w.db
      .selectFrom('change_sets')
      .select('address')
      .where('id', '=', changeSet)
      .executeTakeFirstOrThrow()
    expect(address).toBe('198.51.100.7')
    expect((await signIn(username, PASSWORD)).status).toBe(200)
  })

  test('S14: Unlock resets every counter; who is not locked is so already', async () => {
    const { username, id } = await hire()
    const { device } = await signIn(username, PASSWORD)
    await fail(username, 7)
    await fail(username, 7, { device })
    await w.as('ana').post(`/users/${id}/unlock`)
    expect(await w.db.selectFrom('sign_in_tries').selectAll().where('user_id', '=', id).execute()).toEqual([])
    expect((await w.as('ana').post(`/users/${id}/unlock`)).body.outcome).toBe('already')
    expect(await fail(username, 6)).toEqual([401, 401, 401, 401, 401, 429])
  })

  test('S30: an administrator whom strangers locked counts as one: the other one may go', async () => {
    const second = await hire({ role: 'administrator' })
    await lock(w, second.id)
    const otto = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: nordlys.tenantId }) })
    expect((await otto.post(`/users/${w.people.ana.id}/deactivate`)).status).toBe(200)
    expect((await otto.post(`/users/${second.id}/deactivate`)).body.reason).toBe('last-administrator')
    await otto.post(`/users/${w.people.ana.id}/activate`)
  })

  test('the list knows who is locked, and finds them', async () => {
    const { email, id } = await hire()
    await fail(email, 6)
    const { body } = await w.as('ana').get('/users?locked=any:yes&limit=200')
    expect(body.items.map((u: { id: string }) => u.id)).toContain(id)
    expect(body.items.every((u: { locked: boolean }) => u.locked)).toBe(true)
    const others = await w.as('ana').get('/users?locked=any:no&limit=200')
    expect(others.body.items.map((u: { id: string }) => u.id)).not.toContain(id)
  })
})
