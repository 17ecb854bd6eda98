import { describe, expect, test } from 'vitest'
import { NOBODYS_HASH, verifications } from '#src/server/crypto/passwords.ts'
import { PASSWORD, world } from '#test/world.ts'

const w = await world()
const signIn = (tenant: string, name: string, password: string = PASSWORD, cookie?: string) =>
  w.with({ cookie }).post('/session', { tenant, name, password })
const sessionsOf = (userId: string) => w.db.selectFrom('sessions').selectAll().where('user_id', '=', userId).execute()

describe('signing in', () => {
  test('200 with the username, and the console opens', async () => {
    const { status, body, cookie } = await signIn('nordlys', 'ana.lind')
    expect(status).toBe(200)
    expect(body).toEqual({ next: 'home' })
    const me = await w.with({ cookie }).get('/session')
    expect(me.status).toBe(200)
    expect(me.body).toMatchObject({
      next: 'home',
      user: { username: 'ana.lind', name: 'Ana Lind', timeZone: 'Europe/Riga' },
      tenant: { slug: 'nordlys' },
      operator: false,
      superuser: false,
    })
  })

  test('200 with the e-mail, in any case and compatibility form', async () => {
    expect((await signIn('nordlys', 'ANA.Lind@NORDLYS.example')).status).toBe(200)
    expect((await signIn(' Nordlys ', 'ａｎａ.lind')).status).toBe(200)
  })

  test('the last sign-in is remembered, and is no entry of the change log', async () => {
    const before = await w.db.selectFrom('history').selectAll().where('user_id', '=', w.people.ines.id).execute()
    await signIn('nordlys', 'ines.faria')
    const row = await w.db
      .selectFrom('user_sign_ins')
      .selectAll()
      .where('user_id', '=', w.people.ines.id)
      .executeTakeFirstOrThrow()
    expect(Math.abs(row.last_at.getTime() - Date.now())).toBeLessThan(10_000)
    expect(await w.db.selectFrom('history').selectAll().where('user_id', '=', w.people.ines.id).execute()).toEqual(
      before,
    )
  })

  test('S12 401 with one and the same answer, whatever does not fit', async () => {
    await w.hire('Pia Pending', { status: 'pending' })
    await w.hire('Ivo Inactive', { status: 'inactive' })
    await w.hire('Nora Nopass', { password: null })
    const tries = [
      ['nowhere', 'ana.lind'],
      ['nordlys', 'nobody'],
      ['harbour', 'ana.lind'],
      ['nordlys', 'pia.pending'],
      ['nordlys', 'ivo.inactive'],
      ['nordlys', 'nora.nopass'],
    ] as const
    const answers = await Promise.all([
      ...tries.map(([t, n]) => signIn(t, n)),
      signIn('nordlys', 'ana.lind', 'wrong gravel otter nine'),
    ])
    const [first, ...others] = answers.map(({ status, body, cookie }) => ({
      status,
      cookie,
      body: { ...body, requestId: '' },
    }))
    expect(first).toMatchObject({ status: 401, body: { type: '/problems/wrong-credentials' } })
    for (const other of others) expect(other).toEqual(first)
  })

  test('S12 an unknown name or tenant costs the processor a verification, as a wrong password does', async () => {
    await signIn('nordlys', 'ines.faria') // with today's parameters from now on
    const looked = async (tenant: string, name: string) => {
      const before = verifications()
      await signIn(tenant, name, 'wrong gravel otter nine')
      return verifications() - before
    }
    expect(await looked('nordlys', 'ines.faria')).toBe(1)
    expect(await looked('nordlys', 'nobody')).toBe(1)
    expect(await looked('nowhere', 'ana.lind')).toBe(1)
    // With the same parameters, which say what it costs.
    const { hash } = await w.db
      .selectFrom('user_passwords')
      .select('hash')
      .where('user_id', '=', w.people.ines.id)
      .executeTakeFirstOrThrow()
    const parameters = (stored: string) => stored.split('$').slice(0, 4)
    expect(parameters(NOBODYS_HASH)).toEqual(parameters(hash))
  })

  test('S5 the hash is made anew when its parameters are older than today’s', async () => {
    const zoe = await w.hire('Zoe Zed')
    const hashOf = async () =>
      (await w.db.selectFrom('user_passwords').select('hash').where('user_id', '=', zoe.id).executeTakeFirstOrThrow())
        .hash
    expect(await hashOf()).toContain('m=64,t=1,p=1')
    expect((await signIn('nordlys', 'zoe.zed')).status).toBe(200)
    const after = await hashOf()
    expect(after).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
    expect((await signIn('nordlys', 'zoe.zed')).status).toBe(200)
    expect(await hashOf()).toBe(after)
  })

  test('S1 422 for 4,097 bytes, before anything is hashed', async () => {
    expect((await signIn('nordlys', 'ana.lind', 'é'.repeat(2048) + 'x')).status).toBe(422)
    expect((await signIn('nordlys', 'ana.lind', 'é'.repeat(2048))).status).toBe(401)
  })

  test('S3 passwords that differ in case or far behind do not open for each other; compatibility forms do', async () => {
    const long = `${'lantern gravel otter '.repeat(5)}x`
    await w.hire('Lea Long', { password: long })
    await w.hire('Eva Accent', { password: 'Kävely ﬁsk lantern' })
    expect((await signIn('nordlys', 'lea.long', `${long.slice(0, -1)}y`)).status).toBe(401)
    expect((await signIn('nordlys', 'lea.long', long.toUpperCase())).status).toBe(401)
    expect((await signIn('nordlys', 'eva.accent', 'Ka\u0308vely fisk lantern')).status).toBe(200)
    expect((await signIn('nordlys', 'lea.long', long)).status).toBe(200)
  })

  test('S19 S23 the cookie names the tenant and 256 random bits, of which only the hash is kept', async () => {
    const { headers, cookie } = await signIn('nordlys', 'kai.sorensen')
    expect(cookie).toMatch(new RegExp(`^${w.tenants.nordlys.tenantId}\\.[\\w-]{43}$`))
    for (const word of ['__Host-rollcall=', 'Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax'])
      expect(String(headers['set-cookie'])).toContain(word)
    expect(String(headers['set-cookie'])).not.toContain('Domain')
    const [row] = await sessionsOf(w.people.kai.id)
    expect(JSON.stringify(row)).not.toContain(cookie!.split('.')[1])
  })

  test('S19 signing in again gives a new session, and the one before is over', async () => {
    const first = await signIn('nordlys', 'kai.sorensen')
    const second = await signIn('nordlys', 'kai.sorensen', PASSWORD, first.cookie)
    expect(second.cookie).not.toBe(first.cookie)
    expect((await w.with({ cookie: first.cookie }).get('/session')).body).toMatchObject({
      type: '/problems/session-ended',
      reason: 'signed-out',
    })
    expect((await w.with({ cookie: second.cookie }).get('/session')).status).toBe(200)
  })

  test('200 although the browser still holds the cookie of a session that is over', async () => {
    const { cookie } = await signIn('nordlys', 'kai.sorensen')
    await w.with({ cookie }).delete('/session')
    expect((await signIn('nordlys', 'kai.sorensen', PASSWORD, cookie)).status).toBe(200)
  })

  test('S24 403 from another site, and no session is made', async () => {
    const before = await sessionsOf(w.people.jon.id)
    const answer = await w
      .with()
      .post(
        '/session',
        { tenant: 'nordlys', name: 'jon.reyes', password: PASSWORD },
        { origin: 'https://elsewhere.example' },
      )
    expect(answer.status).toBe(403)
    expect(await sessionsOf(w.people.jon.id)).toEqual(before)
  })

  test('S24 403 from another site also beside an Authorization that opens nothing, where the cookie would count', async () => {
    const elsewhere = { origin: 'https://elsewhere.example', authorization: 'Basic YW5hOngK' }
    const credentials = { tenant: 'nordlys', name: 'jon.reyes', password: PASSWORD }
    expect((await w.with().post('/session', credentials, elsewhere)).body.type).toBe('/problems/cross-site')
    const ana = w.as('ana')
    const answer = await ana.post('/groups', { kind: 'tag', name: 'From elsewhere' }, elsewhere)
    expect(answer.body.type).toBe('/problems/cross-site')
    expect((await ana.get('/groups?search=elsewhere')).body.items).toEqual([])
  })

  test.each(['tenant', 'name'])('400, and no failure, for a NUL in the %s', async (field) => {
    const credentials = { tenant: 'nordlys', name: 'jon.reyes', password: PASSWORD, [field]: 'a\u0000' }
    expect((await w.with().post('/session', credentials)).body).toMatchObject({
      type: '/problems/malformed-request',
      status: 400,
    })
  })

  test('422 names what is missing and what is not known here', async () => {
    const { status, body } = await w.with().post('/session', { tenant: 'nordlys', name: 'x', secret: 1 })
    expect(status).toBe(422)
    expect(body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual(['#/password', '#/secret'])
  })
})

describe('who am I', () => {
  test('says what I may do, and how far it reaches', async () => {
    const { body } = await w.as('marta').get('/session')
    const reach = { everywhere: false, sites: [], desks: [w.tenants.nordlys.desks['sales']] }
    expect(body.permissions).toContainEqual({ permission: 'users.edit', reach })
    expect(body.permissions.map((p: { permission: string }) => p.permission)).not.toContain('users.delete')
  })

  test('an operator is at home first', async () => {
    const { body } = await w.as('otto').get('/session')
    expect(body).toMatchObject({
      operator: true,
      superuser: true,
      tenant: { slug: 'operator', super: true },
      homeTenant: { id: w.tenants.operators.tenantId, name: 'Operator' },
    })
  })

  test('401 without a session, and 401 with one that nobody gave', async () => {
    expect((await w.with().get('/session')).body).toMatchObject({ status: 401, type: '/problems/not-signed-in' })
    for (const cookie of ['x', '1.x', `${w.tenants.nordlys.tenantId}.${'a'.repeat(43)}`])
      expect((await w.with({ cookie }).get('/session')).status).toBe(401)
  })

  test('S26 a token shown to another tenant opens nothing', async () => {
    const token = (await w.as('ana').cookie())!.split('.')[1]
    expect((await w.with({ cookie: `${w.tenants.harbour.tenantId}.${token}` }).get('/session')).status).toBe(401)
  })
})

describe('signing out', () => {
  test('204, the cookie is taken away, and it opens nothing any more', async () => {
    const jon = w.as('jon')
    const { status, cookie, headers } = await jon.delete('/session')
    expect([status, cookie]).toEqual([204, ''])
    expect(headers['clear-site-data']).toBe('"cache", "storage"')
    expect((await jon.get('/session')).body).toMatchObject({ type: '/problems/session-ended', reason: 'signed-out' })
  })

  test('401 for somebody who is not signed in', async () => {
    expect((await w.with().delete('/session')).status).toBe(401)
  })
})
