/** Bulk update: several fields of many people in one plan, one run, one entry of history (BULK-5). */
import { describe, expect, test } from 'vitest'
import { atWork, plan, run } from '#test/at-work.ts'
import { logOf, stateOf } from '#test/state.ts'
import { world } from '#test/world.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const { marta, kai } = w.people
const ana = w.as('ana')
const [sales, support] = [nordlys.desks['sales']!, nordlys.desks['support']!]
const { latvian, billing } = nordlys.skills as Record<'latvian' | 'billing', number>
const malmo = nordlys.sites['malmö']!

describe('a bulk update', () => {
  test('202: adds to one list, replaces another and sets a value, and is taken back whole', async () => {
    const a = await w.hire('Uma One', { more: { skills: [{ id: latvian, level: 2 }], desks: [sales] } })
    const b = await w.hire('Uma Two', { more: { skills: [{ id: billing, level: null }], desks: [support] } })
    const states = async () => [await stateOf(w, a.id), await stateOf(w, b.id)].map(({ version: _, ...state }) => state)
    const before = await states()
    const made = await plan(
      ana,
      'update',
      { ids: [a.id, b.id] },
      { skills: { add: [{ id: billing }] }, desks: { replace: [support] }, timeZone: 'Asia/Tokyo' },
    )
    expect(made).toMatchObject({ counts: { will: 2, already: 0, skipped: 0 }, impact: { membershipsLost: 1 } })
    const shown = (await ana.get(`/plans/${made.id}/people`)).body.items
    expect(shown[0].changes.map((c: { field: string }) => c.field).sort()).toEqual(['desks', 'skills', 'timeZone'])
    expect(shown[1].changes.map((c: { field: string }) => c.field)).toEqual(['timeZone'])
    const job = await run(ana, made)
    expect(job.counts).toMatchObject({ changed: 2, failed: 0 })
    const entries = (await logOf(w, a.id)).filter((e) => e.changeSet === job.id)
    expect(entries).toHaveLength(1)
    expect(Object.keys(entries[0]!.changes as object).sort()).toEqual(['desks', 'skills', 'timeZone'])
    const { body } = await ana.post(`/jobs/${job.id}/undo`)
    await run(ana, body)
    expect(await states()).toEqual(before)
  })

  test('who has all of it is so already; the number is typed where a list is replaced', async () => {
    const people = await Promise.all(
      Array.from({ length: 11 }, (_, n) => w.hire(`Already ${n}`, { more: { desks: [sales] } })),
    )
    const target = { ids: people.map(({ id }) => id) }
    expect(await plan(ana, 'update', target, { desks: { add: [sales] }, site: nordlys.siteId })).toMatchObject({
      counts: { will: 0, already: 11 },
    })
    expect((await plan(ana, 'update', target, { timeZone: 'Asia/Tokyo' })).confirm).toBe(null)
    expect((await plan(ana, 'update', target, { desks: { replace: [support] } })).confirm).toBe(11)
  })

  test('what one part refuses is refused whole: a manager gives no desk of others', async () => {
    const mate = await w.hire('Desk Friend', { more: { desks: [sales] } })
    const made = await plan(
      w.as(marta),
      'update',
      { ids: [mate.id, kai.id] },
      { desks: { add: [support] }, skills: { add: [{ id: latvian }] } },
    )
    expect(made).toMatchObject({
      counts: { will: 0, skipped: 1, unseen: 1 },
      reasons: [{ reason: 'outside-your-desks' }],
    })
  })

  test('403 for a part whose permission one has not, and nothing is planned', async () => {
    const { status, body } = await w
      .as('ines')
      .post('/plans', { action: 'update', target: { ids: [kai.id] }, params: { timeZone: 'Asia/Tokyo' } })
    expect([status, body.permission]).toEqual([403, 'users.edit'])
  })

  test('taking it back needs what doing it needed, field by field', async () => {
    const person = await w.hire('Back Field')
    const job = await run(ana, await plan(ana, 'update', { ids: [person.id] }, { site: malmo }))
    const auditor = await w.hire('Other Auditor', { role: 'auditor' })
    const before = await stateOf(w, person.id)
    const { status, body } = await w.as(auditor).post(`/jobs/${job.id}/undo`)
    expect([status, body.counts?.will, body.reasons]).toMatchObject([201, 0, [{ reason: 'outside-your-reach' }]])
    expect(await stateOf(w, person.id)).toEqual(before)
  })

  test.each([
    ['nothing', {}],
    ['a list without a verb', { skills: [{ id: 1 }] }],
    ['two verbs', { desks: { add: [1], remove: [2] } }],
    ['a field that it does not have', { email: 'x@example.com' }],
    ['a desk that is none', { desks: { add: [999_999] } }],
  ])('422 for %s', async (_what, params) => {
    const { status, body } = await ana.post('/plans', { action: 'update', target: { ids: [kai.id] }, params })
    expect([status, body.errors.length > 0]).toEqual([422, true])
  })

  test('one person at once', async () => {
    const person = await w.hire('Single One')
    const { status, body } = await ana.post(`/users/${person.id}/update`, {
      tags: { replace: [] },
      autoDial: 'preview',
    })
    expect([status, body.outcome]).toEqual([200, 'changed'])
  })
})
