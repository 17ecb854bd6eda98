/** The page of locked accounts (AUTH-7): who, why, from where, until when; a storm is one event. */
import { beforeEach, expect, test } from 'vitest'
import { lock } from '#test/locking.ts'
import { world, type Person } from '#test/world.ts'
import { STORM } from './rules.ts'

const w = await world()
const { nordlys } = w.tenants
const ana = w.as('ana')
const marta = w.as('marta')
type Items = { items: { id: string; username: string }[]; storms: unknown[]; next: string | null }
const read = async (query = '', who = ana): Promise<Items> => (await who.get(`/locks${query}`)).body
const usernames = ({ items }: Items) => items.map((item) => item.username)

let hired = 0
const hire = (more = {}): Promise<Person> => w.hire(`Locked ${(hired += 1)}`, more)
beforeEach(async () => {
  await w.db.deleteFrom('sign_in_tries').execute()
})

test('200: each with cause, failures, addresses, since and until; the last one first; a lock that is over is gone', async () => {
  const [first, second] = [await hire(), await hire({ status: 'inactive' })]
  await lock(w, first.id, { minutes: 60, addresses: ['203.0.113.9', '2001:db8::1'] })
  w.clock.advance(60_000)
  await lock(w, second.id, { minutes: 5 })
  const { items, storms, next } = await read()
  expect(items.map((item) => item.id)).toEqual([second.id, first.id])
  expect(items[1]).toMatchObject({
    name: first.name,
    status: 'active',
    site: { id: nordlys.siteId, name: 'Riga' },
    cause: 'strangers',
    failures: 5,
    addresses: ['203.0.113.9', '2001:db8::1'],
  })
  expect([storms, next]).toEqual([[], null])
  w.clock.advance(6 * 60_000)
  expect(usernames(await read())).toEqual([first.username])
})

test('a lock without an end says so; strangers and a known browser of one person are one row', async () => {
  const { id } = await hire()
  await lock(w, id)
  const [row] = await w.db.selectFrom('sign_in_tries').selectAll().where('user_id', '=', id).execute()
  await w.db
    .insertInto('sign_in_tries')
    .values({ ...row!, device: id, recent: 7, locked_until: 'infinity' as unknown as Date })
    .execute()
  expect((await read()).items).toMatchObject([{ id, cause: 'both', failures: 12, until: null }])
})

test('page after page, without one twice or left out', async () => {
  const people = [await hire(), await hire(), await hire(), await hire(), await hire()]
  for (const { id } of people) await lock(w, id)
  const seen: string[] = []
  let after = ''
  do {
    const page = await read(`?limit=2${after}`)
    seen.push(...usernames(page))
    after = page.next ? `&after=${page.next}` : ''
  } while (after)
  expect(seen.toSorted()).toEqual(people.map((p) => p.username).toSorted())
  for (const bad of ['?limit=0', '?after=x', `?after=1.${'-'.repeat(36)}`, '?storm=x', '?nothing=1'])
    expect((await ana.get(`/locks${bad}`)).status).toBe(422)
})

test('many of one site, one soon after the other, are one event; its accounts are shown when they are asked for', async () => {
  const many = []
  for (let i = 0; i < STORM.accounts + 2; i += 1) {
    const one = await hire()
    many.push(one.username)
    await lock(w, one.id, { addresses: [`203.0.113.${i % 3}`] })
    w.clock.advance(60_000)
  }
  const elsewhere = await hire({ site: nordlys.sites['malmö']! })
  await lock(w, elsewhere.id)
  const page = await read()
  expect(usernames(page)).toEqual([elsewhere.username])
  expect(page.storms).toEqual([
    {
      site: { id: nordlys.siteId, name: 'Riga' },
      accounts: many.length,
      addresses: 3,
      since: expect.any(String),
      lastAt: expect.any(String),
    },
  ])
  expect(usernames(await read(`?storm=${nordlys.siteId}`))).toEqual(many.toReversed())
  expect((await read(`?storm=${nordlys.sites['malmö']!}`)).items).toEqual([])
  // Whoever came an hour later is in no storm.
  w.clock.advance(30 * 60_000)
  const late = await hire()
  await lock(w, late.id)
  expect(usernames(await read())).toEqual([late.username, elsewhere.username])
})

test('a manager of a desk sees and unlocks the people of that desk; an agent sees nothing; another tenant none of it', async () => {
  const [inside, outside] = [await hire({ more: { desks: [nordlys.desks['sales']!] } }), await hire()]
  await lock(w, inside.id)
  await lock(w, outside.id)
  const { id } = (await ana.get('/roles')).body.items.find((role: { name: string }) => role.name === 'Manager')
  await w.db
    .updateTable('roles')
    .set((eb) => ({ permissions: eb.fn('array_append', ['permissions', eb.val('users.unlock')]) }))
    .where('tenant_id', '=', nordlys.tenantId)
    .where('id', '=', id)
    .execute()
  expect(usernames(await read('', marta))).toEqual([inside.username])
  expect((await marta.post(`/users/${outside.id}/unlock`)).status).toBe(404)
  expect((await marta.post(`/users/${inside.id}/unlock`)).body.outcome).toBe('changed')
  expect((await w.as('jon').get('/locks')).status).toBe(403)
  expect((await w.with().get('/locks')).status).toBe(401)
  expect((await read('', w.as('hugo'))).items).toEqual([])
})
