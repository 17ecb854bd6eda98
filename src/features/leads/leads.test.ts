/** Leads and who has them: in turn, by hand, in plans, and back again (HOUSE-3). */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { atWork, plan, run } from '#test/at-work.ts'
import { everything } from '#test/state.ts'
import { world, type Person } from '#test/world.ts'

const w = await world()
await atWork(w)
const { nordlys, harbour } = w.tenants
const { tenantId } = nordlys
const { jon, kai, ana: anaHerself, hugo } = w.people
const ana = w.as('ana')
const assignLeads = { assignLeads: true }
const [bea, cem, dov] = [
  await w.hire('Bea Takes', { more: assignLeads }),
  await w.hire('Cem Takes', { more: assignLeads }),
  await w.hire('Dov Takes', { more: assignLeads }),
]
/** Manages the leads of Malmö, where Kai is, and of nowhere else. */
const { id: role } = await w.db
  .insertInto('roles')
  .values({
    tenant_id: tenantId,
    name: 'Lead desk',
    name_key: 'lead desk',
    permissions: ['users.read', 'leads.manage'],
  })
  .returning('id')
  .executeTakeFirstOrThrow()
const mia = w.as(
  await w.hire('Mia Malmo', { more: { roles: [{ id: role, sites: [nordlys.sites['malmö']!] }] as never } }),
)

const insert = async (user: Person | null, count = 1, tenant_id = tenantId): Promise<string[]> => {
  const leads = Array.from({ length: count }, () => ({
    ...{ tenant_id, id: newId(), name: 'Prospect' },
    user_id: user?.id ?? null,
  }))
  await w.db.insertInto('leads').values(leads).execute()
  return leads.map(({ id }) => id)
}
const has = async (...people: Person[]) => {
  const { rows } = await sql<{ user_id: string; leads: number }>`
    select user_id, count(*) as leads from leads where user_id is not null group by 1`.execute(w.db)
  return people.map(({ id }) => rows.find((row) => row.user_id === id)?.leads ?? 0)
}
const holderOf = async (id: string) =>
  (await w.db.selectFrom('leads').select('user_id').where('id', '=', id).executeTakeFirstOrThrow()).user_id
const assign = (ids: string[], leadsTo: string, more: object = {}) =>
  ana.post('/leads/assign', { target: { ids }, leadsTo, ...more })
const modules = (names: string[]) =>
  w.db.updateTable('tenants').set({ modules: names }).where('id', '=', tenantId).execute()

beforeEach(async () => {
  await w.db.deleteFrom('callbacks').execute()
  await w.db.deleteFrom('leads').execute()
})

describe('in turn', () => {
  test('new leads go round those who take them, and the next one goes on where the last one ended', async () => {
    for (let i = 0; i < 7; i++) {
      const { status, body } = await ana.post('/leads', { name: `Prospect ${i}`, phone: '+37120000000' })
      expect([status, body.status]).toEqual([201, 'open'])
      expect([bea.id, cem.id, dov.id]).toContain(body.user.id)
    }
    expect((await has(bea, cem, dov)).sort()).toEqual([2, 2, 3])
    expect((await assign(await insert(null, 2), 'round-robin')).body).toEqual({ moved: 2 })
    expect(await has(bea, cem, dov)).toEqual([3, 3, 3])
  })

  test('many at once, from several hands, are shared as evenly as from one', async () => {
    const parts = await Promise.all(Array.from({ length: 10 }, () => insert(null, 10)))
    const answers = await Promise.all([
      ...parts.map((ids) => assign(ids, 'round-robin')),
      ...Array.from({ length: 11 }, (_, i) => ana.post('/leads', { name: `Prospect ${i}` })),
    ])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201]))
    expect(await has(bea, cem, dov)).toEqual([37, 37, 37])
  })

  test('nobody takes any: said when it is asked for, and a new lead is nobody’s', async () => {
    const ids = await insert(null, 2)
    await w.db.updateTable('users').set({ assign_leads: false }).where('tenant_id', '=', tenantId).execute()
    expect(await assign(ids, 'round-robin')).toMatchObject({
      status: 409,
      body: { type: '/problems/nobody-takes-leads' },
    })
    expect((await ana.post('/leads', { name: 'Alone' })).body.user).toBeNull()
    const takers = [bea, cem, dov].map(({ id }) => id)
    await w.db.updateTable('users').set({ assign_leads: true }).where('id', 'in', takers).execute()
  })
})

describe('GET /leads', () => {
  test('200: found by a part of the name in any script, by user, status and list, with the exact total', async () => {
    await ana.post('/leads', { name: 'Ångström Påll', list: 'Fair', leadsTo: jon.id })
    await ana.post('/leads', { name: '王小明', list: 'Fair', leadsTo: 'nobody', externalId: 'crm-7' })
    const names = async (query: string) => {
      const { body } = await ana.get(`/leads?${query}`)
      return [body.items.map((l: { name: string }) => l.name), body.total]
    }
    expect(await names('search=angstr')).toEqual([['Ångström Påll'], 1])
    expect(await names(`search=${encodeURIComponent('小')}`)).toEqual([['王小明'], 1])
    expect(await names('search=crm-7&user=nobody')).toEqual([['王小明'], 1])
    expect(await names(`user=${jon.id}&status=open,worked&list=Fair`)).toEqual([['Ångström Påll'], 1])
    expect(await names('status=closed')).toEqual([[], 0])
    const first = (await ana.get('/leads?limit=1')).body
    const second = (await ana.get(`/leads?limit=1&after=${first.next}`)).body
    expect([first.total, second.items[0].name, second.next]).toEqual([2, 'Ångström Påll', null])
    expect((await ana.get('/leads/lists')).body.items).toEqual(['Fair'])
  })

  test('S26 a limited manager of leads sees those of the own users and those of nobody, and moves no others', async () => {
    const [ofKai] = await insert(kai)
    const [ofJon] = await insert(jon)
    const [free] = await insert(null)
    await w.db.updateTable('leads').set({ list: 'Secret fair' }).where('id', '=', ofJon!).execute()
    await w.db.updateTable('leads').set({ list: 'Open fair' }).where('id', '=', free!).execute()
    expect((await mia.get('/leads/lists')).body.items).toEqual(['Open fair'])
    const { body } = await mia.get('/leads')
    expect(body.items.map((l: { id: string }) => l.id).sort()).toEqual([ofKai, free].sort())
    expect(await mia.get(`/leads/${ofJon}`)).toMatchObject({ status: 404 })
    expect((await mia.post('/leads/assign', { target: { ids: [ofJon, free] }, leadsTo: kai.id })).body).toEqual({
      moved: 1,
    })
    expect(await mia.post('/leads/assign', { target: { ids: [ofKai] }, leadsTo: jon.id })).toMatchObject({
      status: 422,
    })
    expect([await holderOf(ofJon!), await holderOf(free!)]).toEqual([jon.id, kai.id])
  })

  test('404 while the module is off, 403 without the permission, and another tenant’s are not there', async () => {
    const [foreign] = await insert(hugo, 1, harbour.tenantId)
    expect(await ana.get(`/leads/${foreign}`)).toMatchObject({ status: 404 })
    expect((await assign([foreign!], jon.id)).body).toEqual({ moved: 0 })
    expect(await w.as('ines').get('/leads')).toMatchObject({ status: 403 })
    await modules(['pbx', 'queues'])
    expect(await ana.get('/leads')).toMatchObject({ status: 404 })
    expect(await ana.post(`/users/${jon.id}/delete`, { leadsTo: 'nobody' })).toMatchObject({ status: 422 })
    expect(await ana.post(`/users/${jon.id}/hand-over-leads`, { leadsTo: 'nobody' })).toMatchObject({ status: 404 })
    await modules(['dialer', 'pbx', 'queues'])
  })
})

describe('one lead', () => {
  test('is edited by whoever read it last, and its external id is its own', async () => {
    const { body: one } = await ana.post('/leads', { name: 'One', externalId: 'a' })
    const { body: two } = await ana.post('/leads', { name: 'Two', externalId: 'b' })
    const edit = (version: number, body: object) => ana.patch(`/leads/${two.id}`, body, { 'if-match': `"v${version}"` })
    expect(await edit(two.version, { externalId: 'a' })).toMatchObject({ status: 409 })
    expect(await edit(two.version, { name: 'Deux', status: 'worked' })).toMatchObject({
      status: 200,
      body: { name: 'Deux', status: 'worked', externalId: 'b' },
    })
    expect(await edit(two.version, { name: 'Zwei' })).toMatchObject({ status: 412 })
    expect((await ana.get('/leads?search=deux')).body.total).toBe(1)
    expect((await ana.post('/leads/status', { target: { matching: {} }, status: 'closed' })).body).toEqual({
      changed: 2,
    })
    expect((await ana.get(`/leads/${one.id}`)).body.status).toBe('closed')
  })

  test('422: a name of blanks, a number that is none, a user who is not active', async () => {
    const before = await everything(w)
    for (const body of [{ name: ' ' }, { name: 'X', phone: '20000000' }, { name: 'X', leadsTo: newId() }])
      expect(await ana.post('/leads', body)).toMatchObject({ status: 422 })
    expect(await everything(w)).toBe(before)
  })
})

describe('when somebody leaves', () => {
  const leaver = () => w.hire(`Leaver ${newId().slice(-6)}`)

  test('a deletion hands the leads on in turn, and says how many went where', async () => {
    const eva = await leaver()
    await insert(eva, 6)
    const { status, body } = await ana.post(`/users/${eva.id}/delete`, { leadsTo: 'round-robin' })
    expect([status, body.effects.leadsHandedOver.length, body.effects.leadsUnassigned]).toEqual([200, 3, undefined])
    expect(await has(eva, bea, cem, dov)).toEqual([0, 2, 2, 2])
  })

  test('without a word a deletion leaves them to nobody, and a deactivation leaves them where they are', async () => {
    const [eva, fay] = [await leaver(), await leaver()]
    const [lead] = await insert(eva)
    await insert(fay)
    await ana.post(`/users/${fay.id}/deactivate`)
    expect(await has(fay)).toEqual([1])
    expect((await ana.post(`/users/${eva.id}/delete`)).body.effects.leadsUnassigned).toEqual([lead])
    expect(await holderOf(lead!)).toBeNull()
  })

  test('whoever gets the leads is not deleted along with the others, and must be somebody who can have them', async () => {
    const [eva, fay] = [await leaver(), await leaver()]
    await insert(eva, 3)
    expect(await ana.post(`/users/${eva.id}/delete`, { leadsTo: eva.id })).toMatchObject({
      status: 409,
      body: { reason: 'takes-the-leads' },
    })
    const planned = await plan(ana, 'delete', { ids: [eva.id, fay.id] }, { leadsTo: fay.id })
    expect(planned).toMatchObject({ counts: { will: 1, skipped: 1 }, impact: { leadsHandedOver: 3 } })
    await ana.post(`/users/${fay.id}/deactivate`)
    expect(await ana.post(`/users/${eva.id}/delete`, { leadsTo: fay.id })).toMatchObject({ status: 422 })
    expect(await has(eva)).toEqual([3])
  })

  test.each([
    ['delete', 'deleted'],
    ['deactivate', 'deactivated'],
    ['hand-over-leads', 'without their leads'],
  ])('a plan to %s is taken back with the leads, but for those that somebody moved since', async (action) => {
    const [eva, fay] = [await leaver(), await leaver()]
    const [moved, still] = await insert(eva, 2)
    await insert(fay, 1)
    const { id } = await run(ana, await plan(ana, action, { ids: [eva.id, fay.id] }, { leadsTo: jon.id }))
    expect(await has(eva, fay, jon)).toEqual([0, 0, 3])
    await assign([moved!], anaHerself.id)
    const { body: undo } = await ana.post(`/jobs/${id}/undo`)
    await run(ana, undo)
    expect(await has(eva, fay, jon, anaHerself)).toEqual([1, 1, 0, 1])
    expect(await holderOf(still!)).toBe(eva.id)
  })
})

describe('the activity of those who have leads', () => {
  const lines = async (person: Person) =>
    (await ana.get(`/users/${person.id}/activity?kind=lead`)).body.items.map((line: { says: string; text: string }) => [
      line.says,
      line.text,
    ])
  beforeEach(() => sql`delete from activity where kind = 'lead'`.execute(w.db))

  test('says what was assigned, worked and taken back: a line for each person, however many leads', async () => {
    await w.db.updateTable('users').set({ assign_leads: false }).where('assign_leads', '=', true).execute()
    const { body: one } = await ana.post('/leads', { name: 'Jane Prospect', leadsTo: jon.id })
    expect(await lines(jon)).toEqual([['Leads assigned', 'Jane Prospect']])
    const many = [one.id, ...(await insert(jon, 3))]
    await ana.post('/leads/status', { target: { ids: many }, status: 'worked' })
    await assign(many, kai.id)
    expect(await lines(jon)).toEqual([
      ['Leads taken back', '4 leads'],
      ['Leads worked', '4 leads'],
      ['Leads assigned', 'Jane Prospect'],
    ])
    expect(await lines(kai)).toEqual([['Leads assigned', '4 leads']])
    const { body: now } = await ana.get(`/leads/${one.id}`)
    await ana.patch(`/leads/${one.id}`, { status: 'closed' }, { 'if-match': `"v${now.version}"` })
    expect(await lines(kai)).toEqual([
      ['Leads closed', 'Jane Prospect'],
      ['Leads assigned', '4 leads'],
    ])
  })

  test('is one statement for a whole file, shared as the leads are', async () => {
    await w.db
      .updateTable('users')
      .set({ assign_leads: sql`id in (${bea.id}, ${cem.id})` })
      .execute()
    const rows = Array.from({ length: 5 }, (_, n) => `Guest ${n},+3712000010${n}`)
    await ana.post('/leads/import', { text: ['Name,Phone', ...rows].join('\n') })
    const texts = [...(await lines(bea)), ...(await lines(cem))].map(([, text]) => text).sort()
    expect(texts).toEqual(['2 leads', '3 leads'])
  })

  test('names who gets them when somebody leaves; of whoever left the change log does', async () => {
    const leaver = await w.hire('Lea Leaver')
    await insert(leaver, 2)
    await run(ana, await plan(ana, 'deactivate', { ids: [leaver.id] }, { leadsTo: kai.id }))
    expect(await lines(kai)).toEqual([['Leads assigned', '2 leads']])
    expect(await lines(leaver)).toEqual([])
  })
})

test('a plan to deactivate or delete says how many leads and callbacks they have, whatever becomes of these', async () => {
  const leaver = await w.hire('Pia Planned')
  const [lead] = await insert(leaver, 3)
  await ana.post('/callbacks', { lead, at: `${w.clock.now().getUTCFullYear() + 1}-05-05T10:00`, timeZone: 'UTC' })
  const impactOf = async (action: string, params?: object) =>
    (await plan(ana, action, { ids: [leaver.id] }, params)).impact
  const held = { leadsHeld: 3, callbacksHeld: 1 }
  const stay = await impactOf('deactivate')
  expect([stay, stay.leadsUnassigned, stay.leadsHandedOver]).toEqual([
    expect.objectContaining(held),
    undefined,
    undefined,
  ])
  expect(await impactOf('deactivate', { leadsTo: kai.id })).toMatchObject({ ...held, leadsHandedOver: 3 })
  expect(await impactOf('delete')).toMatchObject({ ...held, leadsUnassigned: 3 })
  await modules(['pbx', 'queues'])
  expect(await impactOf('delete')).not.toHaveProperty('leadsHeld')
  await modules(['dialer', 'pbx', 'queues'])
})
