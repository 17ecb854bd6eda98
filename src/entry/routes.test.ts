/** S25, S26: every route, taken from the router itself, so that a new one is under test without being named here. */
import { describe, expect, test } from 'vitest'
import type { AnyEndpoint } from '#src/contract/endpoint.ts'
import { newId } from '#src/contract/ids.ts'
import { permissionNames } from '#src/contract/permissions.ts'
import { sendMail } from '#src/features/outbox/service/send-mail.ts'
import { allProblems, problemType } from '#src/contract/problem.ts'
import { endpointFinder } from '#test/declared.ts'
import { everything } from '#test/state.ts'
import { world } from '#test/world.ts'
import { openApiDocument } from './openapi-document.ts'
import { allRoutes } from './routes.ts'

const w = await world()
const { nordlys, harbour } = w.tenants
const endpoints = allRoutes().map(({ endpoint }) => endpoint)
const nameOf = ({ method, path }: AnyEndpoint) => `${method} ${path}`
const [ana, hugo, jon, nobody] = [w.as('ana'), w.as('hugo'), w.as('jon'), w.with()]
const otto = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: nordlys.tenantId }) })
for (const one of [ana, hugo, jon, otto]) await one.get('/session')

/** What the router really has: its printed tree, four characters for each step down. */
async function routed(): Promise<string[]> {
  await w.app.ready()
  const above: string[] = []
  return w.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent, part, methods] = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?$/u.exec(line) ?? []
      if (part === undefined) return []
      const depth = indent!.length / 4
      above.splice(depth, Infinity, part)
      const path = above
        .join('')
        .replace('/api/v1', '')
        .replaceAll(/:(\w+)/g, '{$1}')
      return (methods ?? '')
        .split(', ')
        .filter((m) => m !== '' && m !== 'HEAD')
        .map((method) => `${method} ${path}`)
    })
}

test.each(endpoints.filter(({ bodyLimit = 0 }) => bodyLimit > 1_048_576).map((e) => [nameOf(e), e] as const))(
  'S37 %s reads no large body of whoever may not send it',
  async (_name, { path }) => {
    const body = `["${'x'.repeat(2_000_000)}`
    const headers = { 'content-type': 'application/json' }
    const url = path.replaceAll(/\{\w+\}/g, newId())
    // What is read is found to be no JSON, and answered 400.
    expect((await nobody.post(url, body, headers)).status).toBe(401)
    expect((await jon.post(url, body, headers)).status).toBe(403)
    expect((await ana.post(url, body, headers)).status).toBe(400)
  },
)

describe('the router and the document', () => {
  type Operation = { 'x-permission': string; security?: unknown[]; responses: Record<string, unknown> }
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, Operation>> }
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )

  test('S25 every route that is served is in the OpenAPI document, and the reverse', async () => {
    const served = await routed()
    expect(served.length).toBeGreaterThan(50)
    expect(served.toSorted()).toEqual(documented.toSorted())
    expect(endpoints.map(nameOf).toSorted()).toEqual(served.toSorted())
  })

  test.each(endpoints.map((e) => [nameOf(e), e] as const))(
    'S25 %s says its permission, and every answer that it may give',
    (_name, endpoint) => {
      const operation = paths[endpoint.path]![endpoint.method.toLowerCase()]!
      expect(operation['x-permission']).toBe(endpoint.permission)
      expect([...permissionNames, 'public', 'signed-in']).toContain(endpoint.permission)
      expect(operation.security).toEqual(endpoint.permission === 'public' ? [] : undefined)
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining([...Object.keys(endpoint.answers), '401', '403', '404', '422', '500']),
      )
    },
  )

  test('what is open to all is this, and a new one is put here on purpose', () => {
    expect(
      endpoints
        .filter((e) => e.permission === 'public')
        .map(nameOf)
        .toSorted(),
    ).toEqual([
      'GET /first-run',
      'GET /session/google',
      'POST /first-run',
      'POST /forgot',
      'POST /recovery',
      'POST /recovery/look',
      'POST /session',
      'POST /session/google',
      'POST /session/google/start',
      'POST /session/passkey',
      'POST /session/passkey/question',
    ])
  })

  test('S25 404: what is not listed, and 405 or 404 for another method', async () => {
    for (const path of ['/nothing', '/users/1/2/3', '/../users', '/users/', '//users', '/USERS', '/admin'])
      expect([path, (await ana.get(path)).body.type]).toEqual([path, problemType('not-found')])
    expect([404, 405]).toContain((await ana.delete('/session/password')).status)
  })
})

// What each address takes, so that a request reaches what it is about. An address without its entry fails.
const group = async (kind: string) => (await ana.post('/groups', { kind, name: 'Route' })).body.id as number
const ids = {
  desks: [nordlys.desks['sales']!],
  skills: [{ id: nordlys.skills['billing']! }],
  tags: [await group('tag')],
  businessUnits: [await group('business_unit')],
  agentGroups: [await group('agent_group')],
}
const { id: ownQueue } = (await ana.post('/queues', { name: 'Route' })).body as { id: number }
const given: Record<string, unknown> = {
  ...ids,
  roles: [{ id: nordlys.roles.agent }],
  site: nordlys.siteId,
  timeZone: 'UTC',
  autoDial: 'off',
  assignLeads: true,
  useAddressList: false,
  entries: [],
  superuser: true,
  into: nordlys.desks['support'],
  name: 'Renamed',
  label: 'Renamed',
  firstName: 'X',
  shared: false,
  mediaType: 'image/png',
  base64: 'iVBORw0KGgo=',
  query: '',
  format: 'csv',
  leadsTo: 'nobody',
  queues: [{ id: ownQueue, priority: 1 }],
  decision: 'reduce',
  note: 'Renamed',
  done: true,
}
const removesRoles = (path: string) => path.endsWith('/remove-roles')
function bodyFor(endpoint: AnyEndpoint): unknown {
  if (!endpoint.body || endpoint.body.safeParse(undefined).success) return undefined
  const tries = [
    endpoint.path === '/plans' && { action: 'activate', target: { everyone: true } },
    endpoint.path === '/exports' && { format: 'csv', columns: ['username'], target: { everyone: true } },
    endpoint.path === '/reviews' && reviewWish(w.people.ines.id),
    endpoint.path.endsWith('/decisions') && { users: [w.people.jon.id], decision: 'keep' },
    endpoint.path === '/custom-fields' && { label: 'Route', type: 'text' },
    endpoint.path === '/imports/{id}/rows' && { rows: [{ line: 2, leftOut: true }] },
    endpoint.path.endsWith('/remove-queues') && { queues: [ownQueue] },
    endpoint.path === '/checklists/{id}' && { items: [], trainings: [] },
    removesRoles(endpoint.path) && { roles: [nordlys.roles.agent] },
    { mediaType: given['mediaType'], base64: given['base64'] },
    ...Object.entries(given).map(([name, value]) => ({ [name]: value })),
  ]
  const body = tries.find((b) => b && endpoint.body!.safeParse(b).success)
  if (!body) throw new Error(`${nameOf(endpoint)} takes a body for which there is none here. Add a field to "given".`)
  return body
}

const reviewWish = (reviewer: string) => ({ name: 'Route', reviewer, dueOn: '2999-12-31', undecided: 'keep' })

const view = async (who: typeof ana) => (await who.post('/views', { name: 'Mine', query: '', shared: false })).body.id
const key = async (who: typeof ana) =>
  (await who.post('/api-keys', { name: 'Route', permissions: ['users.read'] })).body
const { id: foreignPlan } = (await hugo.post('/plans', { action: 'activate', target: { ids: [w.people.hugo.id] } }))
  .body
const [foreignView, foreignKey] = [await view(hugo), await key(hugo)]
const { id: foreignQueue } = (await hugo.post('/queues', { name: 'Route' })).body
const foreignLead = (await hugo.post('/leads', { name: 'Route' })).body.id as string
const { id: foreignCallback } = (
  await hugo.post('/callbacks', {
    lead: foreignLead,
    at: `${new Date().getUTCFullYear() + 1}-07-15T09:00`,
    timeZone: 'UTC',
  })
).body
const { id: foreignField } = (await hugo.post('/custom-fields', { label: 'Route', type: 'text' })).body
const { id: foreignExport } = (
  await hugo.post('/exports', { format: 'csv', columns: ['username'], target: { everyone: true } })
).body
const { id: foreignImport } = (await hugo.post('/imports', { text: 'username,email\nx,x@harbour.example' })).body
const foreignMail = await sendMail(w.parts, w.db, {
  tenantId: harbour.tenantId,
  template: { name: 'route', says: { en: () => ({ subject: 'Route', body: [] }) } },
  to: { address: 'hugo@example.com' },
  data: null,
})
const { id: foreignRule } = (
  await hugo.post('/health/rules', { name: 'Route', severity: 'low', people: { filters: { status: 'active' } } })
).body
const { id: foreignReview, schedule: foreignSchedule } = (
  await hugo.post('/reviews', {
    repeat: { every: 'month', nextOn: '2999-01-01' },
    ...reviewWish((await w.hire('Rita Review', { role: 'auditor' }, harbour)).id),
    delegate: w.people.hugo.id,
  })
).body
const { id: foreignSession } = (await hugo.get('/own-sessions')).body.items[0]
const foreignPasskey = newId()
await w.db
  .insertInto('user_passkeys')
  .values({
    ...{ tenant_id: harbour.tenantId, user_id: w.people.hugo.id, id: foreignPasskey, name: 'Route' },
    ...{ credential_id: 'x', public_key: Buffer.from('x'), counter: 0, transports: [], created_at: new Date() },
  })
  .execute()
/** A thing of another tenant, and one that nobody has, by the first word of the address. */
const things: Record<string, { foreign: string; unknown: string }> = {
  users: { foreign: w.people.hugo.id, unknown: newId() },
  outbox: { foreign: foreignMail, unknown: newId() },
  imports: { foreign: foreignImport, unknown: newId() },
  exports: { foreign: foreignExport, unknown: newId() },
  sites: { foreign: String(harbour.siteId), unknown: '99999999' },
  tenants: { foreign: '99999998', unknown: '99999999' },
  groups: { foreign: String(harbour.desks['sales']), unknown: '99999999' },
  roles: { foreign: String(harbour.roles.agent), unknown: '99999999' },
  checklists: { foreign: String(harbour.roles.agent), unknown: '99999999' },
  'custom-fields': { foreign: String(foreignField), unknown: '99999999' },
  reviews: { foreign: foreignReview, unknown: newId() },
  'review-schedules': { foreign: foreignSchedule, unknown: newId() },
  health: { foreign: foreignRule, unknown: newId() },
  queues: { foreign: String(foreignQueue), unknown: '99999999' },
  leads: { foreign: foreignLead, unknown: newId() },
  callbacks: { foreign: foreignCallback, unknown: newId() },
  views: { foreign: String(foreignView), unknown: '99999999' },
  plans: { foreign: foreignPlan, unknown: newId() },
  jobs: { foreign: foreignPlan, unknown: newId() },
  sessions: { foreign: String(foreignSession), unknown: newId() },
  'own-sessions': { foreign: String(foreignSession), unknown: newId() },
  me: { foreign: foreignPasskey, unknown: newId() },
  'api-keys': { foreign: String(foreignKey.id ?? foreignKey.key?.id), unknown: newId() },
}
const fill = (endpoint: AnyEndpoint, which: 'foreign' | 'unknown') => {
  const thing = things[endpoint.path.split('/')[1]!]
  if (!thing) throw new Error(`${nameOf(endpoint)} names a thing for which there is none here. Add it to "things".`)
  return endpoint.path.replaceAll(/\{\w+\}/g, thing[which])
}
const ask = (who: typeof ana, { method }: AnyEndpoint, path: string, body: unknown) => {
  const headers = { 'if-match': '"v1"' }
  if (method === 'GET') return who.get(path)
  if (method === 'DELETE') return who.delete(path, headers)
  return { POST: who.post, PUT: who.put, PATCH: who.patch }[method](path, body, headers)
}
const withId = endpoints.filter((e) => e.path.includes('{'))
const before = await everything(w)

describe('who may not', () => {
  test.each(endpoints.filter((e) => e.permission !== 'public').map((e) => [nameOf(e), e] as const))(
    '401: %s, as nobody',
    async (_name, endpoint) => {
      const path = endpoint.path.includes('{') ? fill(endpoint, 'unknown') : endpoint.path
      const { status, body } = await ask(nobody, endpoint, path, undefined)
      expect([status, body.type]).toEqual([401, problemType('not-signed-in')])
    },
  )

  const guarded = endpoints.filter((e) => permissionNames.includes(e.permission as never))
  test.each(guarded.map((e) => [nameOf(e), e] as const))(
    '403: %s, as an agent, by the name of the permission',
    async (_name, endpoint) => {
      const path = endpoint.path.replace('{id}', w.people.kai.id)
      const { status, body } = await ask(jon, endpoint, path, undefined)
      expect([status, body.permission]).toEqual([403, endpoint.permission])
    },
  )

  const personal = withId.filter((e) => e.permission === 'signed-in' && e.path.startsWith('/users/'))
  test.each(personal.map((e) => [nameOf(e), e] as const))(
    '404: %s of somebody else, as an agent',
    async (_name, endpoint) => {
      const { status } = await ask(jon, endpoint, endpoint.path.replace('{id}', w.people.kai.id), bodyFor(endpoint))
      expect(status).toBe(404)
    },
  )
})

describe('S33 whoever changes or deletes one thing says which version of it', () => {
  const changing = endpoints.filter(({ method }) => method === 'PATCH' || method === 'DELETE')

  test('every PATCH and DELETE asks for If-Match, but for what is one’s own and in no list', () => {
    const without = changing.filter((e) => !e.ifMatch).map(nameOf)
    expect(without.toSorted()).toEqual([
      // There is one at most, and it is turned off whichever it is.
      'DELETE /me/authenticator',
      // To sign out is right whatever became of the session.
      'DELETE /session',
      // What is named is put, and nothing of another change is lost with it.
      'PATCH /preferences',
    ])
  })

  test.each(changing.filter((e) => e.path.includes('{')).map((e) => [nameOf(e), e] as const))(
    '428: %s without it',
    async (_name, endpoint) => {
      const send = endpoint.method === 'PATCH' ? otto.patch : otto.delete
      const { status, body } = await send(fill(endpoint, 'unknown'))
      expect([status, body.type]).toEqual([428, problemType('precondition-required')])
    },
  )
})

describe('S26 a thing of another tenant looks like one that is not there', () => {
  test.each(withId.map((e) => [nameOf(e), e] as const))('404: %s', async (_name, endpoint) => {
    const body = bodyFor(endpoint)
    for (const who of [ana, otto]) {
      const [foreign, unknown] = await Promise.all([
        ask(who, endpoint, fill(endpoint, 'foreign'), body),
        ask(who, endpoint, fill(endpoint, 'unknown'), body),
      ])
      expect([foreign.status, { ...foreign.body, requestId: '' }]).toEqual([
        unknown.status,
        { ...unknown.body, requestId: '' },
      ])
      // Whether one may do it at all is said before anybody is looked for.
      expect(who === otto ? [404] : [404, 409]).toContain(unknown.status)
    }
    const malformed = await ask(otto, endpoint, endpoint.path.replaceAll(/\{\w+\}/g, "x'%20or%201=1"), body)
    expect(malformed.status).toBe(404)
  })

  test('422: in bodies, by the same words', async () => {
    const person = {
      username: 'foreign',
      email: 'foreign@nordlys.example',
      site: nordlys.siteId,
      roles: [{ id: nordlys.roles.agent }],
    }
    const cases: [string, (id: number) => unknown, number][] = [
      ['/users', (id) => ({ ...person, site: id }), harbour.siteId],
      ['/users', (id) => ({ ...person, roles: [{ id }] }), harbour.roles.agent],
      ['/users', (id) => ({ ...person, roles: [{ id: nordlys.roles.agent, sites: [id] }] }), harbour.siteId],
      ['/users', (id) => ({ ...person, desks: [id] }), harbour.desks['sales']!],
      ['/users', (id) => ({ ...person, sipPbx: id }), harbour.pbxId],
      [`/users/${w.people.jon.id}/set-site`, (id) => ({ site: id }), harbour.siteId],
      [`/users/${w.people.jon.id}/add-tags`, (id) => ({ tags: [id] }), harbour.desks['sales']!],
      [`/users/${w.people.jon.id}/add-roles`, (id) => ({ roles: [{ id }] }), harbour.roles.agent],
    ]
    for (const [path, body, id] of cases) {
      const said = async (some: number) => {
        const answer = await ana.post(path, body(some))
        return [answer.status, JSON.stringify({ ...answer.body, requestId: '' }).replaceAll(String(some), 'ID')]
      }
      const [foreign, unknown] = [await said(id), await said(88_888_888)]
      expect([path, foreign]).toEqual([path, unknown])
      expect(foreign[0]).toBe(422)
    }
  })

  test('200: in filters, nobody', async () => {
    for (const [name, id] of [
      ['site', harbour.siteId],
      ['role', harbour.roles.agent],
      ['desk', harbour.desks['sales']],
      ['skill', harbour.skills['billing']],
    ] as const)
      expect([name, (await ana.get(`/users?${name}=${id}`)).body.total]).toEqual([
        name,
        (await ana.get(`/users?${name}=88888888`)).body.total,
      ])
  })
})

test('nothing at all was changed by all of this', async () => {
  expect(await everything(w)).toBe(before)
})

test('S35 problems are of declared types alone, and every one that an endpoint names is declared once', () => {
  const slugs = allProblems().map((p) => p.slug)
  expect(new Set(slugs).size).toBe(slugs.length)
  for (const endpoint of endpoints) for (const kind of endpoint.problems ?? []) expect(slugs).toContain(kind.slug)
  const find = endpointFinder(allRoutes())
  expect(find('GET', '/users/count')!.path).toBe('/users/count')
  expect(find('GET', `/users/${newId()}`)!.path).toBe('/users/{id}')
})
