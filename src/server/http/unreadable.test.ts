import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = await world()
const { hostname, port } = new URL(await w.listen())

/** Sends these bytes as they are, ends that side of the connection if told, and reads until the other side is at its end. */
async function send(text: string, { ends = false } = {}) {
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  const parts: Buffer[] = []
  socket.on('data', (part: Buffer) => parts.push(part))
  if (ends) socket.end(text)
  else socket.write(text)
  await once(socket, 'end')
  socket.destroy()
  const [head = '', body = ''] = Buffer.concat(parts).toString().split('\r\n\r\n')
  const [line = '', ...lines] = head.split('\r\n')
  const headers = Object.fromEntries(lines.map((one) => one.toLowerCase().split(': ') as [string, string]))
  return { status: Number(line.split(' ')[1]), headers, problem: JSON.parse(body) as Record<string, unknown> }
}

const asked = 'Host: rollcall\r\nX-Rollcall: 1\r\nContent-Type: application/json\r\n'
const close = 'Host: rollcall\r\nConnection: close\r\n\r\n'

describe('S35 S39 what never became a request', () => {
  test.each([
    ['a body that ends too soon', `POST /api/v1/session HTTP/1.1\r\n${asked}Content-Length: 90\r\n\r\n{"ten`, 400],
    [
      'a part that ends too soon',
      `POST /api/v1/session HTTP/1.1\r\n${asked}Transfer-Encoding: chunked\r\n\r\n9\r\n{`,
      400,
    ],
    ['a head that ends too soon', 'GET /api/v1/users HTTP/1.1\r\nHost: roll', 400],
  ])('%s says that it was cut off, to whoever still listens', async (_what, text, status) => {
    const answer = await send(text, { ends: true })
    expect(answer).toMatchObject({ status, problem: { type: '/problems/request-cut-off', status } })
    expectSafe(answer)
  })

  test.each([
    [
      'a head that is too long',
      `GET /api/v1/users HTTP/1.1\r\nX: ${'a'.repeat(70_000)}\r\n${close}`,
      431,
      'head-too-long',
    ],
    ['no HTTP', 'HELO rollcall\r\n\r\n', 400, 'malformed-request'],
    [
      'two lengths',
      `POST /api/v1/session HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n${close}{}`,
      400,
      'malformed-request',
    ],
    ['an address that cannot be decoded', `GET /api/v1/users/%zz HTTP/1.1\r\n${close}`, 400, 'malformed-request'],
    ['a page at such an address', `GET /users/%zz HTTP/1.1\r\n${close}`, 400, 'malformed-request'],
    ['an id that is longer than any', `GET /api/v1/users/${'a'.repeat(300)} HTTP/1.1\r\n${close}`, 404, 'not-found'],
  ])('%s is answered as any other problem', async (_what, text, status, slug) => {
    const answer = await send(text)
    expect(answer).toMatchObject({ status, problem: { type: `/problems/${slug}`, status } })
    expectSafe(answer)
  })
})

/** The headers of any answer, and nothing of what was sent. */
function expectSafe({ headers, problem }: Awaited<ReturnType<typeof send>>) {
  expect(headers).toMatchObject({
    'content-type': expect.stringContaining('application/problem+json') as string,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'deny',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000',
  })
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(problem['requestId']).toBe(headers['x-request-id'])
  expect(JSON.stringify(problem)).not.toMatch(/FST_|HPE_|zz|fastify/)
}
