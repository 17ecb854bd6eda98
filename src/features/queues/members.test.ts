/** The members of a queue are the same whether the few who are found are gathered, or the queue is walked for them. */
import { expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { systemActor, type Actor } from '#src/server/actor.ts'
import { findMembers, type Place } from './sql/members.ts'

const w = await world()
const { nordlys } = w.tenants
const { tenantId } = nordlys
const db = w.database.tenant(tenantId)
const ana = w.as('ana')
const { id: queueId } = (await ana.post('/queues', { name: 'Everybody' })).body as { id: number }
for (const [n, name] of ['Mia One', 'Max Two', 'Mia Three', 'Zoë Four', 'Mia Five'].entries()) {
  const place = n % 2 === 0 ? { site: nordlys.siteId } : { site: nordlys.sites['malmö']! }
  const { id } = await w.hire(name, { ...place, more: { desks: n < 3 ? [nordlys.desks['sales']!] : [] } })
  const queues = [{ id: queueId, priority: 1 + (n % 3) }]
  expect((await ana.post(`/users/${id}/add-queues`, { queues })).status).toBe(200)
}
await w.hire('Mia Elsewhere')

const everybody = systemActor(tenantId, 'test')
const limitedTo = (reach: { sites: number[] | null; desks: number[] | null }): Actor => ({
  ...{ ...everybody, superuser: false, operator: false },
  grants: [{ permissions: ['users.read'], ...reach }],
})

test.each([
  ['everybody', everybody, '', 5],
  ['whoever is called Mia', everybody, 'mia', 3],
  ['nobody', everybody, 'qqq', 0],
  ['those of a site', limitedTo({ sites: [nordlys.siteId], desks: null }), '', 3],
  ['whoever is called Mia at a desk', limitedTo({ sites: null, desks: [nordlys.desks['sales']!] }), 'mia', 2],
])('%s, page by page', async (_who, actor, search, count) => {
  const pages = async (most: number) => {
    const found: { id: string; name: string }[] = []
    let after: Place | null = null
    for (;;) {
      const { rows, total } = await findMembers(db, { actor, queueId, search, after, limit: 2 }, most)
      expect(total).toBe(count)
      found.push(...rows)
      if (rows.length < 2) return found
      after = rows.at(-1)!
    }
  }
  const [gathered, walked] = [await pages(10), await pages(-1)]
  expect(gathered).toHaveLength(count)
  expect(walked).toEqual(gathered)
})
