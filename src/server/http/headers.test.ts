import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { serveConsole } from './console-files.ts'

const w = await world()
const folder = mkdtempSync(join(tmpdir(), 'rollcall-headers-'))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<style nonce="__CSP_NONCE__"></style>')
await serveConsole(w.app, folder)
const cookie = await w.cookieOf(w.people.ana)
afterAll(() => rmSync(folder, { recursive: true }))

const ask = (url: string, method: 'GET' | 'HEAD' | 'POST' | 'OPTIONS' = 'GET', headers: Record<string, string> = {}) =>
  w.app.inject({ method, url, headers: { cookie: `__Host-rollcall=${cookie}`, ...headers } })

describe('S39 every answer keeps a browser safe', () => {
  test.each([
    ['a page', '/users', 'GET'],
    ['data', '/api/v1/users', 'GET'],
    ['a picture that is not there', '/api/v1/users/00000000-0000-7000-8000-000000000000/picture', 'GET'],
    ['a problem', '/api/v1/nothing-here', 'GET'],
    ['a refusal', '/api/v1/users', 'POST'],
    ['a file that is not there', '/assets/none.js', 'GET'],
  ] as const)('%s', async (_what, url, method) => {
    const { headers } = await ask(url, method)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    })
    expect(headers['strict-transport-security']).toMatch(/max-age=31536000/)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("object-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('server')
  })

  test('S39 a page has a nonce of its own, and neither it nor data is kept by anybody on the way', async () => {
    const [one, other] = [await ask('/users'), await ask('/users')]
    const nonceOf = ({ headers }: typeof one) => /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]
    expect(one.body).toContain(nonceOf(one))
    expect(nonceOf(one)).not.toBe(nonceOf(other))
    expect(one.headers['cache-control']).toBe('no-store')
    expect((await ask('/api/v1/users')).headers['cache-control']).toBe('no-store')
  })

  test.each([
    ['an address of nothing', '/api/v1/nothing-here', 404],
    ['another method', '/api/v1/session/password', 405],
    ['an id that is longer than any', `/api/v1/users/${'a'.repeat(300)}`, 404],
    ['a name of a file that no folder has', '/assets/%00', 404],
    ['the head of a stream', '/api/v1/events', 405],
  ] as const)('S35 S39 %s is a problem that nobody on the way keeps', async (what, url, status) => {
    const { headers, statusCode, body } = await ask(url, what === 'the head of a stream' ? 'HEAD' : 'GET')
    expect([statusCode, headers['cache-control']]).toEqual([status, 'no-store'])
    if (body !== '') expect((JSON.parse(body) as { type: string }).type).toMatch(/not-found|method-not-allowed/)
  })

  test('S39 another site may read nothing, whatever it says of itself', async () => {
    for (const method of ['GET', 'OPTIONS'] as const) {
      const { headers } = await ask('/api/v1/users', method, {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'GET',
      })
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  })
})
