import { describe, expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = await world()
const kept = () => w.db.selectFrom('preferences').selectAll().execute()

describe('preferences', () => {
  test('200: nothing is chosen at first; what is named changes and the rest stays', async () => {
    const jon = w.as('jon')
    expect(await jon.get('/preferences')).toMatchObject({ status: 200, body: {} })
    expect((await jon.patch('/preferences', { density: 'compact', columns: ['name', 'status'] })).body).toEqual({
      density: 'compact',
      columns: ['name', 'status'],
    })
    expect((await jon.patch('/preferences', { columns: ['status', 'name'], shortcuts: false })).body).toEqual({
      density: 'compact',
      columns: ['status', 'name'],
      shortcuts: false,
    })
    expect((await jon.get('/preferences')).body).toEqual({
      density: 'compact',
      columns: ['status', 'name'],
      shortcuts: false,
    })
  })

  test('200: each has their own', async () => {
    await w.as('ana').patch('/preferences', { layout: 'cards' })
    expect((await w.as('marta').get('/preferences')).body).toEqual({})
  })

  test('200: an operator finds the same ones in every tenant', async () => {
    await w.as('otto').patch('/preferences', { pageSize: 200 })
    const acting = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: w.tenants.nordlys.tenantId }) })
    expect((await acting.patch('/preferences', { density: 'roomy' })).body).toEqual({ pageSize: 200, density: 'roomy' })
    expect((await w.as('otto').get('/preferences')).body).toEqual({ pageSize: 200, density: 'roomy' })
  })

  test('200: what another version of the program kept is left out, the rest stays', async () => {
    const { tenantId: tenant_id, id: user_id } = w.people.ines
    await w.db
      .insertInto('preferences')
      .values({ tenant_id, user_id, values: JSON.stringify({ density: 'tiny', layout: 'cards', wallpaper: 'cats' }) })
      .execute()
    expect((await w.as('ines').get('/preferences')).body).toEqual({ layout: 'cards' })
  })

  test.each([
    [{ pageSize: 30 }, '#/pageSize'],
    [{ theme: 'dark' }, '#/theme'],
    [{ columns: Array(41).fill('name') }, '#/columns'],
    [{ density: 1 }, '#/density'],
  ])('422: %j', async (body, pointer) => {
    const before = await kept()
    expect(await w.as('kai').patch('/preferences', body)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    })
    expect(await kept()).toEqual(before)
  })

  test('401: nobody', async () => {
    const before = await kept()
    expect(await w.with().get('/preferences')).toMatchObject({ status: 401 })
    expect(await w.with().patch('/preferences', { layout: 'cards' })).toMatchObject({ status: 401 })
    expect(await kept()).toEqual(before)
  })
})
