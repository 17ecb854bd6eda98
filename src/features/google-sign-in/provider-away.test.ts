/** What the provider does is no business of whoever types a password: it may be away, silent or hostile (S43). */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openIdProvider } from '#test/openid-provider.ts'
import { PASSWORD, world } from '#test/world.ts'

const w = await world()
const ending: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(ending.splice(0).map((end) => end())))
beforeAll(() =>
  w.db
    .insertInto('policies')
    .values({ tenant_id: w.tenants.nordlys.tenantId, google_sign_in: true })
    .execute()
    .then(() => undefined),
)

const use = (issuer: string) =>
  Object.assign(w.parts, { openId: { issuer, clientId: 'rollcall', clientSecret: 'secret', name: 'Google' } })
const start = () => w.with().post('/session/google/start', { tenant: 'nordlys' })
const withPassword = () => w.with().post('/session', { tenant: 'nordlys', name: 'ana.lind', password: PASSWORD })

/** A server of this machine that answers as it is told. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('a provider that cannot be asked', () => {
  test('S43, 503: is away when somebody begins; the password works, and so does the provider once it is back', async () => {
    let isAway = true
    const real = await openIdProvider('https://rollcall.test')
    ending.push(real.close)
    const issuer = await serve((_request, response) => {
      if (isAway) return void response.socket?.destroy()
      const document = { issuer, authorization_endpoint: `${real.settings.issuer}/auth`, jwks_uri: `${issuer}/jwks` }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(document))
    })
    use(issuer)
    expect((await start()).body.type).toBe('/problems/provider-away')
    expect((await withPassword()).status).toBe(200)
    isAway = false
    expect((await start()).status).toBe(200)
  })

  test('S43, 503: goes away while somebody is there; nobody is signed in', async () => {
    const real = await openIdProvider('https://rollcall.test')
    Object.assign(w.parts, { openId: real.settings })
    await w.hire('Mia Midway', { more: { oauthEmail: 'mia@gmail.com' } })
    real.seat('mia@gmail.com')
    const begun = await start()
    const cookie = String(begun.headers['set-cookie']).split(';')[0]!
    const answer = await real.visit(begun.body.address)
    await real.close()
    const { status, body, cookie: session } = await w.with().post('/session/google', { answer }, { cookie })
    expect([status, body.type, session]).toEqual([503, '/problems/provider-away', undefined])
  })

  test('503: sends more than it should, and is read no further', async () => {
    let sent = 0
    use(
      await serve((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        const more = () => {
          while (!response.destroyed && response.write(' '.repeat(65_536))) sent += 65_536
        }
        response.on('drain', more)
        more()
      }),
    )
    expect((await start()).body.type).toBe('/problems/provider-away')
    expect(sent).toBeLessThan(20_000_000)
  })

  test('503: says nothing at all, and is waited for no longer than seconds', async () => {
    use(await serve(() => undefined))
    expect((await start()).body.type).toBe('/problems/provider-away')
  })

  test('S38, 503: leads elsewhere, and is not followed', async () => {
    const asked: (string | undefined)[] = []
    const elsewhere = await serve((request, response) => {
      asked.push(request.url)
      response.end('{}')
    })
    use(await serve((_request, response) => response.writeHead(302, { location: elsewhere }).end()))
    expect((await start()).body.type).toBe('/problems/provider-away')
    expect(asked).toEqual([])
  })

  test('S38, 503: calls itself by another name than the configured one', async () => {
    use(
      await serve((_request, response) =>
        response
          .setHeader('content-type', 'application/json')
          .end('{"issuer":"https://elsewhere.example","authorization_endpoint":"https://elsewhere.example/auth"}'),
      ),
    )
    expect((await start()).body.type).toBe('/problems/provider-away')
  })

  test('without any, the sign-in page offers none, and there is nothing to begin', async () => {
    Object.assign(w.parts, { openId: null })
    expect((await w.with().get('/session/google')).body).toEqual({ name: null })
    expect((await start()).body.type).toBe('/problems/provider-not-offered')
    expect((await w.with().post('/session/google', { answer: 'code=x&state=y' })).body.type).toBe(
      '/problems/account-refused',
    )
  })
})
