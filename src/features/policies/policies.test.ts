import { expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = await world()
const read = async (who: 'ana' | 'otto' = 'ana') => {
  const { body, headers } = await w.as(who).get('/policies')
  return { policies: body, etag: String(headers.etag) }
}

test('200: a tenant that changed nothing has the defaults of SP 800-63B-4', async () => {
  expect((await read('otto')).policies).toEqual({
    idleMinutes: 60,
    absoluteMinutes: 1440,
    secondStepRequired: false,
    exportDomains: [],
    googleSignIn: false,
    googleDomains: [],
    version: 1,
  })
})

test('200: a change is kept and stands in the change log; S33: the same version a second time is refused', async () => {
  const { etag } = await read()
  const ana = w.as('ana')
  const wanted = { idleMinutes: 15, exportDomains: ['example.org'] }
  const first = await ana.patch('/policies', wanted, { 'if-match': etag })
  expect(first.body).toMatchObject({ ...wanted, absoluteMinutes: 1440, version: 2 })
  expect((await ana.patch('/policies', wanted, { 'if-match': etag })).status).toBe(412)
  expect((await ana.patch('/policies', wanted)).status).toBe(428)
  const rows = await w.db.selectFrom('change_sets').select('params').where('action', '=', 'policies-edited').execute()
  expect(rows).toEqual([{ params: expect.objectContaining({ after: wanted }) }])
})

test('S20: a session untouched for as long as the tenant allows is over, and so is one that was opened too long ago', async () => {
  const marta = w.as('marta')
  expect((await marta.get('/session')).status).toBe(200)
  w.clock.advance(16 * 60_000)
  expect((await marta.get('/session')).body).toMatchObject({ reason: 'idle' })
})

test.each([
  ['more idleness than allowed at AAL2', { idleMinutes: 61 }, '#/idleMinutes'],
  ['more than a day', { absoluteMinutes: 1441 }, '#/absoluteMinutes'],
  ['longer idle than open', { idleMinutes: 60, absoluteMinutes: 30 }, '#/idleMinutes'],
  ['a domain with a scheme', { exportDomains: ['https://example.com'] }, '#/exportDomains/0'],
])('422: %s', async (_, wanted, pointer) => {
  const { etag } = await read()
  const { status, body } = await w.as('ana').patch('/policies', wanted, { 'if-match': etag })
  expect(status).toBe(422)
  expect(body.errors[0].pointer).toBe(pointer)
})

test('403: a manager neither reads nor changes them; AUTH-9: whoever proved it long ago proves it again', async () => {
  expect((await w.as('jon').get('/policies')).status).toBe(403)
  const { etag } = await read()
  expect((await w.as('jon').patch('/policies', { idleMinutes: 5 }, { 'if-match': etag })).status).toBe(403)
  const ana = w.as('ana')
  await ana.get('/policies')
  w.clock.advance(14 * 60_000)
  await ana.get('/policies')
  w.clock.advance(2 * 60_000)
  expect((await ana.patch('/policies', { idleMinutes: 5 }, { 'if-match': etag })).body.type).toBe(
    '/problems/prove-again',
  )
})

test('BULK-7: an exported list may be mailed to the domains that the tenant names, and to no other stranger', async () => {
  const ana = w.as('ana')
  const mail = (emailTo: string) =>
    ana.post('/exports', { target: { everyone: true }, format: 'csv', columns: ['username'], emailTo })
  const { etag } = await read()
  await ana.patch('/policies', { exportDomains: ['partner.example'] }, { 'if-match': etag })
  expect((await mail('Liv@Partner.example')).status).toBe(202)
  expect((await mail('liv@not.partner.example')).body.errors[0].pointer).toBe('#/emailTo')
})
