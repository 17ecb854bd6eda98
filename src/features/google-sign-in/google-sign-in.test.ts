import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nextCode, setUpAuthenticator } from '#test/authenticator.ts'
import { openIdProvider, type Account } from '#test/openid-provider.ts'
import { PASSWORD, world, type Person } from '#test/world.ts'

const provider = await openIdProvider('https://rollcall.test')
afterAll(provider.close)
const w = await world({ openId: provider.settings })
const { nordlys, harbour } = w.tenants
beforeAll(async () => {
  for (const { tenantId } of [nordlys, w.tenants.operators])
    await w.db.insertInto('policies').values({ tenant_id: tenantId, google_sign_in: true }).execute()
})

/** Somebody's browser: it brings back what it was given at the start. */
function browser(headers: Record<string, string> = {}) {
  let errand: string | undefined
  return {
    async leave(tenant = 'nordlys', then?: string) {
      const answer = await w.with().post('/session/google/start', { tenant, ...(then ? { then } : {}) }, headers)
      errand = /__Host-rollcall-errand=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1]
      return answer
    },
    comeBack: (answer: string, cookie = errand) =>
      w.with().post('/session/google', { answer }, { ...headers, cookie: `__Host-rollcall-errand=${cookie}` }),
  }
}
/** From the start to the return, with an account of the provider. */
async function signIn(account: Account | string, tenant?: string) {
  provider.seat(account)
  const own = browser()
  const { body } = await own.leave(tenant)
  return own.comeBack(await provider.visit(body.address))
}
const verified = (sub: string, email: string, hd?: string): Account => ({ sub, email, email_verified: true, hd })
const sessionsOf = (who: Person) =>
  w.db.selectFrom('sessions').selectAll().where('user_id', '=', who.id).where('ended_at', 'is', null).execute()
const linksOf = (who: Person) => w.db.selectFrom('google_links').selectAll().where('user_id', '=', who.id).execute()
const hire = (name: string, oauthEmail: string, more: Parameters<typeof w.hire>[1] = {}) =>
  w.hire(name, { password: null, ...more, more: { ...more.more, oauthEmail } })
/** As an administrator changes it in the form. */
async function setAddress(who: Person, oauthEmail: string | null) {
  const ana = w.as('ana')
  const { headers } = await ana.get(`/users/${who.id}`)
  return ana.patch(`/users/${who.id}`, { oauthEmail }, { 'if-match': String(headers.etag) })
}

describe('signing in with Google', () => {
  test('200: who has no password comes in by the account that was entered for them, and it is written down', async () => {
    const gail = await hire('Gail Google', 'Gail@Gmail.com')
    const { status, body, cookie } = await signIn('gail@gmail.com')
    expect([status, body]).toEqual([200, { next: 'home', then: '/' }])
    expect((await w.with({ cookie }).get('/session')).body).toMatchObject({ user: { username: 'gail.google' } })
    const about = w.as('ana')
    const activity = await about.get(`/users/${gail.id}/activity`)
    expect(activity.body.items.map((line: { kind: string }) => line.kind)).toContain('signed-in')
    expect(JSON.stringify((await about.get(`/users/${gail.id}/history`)).body)).toContain('Google account linked')
    const rows = await w.db.selectFrom('known_devices').select('id').where('user_id', '=', gail.id).execute()
    expect(rows).toHaveLength(1)
  })

  test('200: the page that was asked for is led to; an address of another site is none', async () => {
    await hire('Theo Then', 'then@gmail.com')
    provider.seat('then@gmail.com')
    const own = browser()
    const { body } = await own.leave('nordlys', '/users?status=any:active')
    const back = await own.comeBack(await provider.visit(body.address))
    expect(back.body.then).toBe('/users?status=any:active')
    expect((await own.leave('nordlys', '//elsewhere.example')).status).toBe(422)
  })

  test('S19: the session before it is over, and its id is another', async () => {
    const nina = await hire('Nina New', 'nina@gmail.com')
    const before = await w.cookieOf(nina)
    provider.seat('nina@gmail.com')
    const own = browser()
    const { body } = await own.leave()
    const answer = await provider.visit(body.address)
    const errand = await own.leave() // the tab beside it begins too; only its own return fits
    expect((await own.comeBack(answer)).status).toBe(401)
    const second = await own.comeBack(await provider.visit(errand.body.address))
    expect(second.status).toBe(200)
    expect(second.cookie).not.toBe(before)
    expect(await sessionsOf(nina)).toHaveLength(2)
  })

  test('200 says with which provider, for the sign-in page', async () => {
    expect((await w.with().get('/session/google')).body).toEqual({ name: 'Google' })
  })

  test('409: the same for a tenant that does not use it and one that there is not; nothing is given to the browser', async () => {
    const [off, none] = [await browser().leave('harbour'), await browser().leave('nowhere')]
    const plain = ({ status, body }: typeof off) => ({ status, body: { ...body, requestId: '' } })
    expect(plain(off)).toMatchObject({ status: 409, body: { type: '/problems/provider-not-offered' } })
    expect(plain(none)).toEqual(plain(off))
    expect(off.headers['set-cookie']).toBeUndefined()
  })

  test('409: switched off while somebody was away', async () => {
    await hire('Olaf Off', 'olaf@gmail.com', {})
    provider.seat('olaf@gmail.com')
    const own = browser()
    const { body } = await own.leave()
    const answer = await provider.visit(body.address)
    const set = (on: boolean) =>
      w.db.updateTable('policies').set({ google_sign_in: on }).where('tenant_id', '=', nordlys.tenantId).execute()
    await set(false)
    const back = await own.comeBack(answer)
    await set(true)
    expect(back.body.type).toBe('/problems/provider-not-offered')
  })
})

describe('what does not fit', () => {
  /** Each gives the answer that somebody gets. */
  const cases: Readonly<Record<string, () => ReturnType<typeof signIn>>> = {
    'an account that nobody entered': () => signIn('nobody@gmail.com'),
    'an address that the provider has not verified': async () => {
      await hire('Vera Verified', 'vera@gmail.com')
      return signIn({ sub: 'mallory', email: 'vera@gmail.com', email_verified: false })
    },
    'an account without an address': () => signIn({ sub: 'silent' }),
    'an address that is the same once it is folded': async () => {
      await hire('Kelvin Key', 'kelvin@gmail.com')
      return signIn(verified('not kelvin', '\u212Aelvin@gmail.com'))
    },
    'somebody who is pending': async () => {
      await hire('Pia Pending', 'pia@gmail.com', { status: 'pending' })
      return signIn('pia@gmail.com')
    },
    'somebody who is inactive': async () => {
      await hire('Ivo Inactive', 'ivo@gmail.com', { status: 'inactive' })
      return signIn('ivo@gmail.com')
    },
    'somebody who was deactivated since they came first': async () => {
      const dora = await hire('Dora Deactivated', 'dora@gmail.com')
      expect((await signIn('dora@gmail.com')).status).toBe(200)
      await w.as('ana').post(`/users/${dora.id}/deactivate`, {})
      return signIn('dora@gmail.com')
    },
    'somebody who was deleted': async () => {
      const dina = await hire('Dina Deleted', 'dina@gmail.com')
      await w.as('ana').post(`/users/${dina.id}/delete`, {})
      return signIn('dina@gmail.com')
    },
    'a user of another tenant': async () => {
      await w.hire('Hedda Harbour', { more: { oauthEmail: 'hedda@gmail.com' } }, harbour)
      return signIn('hedda@gmail.com')
    },
    'another account with the same address': async () => {
      await hire('Sam Same', 'sam@gmail.com')
      expect((await signIn(verified('sam', 'sam@gmail.com'))).status).toBe(200)
      return signIn(verified('another sam', 'sam@gmail.com'))
    },
    'a state that was tampered with': async () => {
      const { own, answer } = await away()
      return own.comeBack(answer.replace(/state=./, (start) => (start.endsWith('A') ? 'state=B' : 'state=A')))
    },
    'a code that was tampered with': async () => {
      const { own, answer } = await away()
      return own.comeBack(answer.replace(/code=./, (start) => (start.endsWith('A') ? 'code=B' : 'code=A')))
    },
    'a return that was used': async () => {
      const { own, answer } = await away()
      expect((await own.comeBack(answer)).status).toBe(200)
      return own.comeBack(answer)
    },
    'a return after one that did not succeed': async () => {
      const { own, answer } = await away()
      expect((await own.comeBack(answer.replace(/code=[^&]+/, 'error=access_denied'))).status).toBe(401)
      return own.comeBack(answer)
    },
    'a return of another browser': async () => {
      const { answer } = await away()
      return browser().comeBack(answer)
    },
    'a return in a browser that left for another one': async () => {
      const { answer } = await away()
      const other = browser()
      await other.leave()
      return other.comeBack(answer)
    },
    'a cookie that was not sealed here': async () => {
      const { own, answer } = await away()
      return own.comeBack(answer, 'v1.00000000.AAAA.AAAA')
    },
    'somebody who turned away at the provider': async () => {
      const { own, answer } = await away()
      return own.comeBack(answer.replace(/code=[^&]+/, 'error=access_denied'))
    },
    'an answer of another issuer': async () => {
      const { own, answer } = await away()
      return own.comeBack(answer.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Felsewhere.example'))
    },
    'a return eleven minutes later': async () => {
      const { own, answer } = await away()
      w.clock.advance(11 * 60_000)
      return own.comeBack(answer)
    },
  }
  /** Somebody who could sign in, back from the provider. */
  async function away() {
    provider.seat('away@gmail.com')
    const own = browser()
    const { body } = await own.leave()
    return { own, answer: await provider.visit(body.address) }
  }
  beforeAll(() => hire('Ava Away', 'away@gmail.com').then(() => undefined))

  test('S12, S44: is refused by one and the same answer, and opens no session', async () => {
    const seen: Record<string, unknown> = {}
    for (const [what, come] of Object.entries(cases)) {
      const { status, body, cookie } = await come()
      seen[what] = { status, cookie, body: { ...body, requestId: '' } }
    }
    const refused = {
      status: 401,
      cookie: undefined,
      body: expect.objectContaining({ type: '/problems/account-refused' }),
    }
    const [first] = Object.values(seen)
    expect(first).toEqual(refused)
    for (const [what, answer] of Object.entries(seen)) expect([what, answer]).toEqual([what, first])
  })

  test('S14: a locked account is refused as one that nobody entered, and opens again where it is unlocked', async () => {
    const luis = await hire('Luis Locked', 'luis@gmail.com', { password: PASSWORD })
    for (let i = 0; i < 6; i += 1)
      await w.with().post('/session', { tenant: 'nordlys', name: 'luis.locked', password: 'wrong gravel otter nine' })
    expect((await signIn('luis@gmail.com')).body.type).toBe('/problems/account-refused')
    await w.as('ana').post(`/users/${luis.id}/unlock`, {})
    expect((await signIn('luis@gmail.com')).status).toBe(200)
  })
})

describe('whose account it is (S44)', () => {
  test('S44: an account is bound once; its address may change, and nobody else comes in by the old one', async () => {
    const bea = await hire('Bea Bound', 'bea@gmail.com')
    expect((await signIn(verified('bea', 'bea@gmail.com'))).status).toBe(200)
    expect((await signIn(verified('bea', 'bea.married@gmail.com'))).status).toBe(200)
    expect((await signIn(verified('heir', 'bea@gmail.com'))).status).toBe(401)
    expect(await linksOf(bea)).toMatchObject([{ subject: 'bea', issuer: provider.settings.issuer }])
  })

  test('S44: an administrator who changes the OAuth e-mail, or clears it and enters it again, lets another one in', async () => {
    const cleo = await hire('Cleo Cleared', 'cleo@gmail.com')
    await signIn(verified('cleo', 'cleo@gmail.com'))
    expect((await setAddress(cleo, null)).status).toBe(200)
    expect(await linksOf(cleo)).toEqual([])
    expect((await signIn(verified('cleo', 'cleo@gmail.com'))).status).toBe(401)
    await setAddress(cleo, 'cleo@gmail.com')
    expect((await signIn(verified('cleo again', 'cleo@gmail.com'))).status).toBe(200)
    expect((await signIn(verified('cleo', 'cleo@gmail.com'))).status).toBe(401)
  })

  test('S44: of two accounts with one address at the same moment one is bound', async () => {
    const tess = await hire('Tess Twice', 'tess@gmail.com')
    const both = await Promise.all(
      ['one', 'two'].map(async (sub) => {
        const own = browser()
        const { body } = await own.leave()
        return { own, address: body.address as string, sub }
      }),
    )
    const answers: { own: ReturnType<typeof browser>; answer: string }[] = []
    for (const { own, address, sub } of both) {
      provider.seat(verified(sub, 'tess@gmail.com'))
      answers.push({ own, answer: await provider.visit(address) })
    }
    const statuses = await Promise.all(answers.map(async ({ own, answer }) => (await own.comeBack(answer)).status))
    expect(statuses.toSorted()).toEqual([200, 401])
    expect(await linksOf(tess)).toHaveLength(1)
  })

  test('S44: only accounts of the domains that the tenant named', async () => {
    await hire('Wes Work', 'wes@work.example')
    const set = (google_domains: string[]) =>
      w.db.updateTable('policies').set({ google_domains }).where('tenant_id', '=', nordlys.tenantId).execute()
    await set(['work.example'])
    const answers = [
      await signIn(verified('wes', 'wes@work.example', 'other.example')),
      await signIn(verified('wes', 'wes@work.example', 'work.example')),
    ]
    await set([])
    expect(answers.map(({ status }) => status)).toEqual([401, 200])
  })

  test('S29, 403: the OAuth e-mail lets somebody in, so to change it takes what resetting a password takes', async () => {
    const { headers } = await w.as('marta').get(`/users/${w.people.jon.id}`)
    const etag = { 'if-match': String(headers.etag) }
    const own = { oauthEmail: 'marta@gmail.com' }
    expect((await w.as('marta').patch(`/users/${w.people.jon.id}`, own, etag)).status).toBe(403)
    expect((await w.as('marta').patch(`/users/${w.people.jon.id}`, { jobTitle: 'Lead' }, etag)).status).toBe(200)
  })

  test('LOG-1: of whoever is erased nothing is kept', async () => {
    const eli = await hire('Eli Erased', 'eli@gmail.com')
    await signIn('eli@gmail.com')
    const ana = w.as('ana')
    await ana.post(`/users/${eli.id}/delete`, {})
    expect(await linksOf(eli)).toHaveLength(1)
    await ana.post(`/users/${eli.id}/erase`, {})
    expect(await linksOf(eli)).toEqual([])
  })
})

describe('the same door as the password', () => {
  test('the second step is asked, and leads past a temporary password that was not shown', async () => {
    const stella = await hire('Stella Step', 'stella@gmail.com', { password: PASSWORD })
    const { secret } = await setUpAuthenticator(w.as(stella), w.clock)
    const { body } = await w.as('ana').post(`/users/${stella.id}/reset-password`, {})
    const first = await signIn('stella@gmail.com')
    expect(first.body.next).toBe('second-step')
    expect((await w.with({ cookie: first.cookie }).get('/users')).body.type).toBe('/problems/step-waits')
    const second = await w
      .with({ cookie: first.cookie })
      .post('/session/second-step', { code: nextCode(secret, w.clock) })
    expect(second.body).toEqual({ next: 'home' })
    const typed = { tenant: 'nordlys', name: 'stella.step', password: body.password }
    expect((await w.with().post('/session', typed)).body).toEqual({ next: 'second-step' })
  })

  test('S11: a temporary password is neither asked for nor used up nor replaced', async () => {
    const tom = await hire('Tom Temporary', 'tom@gmail.com', { password: PASSWORD })
    const { body } = await w.as('ana').post(`/users/${tom.id}/reset-password`, {})
    const { body: at, cookie } = await signIn('tom@gmail.com')
    expect(at.next).toBe('home')
    const wanted = { password: 'seven maple bridges hum' }
    expect((await w.with({ cookie }).post('/session/password', wanted)).body.type).toBe('/problems/no-password-due')
    const typed = { tenant: 'nordlys', name: 'tom.temporary', password: body.password }
    expect((await w.with().post('/session', typed)).body).toEqual({ next: 'new-password' })
  })

  test('403: whoever uses the extended IP ACL is served from allowed addresses alone, and is bound to nothing by the try', async () => {
    const isa = await hire('Isa Inside', 'isa@gmail.com', { more: { useAddressList: true } })
    expect((await signIn('isa@gmail.com')).body.type).toBe('/problems/address-not-allowed')
    expect(await linksOf(isa)).toEqual([])
  })

  test('S24, 403 from another site: no page makes a browser sign in', async () => {
    const elsewhere = browser({ origin: 'https://elsewhere.example' })
    expect((await elsewhere.leave()).body.type).toBe('/problems/cross-site')
    expect((await elsewhere.comeBack('code=x&state=y')).body.type).toBe('/problems/cross-site')
  })
})
