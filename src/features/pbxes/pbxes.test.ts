import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { transaction } from '#src/server/context.ts'
import { world } from '#test/world.ts'
import { createPbx, virtualExtensionPlaces } from './service.ts'

const w = await world()
const { nordlys } = w.tenants
const ana = w.as('ana')
const hand = w.hand(nordlys.tenantId)

const everything = async () => ({
  pbxes: await w.db.selectFrom('pbxes').selectAll().orderBy('id').execute(),
  extensions: await w.db.selectFrom('extensions').selectAll().orderBy('pbx_id').orderBy('number').execute(),
})
const changingNothing = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = await everything()
  const answer = await work()
  expect(await everything()).toEqual(before)
  return answer
}
const numbersIn = async (pbx: number) =>
  await w.db
    .selectFrom('extensions')
    .select(['number', 'user_id', 'virtual'])
    .where('tenant_id', '=', nordlys.tenantId)
    .where('pbx_id', '=', pbx)
    .orderBy('number')
    .execute()

const locksWaitedFor = async () =>
  (
    await sql`select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`.execute(w.db)
  ).rows.length

describe('GET /pbxes', () => {
  test('200: the telephone systems of the own tenant alone', async () => {
    const { status, body } = await w.as('jon').get('/pbxes')
    expect(status).toBe(200)
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({ id: nordlys.pbxId })
  })

  test('404 and 401: a tenant without the module, and nobody', async () => {
    const set = (modules: string[]) =>
      w.db.updateTable('tenants').set({ modules }).where('id', '=', nordlys.tenantId).execute()
    await set(['dialer'])
    expect(await ana.get('/pbxes')).toMatchObject({ status: 404 })
    expect(await changingNothing(() => ana.post('/pbxes', { name: 'X', domain: 'x.example' }))).toMatchObject({
      status: 404,
    })
    await set(['dialer', 'pbx', 'queues'])
    expect(await w.with().get('/pbxes')).toMatchObject({ status: 401 })
  })
})

describe('POST /pbxes', () => {
  test('201: a new one in which every virtual extension of the tenant has its number already', async () => {
    const { id } = w.people.jon
    const at = (tenant_id: number, user_id: string, pbx_id: number, number: string) => ({
      tenant_id,
      user_id,
      pbx_id,
      number,
      virtual: pbx_id === 0,
    })
    await w.db
      .insertInto('extensions')
      .values([
        at(nordlys.tenantId, id, 0, '7001'),
        at(nordlys.tenantId, id, nordlys.pbxId, '100'),
        at(w.people.hugo.tenantId, w.people.hugo.id, 0, '9001'),
      ])
      .execute()
    const { status, body } = await ana.post('/pbxes', {
      name: 'Malmö PBX',
      domain: 'pbx2.nordlys.example',
      extensionFrom: 200,
      extensionTo: 299,
    })
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(Number),
        name: 'Malmö PBX',
        domain: 'pbx2.nordlys.example',
        extensionFrom: 200,
        extensionTo: 299,
      },
    ])
    expect(await numbersIn(body.id)).toEqual([{ number: '7001', user_id: id, virtual: true }])
    expect((await ana.get('/pbxes')).body.items).toHaveLength(2)
    const logged = await w.db
      .selectFrom('change_sets')
      .select('params')
      .where('action', '=', 'pbx-created')
      .executeTakeFirst()
    expect(logged?.params).toEqual(body)
  })

  test('a virtual extension given while a PBX is being added is in it too', async () => {
    let give = () => {}
    const taken = Promise.withResolvers<null>()
    const giving = transaction(hand, async (trx) => {
      const places = await virtualExtensionPlaces(trx, nordlys.tenantId)
      taken.resolve(null)
      await new Promise<void>((resolve) => (give = resolve))
      await trx
        .insertInto('extensions')
        .values(
          places.map((pbx_id) => ({
            tenant_id: nordlys.tenantId,
            pbx_id,
            number: '7002',
            user_id: w.people.kai.id,
            virtual: true,
          })),
        )
        .execute()
    })
    await taken.promise
    let added = false
    const adding = createPbx(hand, { name: 'Meanwhile', domain: 'pbx3.nordlys.example' }).finally(() => (added = true))
    // The number is written only once the other waits for it, or did not.
    await expect.poll(async () => added || (await locksWaitedFor()) > 0).toBe(true)
    give()
    await giving
    const { id } = await adding
    expect((await numbersIn(id)).map((e) => e.number)).toContain('7002')
  })

  test('409: a name that is taken', async () => {
    const [first] = (await ana.get('/pbxes')).body.items
    expect(
      await changingNothing(() => ana.post('/pbxes', { name: first.name.toUpperCase(), domain: 'x.example' })),
    ).toMatchObject({ status: 409, body: { type: '/problems/pbx-name-taken' } })
  })

  test.each([
    [{ name: 'X', domain: 'not a domain' }, '#/domain'],
    [{ name: 'X', domain: 'x.example', extensionFrom: 300, extensionTo: 200 }, '#/extensionTo'],
    [{ name: 'X', domain: 'x.example', extensionFrom: -1 }, '#/extensionFrom'],
    [{ name: '', domain: 'x.example' }, '#/name'],
  ])('422: %j', async (body, pointer) => {
    expect(await changingNothing(() => ana.post('/pbxes', body))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    })
  })

  test('403 and 401: who may not', async () => {
    const local = await w.hire('Riga Admin', { role: 'administrator', limits: { sites: [nordlys.siteId] } })
    for (const who of [w.as('jon'), w.as('marta'), w.as(local)])
      expect(await changingNothing(() => who.post('/pbxes', { name: 'X', domain: 'x.example' }))).toMatchObject({
        status: 403,
      })
    expect(await changingNothing(() => w.with().post('/pbxes', { name: 'X', domain: 'x.example' }))).toMatchObject({
      status: 401,
    })
  })
})
