/** PEOPLE-1: what "why may she do this?" and "who may do this?" say is what the server allows, for every permission, role and scope. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { permissionNames, powers, type Permission } from '#src/contract/permissions.ts'
import { allRoutes } from '#src/entry/routes.ts'
import type { AnyEndpoint } from '#src/contract/endpoint.ts'
import type { Client } from '#test/client.ts'
import { world, type Person } from '#test/world.ts'
import { permissionModules, type MayDo, type Reasoned } from './contract/why.ts'

const w = await world()
const { nordlys } = w.tenants
const ana = w.as('ana')
const [sites, desks] = [Object.values(nordlys.sites), Object.values(nordlys.desks)]
const guarded = allRoutes()
  .map(({ endpoint }) => endpoint)
  .filter((one) => one.permission !== 'public' && one.permission !== 'signed-in')
const of = (permission: Permission) => guarded.filter((one) => one.permission === permission)

/** Asks a real endpoint about nobody, so that nothing can change: what it needs is said before anything is looked for. */
const ask = (who: Client, { method, path }: AnyEndpoint) => {
  const to = path.replaceAll(/\{\w+\}/g, newId())
  const methods = { GET: who.get, DELETE: who.delete, POST: who.post, PUT: who.put, PATCH: who.patch }
  return methods[method](to)
}

const grant = fc.record({
  permissions: fc.oneof(fc.subarray([...permissionNames], { minLength: 1, maxLength: 6 }), fc.constant([...powers])),
  limit: fc.oneof(
    fc.constant({}),
    fc.record({ sites: fc.subarray(sites, { minLength: 1 }) }),
    fc.record({ desks: fc.subarray(desks, { minLength: 1 }) }),
  ),
})
const holder = fc.record({
  superuser: fc.constantFrom(false, false, false, false, true),
  grants: fc.array(grant, { minLength: 1, maxLength: 3 }),
})

let made = 0
async function hire({ superuser, grants }: typeof holder extends fc.Arbitrary<infer H> ? H : never): Promise<Person> {
  const roles = await w.db
    .insertInto('roles')
    .values(
      grants.map(({ permissions }) => ({
        tenant_id: nordlys.tenantId,
        name: `Why ${(made += 1)}`,
        name_key: `why ${made}`,
        permissions: [...(permissions ?? [])],
      })),
    )
    .returning('id')
    .execute()
  return w.hire(`Holder ${made}`, {
    superuser,
    more: { roles: grants.map(({ limit }, i) => ({ id: roles[i]!.id, ...limit })) },
  })
}

const whyOf = async (person: Person): Promise<Reasoned[]> =>
  (await ana.get(`/users/${person.id}/permissions`)).body.items

/** People on each side of every limit: each site, each desk, and neither desk. */
const targets = await Promise.all(
  sites.flatMap((site, i) =>
    [[], ...desks.map((desk) => [desk])].map(async (at, j) => ({
      site,
      desks: at,
      id: (await w.hire(`Target ${i} ${j}`, { site, more: { desks: at } })).id,
    })),
  ),
)
const inReach = ({ reach }: Reasoned, target: (typeof targets)[number]) =>
  reach !== null &&
  (reach.everywhere || reach.sites.includes(target.site) || target.desks.some((desk) => reach.desks.includes(desk)))

/** Deeds that leave the targets as they are, for each permission over people. */
const tag = (await ana.post('/groups', { kind: 'tag', name: 'Why' })).body.id as number
for (const { id } of targets) await ana.post(`/users/${id}/add-tags`, { tags: [tag] })
const deeds: { readonly [P in Permission]?: (id: string) => [string, unknown] } = {
  'users.edit': (id) => [`/users/${id}/set-time-zone`, { timeZone: 'Asia/Tokyo' }],
  'users.status': (id) => [`/users/${id}/activate`, undefined],
  'users.groups': (id) => [`/users/${id}/add-tags`, { tags: [tag] }],
  'users.sessions': (id) => [`/users/${id}/end-sessions`, undefined],
  'users.unlock': (id) => [`/users/${id}/unlock`, undefined],
  'users.addresses': (id) => [`/users/${id}/set-address-list`, { useAddressList: false }],
}

test('every permission with an address of its own is asked there: held is let in, lacked is refused by its name', async () => {
  await fc.assert(
    fc.asyncProperty(holder, async (wanted) => {
      const person = await hire(wanted)
      const who = w.as(person)
      for (const { permission, held, from, reach } of await whyOf(person)) {
        if (held && !wanted.superuser) expect(from.length).toBeGreaterThan(0)
        if (!held) expect(from).toEqual([])
        for (const endpoint of of(permission).slice(0, 2)) {
          const { status, body } = await ask(who, endpoint)
          const refused = status === 403 && body.permission === permission
          // What is the whole tenant's is for whoever holds it without limits.
          const beyond = refused && /whole tenant/.test(body.detail)
          expect([endpoint.path, refused]).toEqual([endpoint.path, !held || (beyond && !reach!.everywhere)])
        }
      }
    }),
    { numRuns: 8, includeErrorInReport: true },
  )
})

test('where it counts is where the server lets them: each site, each desk, and nowhere else', async () => {
  const outcomes = new Set<boolean>()
  await fc.assert(
    fc.asyncProperty(holder, async (wanted) => {
      const person = await hire(wanted)
      const who = w.as(person)
      const why = new Map((await whyOf(person)).map((one) => [one.permission, one]))
      const read = why.get('users.read')!
      const target = targets[made % targets.length]!
      if (read.held) {
        const { body } = await who.get('/users?search=target&limit=100')
        const seen = body.items.map((row: { id: string }) => row.id).toSorted()
        expect(seen).toEqual(
          targets
            .filter((one) => inReach(read, one))
            .map(({ id }) => id)
            .toSorted(),
        )
      }
      for (const [permission, deed] of Object.entries(deeds)) {
        const reasoned = why.get(permission as Permission)!
        if (!reasoned.held) continue
        const [path, body] = deed(target.id)
        const { status } = await who.post(path, body)
        outcomes.add(status === 200)
        expect([permission, status]).toEqual([permission, inReach(reasoned, target) ? 200 : 404])
      }
    }),
    { numRuns: 25, includeErrorInReport: true },
  )
  expect(outcomes).toEqual(new Set([true, false]))
})

test('who may do this: exactly the active people of whom "why" says so, page by page, with the same roles', async () => {
  const everybody = (await ana.get('/users?limit=200&status=any:active')).body.items as { id: string }[]
  const why = new Map<string, Map<Permission, Reasoned>>()
  for (const { id } of everybody) {
    const { items } = (await ana.get(`/users/${id}/permissions`)).body as { items: Reasoned[] }
    why.set(id, new Map(items.map((one) => [one.permission, one])))
  }
  for (const permission of ['users.read', 'roles.manage', 'calls.take', 'queues.manage'] as const) {
    const listed: MayDo[] = []
    for (let after: string | null = ''; after !== null;) {
      const { body } = await ana.get(`/who-may?permission=${permission}&limit=7${after && `&after=${after}`}`)
      listed.push(...body.items)
      after = body.next
    }
    const held = everybody.filter(({ id }) => why.get(id)!.get(permission)!.held)
    expect(listed.map(({ id }) => id).toSorted()).toEqual(held.map(({ id }) => id).toSorted())
    for (const { id, from } of listed) expect(from).toEqual(why.get(id)!.get(permission)!.from)
  }
})

test('S26 a manager of a desk is told of nobody but those on it', async () => {
  const marta = w.as('marta')
  const seen = (await marta.get('/who-may?permission=calls.take&limit=100')).body.items as MayDo[]
  expect(seen.map(({ id }) => id)).toContain(w.people.jon.id)
  expect(seen.map(({ id }) => id)).not.toContain(w.people.kai.id)
  expect((await marta.get(`/users/${w.people.kai.id}/permissions`)).status).toBe(404)
})

test('S26 whoever sees a part of the tenant is told of just those there, by site, by desk and both, page by page', async () => {
  const { malmö } = nordlys.sites
  const sales = nordlys.desks['sales']!
  const reader = async (name: string, limits: object) =>
    w.hire(name, { role: 'auditor', more: { roles: [{ id: nordlys.roles.auditor, ...limits }] as never } })
  await w.hire('Site Super', { superuser: true, site: malmö! })
  await w.hire('Desk Super', { superuser: true, more: { desks: [sales] } })
  const both = await reader('Both Reader', { sites: [malmö] })
  await ana.post(`/users/${both.id}/add-roles`, { roles: [{ id: nordlys.roles.manager, desks: [sales] }] })
  for (const person of [
    await reader('Site Reader', { sites: [malmö] }),
    await reader('Desk Reader', { desks: [sales] }),
    both,
  ]) {
    const who = w.as(person)
    const inSight = ((await who.get('/users?limit=200&status=any:active')).body.items as { id: string }[]).map(
      ({ id }) => id,
    )
    for (const permission of ['calls.take', 'users.read', 'roles.manage'] as const) {
      const all = ((await ana.get(`/who-may?permission=${permission}&limit=100`)).body.items as MayDo[]).map(
        ({ id }) => id,
      )
      const listed: string[] = []
      for (let after: string | null = ''; after !== null;) {
        const { body } = await who.get(`/who-may?permission=${permission}&limit=1${after && `&after=${after}`}`)
        listed.push(...(body.items as MayDo[]).map(({ id }) => id))
        after = body.next
      }
      expect([person.name, permission, listed]).toEqual([
        person.name,
        permission,
        all.filter((id) => inSight.includes(id)),
      ])
    }
  }
})

test('inactive people are named by nobody as able, and their page says why', async () => {
  const away = await w.hire('Away Person', { role: 'auditor', status: 'inactive' })
  expect((await ana.get(`/users/${away.id}/permissions`)).body).toMatchObject({ status: 'inactive', superuser: false })
  const { items } = (await ana.get('/who-may?permission=users.read&limit=100')).body
  expect(items.map(({ id }: MayDo) => id)).not.toContain(away.id)
})

test('a module that is off is said of the permissions that it brings, and of no other', async () => {
  for (const permission of permissionNames) {
    const [first, ...others] = new Set(of(permission).map(({ module }) => module))
    if (of(permission).length > 0)
      expect([permission, others.length === 0 ? first : undefined]).toEqual([permission, permissionModules[permission]])
  }
  await w.db
    .updateTable('tenants')
    .set({ modules: ['pbx'] })
    .where('id', '=', nordlys.tenantId)
    .execute()
  const off = (await whyOf(w.people.jon)).filter(({ moduleOff }) => moduleOff !== null)
  expect(off.map(({ permission }) => permission).toSorted()).toEqual(Object.keys(permissionModules).toSorted())
  for (const { permission } of off)
    for (const endpoint of of(permission)) expect((await ask(ana, endpoint)).status).toBe(404)
})
