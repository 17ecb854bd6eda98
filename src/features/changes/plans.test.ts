/** Many people at once, through the API alone: seen first, run, reported, taken back (BULK-1 to BULK-4). */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { atWork, overJob, plan, report, run } from '#test/at-work.ts'
import { difference, everything, logOf, stateOf } from '#test/state.ts'
import { world, type Person } from '#test/world.ts'
import { refusals } from './contract.ts'
import { putAwayOldPlans } from './service/put-away.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const { jon, kai, hugo, marta } = w.people
const ana = w.as('ana')
const [riga, malmo] = [nordlys.sites['riga']!, nordlys.sites['malmö']!]
const [sales, support] = [nordlys.desks['sales']!, nordlys.desks['support']!]
const { latvian, billing } = nordlys.skills as Record<'latvian' | 'billing', number>
/** One after another, so that they stand in the order in which they are named. */
const hire = async (names: readonly string[], hiring?: Parameters<typeof w.hire>[1]) => {
  const people: Person[] = []
  for (const name of names) people.push(await w.hire(name, hiring))
  return people
}
const ids = (people: readonly Person[]) => people.map(({ id }) => id)
const states = (people: readonly Person[]) => Promise.all(people.map(({ id }) => stateOf(w, id)))

describe('a plan', () => {
  test('201: who will change and who is so already, and nothing is changed', async () => {
    const [a, b] = (await hire(['Plan One', 'Plan Two'])) as [Person, Person]
    await ana.post(`/users/${b.id}/deactivate`)
    const before = await everything(w)
    const made = await plan(ana, 'deactivate', { ids: ids([a, b]) })
    expect(made).toMatchObject({
      state: 'ready',
      counts: { total: 2, will: 1, already: 1, skipped: 0, unseen: 0 },
      moved: 0,
      confirm: null,
    })
    const { body } = await ana.get(`/plans/${made.id}/people`)
    expect(body.items).toMatchObject([
      { id: a.id, outcome: 'will', changes: [{ field: 'status', before: 'Active', after: 'Inactive' }] },
      { id: b.id, outcome: 'already', changes: [] },
    ])
    expect(await everything(w)).toBe(before)
  })
})

describe('whom a plan means', () => {
  test('422: a site with a number that none can have', async () => {
    const target = { sites: [2 ** 31] }
    expect((await ana.post('/plans', { action: 'deactivate', target })).status).toBe(422)
  })

  test('those who match the filters, but for the exceptions; those of sites; everyone', async () => {
    const [a, b] = (await hire(['Match Anna', 'Match Bert'], { site: malmo })) as [Person, Person]
    const all = (await ana.get('/users?limit=1')).body.total as number
    const one = await plan(
      ana,
      'set-time-zone',
      { matching: { search: 'match', filters: { site: `any:${malmo}` } }, except: [b.id] },
      { timeZone: 'Asia/Tokyo' },
    )
    expect((await ana.get(`/plans/${one.id}/people`)).body.items).toMatchObject([{ id: a.id, outcome: 'will' }])
    const site = await plan(ana, 'set-time-zone', { sites: [malmo], except: [a.id] }, { timeZone: 'Asia/Tokyo' })
    const there = (await ana.get(`/users?site=${malmo}&limit=1`)).body.total as number
    expect(site.counts.total).toBe(there - 1)
    const everyone = await plan(ana, 'set-time-zone', { everyone: true }, { timeZone: 'Asia/Tokyo' })
    expect(everyone.counts.total).toBe(all)
  })

  test('somebody of another tenant and nobody at all look the same, and are in no count', async () => {
    const made = await plan(ana, 'activate', { ids: [hugo.id, newId(), jon.id] })
    expect(made.counts).toEqual({ total: 1, will: 0, already: 1, skipped: 0, unseen: 2 })
  })

  test('who is in sight and out of reach is skipped, and says why; whom one does not see is not in it', async () => {
    const desk = await w.hire('Desk Mate', { more: { desks: [sales] } })
    const made = await plan(w.as(marta), 'add-desks', { ids: [desk.id, kai.id] }, { desks: [support] })
    expect(made).toMatchObject({
      counts: { total: 1, skipped: 1, unseen: 1 },
      reasons: [{ reason: 'outside-your-desks', people: 1 }],
    })
    const everyone = await plan(w.as(marta), 'add-skills', { everyone: true }, { skills: [{ id: latvian }] })
    const people = (await w.as(marta).get(`/plans/${everyone.id}/people`)).body.items as { id: string }[]
    expect(people.map(({ id }) => id)).not.toContain(kai.id)
  })

  test('oneself, whoever holds more, and the last administrator are left alone', async () => {
    const officer = await w.hire('Site Officer', { role: 'administrator', limits: { sites: [riga] } })
    const seen = await plan(w.as(officer), 'deactivate', { ids: [officer.id, w.people.ana.id, jon.id] })
    expect(
      Object.fromEntries(seen.reasons.map((r: { reason: string; people: number }) => [r.reason, r.people])),
    ).toEqual({
      self: 1,
      'holds-more-than-you': 1,
    })
    const otto = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: nordlys.tenantId }) })
    const last = await plan(otto, 'deactivate', { ids: [w.people.ana.id] })
    expect(last.reasons).toMatchObject([{ reason: 'last-administrator', people: 1 }])
  })

  test('what goes with it: sessions, queues, memberships', async () => {
    const person = await w.hire('With Effects', { more: { skills: [{ id: latvian }, { id: billing }] } })
    await w.as(person).get('/session')
    const made = await plan(ana, 'deactivate', { ids: [person.id] })
    expect(made.impact).toEqual({
      sessionsEnded: 1,
      registrationsDropped: 0,
      queuesLeft: 0,
      leadsHeld: 0,
      callbacksHeld: 0,
    })
    const replaced = await plan(ana, 'replace-skills', { ids: [person.id] }, { skills: [{ id: billing }] })
    expect(replaced.impact).toEqual({ membershipsLost: 1 })
  })
})

describe('who may not, and what makes no sense', () => {
  test.each([
    ['an agent', 'jon', 403],
    ['an auditor, who may change nobody', 'ines', 403],
  ] as const)('403: %s, and nothing changed', async (_who, name, status) => {
    const before = await everything(w)
    expect(await w.as(name).post('/plans', { action: 'deactivate', target: { ids: [kai.id] } })).toMatchObject({
      status,
    })
    expect(await everything(w)).toBe(before)
  })

  test('404: a plan of somebody else, for all that is done with one', async () => {
    const { id } = await plan(ana, 'deactivate', { ids: [jon.id] })
    const other = w.as(await w.hire('Other Admin', { role: 'administrator' }))
    for (const who of [other, w.as('hugo')])
      for (const ask of [
        who.get(`/plans/${id}`),
        who.get(`/plans/${id}/people`),
        who.post(`/plans/${id}/run`),
        who.get(`/jobs/${id}`),
      ])
        expect((await ask).status).toBe(404)
  })

  test.each([
    [{ action: 'fly', target: { everyone: true } }, '#/action'],
    [{ action: 'set-site', params: { site: 'x' }, target: { everyone: true } }, '#/params/site'],
    [{ action: 'set-site', params: { site: 9_999_999 }, target: { everyone: true } }, '#/params/site'],
    [
      { action: 'deactivate', target: { matching: { filters: { status: 'odd' } } } },
      '#/target/matching/filters/status',
    ],
    [{ action: 'deactivate', target: { ids: [] } }, '#/target/ids'],
    [{ action: 'deactivate', target: { ids: ['x'] } }, '#/target/ids/0'],
    [{ action: 'deactivate', target: {} }, '#/target/ids'],
    [{ action: 'deactivate', target: 'all' }, '#/target'],
  ])('422: %j', async (body, pointer) => {
    const answer = await ana.post('/plans', body)
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer])
  })

  test('a module that is off takes its actions with it', async () => {
    const modules = (some: string[]) =>
      w.db.updateTable('tenants').set({ modules: some }).where('id', '=', nordlys.tenantId).execute()
    await modules(['pbx', 'queues'])
    const ask = { action: 'set-auto-dial', params: { autoDial: 'off' }, target: { everyone: true } }
    expect((await ana.post('/plans', ask)).status).toBe(422)
    await modules(['dialer', 'pbx', 'queues'])
    expect((await ana.post('/plans', ask)).status).toBe(201)
  })
})

describe('a run', () => {
  test('202: does what was shown, one entry of history each, under one change set', async () => {
    const people = await hire(['Run One', 'Run Two', 'Run Three'])
    const made = await plan(ana, 'add-skills', { ids: ids(people) }, { skills: [{ id: latvian, level: 3 }] })
    const job = await run(ana, made)
    expect(job).toMatchObject({
      state: 'done',
      counts: { total: 3, changed: 3, already: 0, skipped: 0, failed: 0, left: 0 },
      by: { name: 'Ana Lind' },
    })
    for (const { id } of people) {
      const last = (await logOf(w, id)).at(-1)!
      expect(last).toMatchObject({ changeSet: made.id, action: 'add-skills', actor: w.people.ana.id, origin: 'job' })
    }
    expect(await report(ana, made.id)).toMatchObject(people.map(({ id, name }) => ({ id, name, outcome: 'changed' })))
    expect((await ana.get('/jobs')).body.items[0].id).toBe(made.id)
  })

  test('409: a plan runs once, also of two who press Run at the same moment', async () => {
    const [person] = await hire(['Run Once'])
    const made = await plan(ana, 'set-time-zone', { ids: [person!.id] }, { timeZone: 'Asia/Tokyo' })
    const answers = await Promise.all([1, 2, 3].map(() => ana.post(`/plans/${made.id}/run`)))
    expect(answers.map((a) => a.status).toSorted()).toEqual([202, 409, 409])
    await overJob(ana, made.id)
    expect((await logOf(w, person!.id)).filter((e) => e.action === 'set-time-zone')).toHaveLength(1)
    expect((await ana.post(`/plans/${made.id}/run`)).body).toMatchObject({
      type: '/problems/plan-not-ready',
      state: 'done',
    })
  })

  test('422: more than ten are deactivated when their number is typed, and not before', async () => {
    const people = await hire(Array.from({ length: 11 }, (_, i) => `Many ${i}`))
    const made = await plan(ana, 'deactivate', { ids: ids(people) })
    expect(made.confirm).toBe(11)
    for (const body of [undefined, {}, { confirm: 10 }])
      expect((await ana.post(`/plans/${made.id}/run`, body)).body).toMatchObject({
        type: '/problems/confirmation-needed',
        expected: 11,
      })
    expect((await states(people)).every(({ fields }) => fields['status'] === 'active')).toBe(true)
    const job = await run(ana, made)
    expect(job).toMatchObject({ counts: { changed: 11 } })
    // To take it back asks for nothing; to take that back deactivates, and asks again.
    const back = (await ana.post(`/jobs/${job.id}/undo`)).body
    expect(back.confirm).toBe(null)
    const again = (await ana.post(`/jobs/${(await run(ana, back)).id}/undo`)).body
    expect(again.confirm).toBe(11)
  })

  test('who was changed since the plan is left alone and named; the plan says beforehand how many', async () => {
    const [a, b, c] = (await hire(['Since A', 'Since B', 'Since C'])) as [Person, Person, Person]
    const made = await plan(ana, 'set-site', { ids: ids([a, b, c]) }, { site: malmo })
    await ana.post(`/users/${b.id}/set-time-zone`, { timeZone: 'Asia/Tokyo' })
    await ana.post(`/users/${c.id}/delete`)
    expect((await ana.get(`/plans/${made.id}`)).body.moved).toBe(2)
    const job = await run(ana, made)
    expect(job.counts).toEqual({ total: 3, changed: 1, already: 0, skipped: 2, failed: 0, left: 0 })
    expect(await report(ana, made.id, '&outcome=skipped')).toMatchObject([
      { id: b.id, reason: 'changed-since' },
      { id: c.id, reason: 'changed-since' },
    ])
    expect((await stateOf(w, b.id)).fields['site']).toBe(riga)
  })

  test('of somebody who has gone out of one’s sight since shows nothing of them', async () => {
    const [person] = await hire(['Out Of Sight'])
    const officer = await w.hire('Moved Officer', { role: 'administrator' })
    const made = await plan(w.as(officer), 'set-time-zone', { ids: [person!.id] }, { timeZone: 'Asia/Tokyo' })
    const shown = async () => (await w.as(officer).get(`/plans/${made.id}/people`)).body.items[0]
    expect(await shown()).toMatchObject({ name: 'Out Of Sight', changes: [{ after: 'Asia/Tokyo' }] })
    await ana.post(`/users/${officer.id}/replace-roles`, {
      roles: [{ id: nordlys.roles.administrator, sites: [malmo] }],
    })
    expect(await shown()).toMatchObject({ name: null, changes: null })
  })

  test('whose rights end between plan and run changes nobody more', async () => {
    const [person] = await hire(['Rights End'])
    const officer = await w.hire('Short Officer', { role: 'administrator' })
    const made = await plan(w.as(officer), 'set-site', { ids: [person!.id] }, { site: malmo })
    const before = await stateOf(w, person!.id)
    // Begun while the right is held, lost before a worker comes to it.
    const gate = await w.db.startTransaction().execute()
    await gate.selectFrom('users').select('id').where('id', '=', person!.id).forUpdate().execute()
    const { status } = await w.as(officer).post(`/plans/${made.id}/run`)
    expect(status).toBe(202)
    await ana.post(`/users/${officer.id}/replace-roles`, { roles: [{ id: nordlys.roles.auditor }] })
    await gate.rollback().execute()
    const job = await overJob(ana, made.id)
    expect(job.counts.changed + job.counts.skipped).toBe(1)
    if (job.counts.skipped === 1) {
      expect(await report(ana, made.id)).toMatchObject([{ reason: 'no-longer-yours' }])
      expect(await stateOf(w, person!.id)).toEqual(before)
    }
  })

  test('one whom the database refuses fails alone, and can be tried again', async () => {
    const [a, b, c] = (await hire(['Fail A', 'Fail B', 'Fail C'])) as [Person, Person, Person]
    const refuse = (name: string) =>
      sql.raw(
        `create trigger ${name} before update on users for each row when (old.id = '${b.id}') execute function refuse()`,
      )
    await sql`create function refuse() returns trigger language plpgsql as $$ begin raise check_violation; end $$`.execute(
      w.db,
    )
    await refuse('refuse').execute(w.db)
    const made = await plan(ana, 'set-site', { ids: ids([a, b, c]) }, { site: malmo })
    const job = await run(ana, made)
    expect(job.counts).toEqual({ total: 3, changed: 2, already: 0, skipped: 0, failed: 1, left: 0 })
    expect(await report(ana, made.id, '&outcome=failed')).toMatchObject([{ id: b.id, reason: 'failed' }])
    await sql`drop trigger refuse on users`.execute(w.db)
    const asked = async (reason: string) => ana.post(`/jobs/${job.id}/retry`, { reason })
    expect((await asked('changed-since')).body.type).toBe('/problems/nothing-failed')
    expect((await asked('failed')).body.counts).toMatchObject({ total: 1, will: 1 })
    const retry = await ana.post(`/jobs/${job.id}/retry`)
    expect([retry.status, retry.body.counts.will]).toEqual([201, 1])
    expect(await run(ana, retry.body)).toMatchObject({ counts: { total: 1, changed: 1 } })
    expect((await states([a, b, c])).map(({ fields }) => fields['site'])).toEqual([malmo, malmo, malmo])
  })

  test('why people were left alone is counted, whether the preview or the run found it; each reason shows and downloads its own', async () => {
    const [a, b, c] = (await hire(['Why A', 'Why B', 'Why C'])) as [Person, Person, Person]
    const made = await plan(ana, 'deactivate', { ids: ids([a, b, c, w.people.ana]) })
    expect(made.reasons).toMatchObject([{ reason: 'self', people: 1 }])
    for (const { id } of [a, b]) await ana.post(`/users/${id}/set-site`, { site: malmo })
    const job = await run(ana, made)
    expect(job.counts).toMatchObject({ changed: 1, skipped: 3 })
    const { body } = await ana.get(`/jobs/${job.id}/reasons`)
    expect(body.items).toEqual([
      { outcome: 'skipped', reason: 'changed-since', says: refusals['changed-since'], people: 2 },
      { outcome: 'skipped', reason: 'self', says: refusals.self, people: 1 },
    ])
    const since = '&outcome=skipped&reason=changed-since'
    expect((await report(ana, job.id, since)).map(({ id }) => id as string)).toEqual(ids([a, b]).sort())
    const { body: csv } = await ana.get(`/jobs/${job.id}/people.csv?${since.slice(1)}`)
    const lines = (csv as unknown as string).trim().split('\r\n').slice(1)
    expect(lines.map((line) => line.slice(0, 36))).toEqual(ids([a, b]).sort())
    // Nobody else reads why.
    expect((await w.as('marta').get(`/jobs/${job.id}/reasons`)).status).toBe(404)
  })

  test('two runs over the same people at once: each is changed by one of them, and the other names it', async () => {
    const people = await hire(Array.from({ length: 6 }, (_, i) => `Both ${i}`))
    const first = await plan(ana, 'set-site', { ids: ids(people) }, { site: malmo })
    const second = await plan(ana, 'set-time-zone', { ids: ids(people) }, { timeZone: 'Asia/Tokyo' })
    const [one, two] = await Promise.all([run(ana, first), run(ana, second)])
    expect(one.counts.changed + two.counts.changed).toBe(6)
    expect(one.counts.changed + one.counts.skipped).toBe(6)
    expect(two.counts.changed + two.counts.skipped).toBe(6)
  })

  test('409: an old plan', async () => {
    const made = await plan(ana, 'activate', { ids: [jon.id] })
    w.clock.advance(31 * 60_000)
    expect((await ana.get(`/plans/${made.id}`)).body.state).toBe('expired')
    expect((await ana.post(`/plans/${made.id}/run`)).body.type).toBe('/problems/plan-expired')
  })
})

describe('machines', () => {
  test('a key plans and runs what it may, and stops when it is ended', async () => {
    const people = await hire(['Key A', 'Key B'])
    // The clock of this file was put forward; whoever makes a key has proved lately who they are.
    const wanted = { name: 'Mover', permissions: ['users.read', 'users.site'] }
    const { key, token } = (await w.as('ana').post('/api-keys', wanted)).body
    const machine = w.with({ bearer: token })
    const one = await plan(machine, 'set-site', { ids: [people[0]!.id] }, { site: malmo })
    expect(await run(machine, one)).toMatchObject({ counts: { changed: 1 }, by: { kind: 'key', name: 'Mover' } })
    expect((await machine.post('/plans', { action: 'deactivate', target: { everyone: true } })).status).toBe(403)
    const two = await plan(machine, 'set-site', { ids: [people[1]!.id] }, { site: malmo })
    await ana.delete(`/api-keys/${key.id}`, { 'if-match': `"v${key.version}"` })
    expect((await machine.post(`/plans/${two.id}/run`)).status).toBe(401)
    expect((await stateOf(w, people[1]!.id)).fields['site']).toBe(riga)
  })
})

describe('a report', () => {
  test('is read by whoever ran it and whoever may read the whole change log, and by nobody else', async () => {
    const [person] = await hire(['Report Read'])
    const made = await plan(ana, 'set-site', { ids: [person!.id] }, { site: malmo })
    await run(ana, made)
    expect((await w.as('ines').get(`/jobs/${made.id}`)).status).toBe(200)
    for (const who of [w.as('marta'), w.as('hugo')])
      for (const path of [`/jobs/${made.id}`, `/jobs/${made.id}/people`, `/jobs/${made.id}/people.csv`])
        expect((await who.get(path)).status).toBe(404)
    expect((await w.as('marta').post(`/jobs/${made.id}/undo`)).status).toBe(404)
    expect((await w.as('ines').post(`/jobs/${made.id}/undo`)).status).toBe(403)
    expect((await w.as('marta').get('/jobs')).body.items).toEqual([])
    const [first] = (await ana.get('/jobs?limit=1')).body.items
    expect((await ana.get(`/jobs?limit=1&after=${first.id}`)).body.items[0].id).not.toBe(first.id)
    expect((await ana.get(`/jobs?after=${newId()}`)).status).toBe(422)
    expect((await ana.get('/jobs?limit=0')).status).toBe(422)
    expect((await ana.get(`/jobs/${made.id}/people?outcome=odd`)).status).toBe(422)
  })

  test('as a file: a name that begins like a formula is only a name', async () => {
    const person = await w.hire('=HYPERLINK("x") Formula', {
      more: { username: 'formula', email: 'f@nordlys.example' },
    })
    const made = await plan(ana, 'set-site', { ids: [person.id] }, { site: malmo })
    await run(ana, made)
    const { status, body, headers } = await ana.get(`/jobs/${made.id}/people.csv`)
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(body).toBe(
      `id,name,username,outcome,reason\r\n${person.id},"'=HYPERLINK(""x"") Formula",formula,changed,\r\n`,
    )
  })
})

describe('taking back', () => {
  test('a deactivation: status, queues and priorities are as they were; sessions are named', async () => {
    const [a, b] = (await hire(['Undo A', 'Undo B'])) as [Person, Person]
    const { id: queue } = await w.db
      .insertInto('queues')
      .values({ tenant_id: nordlys.tenantId, name: 'Undo', name_key: 'undo' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await w.db
      .insertInto('queue_members')
      .values({ tenant_id: nordlys.tenantId, user_id: a.id, queue_id: queue, priority: 7 })
      .execute()
    const before = await states([a, b])
    const job = await run(ana, await plan(ana, 'deactivate', { ids: ids([a, b]) }))
    expect(job.notUndone).toEqual(['sessions'])
    const { status, body: back } = await ana.post(`/jobs/${job.id}/undo`)
    expect([status, back.counts.will, back.reverses]).toEqual([201, 2, job.id])
    expect(await run(ana, back)).toMatchObject({ counts: { changed: 2 } })
    const after = await states([a, b])
    for (const [i, state] of before.entries()) {
      expect(difference(state.fields, after[i]!.fields)).toEqual({})
      expect(difference(state.effects, after[i]!.effects)).toEqual({})
    }
    // The undo of the undo does it again.
    const again = (await ana.post(`/jobs/${back.id}/undo`)).body
    expect(await run(ana, again)).toMatchObject({ counts: { changed: 2 } })
    expect((await states([a, b])).map(({ fields, effects }) => [fields['status'], effects['queuesLeft']])).toEqual([
      ['inactive', []],
      ['inactive', []],
    ])
  })

  test('who was changed in the same since is left alone and named; a change of something else is no hindrance', async () => {
    const [a, b] = (await hire(['Newer A', 'Newer B'])) as [Person, Person]
    const job = await run(ana, await plan(ana, 'set-site', { ids: ids([a, b]) }, { site: malmo }))
    await ana.post(`/users/${a.id}/set-site`, { site: riga })
    await ana.post(`/users/${b.id}/set-time-zone`, { timeZone: 'Asia/Tokyo' })
    const back = (await ana.post(`/jobs/${job.id}/undo`)).body
    expect(back).toMatchObject({ counts: { will: 1, skipped: 1 }, reasons: [{ reason: 'changed-since' }] })
    await run(ana, back)
    expect((await stateOf(w, b.id)).fields).toMatchObject({ site: riga, timeZone: 'Asia/Tokyo' })
  })

  test('a deletion: leads are given back where they are still free, and who is restored is found again', async () => {
    const person = await w.hire('Undo Deleted', {
      more: { skills: [{ id: latvian, level: 2 }], sipExtension: '7001', sipOption: 'pbx', sipPbx: nordlys.pbxId },
    })
    const [free, taken] = [newId(), newId()]
    await w.db
      .insertInto('leads')
      .values([free, taken].map((id) => ({ tenant_id: nordlys.tenantId, id, name: 'Lead', user_id: person.id })))
      .execute()
    const before = await stateOf(w, person.id)
    const job = await run(ana, await plan(ana, 'delete', { ids: [person.id] }))
    await w.db.updateTable('leads').set({ user_id: jon.id }).where('id', '=', taken).execute()
    await run(ana, (await ana.post(`/jobs/${job.id}/undo`)).body)
    const after = await stateOf(w, person.id)
    expect(difference(before.fields, after.fields)).toEqual({})
    expect(after.effects['leadsUnassigned']).toEqual([free])
    expect((await ana.get('/users?search=undo%20deleted')).body.total).toBe(1)
  })

  test('403: a job of somebody else is not stopped by whoever may do the same to a part of the people', async () => {
    const [person] = await hire(['Not Stopped'])
    const officer = await w.hire('Reading Officer', { role: 'administrator' })
    const roles = [{ id: nordlys.roles.auditor }, { id: nordlys.roles.administrator, sites: [malmo] }]
    await ana.post(`/users/${officer.id}/replace-roles`, { roles })
    const made = await plan(ana, 'set-time-zone', { ids: [person!.id] }, { timeZone: 'Asia/Tokyo' })
    const gate = await w.db.startTransaction().execute()
    await gate.selectFrom('users').select('id').where('id', '=', person!.id).forUpdate().execute()
    await ana.post(`/plans/${made.id}/run`)
    expect((await w.as(officer).post(`/jobs/${made.id}/cancel`)).status).toBe(403)
    await gate.rollback().execute()
    expect(await overJob(ana, made.id)).toMatchObject({ state: 'done', counts: { changed: 1 } })
  })

  test('409: what cannot be taken back, and what is over', async () => {
    const job = await run(ana, await plan(ana, 'end-sessions', { ids: [kai.id] }))
    expect((await ana.post(`/jobs/${job.id}/undo`)).body.type).toBe('/problems/not-undoable')
    expect((await ana.post(`/jobs/${job.id}/retry`)).body.type).toBe('/problems/nothing-failed')
    expect((await ana.post(`/jobs/${job.id}/cancel`)).body.type).toBe('/problems/job-over')
  })

  test('nobody gives back by undo what they could not give', async () => {
    const person = await w.hire('Was Admin', { role: 'administrator' })
    const chief = await w.hire('Chief Two', { role: 'administrator', superuser: true })
    const job = await run(
      w.as(chief),
      await plan(w.as(chief), 'replace-roles', { ids: [person.id] }, { roles: [{ id: nordlys.roles.agent }] }),
    )
    const custom = (
      await ana.post('/roles', { name: 'Role Giver', permissions: ['users.read', 'users.roles', 'history.read'] })
    ).body.id as number
    const giver = await w.hire('Giver')
    await ana.post(`/users/${giver.id}/replace-roles`, { roles: [{ id: custom }] })
    const back = (await w.as(giver).post(`/jobs/${job.id}/undo`)).body
    expect(back.reasons).toMatchObject([{ reason: 'grants-more-than-you' }])
  })
})

describe('what is old', () => {
  test('a plan that never ran goes a day after it expired, a job when it can be taken back no more', async () => {
    const [person] = await hire(['Old One'])
    const unrun = await plan(ana, 'set-site', { ids: [person!.id] }, { site: malmo })
    const job = await run(ana, await plan(ana, 'set-site', { ids: [person!.id] }, { site: malmo }))
    const has = async (id: string) =>
      (await w.db.selectFrom('plans').select('id').where('id', '=', id).execute()).length === 1
    await putAwayOldPlans(w.parts, new AbortController().signal)
    expect([await has(unrun.id), await has(job.id)]).toEqual([true, true])
    w.clock.advance(2 * 86_400_000)
    await putAwayOldPlans(w.parts, new AbortController().signal)
    expect([await has(unrun.id), await has(job.id)]).toEqual([false, true])
    w.clock.advance(30 * 86_400_000)
    expect((await w.as('ana').post(`/jobs/${job.id}/undo`)).body.type).toBe('/problems/not-undoable')
    await putAwayOldPlans(w.parts, new AbortController().signal)
    expect(await has(job.id)).toBe(false)
    const left =
      await sql`select from plan_people union all select from plan_batches union all select from plan_exceptions`.execute(
        w.db,
      )
    expect(left.rows).toEqual([])
  })
})
