import { describe, expect, test } from 'vitest'
import { powers } from '#src/contract/permissions.ts'
import { everything } from '#test/state.ts'
import { world, type Hiring } from '#test/world.ts'

const w = await world()
const { nordlys } = w.tenants
const ana = w.as('ana')
const roleOf = async (name: string, permissions: readonly string[]) =>
  (await ana.post('/roles', { name, permissions })).body as { id: number; version: number }
const archive = ({ id, version }: { id: number; version: number }, who = ana) =>
  who.patch(`/roles/${id}`, { archived: true }, { 'if-match': `"v${version}"` })

describe('GET /roles/{id}/preview', async () => {
  const lead = await roleOf('Lead', ['users.read', 'users.edit'])
  const [sales, riga] = [nordlys.desks['sales']!, nordlys.siteId]
  const hire = (name: string, roles: { id: number; sites?: number[]; desks?: number[] }[], more: Hiring = {}) =>
    w.hire(name, { more: { roles }, ...more })
  const plain = await hire('Plain Lead', [{ id: lead.id }])
  await hire('Sales Lead', [{ id: lead.id, desks: [sales] }])
  await hire('Reading Lead', [{ id: lead.id, sites: [riga] }, { id: nordlys.roles.auditor }])
  await hire('Super Lead', [{ id: lead.id }], { superuser: true })
  await hire('Former Lead', [{ id: lead.id }], { status: 'inactive' })
  await w.as(plain).get('/session')
  const see = async (permissions: readonly string[], who = ana) =>
    who.get(`/roles/${lead.id}/preview?permissions=${permissions.join(',')}`)

  test('200: who gains and who loses, by all that they hold; inactive people and superusers do neither', async () => {
    const before = await everything(w)
    expect((await see(['users.edit', 'history.read'])).body).toEqual({
      holders: 4,
      sessions: 1,
      // The auditor reads the change log of everybody already.
      gained: [{ permission: 'history.read', people: 2 }],
      // And goes on to see everybody by the other role.
      lost: [{ permission: 'users.read', people: 2 }],
      newAdministrators: 0,
    })
    expect(await everything(w)).toBe(before)
  })

  test('200: saving the role changes just that', async () => {
    const { items } = (await ana.get('/who-may?permission=users.unlock&limit=100')).body
    const { body } = await see(['users.read', 'users.edit', 'users.unlock'])
    await ana.patch(
      `/roles/${lead.id}`,
      { permissions: ['users.read', 'users.edit', 'users.unlock'] },
      { 'if-match': `"v${lead.version}"` },
    )
    const now = (await ana.get('/who-may?permission=users.unlock&limit=100')).body.items
    expect(now.length - items.length).toBe(body.gained[0].people)
    expect((await see(['users.read', 'users.edit', 'users.unlock'])).body).toMatchObject({ gained: [], lost: [] })
  })

  test('200: who would hold everything everywhere is counted as a new administrator', async () => {
    expect((await see(powers)).body.newAdministrators).toBe(1)
  })

  test('403, 404, 409, 422: refused as saving would be', async () => {
    expect((await see(['users.read'], w.as('marta'))).status).toBe(403)
    const keeper = await roleOf('Keeper', ['roles.manage', 'users.read', 'users.edit', 'users.unlock'])
    const few = w.as(await w.hire('Few Powers', { more: { roles: [{ id: keeper.id }] } }))
    expect((await see(['users.read', 'users.delete'], few)).body).toMatchObject({
      status: 403,
      permission: 'users.delete',
    })
    expect((await ana.get('/roles/99999999/preview')).status).toBe(404)
    expect((await ana.get(`/roles/${nordlys.roles.agent}/preview?permissions=users.read`)).status).toBe(409)
    expect((await see(['users.fly'])).body).toMatchObject({ status: 422 })
  })
})

describe('a role that nobody holds is archived', () => {
  test('200: it is offered no more, its name is free, and the log has it', async () => {
    const role = await roleOf('Seasonal', ['calls.take'])
    expect((await archive(role)).status).toBe(200)
    const { items } = (await ana.get('/roles')).body
    expect(items.map(({ name }: { name: string }) => name)).not.toContain('Seasonal')
    expect((await ana.post(`/users/${w.people.jon.id}/add-roles`, { roles: [{ id: role.id }] })).status).toBe(422)
    expect((await ana.post('/roles', { name: 'Seasonal', permissions: [] })).status).toBe(201)
    const log = await w.db.selectFrom('change_sets').select('params').where('action', '=', 'role-archived').execute()
    expect(log).toEqual([{ params: { id: role.id, name: 'Seasonal' } }])
  })

  test('409: somebody holds it, or it is built in', async () => {
    const role = await roleOf('Held', ['calls.take'])
    await w.hire('Role Holder', { more: { roles: [{ id: role.id }] } })
    expect((await archive(role)).body).toMatchObject({ status: 409, holders: 1 })
    const auditor = (await ana.get('/roles')).body.items.find(({ id }: { id: number }) => id === nordlys.roles.auditor)
    expect((await archive(auditor)).body).toMatchObject({ status: 409 })
  })

  test('given and archived at the same moment, only one of them comes about', async () => {
    const people = await Promise.all([1, 2, 3, 4, 5].map((n) => w.hire(`Racing ${n}`)))
    for (const person of people) {
      const role = await roleOf(`Racing ${person.id}`, ['calls.take'])
      const [given, archived] = await Promise.all([
        ana.post(`/users/${person.id}/add-roles`, { roles: [{ id: role.id }] }),
        archive(role),
      ])
      expect([given.status === 200, archived.status === 200].filter(Boolean)).toHaveLength(1)
    }
  })
})
