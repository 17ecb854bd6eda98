import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod/mini'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { endpoint } from '../contract/endpoint.ts'
import { problem } from '../contract/problem.ts'
import { addressOf, call, newKey, onSessionEnded } from './api.ts'

const taken = problem('test-name-taken', 409, 'That name is taken', 'Choose another.')
const edit = endpoint({
  method: 'PATCH',
  path: '/things/{id}',
  permission: 'signed-in',
  summary: 'Edit',
  body: z.strictObject({ name: z.string() }),
  answers: { 200: z.object({ name: z.string() }) },
  problems: [taken],
})
const list = endpoint({
  method: 'GET',
  path: '/things',
  permission: 'signed-in',
  summary: 'List',
  query: z.object({ q: z.optional(z.string()), site: z.optional(z.array(z.string())) }),
  answers: { 200: z.object({ rows: z.array(z.string()) }) },
})

type Seen = { method?: string; url?: string; headers: Record<string, unknown>; body: string }
let server: Server
let seen: Seen
let answer: { status: number; type?: string; headers?: Record<string, string>; body: string }

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      seen = { method: request.method, url: request.url, headers: request.headers, body }
      response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json', ...answer.headers })
      response.end(answer.body)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const real = globalThis.fetch
  // A browser completes the address from its page; Node has none.
  vi.stubGlobal('fetch', (url: string, options: RequestInit) => real(new URL(url, origin), options))
})
afterAll(() => {
  vi.unstubAllGlobals()
  server.close()
})

const refuse = (slug: string, status: number, more: object = {}) => ({
  status,
  type: 'application/problem+json; charset=utf-8',
  body: JSON.stringify({ type: `/problems/${slug}`, title: 'No', status, ...more }),
})

test('an answer comes with its ETag, and what was asked arrives whole', async () => {
  answer = { status: 200, headers: { etag: '"7"' }, body: '{"name":"Ana"}' }
  const outcome = await call(
    edit,
    { params: { id: 'a/b' }, body: { name: 'Ana' } },
    { ifMatch: '"6"', idempotencyKey: 'k1' },
  )
  expect(outcome).toEqual({ ok: true, answer: { name: 'Ana' }, etag: '"7"', status: 200 })
  expect(seen).toMatchObject({ method: 'PATCH', url: '/api/v1/things/a%2Fb', body: '{"name":"Ana"}' })
  expect(seen.headers).toMatchObject({ 'x-rollcall': '1', 'if-match': '"6"', 'idempotency-key': 'k1' })
})

test('a declared problem is told by its name, with its document', async () => {
  answer = refuse('test-name-taken', 409, { detail: 'Try ana.lind2' })
  const outcome = await call(edit, { params: { id: '1' }, body: { name: 'Ana' } })
  expect(outcome).toMatchObject({ ok: false, problem: 'test-name-taken', document: { detail: 'Try ana.lind2' } })
})

test('an ended session is announced to the shell, with the reason; a wrong password is not', async () => {
  const heard: unknown[] = []
  const stop = onSessionEnded((document) => heard.push(document['reason']))
  answer = refuse('session-ended', 401, { reason: 'deactivated' })
  await call(list, {})
  answer = refuse('wrong-credentials', 401)
  await call(list, {})
  stop()
  answer = refuse('session-ended', 401)
  await call(list, {})
  expect(heard).toEqual(['deactivated'])
})

test('a proxy that answers for a server that is down is told as unavailable', async () => {
  answer = { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' }
  expect(await call(list, {})).toMatchObject({ ok: false, problem: 'unavailable' })
})

test('an answer that is not JSON does not throw', async () => {
  answer = { status: 200, body: '<html>' }
  expect(await call(list, {})).toMatchObject({ ok: false, problem: 'offline' })
})

test('no connection is told as offline; only an abort throws', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
  expect(await call(list, {})).toMatchObject({ ok: false, problem: 'offline' })
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('stopped', 'AbortError')))
  await expect(call(list, {})).rejects.toThrow('stopped')
})

test('several values of one parameter are repeated, absent ones left out', () => {
  expect(addressOf(list, { query: { q: 'Jānis & co', site: ['1', '2'], size: undefined } })).toBe(
    '/api/v1/things?q=J%C4%81nis+%26+co&site=1&site=2',
  )
})

test('keys for idempotency do not repeat', () => {
  expect(new Set(Array.from({ length: 100 }, newKey)).size).toBe(100)
})
