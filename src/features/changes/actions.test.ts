/** Every action of the catalogue, done to one person through its address and to many through the engine. */
import { beforeAll, describe, expect, test } from 'vitest'
import { actions as catalogue } from '#src/entry/actions.ts'
import { newId } from '#src/contract/ids.ts'
import { everything, logOf, stateOf, toldOf } from '#test/state.ts'
import { lock } from '#test/locking.ts'
import { setUpAuthenticator } from '#test/authenticator.ts'
import { world, type Hiring, type Person } from '#test/world.ts'
import { transaction } from '#src/server/context.ts'
import { changeSet, newRun } from './service/run.ts'

/** What brings deleted people back has a test of its own (restore.test.ts). */
const actions = catalogue.filter((a) => !a.reachesDeleted)

const w = await world()
const { nordlys, harbour } = w.tenants
const ana = w.as('ana')
const [riga, malmo] = [nordlys.sites['riga']!, nordlys.sites['malmö']!]
const [sales, support] = [nordlys.desks['sales']!, nordlys.desks['support']!]
const [latvian, billing] = [nordlys.skills['latvian']!, nordlys.skills['billing']!]
const { agent, auditor, manager } = nordlys.roles

const group = async (kind: string, name: string) => (await ana.post('/groups', { kind, name })).body.id as number
const [vip, night, retail, team] = [
  await group('tag', 'VIP'),
  await group('tag', 'Night'),
  await group('business_unit', 'Retail'),
  await group('agent_group', 'Team A'),
]
const { id: queue } = (await ana.post('/queues', { name: 'Q' })).body as { id: number }
const { id: second } = (await ana.post('/queues', { name: 'Second' })).body as { id: number }
const otto = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: nordlys.tenantId }) })

type Case = {
  /** How the person is before it; an active agent in Riga unless told. */
  readonly hiring?: Hiring
  readonly params?: unknown
  /** What of the person is otherwise than before, and nothing else. */
  readonly becomes: Readonly<Record<string, unknown>>
  /** What more is done to the person before it. */
  readonly prepare?: (person: Person) => Promise<unknown>
  /** Nothing to do a second time; false where the person is gone then, `changed` for what is done as often as it is asked for. */
  readonly again?: false | 'changed'
  /** What the log tells of as changed, and neither from what nor to what. */
  readonly secret?: string
}
const member = (field: string, ids: unknown[], more: object = {}): Hiring => ({ more: { [field]: ids, ...more } })
const cases: Record<string, Case> = {
  activate: { hiring: { status: 'inactive' }, becomes: { status: 'active' } },
  deactivate: { becomes: { status: 'inactive' } },
  delete: { becomes: { deleted: true }, again: false },
  'set-site': { params: { site: malmo }, becomes: { site: malmo } },
  'set-time-zone': { params: { timeZone: 'Asia/Tokyo' }, becomes: { timeZone: 'Asia/Tokyo' } },
  'set-auto-dial': { params: { autoDial: 'predictive' }, becomes: { autoDial: 'predictive' } },
  'set-lead-assignment': { params: { assignLeads: true }, becomes: { assignLeads: true } },
  'start-set-up': {
    prepare: async ({ id }) => {
      await w.db
        .insertInto('checklists')
        .values({ tenant_id: nordlys.tenantId, role_id: agent, items: ['profile'] })
        .onConflict((oc) => oc.doNothing())
        .execute()
      await w.db.deleteFrom('set_ups').where('user_id', '=', id).execute()
    },
    becomes: { setUp: true },
  },
  'hand-over-leads': { params: { leadsTo: 'nobody' }, becomes: { leads: 0 } },
  'set-address-list': { params: { useAddressList: true }, becomes: { useAddressList: true } },
  update: {
    hiring: member('desks', [sales]),
    params: { desks: { replace: [support] }, tags: { add: [vip] }, site: malmo, timeZone: 'Asia/Tokyo' },
    becomes: { desks: [support], tags: [vip], site: malmo, timeZone: 'Asia/Tokyo' },
  },
  'add-desks': { hiring: member('desks', [sales]), params: { desks: [support] }, becomes: { desks: [sales, support] } },
  'remove-desks': {
    hiring: member('desks', [sales, support]),
    params: { desks: [sales] },
    becomes: { desks: [support] },
  },
  'replace-desks': { hiring: member('desks', [sales]), params: { desks: [support] }, becomes: { desks: [support] } },
  'add-skills': {
    hiring: member('skills', [{ id: latvian, level: 2 }]),
    params: { skills: [{ id: latvian }, { id: billing, level: 5 }] },
    becomes: {
      skills: [
        { id: latvian, level: 2 },
        { id: billing, level: 5 },
      ],
    },
  },
  'remove-skills': {
    hiring: member('skills', [{ id: latvian, level: 2 }, { id: billing }]),
    params: { skills: [{ id: billing }] },
    becomes: { skills: [{ id: latvian, level: 2 }] },
  },
  'replace-skills': {
    hiring: member('skills', [{ id: latvian, level: 2 }]),
    params: {
      skills: [
        { id: latvian, level: null },
        { id: billing, level: 1 },
      ],
    },
    becomes: {
      skills: [
        { id: latvian, level: null },
        { id: billing, level: 1 },
      ],
    },
  },
  'add-tags': { hiring: member('tags', []), params: { tags: [vip, night] }, becomes: { tags: [vip, night] } },
  'remove-tags': { hiring: member('tags', [vip]), params: { tags: [vip, night] }, becomes: { tags: [] } },
  'replace-tags': { hiring: member('tags', [vip]), params: { tags: [night] }, becomes: { tags: [night] } },
  'add-business-units': { params: { businessUnits: [retail] }, becomes: { businessUnits: [retail] } },
  'remove-business-units': {
    hiring: member('businessUnits', [retail]),
    params: { businessUnits: [retail] },
    becomes: { businessUnits: [] },
  },
  'replace-business-units': {
    hiring: member('businessUnits', [retail]),
    params: { businessUnits: [] },
    becomes: { businessUnits: [] },
  },
  'add-agent-groups': { params: { agentGroups: [team] }, becomes: { agentGroups: [team] } },
  'remove-agent-groups': {
    hiring: member('agentGroups', [team]),
    params: { agentGroups: [team] },
    becomes: { agentGroups: [] },
  },
  'replace-agent-groups': {
    hiring: member('agentGroups', []),
    params: { agentGroups: [team] },
    becomes: { agentGroups: [team] },
  },
  'add-roles': {
    params: { roles: [{ id: auditor, sites: [malmo, riga] }] },
    becomes: { roles: grants([agent], [auditor, [riga, malmo]]) },
  },
  'remove-roles': {
    hiring: { more: { roles: [{ id: agent }, { id: auditor }] } },
    params: { roles: [auditor] },
    becomes: { roles: grants([agent]) },
  },
  'replace-roles': {
    hiring: { more: { roles: [{ id: agent }, { id: auditor }] } },
    params: { roles: [{ id: manager, desks: [sales] }] },
    becomes: { roles: [{ id: manager, sites: null, desks: [sales] }] },
  },
  'add-queues': {
    params: { queues: [{ id: queue }, { id: second, priority: 3 }] },
    becomes: { queues: places([queue, 7], [second, 3]) },
  },
  'remove-queues': { params: { queues: [queue, second] }, becomes: { queues: [] } },
  'set-queue-priority': {
    params: { queues: [{ id: queue, priority: 99 }] },
    becomes: { queues: places([queue, 99]) },
  },
  'restore-queues': {
    prepare: async ({ id }) => {
      await ana.post(`/users/${id}/deactivate`)
      await ana.post(`/users/${id}/activate`)
    },
    becomes: { queues: places([queue, 7]) },
  },
  'set-superuser': { params: { superuser: true }, becomes: { superuser: true } },
  'end-sessions': { becomes: {} },
  'send-activation': { hiring: { status: 'pending', password: null }, becomes: {}, again: 'changed' },
  'send-reset-link': { becomes: {}, secret: 'password', again: 'changed' },
  'reset-authenticator': {
    prepare: (person) => setUpAuthenticator(w.as(person), w.clock),
    becomes: { twoStep: false },
  },
  unlock: {
    prepare: ({ id }) => lock(w, id),
    becomes: { locked: false },
  },
}
function places(...some: [number, number][]) {
  return some.map(([id, priority]) => ({ id, priority }))
}
function grants(...some: [number, number[]?][]) {
  const rows = some.map(([id, sites]) => ({ id, sites: sites ? [...sites].sort((a, b) => a - b) : null, desks: null }))
  return rows.sort((a, b) => a.id - b.id)
}

let hired = 0
/** Somebody to whom the action can be done, in a queue, with a lead and a session. */
async function somebody({ hiring, prepare }: Partial<Case>): Promise<Person> {
  hired += 1
  const person = await w.hire(`Person ${hired}`, hiring)
  const own = { tenant_id: nordlys.tenantId, user_id: person.id }
  await w.db
    .insertInto('queue_members')
    .values({ ...own, queue_id: queue, priority: 7 })
    .execute()
  await w.db
    .insertInto('leads')
    .values({ ...own, id: newId(), name: 'Lead' })
    .execute()
  await w.cookieOf(person)
  await prepare?.(person)
  return person
}
const by = (name: string) => (name === 'set-superuser' ? otto : ana)
const leaving: Record<string, readonly string[]> = {
  deactivate: ['queuesLeft', 'sessionsEnded'],
  delete: ['queuesLeft', 'leadsUnassigned', 'sessionsEnded'],
  // From agent to manager: whoever takes calls no more is in no queue.
  'replace-roles': ['queuesLeft'],
  'hand-over-leads': ['leadsUnassigned'],
  'end-sessions': ['sessionsEnded'],
  'send-reset-link': ['sessionsEnded'],
  'reset-authenticator': ['sessionsEnded'],
}

test('every action of the catalogue has its case here', () => {
  expect(actions.map((a) => a.contract.name).sort()).toEqual(Object.keys(cases).sort())
})

describe.each(actions.map((a) => [a.contract.name, a] as const))('%s', (name, action) => {
  const c = cases[name]!
  const address = (id: string) => `/users/${id}/${name}`

  test('200: changes what it says and nothing else; the log has before and after, who and how', async () => {
    const person = await somebody(c)
    const before = await stateOf(w, person.id)
    const logged = (await logOf(w, person.id)).length
    const { status, body } = await by(name).post(address(person.id), c.params)
    expect([status, body.detail]).toEqual([200, undefined])
    const after = await stateOf(w, person.id)

    const { changes } = toldOf(name, before, after)
    expect(Object.fromEntries(Object.entries(changes).map(([field, [, now]]) => [field, now]))).toEqual(c.becomes)
    const taken = Object.fromEntries((leaving[name] ?? []).map((effect) => [effect, before.effects[effect]]))
    expect(after.effects).toEqual({
      ...before.effects,
      ...(taken['queuesLeft'] ? { queuesLeft: [] } : {}),
      ...('queues' in changes ? { queuesLeft: c.becomes['queues'] } : {}),
      ...(taken['leadsUnassigned'] ? { leadsUnassigned: [] } : {}),
      ...(taken['sessionsEnded'] ? { sessionsEnded: 0 } : {}),
    })
    expect(body).toEqual({ outcome: 'changed', changeSet: expect.any(String), effects: taken })

    // Before-values suffice to put it back: they are the state before, the after-values the state after.
    const entries = (await logOf(w, person.id)).slice(logged)
    const actor = name === 'set-superuser' ? w.people.otto : w.people.ana
    expect(entries).toEqual([
      {
        changes: { ...changes, ...(c.secret ? { [c.secret]: 'changed' } : {}) },
        effects: taken,
        changeSet: body.changeSet,
        action: name,
        params: c.params ?? {},
        actor: actor.id,
        origin: 'console',
      },
    ])
    expect(['before-values', 'nothing']).toContain(action.inverse)
  })

  test('200: done twice, the second time finds it so already, and nothing is written', async () => {
    const person = await somebody(c)
    await by(name).post(address(person.id), c.params)
    if (c.again === 'changed')
      return expect((await by(name).post(address(person.id), c.params)).body).toMatchObject({ outcome: 'changed' })
    const before = await everything(w)
    const { status, body } = await by(name).post(address(person.id), c.params)
    if (c.again === false) expect(status).toBe(404)
    else expect([status, body]).toEqual([200, { outcome: 'already', changeSet: null, effects: {} }])
    expect(await everything(w)).toBe(before)
  })

  test('the version goes on, so that an edit begun before is stale', async () => {
    if (
      ['end-sessions', 'delete', 'unlock', 'reset-authenticator', 'hand-over-leads', 'start-set-up'].includes(name) ||
      c.again === 'changed'
    )
      return
    // Queues are given on their own pages, and no edit of a person touches them.
    if ('queues' in c.becomes) return
    const person = await somebody(c)
    const { headers } = await ana.get(`/users/${person.id}`)
    await by(name).post(address(person.id), c.params)
    expect((await ana.patch(`/users/${person.id}`, { jobTitle: 'X' }, { 'if-match': headers['etag']! })).status).toBe(
      412,
    )
  })

  test('401, 403, 404, 422: nobody, who may not, out of sight, no such parameters; and nothing changes', async () => {
    const person = await somebody(c)
    const deleted = await somebody({})
    await ana.post(`/users/${deleted.id}/delete`)
    const local = await w.hire(`Local ${hired}`, { role: 'administrator', limits: { sites: [malmo] } })
    const clients = { local: w.as(local), jon: w.as('jon'), marta: w.as('marta'), ines: w.as('ines') }
    for (const client of Object.values(clients)) await client.get('/session')
    const before = await everything(w)
    expect((await w.with().post(address(person.id), c.params)).status).toBe(401)
    for (const [who, client] of Object.entries(clients)) {
      const { status } = await client.post(address(person.id), c.params)
      expect([who, [403, 404, 422, 409].includes(status)]).toEqual([who, true])
    }
    expect((await clients.jon.post(address(person.id), c.params)).status).toBe(403)
    expect((await clients.ines.post(address(person.id), c.params)).status).toBe(403)
    const unknown = await by(name).post(address(newId()), c.params)
    for (const id of [w.people.hugo.id, deleted.id, 'x', '1', `${person.id}0`]) {
      const { status, body } = await by(name).post(address(id), c.params)
      expect([id, status, { ...body, requestId: '' }]).toEqual([id, 404, { ...unknown.body, requestId: '' }])
    }
    for (const params of [{ nothing: 1 }, { ...(c.params as object), nothing: 1 }, [], '"x"'])
      expect([params, (await by(name).post(address(person.id), params)).status]).toEqual([params, 422])
    if (c.params)
      for (const params of [undefined, {}, { [Object.keys(c.params)[0]!]: 'x' }])
        expect((await by(name).post(address(person.id), params)).status).toBe(422)
    expect(await everything(w)).toBe(before)
  })

  test('403 holds-more-than-you: not to somebody who holds more, and nothing changes', async () => {
    const local = await w.hire(`Limited ${hired}`, { role: 'administrator', limits: { sites: [riga] } })
    const higher = await w.hire(`Higher ${hired}`, {
      ...c.hiring,
      role: 'administrator',
      more: { ...c.hiring?.more, roles: [{ id: nordlys.roles.administrator }, { id: auditor }] },
    })
    const chief = await w.hire(`Chief ${hired}`, { ...c.hiring, superuser: true })
    const client = w.as(local)
    await client.get('/session')
    const before = await everything(w)
    for (const [who, target] of [
      [client, higher],
      [client, chief],
      [ana, chief],
    ] as const) {
      const { status, body } = await who.post(address(target.id), limited(name, c.params))
      expect([status, body.reason]).toEqual(
        name === 'set-superuser' ? [409, 'superuser-only'] : [403, 'holds-more-than-you'],
      )
    }
    expect(await everything(w)).toBe(before)
  })

  test('many at once: each as alone; who is so already, refused or out of sight is said, by name', async () => {
    const will = await Promise.all([somebody(c), somebody(c), somebody(c)])
    const already = await somebody(c)
    const gone = await somebody({})
    await by(name).post(address(already.id), c.params)
    await ana.post(`/users/${gone.id}/delete`)
    const unseen = [gone.id, w.people.hugo.id, newId(), ...(c.again === false ? [already.id] : [])].sort()
    const changing = [...will, ...(c.again === 'changed' ? [already] : [])].map((p) => p.id).sort()
    const ids = [...will.map((p) => p.id), already.id, ...unseen.filter((id) => id !== already.id)]
    const ctx = w.hand(nordlys.tenantId)
    const run = newRun(name, c.params ?? {})
    const result = await transaction(ctx, (trx) => changeSet(ctx, trx, action, ids, c.params, run))
    expect(result.changed.map((change) => change.userId).sort()).toEqual(changing)
    expect(result.already).toEqual(c.again === undefined ? [already.id] : [])
    expect([...result.unseen].sort()).toEqual(unseen)
    expect(result.refused.size).toBe(0)
    for (const person of will) {
      const { fields, effects } = await stateOf(w, person.id)
      const leads = (effects['leadsUnassigned'] as unknown[]).length
      expect({ ...fields, queues: effects['queuesLeft'], leads }).toMatchObject(c.becomes)
    }
    const entries = await w.db.selectFrom('history').select('user_id').where('change_set_id', '=', run.id).execute()
    expect(entries.map((e) => e.user_id).sort()).toEqual(changing)
  })
})

/** The same parameters within what an administrator of Riga may give, so that only the person stands in the way. */
function limited(name: string, params: unknown): unknown {
  if (name === 'set-site') return { site: riga }
  if (name === 'update') return { ...(params as object), site: riga }
  if (name === 'add-roles' || name === 'replace-roles') return { roles: [{ id: agent, sites: [riga] }] }
  return params
}

describe('an action’s own rules', () => {
  beforeAll(async () => void (await ana.get('/session')))
  const refusedFor = async (client: typeof ana, id: string, name: string, params?: unknown) => {
    const before = await everything(w)
    const { status, body } = await client.post(`/users/${id}/${name}`, params)
    expect(await everything(w)).toBe(before)
    return [status, body.reason ?? body.errors?.[0].pointer]
  }

  test('409 self: nobody deactivates, deletes or signs out themselves; nor by the address that deletes', async () => {
    const { id } = w.people.ana
    for (const name of ['deactivate', 'delete', 'end-sessions'])
      expect([name, await refusedFor(ana, id, name)]).toEqual([name, [409, 'self']])
    const { headers } = await ana.get(`/users/${id}`)
    const { status, body } = await ana.delete(`/users/${id}`, { 'if-match': headers['etag']! })
    expect([status, body.reason]).toEqual([409, 'self'])
  })

  test('409 no-role-left: the last role of a person stays; replacing needs one', async () => {
    const person = await somebody({})
    expect(await refusedFor(ana, person.id, 'remove-roles', { roles: [agent] })).toEqual([409, 'no-role-left'])
    expect(await refusedFor(ana, person.id, 'remove-roles', { roles: [agent, auditor] })).toEqual([409, 'no-role-left'])
    expect(await refusedFor(ana, person.id, 'replace-roles', { roles: [] })).toEqual([422, '#/roles'])
    expect(await refusedFor(ana, person.id, 'remove-roles', { roles: [] })).toEqual([422, '#/roles'])
  })

  test('409 superuser-only: an administrator makes no superuser; a superuser and an operator do', async () => {
    const person = await somebody({})
    expect(await refusedFor(ana, person.id, 'set-superuser', { superuser: true })).toEqual([409, 'superuser-only'])
    expect((await otto.post(`/users/${person.id}/set-superuser`, { superuser: true })).status).toBe(200)
    const other = await somebody({})
    expect((await w.as(person).post(`/users/${other.id}/set-superuser`, { superuser: true })).status).toBe(200)
  })

  test('403 grants-more-than-you, 422: who manages one site gives roles of that site and moves nobody to another', async () => {
    const local = w.as(await w.hire('Riga Chief', { role: 'administrator', limits: { sites: [riga] } }))
    await local.get('/session')
    const person = await somebody({})
    const give = (roles: unknown) => refusedFor(local, person.id, 'add-roles', { roles })
    expect(await give([{ id: auditor }])).toEqual([403, 'grants-more-than-you'])
    expect(await give([{ id: auditor, sites: [riga, malmo] }])).toEqual([403, 'grants-more-than-you'])
    expect(await give([{ id: auditor, desks: [sales] }])).toEqual([403, 'grants-more-than-you'])
    expect(await refusedFor(local, person.id, 'set-site', { site: malmo })).toEqual([422, '#/site'])
    expect(
      (await local.post(`/users/${person.id}/add-roles`, { roles: [{ id: auditor, sites: [riga] }] })).status,
    ).toBe(200)
  })

  test('a pending person is activated by a password alone; an inactive one without a password becomes pending', async () => {
    const pending = await somebody({ hiring: { status: 'pending', password: null } })
    expect((await ana.post(`/users/${pending.id}/activate`)).body.outcome).toBe('already')
    await ana.post(`/users/${pending.id}/deactivate`)
    expect((await ana.post(`/users/${pending.id}/activate`)).body.outcome).toBe('changed')
    expect((await stateOf(w, pending.id)).fields['status']).toBe('pending')
  })

  test('who was deactivated comes back with the same credentials, in no queue, and the former ones are offered', async () => {
    const person = await somebody({})
    const cookie = await w.cookieOf(person)
    await ana.post(`/users/${person.id}/deactivate`)
    const refused = await w.with({ cookie }).get('/session')
    expect([refused.status, refused.body.reason]).toEqual([401, 'deactivated'])
    await ana.post(`/users/${person.id}/activate`)
    expect((await w.with({ cookie }).get('/session')).status).toBe(401)
    expect((await w.as(person).get('/session')).status).toBe(200)
    const { body } = await ana.get(`/users/${person.id}`)
    expect(body).toMatchObject({ status: 'active', queues: [], hasPassword: true })
    expect((await ana.get(`/users/${person.id}/former-queues`)).body.items).toEqual([
      { id: queue, name: 'Q', priority: 7 },
    ])
    await w.db
      .insertInto('queue_members')
      .values({ tenant_id: nordlys.tenantId, user_id: person.id, queue_id: queue })
      .execute()
    expect((await ana.get(`/users/${person.id}/former-queues`)).body.items).toEqual([])
  })

  test('who is deleted is gone from every list, and from what they belonged to', async () => {
    const person = await somebody({ hiring: member('desks', [sales]) })
    const before = (await ana.get('/groups?kind=desk')).body.items.find((g: { id: number }) => g.id === sales).members
    await ana.post(`/users/${person.id}/delete`)
    for (const path of [`/users/${person.id}`, `/users/${person.id}/actions`, `/users/${person.id}/former-queues`])
      expect((await ana.get(path)).status).toBe(404)
    expect((await ana.get(`/users?search=${person.username}`)).body.total).toBe(0)
    const after = (await ana.get('/groups?kind=desk')).body.items.find((g: { id: number }) => g.id === sales).members
    expect(after).toBe(before - 1)
  })

  test('an API key acts within its permissions, and the log names it', async () => {
    const { body } = await ana.post('/api-keys', { name: 'Dialer', permissions: ['users.read', 'users.groups'] })
    const key = w.with({ bearer: body.token ?? body.key ?? body.secret })
    const person = await somebody({})
    expect((await key.post(`/users/${person.id}/add-tags`, { tags: [vip] })).status).toBe(200)
    expect((await key.post(`/users/${person.id}/deactivate`)).status).toBe(403)
    expect((await logOf(w, person.id)).at(-1)).toMatchObject({ action: 'add-tags', origin: 'api' })
    expect(await refusedFor(key, w.people.ana.id, 'add-tags', { tags: [vip] })).toEqual([403, 'holds-more-than-you'])
  })

  test('422: a group that is not there, of another kind, of another tenant, or archived', async () => {
    const person = await somebody({})
    for (const [name, params] of [
      ['add-desks', { desks: [latvian] }],
      ['add-desks', { desks: [harbour.desks['sales']] }],
      ['replace-tags', { tags: [sales] }],
      ['remove-skills', { skills: [{ id: 99_999_999 }] }],
      ['add-roles', { roles: [{ id: harbour.roles.agent }] }],
      ['set-site', { site: harbour.siteId }],
    ] as const)
      expect([name, (await refusedFor(ana, person.id, name, params))[0]]).toEqual([name, 422])
  })
})

describe('GET /users/{id}/actions', () => {
  test('200: says of each action what its own address then says', async () => {
    const people = [
      await somebody({}),
      await somebody({ hiring: { status: 'inactive' } }),
      w.people.ana,
      w.people.ines,
      await w.hire('Top Chief', { superuser: true }),
    ]
    for (const who of ['ana', 'marta', 'ines'] as const)
      for (const { id } of people) {
        const { status, body } = await w.as(who).get(`/users/${id}/actions`)
        if (status === 404) continue
        for (const { action, allowed, reason } of body.items as {
          action: string
          allowed: boolean
          reason?: string
        }[]) {
          expect(allowed).toBe(reason === undefined)
          if (!['activate', 'deactivate', 'delete', 'end-sessions'].includes(action) || allowed) continue
          const answer = await w.as(who).post(`/users/${id}/${action}`)
          expect([who, action, answer.body.outcome === 'already' || answer.status >= 400]).toEqual([who, action, true])
        }
      }
  })
})
