/** Calls, messages and notes that systems around send (LOG-2): what fits is taken once, what does not is named with its reason. */
import { expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = await world()
const ana = w.as('ana')
const { jon, kai } = w.people
const { token } = (await ana.post('/api-keys', { name: 'Dialler', permissions: ['activity.send'] })).body as {
  token: string
}
const dialler = w.with({ bearer: token })

type Row = Record<string, unknown>
const send = async (...rows: unknown[]) => (await dialler.post('/activity', { rows })).body
const linesOf = async (id: string, query = '') => (await ana.get(`/users/${id}/activity${query}`)).body.items as Row[]
const note = (more: Row = {}): Row => ({ kind: 'note', username: 'jon.reyes', text: 'x', ...more })

test('200: calls, messages and notes, of a user by id, username in any case or extension', async () => {
  await w.db
    .insertInto('extensions')
    .values({ tenant_id: kai.tenantId, pbx_id: 0, number: '4711', user_id: kai.id, virtual: true })
    .execute()
  const at = new Date(Date.now() - 60_000).toISOString()
  const answer = await send(
    { kind: 'call', userId: jon.id, at, text: 'Café Ø, 3 min', address: '2001:DB8::1', source: 'pbx', id: '1' },
    { kind: 'message', username: 'JON.REYES', at },
    { kind: 'note', extension: '4711', at, text: '山田さん' },
  )
  expect(answer).toEqual({ taken: 3, alreadyThere: 0, refused: 0, rows: Array(3).fill({ outcome: 'taken' }) })
  const [first, second] = await linesOf(jon.id, '?kind=call,message')
  expect([first, second]).toContainEqual(
    expect.objectContaining({
      ...{ kind: 'call', says: 'Call', at, text: 'Café Ø, 3 min', address: '2001:db8::1', source: 'pbx' },
      user: { id: jon.id, name: 'Jon Reyes', username: 'jon.reyes' },
    }),
  )
  expect(await linesOf(kai.id, '?text=山田')).toMatchObject([{ kind: 'note' }])
})

test('a row that does not fit is named with its reason, and the good ones beside it go in', async () => {
  const soon = new Date(Date.now() + 86_400_000).toISOString()
  const { taken, refused, rows } = await send(
    note({ text: 'good' }),
    note({ username: 'nobody.at.all' }),
    note({ userId: jon.id }),
    { kind: 'note', text: 'of nobody' },
    note({ kind: 'signed-in' }),
    note({ at: soon }),
    note({ at: '1970-01-01T00:00:00Z' }),
    note({ at: '2026-02-30T09:00:00Z' }),
    note({ at: '2026-02-03 09:00' }),
    note({ text: 'x'.repeat(2001) }),
    note({ text: 'a\0b' }),
    note({ address: '10.0.0.300' }),
    note({ address: '010.0.0.1' }),
    note({ id: '' }),
    note({ colour: 'red' }),
    'not a row',
    null,
  )
  expect([taken, refused]).toEqual([1, 16])
  expect(rows.map(({ outcome, why }: Row) => (outcome === 'taken' ? 'taken' : why))).toEqual([
    'taken',
    'There is no such user.',
    'Name the user by one of userId, username and extension.',
    'Name the user by one of userId, username and extension.',
    '“kind” is one of call, message and note.',
    '“at” lies in the future.',
    '“at” lies before the year 2000.',
    ...Array(2).fill('“at” is a time with its offset, such as 2026-11-23T09:00:00+01:00.'),
    '“text” has at most 2000 characters.',
    '“text” holds a NUL character.',
    ...Array(2).fill('“address” is an IPv4 or IPv6 address.'),
    '“id” is text of 1 to 200 characters.',
    expect.stringContaining('colour'),
    ...Array(2).fill('This is no row: see docs/activity.md.'),
  ])
  expect(await linesOf(jon.id, '?text=good')).toHaveLength(1)
})

test('the same rows again, shuffled, in halves and twice in one request are taken once', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => note({ source: 'crm', id: `n${i}`, text: `repeat ${i}` }))
  const counts = ({ taken, alreadyThere }: { taken: number; alreadyThere: number }) => [taken, alreadyThere]
  expect(counts(await send(...rows.slice(0, 10), ...rows.slice(0, 5)))).toEqual([10, 5])
  expect(counts(await send(...[...rows].reverse()))).toEqual([10, 10])
  // However late it comes, and whatever moment it then names.
  expect(counts(await send(note({ source: 'crm', id: 'n3', at: '2026-01-01T00:00:00Z' })))).toEqual([0, 1])
  // Another sender counts for itself.
  expect(counts(await send(note({ source: 'pbx', id: 'n3', text: 'other' })))).toEqual([1, 0])
  expect(await linesOf(jon.id, '?text=repeat')).toHaveLength(20)
})

test('two who send the same at once: each row is taken once', async () => {
  const rows = Array.from({ length: 100 }, (_, i) => note({ id: `race ${i}`, text: 'race' }))
  const answers = await Promise.all([send(...rows), send(...[...rows].reverse()), send(...rows)])
  expect(answers.reduce((sum, { taken }) => sum + taken, 0)).toBe(100)
})

test('rows of months long past and of this one stand in one list', async () => {
  await send(
    note({ at: '2003-05-06T07:08:09+02:00', text: 'vintage one' }),
    note({ at: '2019-12-31T23:59:59.999Z', text: 'vintage two' }),
    note({ text: 'vintage three' }),
  )
  const found = await linesOf(jon.id, '?text=vintage')
  expect(found.map(({ text }) => text)).toEqual(['vintage three', 'vintage two', 'vintage one'])
  expect(found[2]!['at']).toBe('2003-05-06T05:08:09.000Z')
})

test('an extension that two telephone systems gave to two people is asked for by id', async () => {
  const other = await w.hire('Eve Extension')
  const base = { tenant_id: jon.tenantId, number: '900', virtual: false }
  await w.db
    .insertInto('extensions')
    .values([
      { ...base, pbx_id: 1, user_id: jon.id },
      { ...base, pbx_id: 2, user_id: other.id },
    ])
    .execute()
  expect((await send({ kind: 'call', extension: '900' })).rows).toEqual([
    { outcome: 'refused', why: 'Several users have this extension: name the one by “userId”.' },
  ])
})

test('S26 whoever sends for one site writes down nothing of anybody else', async () => {
  const { id } = (await ana.post('/roles', { name: 'Malmö dialler', permissions: ['activity.send'] })).body
  const sites = [w.tenants.nordlys.sites['malmö']!]
  const sender = w.as(await w.hire('Mel Malmo', { more: { roles: [{ id, sites }] as never } }))
  const before = (await linesOf(jon.id)).length
  const { body } = await sender.post('/activity', { rows: [note(), note({ username: undefined, userId: kai.id })] })
  expect(body.rows.map(({ outcome }: Row) => outcome)).toEqual(['refused', 'taken'])
  expect(await linesOf(jon.id)).toHaveLength(before)
})

test('403 without the permission, 422 for none or too many rows; nobody of another tenant is known', async () => {
  expect((await w.as('jon').post('/activity', { rows: [note()] })).status).toBe(403)
  expect((await dialler.post('/activity', { rows: [] })).status).toBe(422)
  expect((await dialler.post('/activity', { rows: Array(1001).fill(note()) })).status).toBe(422)
  expect((await send({ kind: 'note', userId: w.people.hugo.id })).rows).toEqual([
    { outcome: 'refused', why: 'There is no such user.' },
  ])
})
