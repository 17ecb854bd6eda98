import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { atWork, plan, run } from '#test/at-work.ts'
import { hiredAgo } from '#test/hired-ago.ts'
import { world, type Person } from '#test/world.ts'
import { MOST_RULES, type HealthRule } from './contract.ts'
import { countForTheDay } from './service.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const [ana, marta, jon] = [w.as('ana'), w.as('marta'), w.as('jon')]
/** Does what takes a superuser: the operator, at work in Nordlys. */
const otto = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: nordlys.tenantId }) })
const DAY = 86_400_000

const rules = async (who = ana): Promise<HealthRule[]> => (await who.get('/health/rules')).body.items
const rule = async (id: string, who = ana) => (await rules(who)).find((one) => one.id === id)!
const found = async (id: string, who = ana) => (await who.get(`/health/rules/${id}/count`)).body.found as number
const listed = async ({ people }: HealthRule, who = ana): Promise<string[]> => {
  const query = new URLSearchParams(people!.filters)
  const { body } = await who.get(`/users?limit=200&${query.toString()}`)
  return body.items.map((row: { id: string }) => row.id)
}

const planted: Record<string, Person> = {}
beforeAll(async () => {
  planted['administrators-without-two-step'] = w.people.ana
  planted['superusers-beyond-need'] = await w.hire('Sven Super', { superuser: true })
  planted['administrators-unused'] = await hiredAgo(w, 'Alma Away', { days: 90, seen: 45, role: 'administrator' })
  planted['agents-without-queue'] = w.people.jon
  planted['queues-without-calls'] = await w.hire('Quinn Queued', { role: 'auditor' })
  const { body: line } = await ana.post('/queues', { name: 'Line' })
  const place = { tenant_id: nordlys.tenantId, user_id: planted['queues-without-calls'].id, queue_id: line.id }
  await w.db.insertInto('queue_members').values(place).execute()
  planted['unused-accounts'] = await hiredAgo(w, 'Ulf Unused', { days: 200, seen: 61 })
  planted['never-signed-in'] = await hiredAgo(w, 'Nina Never', { days: 20 })
  planted['pending-long'] = await hiredAgo(w, 'Pia Pending', { days: 15, status: 'pending' })
  planted['inactive-long'] = await hiredAgo(w, 'Ines Inactive', { days: 500, seen: 400, status: 'inactive' })
  const checklist = { items: [], trainings: [{ title: 'Fire safety', days: 7 }] }
  await ana.put(`/checklists/${nordlys.roles.auditor}`, checklist, { 'if-match': '"v1"' })
  const late = await hiredAgo(w, 'Lars Late', { days: 20, seen: 1, role: 'auditor' })
  const began = { started_at: new Date(Date.now() - 20 * DAY) }
  await w.db.updateTable('set_ups').set(began).where('user_id', '=', late.id).execute()
  await w.db.updateTable('trainings').set({ added_on: '2026-01-01' }).execute()
  planted['set-up-overdue'] = late
  planted['set-up-unfinished'] = late
  const slip = await w.hire('Timo Temporary')
  await ana.post(`/users/${slip.id}/reset-password`, {})
  planted['temporary-passwords'] = slip
})

describe('each ready-made rule', () => {
  test('finds its planted case, and the list of its filter shows as many', async () => {
    const withPeople = (await rules()).filter(({ people }) => people !== null)
    expect(withPeople.map(({ id }) => id).sort()).toEqual(Object.keys(planted).sort())
    for (const one of withPeople) {
      const those = await listed(one)
      expect([one.id, those.includes(planted[one.id]!.id)]).toEqual([one.id, true])
      expect([one.id, await found(one.id)]).toEqual([one.id, those.length])
    }
  })

  test('leaves alone whoever is in order: seen lately, made lately, in use', async () => {
    const fresh = await w.hire('Fia Fresh')
    const seen = await hiredAgo(w, 'Siv Seen', { days: 300, seen: 59 })
    for (const id of ['unused-accounts', 'never-signed-in', 'pending-long', 'temporary-passwords']) {
      const those = await listed(await rule(id))
      expect([id, those.filter((one) => [fresh.id, seen.id].includes(one))]).toEqual([id, []])
    }
  })

  test('has a plan that changes exactly whom it found', async () => {
    for (const [id, mended] of [
      ['unused-accounts', 'status'],
      ['never-signed-in', 'password'],
      ['pending-long', 'mail'],
      ['superusers-beyond-need', 'superuser'],
    ] as const) {
      const { people, mends } = await rule(id)
      const [mend] = mends
      const those = await listed(await rule(id))
      const made = await plan(otto, mend!.action, { matching: people }, mend!.params)
      expect([mended, made.counts.will]).toEqual([mended, those.length])
      expect(await run(otto, made)).toMatchObject({ state: 'done' })
    }
    expect(await found('unused-accounts')).toBe(0)
    expect(await found('superusers-beyond-need')).toBe(0)
  })

  test('an unused role is named, and is not once somebody holds it', async () => {
    const { body: role } = await ana.post('/roles', { name: 'Forgotten', permissions: [] })
    const count = async () => (await ana.get('/health/rules/roles-unused/count')).body
    expect(await count()).toEqual({ found: 1, roles: [{ id: role.id, name: 'Forgotten' }] })
    await ana.post(`/users/${w.people.kai.id}/add-roles`, { roles: [{ id: role.id }] })
    expect(await count()).toEqual({ found: 0, roles: [] })
  })

  test('S33: keeps its name and people; its severity, owner and being on are the tenant’s, and the log says who changed them', async () => {
    const before = await rule('pending-long')
    const change = { severity: 'high', owner: w.people.ines.id, allowed: 3, enabled: false }
    const edit = (version: number, body: object) =>
      ana.patch('/health/rules/pending-long', body, { 'if-match': `"v${version}"` })
    expect(await edit(before.version, change)).toMatchObject({
      status: 200,
      body: {
        ...change,
        owner: { id: w.people.ines.id, name: 'Ines Faria' },
        name: before.name,
        people: before.people,
      },
    })
    expect(await edit(before.version, { severity: 'low' })).toMatchObject({ status: 412 })
    expect(await edit(before.version + 1, { name: 'Mine' })).toMatchObject({
      status: 409,
      body: { type: '/problems/rule-ready-made' },
    })
    expect(await ana.delete('/health/rules/pending-long', { 'if-match': '"v1"' })).toMatchObject({ status: 409 })
    const log = await w.db.selectFrom('change_sets').selectAll().where('action', '=', 'health-rule-edited').execute()
    expect(log).toMatchObject([
      { actor_name: 'Ana Lind', params: { before: { severity: 'low' }, after: { severity: 'high' } } },
    ])
  })
})

describe('a rule of one’s own, from a filter', () => {
  const mine = {
    name: 'Malmö without two-step',
    severity: 'medium',
    people: { search: 'kai', filters: { status: 'any:active', site: `any:${nordlys.sites['malmö']!}` } },
    mend: 'deactivate',
  }

  test('S33: finds its people, is counted in sight only, is mended by its plan, and goes in the version that was read', async () => {
    const { status, body } = await ana.post('/health/rules', mine)
    expect([status, body]).toMatchObject([201, { readyMade: false, mends: [{ action: 'deactivate' }], trend: [] }])
    expect(await found(body.id)).toBe(1)
    expect(await found(body.id, marta)).toBe(0)
    const made = await plan(ana, 'deactivate', { matching: body.people })
    expect(await run(ana, made)).toMatchObject({ state: 'done' })
    expect(await found(body.id)).toBe(0)
    const address = `/health/rules/${body.id}`
    await ana.patch(address, { severity: 'low' }, { 'if-match': '"v1"' })
    expect(await ana.delete(address)).toMatchObject({ status: 428 })
    expect(await ana.delete(address, { 'if-match': '"v1"' })).toMatchObject({ status: 412 })
    expect(await ana.delete(address, { 'if-match': '"v2"' })).toMatchObject({ status: 204 })
    expect(await ana.get(`/health/rules/${body.id}/count`)).toMatchObject({ status: 404 })
  })

  test('the log names its filters and not whom they name', async () => {
    await ana.post('/health/rules', { ...mine, people: { filters: { named: 'jon.reyes' } } })
    const log = await w.db
      .selectFrom('change_sets')
      .select('params')
      .where('action', '=', 'health-rule-created')
      .execute()
    expect(log.at(-1)!.params).toMatchObject({ name: mine.name, filters: ['named'] })
    expect(JSON.stringify(log)).not.toMatch(/jon\.reyes/)
  })

  test.each([
    [{ ...mine, people: { filters: {} } }, '/problems/rule-without-filter', undefined],
    [{ ...mine, people: { filters: { status: 'any:gone' } } }, '/problems/invalid-request', '#/people/filters/status'],
    [{ ...mine, owner: '00000000-0000-7000-8000-000000000000' }, '/problems/invalid-request', '#/owner'],
    [{ ...mine, owner: w.people.hugo.id }, '/problems/invalid-request', '#/owner'],
    [{ ...mine, mend: 'erase' }, '/problems/invalid-request', '#/mend'],
  ])('422: what makes no sense is named, and nothing is kept: %#', async (body, type, pointer) => {
    const before = (await rules()).length
    const answer = await ana.post('/health/rules', body)
    expect([answer.status, answer.body.type, answer.body.errors?.[0]?.pointer]).toEqual([422, type, pointer])
    expect(await rules()).toHaveLength(before)
  })

  test('403: a manager of a desk sees rules, and makes none; an agent sees none', async () => {
    expect(await marta.get('/health/rules')).toMatchObject({ status: 200 })
    expect(await marta.post('/health/rules', mine)).toMatchObject({ status: 403 })
    expect(await jon.get('/health/rules')).toMatchObject({ status: 403 })
  })

  test('is absent while a filter of it belongs to a module that is off', async () => {
    const dialer = { ...mine, people: { filters: { hasLeads: 'any:yes' } } }
    const { body } = await ana.post('/health/rules', dialer)
    const modules = (some: string[]) =>
      w.db.updateTable('tenants').set({ modules: some }).where('id', '=', nordlys.tenantId).execute()
    await modules(['queues'])
    expect((await rules()).map(({ id }) => id)).not.toContain(body.id)
    await modules(['dialer', 'pbx', 'queues'])
    expect((await rules()).map(({ id }) => id)).toContain(body.id)
  })
})

test('a rule that cannot be counted any more keeps no other one, and no other tenant, from its count', async () => {
  const people = { filters: { lastSignIn: 'older:1d' } }
  const { body: broken } = await ana.post('/health/rules', { name: 'Broken', severity: 'high', people })
  await w.db
    .updateTable('health_rules')
    .set({ people: JSON.stringify({ filters: { status: 'gone:away' } }) })
    .where('id', '=', broken.id)
    .execute()
  await w.db.deleteFrom('health_counts').execute()
  await countForTheDay(w.parts, new AbortController().signal)
  const counted = await w.db.selectFrom('health_counts').select(['tenant_id', 'rule_id']).execute()
  expect(counted.map(({ rule_id }) => rule_id)).not.toContain(broken.id)
  for (const { tenantId } of [nordlys, w.tenants.harbour])
    expect(counted.filter(({ tenant_id }) => tenant_id === tenantId).length).toBeGreaterThan(5)
  await ana.delete(`/health/rules/${broken.id}`, { 'if-match': '"v1"' })
})

test('409: a tenant makes so many rules of its own, also where two are made at once', async () => {
  const own = (name: string) => ({ name, severity: 'low', people: { filters: { status: 'any:pending' } } })
  const there = (await rules()).filter(({ readyMade }) => !readyMade).length
  const rows = Array.from({ length: MOST_RULES - there - 1 }, (_, n) => ({
    ...own(`Many ${n}`),
    ...{ tenant_id: nordlys.tenantId, id: newId(), people: JSON.stringify(own('').people) },
  }))
  await w.db.insertInto('health_rules').values(rows).execute()
  const made = await Promise.all(['one', 'other'].map((name) => ana.post('/health/rules', own(name))))
  expect(made.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(made.find(({ status }) => status === 409)!.body.type).toBe('/problems/too-many-rules')
  await w.db.deleteFrom('health_rules').where('name', 'like', 'Many %').execute()
})

test('the count of a day is kept, a later one of the day replaces it, and (S26) only who sees everybody is shown it', async () => {
  const counted = () => countForTheDay(w.parts, new AbortController().signal)
  await counted()
  await w.hire('Another Super', { superuser: true })
  await counted()
  const { trend } = await rule('superusers-beyond-need')
  expect(trend).toEqual([
    { day: w.clock.now().toISOString().slice(0, 10), found: await found('superusers-beyond-need') },
  ])
  expect((await rule('superusers-beyond-need', marta)).trend).toBeNull()
})
