import { describe, expect, test } from 'vitest'
import { atWork, plan, run } from '#test/at-work.ts'
import { everything, stateOf } from '#test/state.ts'
import { world, type Person } from '#test/world.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const ana = w.as('ana')
const local = w.as(await w.hire('Local Chief', { role: 'administrator', limits: { sites: [nordlys.siteId] } }))

const make = async (name: string, minimum = 0) => (await ana.post('/queues', { name, minimum })).body
const edit = (id: number, version: number, wish: object, who = ana) =>
  who.patch(`/queues/${id}`, wish, { 'if-match': `"v${version}"` })
const log = async () =>
  (
    await w.db
      .selectFrom('change_sets')
      .select(['action', 'params', 'actor_name'])
      .where('action', 'like', 'queue-%')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .execute()
  )[0]
const agents = async <N extends readonly string[]>(...names: N) =>
  (await Promise.all(names.map((name) => w.hire(name)))) as unknown as { readonly [K in keyof N]: Person }
const of = (people: readonly { id: string }[]) => ({ ids: people.map(({ id }) => id) })
const places = async ({ id }: { id: string }) => (await stateOf(w, id)).effects['queuesLeft']
const assign = async (queueId: number, people: readonly { id: string }[], priority?: number) => {
  for (const { id } of people)
    expect((await ana.post(`/users/${id}/add-queues`, { queues: [{ id: queueId, priority }] })).status).toBe(200)
}

describe('the queues of a tenant', () => {
  test('201, 200: made, renamed, given a minimum and archived, each in the change log; the members stay', async () => {
    const { status, body: made } = await ana.post('/queues', { name: 'Billing' })
    expect([status, made]).toEqual([
      201,
      { id: made.id, name: 'Billing', members: 0, active: 0, available: 0, minimum: 0, archived: false, version: 1 },
    ])
    expect(await log()).toEqual({
      action: 'queue-created',
      params: { id: made.id, name: 'Billing', minimum: 0 },
      actor_name: 'Ana Lind',
    })
    await assign(made.id, await agents('Bill One', 'Bill Two'))
    const changed = await edit(made.id, 1, { name: 'Invoices', minimum: 5 })
    expect([changed.headers['etag'], changed.body]).toEqual([
      '"v2"',
      { ...made, name: 'Invoices', minimum: 5, members: 2, active: 2, version: 2 },
    ])
    expect((await log())!.params).toEqual({
      id: made.id,
      before: { name: 'Billing', minimum: 0 },
      after: { name: 'Invoices', minimum: 5 },
    })
    await edit(made.id, 2, { archived: true })
    const found = async (query: string) => (await w.as('jon').get(`/queues?search=invoi${query}`)).body
    expect(await found('')).toEqual({ items: [], total: 0 })
    for (const query of ['&archived=yes', `&ids=${made.id}`])
      expect(await found(query)).toMatchObject({ items: [{ archived: true, name: 'Invoices' }], total: 1 })
  })

  test('409, 412, 422, 403, 404: a taken name, an old version, nonsense, who may not; and nothing changes', async () => {
    const { id } = await make('Überfall')
    const far = await w.as('hugo').post('/queues', { name: 'Far away' })
    await local.get('/session')
    const before = await everything(w)
    const kinds = async (...answers: Promise<{ status: number }>[]) =>
      (await Promise.all(answers)).map(({ status }) => status)
    expect(await kinds(ana.post('/queues', { name: 'UBERFALL' }), edit(id, 9, { name: 'X' }))).toEqual([409, 412])
    expect(await kinds(ana.post('/queues', { name: ' ' }), edit(id, 1, { minimum: -1 }))).toEqual([422, 422])
    expect(await kinds(local.post('/queues', { name: 'Mine' }), edit(id, 1, { name: 'Mine' }, local))).toEqual([
      403, 403,
    ])
    expect(await kinds(w.as('ines').post('/queues', { name: 'Mine' }), edit(far.body.id, 1, { name: 'X' }))).toEqual([
      403, 404,
    ])
    expect(await everything(w)).toBe(before)
  })

  test('412: of two who change the same version at the same moment, one wins', async () => {
    const { id } = await make('Contended')
    const both = await Promise.all(['One', 'Two'].map((name) => edit(id, 1, { name })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  })
})

test('S26 200: a queue counts those whom one sees: everybody, the people of one’s desk or site; and nobody for an agent', async () => {
  const { id, name } = await make('Counted', 3)
  const [sales] = [nordlys.desks['sales']!]
  const [desk, site, far] = [
    await w.hire('Desk Mate', { more: { desks: [sales] } }),
    await w.hire('Site Mate', { site: nordlys.siteId }),
    await w.hire('Far Mate', { site: nordlys.sites['malmö']! }),
  ]
  await assign(id, [desk, site, far])
  const said = { rows: [{ user: far.id, state: 'available', at: w.clock.now().toISOString() }] }
  await ana.post('/availability', said)
  await w.db.updateTable('users').set({ status: 'inactive' }).where('id', '=', desk.id).execute()
  const counts = async (who: typeof ana) => {
    const { members, active, available, ...rest } = (await who.get(`/queues?ids=${id}`)).body.items[0]
    expect(rest).toEqual({ id, name, minimum: 3, archived: false, version: 1 })
    return [members, active, available]
  }
  const ofMalmo = w.as(
    await w.hire('Malmö Chief', { role: 'administrator', limits: { sites: [nordlys.sites['malmö']!] } }),
  )
  const ofSales = w.as(await w.hire('Sales Chief', { role: 'manager', limits: { desks: [sales] } }))
  expect([await counts(ana), await counts(local)]).toEqual([
    [3, 2, 1],
    [2, 1, 0],
  ])
  expect([await counts(ofMalmo), await counts(ofSales)]).toEqual([
    [1, 1, 1],
    [1, 0, 0],
  ])
  expect(await counts(w.as('jon'))).toEqual([undefined, undefined, undefined])
})

describe('GET /queues/{id}/members', () => {
  test('200: in the order of calls, page by page, found by a part of the name; each page after the one before', async () => {
    const { id } = await make('Paged')
    const [last, first, middle] = await agents('Zoë Last', 'Max First', 'Mia Middle')
    await assign(id, [last], 9)
    await assign(id, [first, middle], 1)
    const names = (body: { items: { name: string }[] }) => body.items.map(({ name }) => name)
    const page = (await ana.get(`/queues/${id}/members?limit=2`)).body
    expect([names(page), page.total]).toEqual([['Max First', 'Mia Middle'], 3])
    const next = (await ana.get(`/queues/${id}/members?limit=2&after=${page.next}`)).body
    expect([next.items, next.next]).toEqual([
      [{ id: last.id, name: 'Zoë Last', username: last.username, status: 'active', priority: 9 }],
      null,
    ])
    expect(names((await ana.get(`/queues/${id}/members?search=zoe`)).body)).toEqual(['Zoë Last'])
    expect((await ana.get(`/queues/${id}/members?after=x`)).status).toBe(422)
  })

  test('S26 200: whoever administers a site sees, adds and removes the people of that site alone', async () => {
    const { id } = await make('Two sites')
    const [here, there] = [
      await w.hire('Person Here', { site: nordlys.siteId }),
      await w.hire('Person There', { site: nordlys.sites['malmö']! }),
    ]
    const queues = [{ id }]
    const outcome = async (person: { id: string }) =>
      (await local.post(`/users/${person.id}/add-queues`, { queues })).status
    expect([await outcome(here), await outcome(there)]).toEqual([200, 404])
    await assign(id, [there])
    expect((await local.get(`/queues/${id}/members`)).body).toMatchObject({
      items: [{ name: 'Person Here' }],
      total: 1,
    })
    expect((await local.post(`/users/${there.id}/remove-queues`, { queues: [id] })).status).toBe(404)
  })
})

describe('who may be in a queue', () => {
  test('409: neither who is inactive or pending, nor whose roles take no calls; the reason is said', async () => {
    const queues = [{ id: (await make('Choosy')).id }]
    const [inactive, pending, auditor] = [
      await w.hire('Away', { status: 'inactive' }),
      await w.hire('Not Yet', { status: 'pending', password: null }),
      await w.hire('Looks On', { role: 'auditor' }),
    ]
    const reason = async ({ id }: { id: string }) => (await ana.post(`/users/${id}/add-queues`, { queues })).body.reason
    expect([await reason(inactive), await reason(pending), await reason(auditor)]).toEqual([
      'not-active',
      'not-active',
      'takes-no-calls',
    ])
  })

  test('422, 409: an archived queue takes nobody in, also not back; whoever is in it can leave', async () => {
    const { id } = await make('Closing')
    const [stays, gone] = await agents('Stays In', 'Was Removed')
    await assign(id, [stays, gone], 4)
    const job = await run(ana, await plan(ana, 'remove-queues', of([gone]), { queues: [id] }))
    await edit(id, 1, { archived: true })
    expect((await ana.post(`/users/${gone.id}/add-queues`, { queues: [{ id }] })).status).toBe(422)
    const { body: undo } = await ana.post(`/jobs/${job.id}/undo`)
    expect(undo.reasons).toMatchObject([{ reason: 'queue-archived', people: 1 }])
    expect((await ana.post(`/users/${stays.id}/remove-queues`, { queues: [id] })).body.outcome).toBe('changed')
  })

  test('two who assign the same agent at the same moment: one place, and one entry of history', async () => {
    const { id } = await make('Twice')
    const [agent] = await agents('Wanted Twice')
    const wish = { queues: [{ id, priority: 2 }] }
    const both = await Promise.all([1, 2].map(() => ana.post(`/users/${agent.id}/add-queues`, wish)))
    expect(both.map(({ body }) => body.outcome).sort()).toEqual(['already', 'changed'])
    const { body } = await ana.get(`/users/${agent.id}/history`)
    expect(body.items[0]).toMatchObject({
      says: 'Queues added',
      changes: [{ label: 'Queues', before: null, after: 'Twice (priority 2)' }],
    })
  })
})

describe('many at once', () => {
  test('a mass assignment is undone to the very places and priorities before; who was deactivated since is left alone', async () => {
    const [known, fresh] = [await make('Known'), await make('Fresh')]
    const [inBoth, inNone, leaver] = await agents('In Both', 'In None', 'Leaves Soon')
    await assign(known.id, [inBoth], 40)
    const before = await places(inBoth)
    const queues = [{ id: known.id, priority: 1 }, { id: fresh.id }]
    const job = await run(ana, await plan(ana, 'add-queues', of([inBoth, inNone, leaver]), { queues }))
    expect(await places(inBoth)).toEqual([
      { id: known.id, priority: 1 },
      { id: fresh.id, priority: 1 },
    ])
    await ana.post(`/users/${leaver.id}/deactivate`)
    const undo = (await ana.post(`/jobs/${job.id}/undo`)).body
    expect(undo).toMatchObject({ counts: { will: 2, skipped: 1 }, reasons: [{ reason: 'changed-since' }] })
    await run(ana, undo)
    expect([await places(inBoth), await places(inNone)]).toEqual([before, []])
  })

  test('each goes back into their own former queues, but for those left by hand since', async () => {
    const [day, night] = [await make('Day'), await make('Night')]
    const [a, b, c] = await agents('Former A', 'Former B', 'Never In')
    await assign(day.id, [a, b], 2)
    await assign(night.id, [b], 3)
    for (const one of ['deactivate', 'activate']) await run(ana, await plan(ana, one, of([a, b])))
    await assign(night.id, [b])
    await ana.post(`/users/${b.id}/remove-queues`, { queues: [night.id] })
    const back = await plan(ana, 'restore-queues', of([a, b, c]))
    expect(back.counts).toMatchObject({ will: 2, already: 1, skipped: 0 })
    await run(ana, back)
    const inDay = [{ id: day.id, priority: 2 }]
    expect(await Promise.all([a, b, c].map(places))).toEqual([inDay, inDay, []])
  })
})

describe('the minimum of a queue', () => {
  test('a plan that would go below it says so: to deactivate, to delete, to remove; and no other', async () => {
    const [few, many] = [await make('Needs two', 2), await make('Needs one', 1)]
    const people = await agents('Staff A', 'Staff B', 'Staff C')
    await assign(few.id, people)
    await assign(many.id, people)
    const below = async (action: string, leaving: readonly Person[], params?: object) =>
      (await plan(ana, action, of(leaving), params)).impact.queuesBelow
    const [ofFew, ofMany] = [
      { id: few.id, name: 'Needs two', left: 1, minimum: 2 },
      { id: many.id, name: 'Needs one', left: 0, minimum: 1 },
    ]
    expect(await below('deactivate', people.slice(0, 1))).toBeUndefined()
    expect(await below('deactivate', people.slice(0, 2))).toEqual({ total: 1, first: [ofFew] })
    expect(await below('delete', people)).toEqual({ total: 2, first: [{ ...ofFew, left: 0 }, ofMany] })
    expect(await below('remove-queues', people, { queues: [many.id] })).toEqual({ total: 1, first: [ofMany] })
    expect(await below('end-sessions', people)).toBeUndefined()
  })

  const undoOf = async (job: { id: string }) => (await ana.post(`/jobs/${job.id}/undo`)).body

  test('so does one that takes back what brought them in: an assignment, an activation, a restoring', async () => {
    const { id, name } = await make('Brought in', 1)
    const [agent] = await agents('Comes And Goes')
    const short = { queuesBelow: { total: 1, first: [{ id, name, left: 0, minimum: 1 }] } }
    const added = await run(ana, await plan(ana, 'add-queues', of([agent]), { queues: [{ id }] }))
    expect((await undoOf(added)).impact).toMatchObject(short)
    // What takes somebody back in warns of nothing.
    const left = await run(ana, await plan(ana, 'deactivate', of([agent])))
    const back = await undoOf(left)
    expect(back).toMatchObject({ label: 'Undo: Deactivate', impact: { queuesJoined: 1 } })
    expect(back.impact.queuesBelow).toBeUndefined()
    const again = await undoOf(await run(ana, back))
    // To take back the undo is to do it again.
    expect(again).toMatchObject({ label: 'Redo: Deactivate', impact: short })
    expect(again.impact.queuesJoined).toBeUndefined()
    const deleted = await run(ana, await plan(ana, 'delete', of([agent])))
    const restoring = await undoOf(deleted)
    expect(restoring.impact).toMatchObject({ queuesJoined: 1 })
    const restored = await run(ana, restoring)
    expect((await undoOf(restored)).impact).toMatchObject(short)
  })

  test('and an import, of those whom a row says to be active no more', async () => {
    const { id, name } = await make('Of the file', 2)
    const people = await agents('Row One', 'Row Two')
    await assign(id, people)
    const rows = people.map(({ username }, n) => `${username},${n === 0 ? 'no' : 'yes'}`)
    const { body: draft } = await ana.post('/imports', {
      name: 'leavers.csv',
      text: ['username,active', ...rows].join('\n'),
      mode: 'update',
      key: 'username',
    })
    const { body } = await ana.post(`/imports/${draft.id}/plan`)
    expect(body).toMatchObject({
      counts: { will: 1, already: 1 },
      impact: { queuesBelow: { total: 1, first: [{ id, name, left: 1, minimum: 2 }] } },
    })
  })
})

describe('whoever takes calls no more', () => {
  const { agent, auditor, manager } = nordlys.roles
  const roles = (...ids: number[]) => ({ more: { roles: ids.map((id) => ({ id })) } })
  const told = (id: number, name: string, left: number, minimum: number) => ({
    queuesBelow: { total: 1, first: [{ id, name, left, minimum }] },
  })

  test('leaves every queue with the role, the plan says which would be short, and undo brings them back', async () => {
    const { id, name } = await make('Staffed by one', 1)
    const [only, also] = [await w.hire('Only Agent', roles(agent, auditor)), await w.hire('No Agent', roles(auditor))]
    await assign(id, [only], 6)
    const made = await plan(ana, 'remove-roles', of([only, also]), { roles: [agent] })
    expect(made.impact).toMatchObject({ queuesLeft: 1, ...told(id, name, 0, 1) })
    const job = await run(ana, made)
    expect(await places(only)).toEqual([])
    expect((await ana.get(`/users/${only.id}/former-queues`)).body.items).toEqual([{ id, name, priority: 6 }])
    const undo = (await ana.post(`/jobs/${job.id}/undo`)).body
    expect(undo.impact).toMatchObject({ queuesJoined: 1 })
    expect(undo.impact.queuesBelow).toBeUndefined()
    await run(ana, undo)
    expect(await places(only)).toEqual([{ id, priority: 6 }])
  })

  test('a file that replaces roles warns of the queues that are left, one that adds to them does not', async () => {
    const { id, name } = await make('Left by a file', 1)
    const [goes, stays] = [await w.hire('Row Goes', roles(agent)), await w.hire('Row Stays', roles(agent))]
    await assign(id, [goes], 3)
    const planned = async (lists: string) => {
      const text = ['username,roles', `${goes.username},Auditor`, `${stays.username},Agent; Auditor`].join('\n')
      const { body: draft } = await ana.post('/imports', { text, mode: 'update', key: 'username', lists })
      return (await ana.post(`/imports/${draft.id}/plan`)).body
    }
    expect((await planned('add')).impact).toEqual({ queuesLeft: 0 })
    const replacing = await planned('replace')
    expect(replacing.impact).toEqual({ queuesLeft: 1, ...told(id, name, 0, 1) })
    await run(ana, replacing)
    expect(await places(goes)).toEqual([])
  })

  test('keeps their places with another role that takes calls; replacing warns alike; one’s own edit takes them out, too', async () => {
    const second = (await ana.post('/roles', { name: 'Second line', permissions: ['calls.take'] })).body.id as number
    const { id, name } = await make('No minimum')
    const person = await w.hire('Both Lines', roles(agent, second))
    await assign(id, [person], 2)
    const impact = async (action: string, ...params: number[]) => {
      const given = action === 'replace-roles' ? params.map((one) => ({ id: one })) : params
      return (await plan(ana, action, of([person]), { roles: given })).impact
    }
    for (const kept of [await impact('remove-roles', agent), await impact('replace-roles', second, manager)])
      expect(kept).toMatchObject({ queuesLeft: 0 })
    // A queue that asks for no minimum is named once nobody is left in it.
    expect(await impact('replace-roles', manager)).toMatchObject({ queuesLeft: 1, ...told(id, name, 0, 0) })
    await ana.post(`/users/${person.id}/remove-roles`, { roles: [agent] })
    expect(await places(person)).toEqual([{ id, priority: 2 }])
    const { headers } = await ana.get(`/users/${person.id}`)
    await ana.patch(`/users/${person.id}`, { roles: [{ id: manager }] }, { 'if-match': headers['etag']! })
    expect(await places(person)).toEqual([])
    const { body } = await ana.get(`/users/${person.id}/history`)
    expect(body.items[0].effects).toEqual({ queuesLeft: [{ id, priority: 2 }] })
  })

  test('undo gives nobody a place who takes no calls by now, or is not active', async () => {
    const { id } = await make('Left behind')
    const [quits, sleeps] = [await w.hire('Quits Calls'), await w.hire('Falls Asleep', roles(agent, auditor))]
    await assign(id, [quits, sleeps])
    const removed = await run(ana, await plan(ana, 'remove-queues', of([quits]), { queues: [id] }))
    await ana.post(`/users/${quits.id}/replace-roles`, { roles: [{ id: auditor }] })
    expect((await ana.post(`/jobs/${removed.id}/undo`)).body.reasons).toMatchObject([{ reason: 'takes-no-calls' }])
    const taken = await run(ana, await plan(ana, 'remove-roles', of([sleeps]), { roles: [agent] }))
    await ana.post(`/users/${sleeps.id}/deactivate`)
    await run(ana, (await ana.post(`/jobs/${taken.id}/undo`)).body)
    expect(await places(sleeps)).toEqual([])
  })

  test('of an edited role nobody is taken out: the preview says how many are in a queue, and which would be short', async () => {
    const { body: role } = await ana.post('/roles', { name: 'Weekend', permissions: ['calls.take'] })
    const { id, name } = await make('Weekend line', 2)
    const [one, two, other] = [
      await w.hire('Sat Urday', roles(role.id)),
      await w.hire('Sun Day', roles(role.id, agent)),
      await w.hire('No Line', roles(role.id)),
    ]
    await assign(id, [one, two])
    const preview = async (permissions: string) =>
      (await ana.get(`/roles/${role.id}/preview?permissions=${permissions}`)).body.inQueues
    expect(await preview('own.profile')).toEqual({ people: 1, ...told(id, name, 1, 2) })
    expect(await preview('calls.take,own.profile')).toBeUndefined()
    const saved = await ana.patch(
      `/roles/${role.id}`,
      { permissions: ['own.profile'] },
      { 'if-match': `"v${role.version}"` },
    )
    expect([saved.status, await places(one), await places(other)]).toEqual([200, [{ id, priority: 1 }], []])
  })

  test('moving to another site or desk takes nobody out of a queue: places are of no site', async () => {
    const { id } = await make('Of no site')
    const [agentOfRiga] = await agents('Moves Away')
    await assign(id, [agentOfRiga])
    await ana.post(`/users/${agentOfRiga.id}/set-site`, { site: nordlys.sites['malmö']! })
    expect(await places(agentOfRiga)).toEqual([{ id, priority: 1 }])
  })
})

describe('without the module', () => {
  test('404, 422: there are neither queues nor actions on them, and no plan tells of them', async () => {
    const { id } = await make('Hidden', 9)
    const [agent] = await agents('Hidden Agent')
    await assign(id, [agent])
    const modules = (some: string[]) =>
      w.db.updateTable('tenants').set({ modules: some }).where('id', '=', nordlys.tenantId).execute()
    await modules(['dialer', 'pbx'])
    const paths = ['/queues', `/queues/${id}/members`, `/users/${agent.id}/former-queues`]
    for (const path of paths) expect([path, (await ana.get(path)).status]).toEqual([path, 404])
    expect((await ana.post(`/users/${agent.id}/restore-queues`)).status).toBe(404)
    expect((await ana.post('/plans', { action: 'restore-queues', target: of([agent]) })).status).toBe(422)
    const { impact } = await plan(ana, 'deactivate', of([agent]))
    expect([impact.queuesLeft, impact.queuesBelow]).toEqual([undefined, undefined])
    await modules(['dialer', 'pbx', 'queues'])
  })
})
