/** What is kept of how many people are in a queue, against the places themselves; and how many of them are available. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { atWork, plan, run } from '#test/at-work.ts'
import { world, type Person } from '#test/world.ts'

const w = await world()
await atWork(w)
const ana = w.as('ana')
const make = async (name: string): Promise<number> => (await ana.post('/queues', { name })).body.id
const [first, second] = [await make('First line'), await make('Second line')]
const agents: Person[] = []
for (const name of ['Size One', 'Size Two', 'Size Three', 'Size Four']) agents.push(await w.hire(name))

const listed = async () =>
  (await ana.get('/queues')).body.items.map((q: { id: number; members: number; active: number }) => [
    q.id,
    q.members,
    q.active,
  ])
const counted = async () =>
  (
    await sql<{ id: number; members: number; active: number }>`
      select q.id, count(m.user_id) as members, count(m.user_id) filter (where u.status = 'active') as active
      from queues q left join queue_members m on m.queue_id = q.id left join users u on u.id = m.user_id
      where q.tenant_id = ${w.tenants.nordlys.tenantId} group by q.id, q.name_key order by q.name_key`.execute(w.db)
  ).rows.map(({ id, members, active }) => [id, members, active])

const doings = {
  'add-queues': () => ({ queues: [{ id: first }, { id: second }] }),
  'remove-queues': () => ({ queues: [first] }),
  'restore-queues': () => undefined,
  deactivate: () => undefined,
  activate: () => undefined,
  delete: () => undefined,
  undo: () => undefined,
} as const

describe('the size of a queue', () => {
  test('is that of its places after whatever was done to its agents, in any order, one by one and many at once', async () => {
    const doing = fc.record({
      what: fc.constantFrom(...(Object.keys(doings) as (keyof typeof doings)[])),
      whom: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { minLength: 4, maxLength: 8 }), async (all) => {
        let last: string | undefined
        for (const { what, whom } of all) {
          if (what === 'undo') {
            const undo = last && (await ana.post(`/jobs/${last}/undo`)).body
            if (undo?.counts?.will > 0) await run(ana, undo)
            last = undefined
          } else {
            const ids = whom.map((one) => agents[one]!.id)
            const made = await plan(ana, what, { ids }, doings[what]())
            if (made.counts.will > 0) last = (await run(ana, made)).id
          }
          expect(await listed()).toEqual(await counted())
        }
        // Whoever was deleted is there again for the next round.
        await w.db
          .updateTable('users')
          .set({ deleted_at: null, status: 'active' })
          .where(
            'id',
            'in',
            agents.map(({ id }) => id),
          )
          .execute()
        expect(await listed()).toEqual(await counted())
      }),
      { numRuns: 6 },
    )
  })

  test('follows whoever becomes inactive, and active again, in their queue', async () => {
    const agent = await w.hire('Stays Put')
    await ana.post(`/users/${agent.id}/add-queues`, { queues: [{ id: first }] })
    for (const status of ['inactive', 'active'] as const) {
      await w.db.updateTable('users').set({ status }).where('id', '=', agent.id).execute()
      expect(await listed()).toEqual(await counted())
    }
  })

  test('is right, and few rows, when many add and remove at the same moment; nobody waits for another', async () => {
    const crowd = await Promise.all(Array.from({ length: 8 }, (_, n) => w.hire(`Crowd ${n}`)))
    const each = (action: string, queues: unknown[]) =>
      Promise.all(crowd.map(({ id }) => ana.post(`/users/${id}/${action}`, { queues })))
    await each('add-queues', [{ id: first }, { id: second }])
    await each('remove-queues', [second])
    expect(await listed()).toEqual(await counted())
    await ana.post(`/users/${crowd[0]!.id}/remove-queues`, { queues: [first] })
    const rows = await w.db.selectFrom('queue_sizes').select('id').where('queue_id', '=', first).execute()
    expect(rows).toHaveLength(1)
  })
})

test('as many are available as telephone systems say of its members, in the last day', async () => {
  const id = await make('Answering')
  const [calls, rests, elsewhere] = [await w.hire('Takes Calls'), await w.hire('Has Lunch'), await w.hire('Not In It')]
  for (const { id: user } of [calls, rests]) await ana.post(`/users/${user}/add-queues`, { queues: [{ id }] })
  const say = (person: Person, state: string, at = w.clock.now()) =>
    ana.post('/availability', { rows: [{ user: person.id, state, at: at.toISOString() }] })
  await say(calls, 'available')
  await say(rests, 'break')
  await say(elsewhere, 'available')
  const available = async () => (await ana.get(`/queues?ids=${id}`)).body.items[0].available
  expect(await available()).toBe(1)
  await say(calls, 'on-call')
  expect(await available()).toBe(0)
})
