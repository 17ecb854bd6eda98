import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { SESSION_COOKIE } from './caller.ts'

const w = await world()
const names = Array.from({ length: 60 }, (_, n) => `Tag number ${n}`)
await w.db
  .insertInto('groups')
  .values(names.map((name) => ({ tenant_id: w.tenants.nordlys.tenantId, kind: 'tag', name, name_key: name })))
  .execute()
const cookie = await w.cookieOf(w.people.ana)

const ask = (url: string, headers: Record<string, string>) =>
  w.app.inject({ method: 'GET', url: `/api/v1${url}`, headers, cookies: { [SESSION_COOKIE]: cookie } })
const OWN = { 'x-rollcall': '1' }

test('a long list travels as gzip to a console that takes it, and unpacks to the same', async () => {
  const plain = await ask('/groups?kind=tag', OWN)
  const small = await ask('/groups?kind=tag', { ...OWN, 'accept-encoding': 'gzip, deflate, br' })
  expect(small.headers['content-encoding']).toBe('gzip')
  expect(small.headers.vary).toContain('accept-encoding')
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(plain.headers.vary).toContain('accept-encoding')
  expect(gunzipSync(small.rawPayload).toString()).toBe(plain.body)
  expect(small.rawPayload.length).toBeLessThan(plain.rawPayload.length / 4)
})

test('who refuses gzip gets none', async () => {
  const { headers } = await ask('/groups?kind=tag', { ...OWN, 'accept-encoding': 'gzip;q=0, br' })
  expect(headers['content-encoding']).toBeUndefined()
})

test('what another site makes a browser ask for stays as it is, so that its size says nothing', async () => {
  const { headers } = await ask('/groups?kind=tag', { 'accept-encoding': 'gzip' })
  expect(headers['content-encoding']).toBeUndefined()
})

test('one person’s settings, and short lists, stay as they are', async () => {
  const takes = { ...OWN, 'accept-encoding': 'gzip' }
  expect((await ask(`/users/${w.people.jon.id}`, takes)).headers['content-encoding']).toBeUndefined()
  expect((await ask('/groups?kind=desk', takes)).headers['content-encoding']).toBeUndefined()
})
