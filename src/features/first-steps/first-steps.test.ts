import { describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { settle } from '#test/at-work.ts'
import { world } from '#test/world.ts'

const w = await world()
const otto = w.as('otto')
const steps = async (who = otto) => {
  const { status, body } = await who.get('/first-steps')
  expect(status).toBe(200)
  return Object.fromEntries(body.items.map(({ name, done }: { name: string; done: boolean }) => [name, done]))
}

describe('a tenant that was just made', () => {
  test('lacks all but its site, and each thing ticks itself once it is there', async () => {
    const made = await otto.post('/tenants', {
      ...{ name: 'Fjord', slug: 'fjord', language: 'en', timeZone: 'Europe/Oslo', modules: ['queues'], plan: 'basic' },
      site: { name: 'Bergen', timeZone: 'Europe/Oslo' },
    })
    expect([made.status, made.body.detail]).toEqual([201, undefined])
    const there = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: made.body.id }) })
    const lacking = { sites: true, administrator: false, people: false, groups: false, queues: false }
    expect(await steps(there)).toEqual(lacking)
    const roles = (await there.get('/roles')).body.items as { id: number; builtIn: string }[]
    const role = (builtIn: string) => [{ id: roles.find((one) => one.builtIn === builtIn)!.id }]
    const site = (await there.get('/sites')).body.items[0].id as number
    const hire = (username: string, builtIn: string) =>
      there.post(
        '/users',
        { username, email: `${username}@fjord.example`, site, roles: role(builtIn), signIn: 'none' },
        { 'idempotency-key': newId() },
      )
    expect((await hire('astrid', 'administrator')).status).toBe(201)
    expect(await steps(there)).toEqual({ ...lacking, administrator: true })
    await hire('bjorn', 'agent')
    await there.post('/groups', { kind: 'desk', name: 'Day' })
    expect(await steps(there)).toEqual({ ...lacking, administrator: true, people: true, groups: true })
    await there.post('/queues', { name: 'Harbour', minimum: 0 })
    expect(await steps(there)).toEqual({})
  })

  test('shows nobody a step that they may not take', async () => {
    expect(await steps(w.as('marta'))).toEqual({})
    expect(await steps(w.as('ines'))).toEqual({})
  })
})

test('whoever has many users is told of no first steps', async () => {
  const { tenantId } = w.tenants.nordlys
  await w.db.updateTable('queues').set({ archived_at: new Date() }).where('tenant_id', '=', tenantId).execute()
  expect(await steps(w.as('ana'))).toMatchObject({ queues: false })
  await settle(w, 25)
  expect(await steps(w.as('ana'))).toEqual({})
})
