/** Pictures of people: small, of three kinds, known by their first bytes (SPEC 4, profile). */
import { expect, test } from 'vitest'
import { everything, logOf } from '#test/state.ts'
import { world } from '#test/world.ts'

const w = await world()
const [ana, jon, marta] = [w.as('ana'), w.as('jon'), w.as('marta')]
for (const one of [ana, jon, marta]) await one.get('/session')
const address = `/users/${w.people.jon.id}/picture`
const bytes = (head: number[], length = 64) => Buffer.concat([Buffer.from(head), Buffer.alloc(length)])
const png = bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0])
const webp = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), Buffer.alloc(64)])
const picture = (mediaType: string, content: Buffer) => ({ mediaType, base64: content.toString('base64') })
/** With the version of the person, as somebody reads it who sees them. */
const asTheyAre = async () => ({ 'if-match': (await ana.get(`/users/${w.people.jon.id}`)).headers['etag']! })

test('204: an administrator, the manager of the desk and the person put one there; who sees the person sees it', async () => {
  for (const [who, mediaType, content] of [
    [ana, 'image/png', png],
    [marta, 'image/webp', webp],
    [jon, 'image/jpeg', jpeg],
  ] as const) {
    expect((await who.put(address, picture(mediaType, content))).status).toBe(204)
    const { status, headers } = await who.get(address)
    expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([200, mediaType, 'nosniff'])
  }
  expect((await ana.get(`/users/${w.people.jon.id}`)).body.pictureAt).toEqual(expect.any(String))
  const entry = (await logOf(w, w.people.jon.id)).at(-1)!
  expect([entry.changes, entry.actor]).toEqual([{ picture: 'changed' }, w.people.jon.id])
  expect((await ana.delete(address, await asTheyAre())).status).toBe(204)
  expect((await ana.delete(address, await asTheyAre())).status).toBe(404)
  expect((await ana.get(address)).status).toBe(404)
  expect((await ana.get(`/users/${w.people.jon.id}`)).body.pictureAt).toBeNull()
})

test('S33 428 without the version of the person, 412 with one of before another picture; of twelve at once, one takes it away', async () => {
  await ana.put(address, picture('image/png', png))
  const before = await asTheyAre()
  await marta.put(address, picture('image/webp', webp))
  expect((await ana.delete(address)).status).toBe(428)
  expect((await ana.delete(address, before)).status).toBe(412)
  expect((await ana.get(address)).headers['content-type']).toBe('image/webp')
  const now = await asTheyAre()
  const answers = await Promise.all(Array.from({ length: 12 }, () => ana.delete(address, now)))
  expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(11).fill(412)])
})

test('401, 403, 404: nobody, who may only see, who may not even see; and nothing changes', async () => {
  const given = picture('image/png', png)
  const top = await w.hire('Top Chief', { superuser: true })
  const [ines, kai, hugo] = [w.as('ines'), w.as('kai'), w.as('hugo')]
  const before = await everything(w)
  expect((await w.with().put(address, given)).status).toBe(401)
  expect((await ines.put(address, given)).status).toBe(403)
  expect((await ana.put(`/users/${top.id}/picture`, given)).status).toBe(403)
  expect((await marta.put(`/users/${w.people.kai.id}/picture`, given)).status).toBe(404)
  for (const stranger of [kai, hugo]) {
    expect((await stranger.put(address, given)).status).toBe(404)
    expect((await stranger.delete(address, await asTheyAre())).status).toBe(404)
    expect((await stranger.get(address)).status).toBe(404)
  }
  expect(await everything(w)).toBe(before)
})

test('413 and 422: too large, another kind, not what it says, not base64', async () => {
  const tries = [
    [picture('image/png', bytes([...png.subarray(0, 8)], 262_144)), 413],
    [picture('image/gif', Buffer.from('GIF89a')), 422],
    [picture('image/svg+xml', Buffer.from('<svg onload="alert(1)"/>')), 422],
    [picture('image/png', jpeg), 422],
    [picture('image/png', Buffer.from('<script>')), 422],
    [{ mediaType: 'image/png', base64: 'not base64!' }, 422],
    [{ mediaType: 'image/png' }, 422],
  ] as const
  for (const [body, status] of tries)
    expect([body.mediaType, (await ana.put(address, body)).status]).toEqual([body.mediaType, status])
  expect((await ana.put(address, picture('image/png', bytes([...png.subarray(0, 8)], 400_000)))).status).toBe(413)
  expect((await w.db.selectFrom('user_pictures').selectAll().execute()).length).toBe(0)
})

test('204: the largest that is taken', async () => {
  expect((await ana.put(address, picture('image/png', bytes([...png.subarray(0, 8)], 262_144 - 8)))).status).toBe(204)
})
