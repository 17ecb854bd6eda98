/** HOUSE-1: two groups of a kind become one, as a plan that is previewed, run and taken back. */
import { describe, expect, test } from 'vitest'
import { everything, stateOf } from '#test/state.ts'
import { catalogue } from '#src/entry/actions.ts'
import { runBatches } from '../changes/service/batches.ts'
import { world, type Person } from '#test/world.ts'

const w = await world()
const { nordlys, harbour } = w.tenants
const ana = w.as('ana')
const { signal } = new AbortController()
/** Does what the queue would have done. */
const work = (plan: string) => runBatches(w.parts, catalogue, { tenantId: nordlys.tenantId, plan }, signal)
const [sales, support] = [nordlys.desks['sales']!, nordlys.desks['support']!]
const group = async (kind: string, name: string) => (await ana.post('/groups', { kind, name })).body.id as number
const byId = async (id: number) => (await ana.get(`/groups?ids=${id}`)).body.items[0]
const fields = async (person: Person) => (await stateOf(w, person.id)).fields
const planned = (from: number, into: number, who = ana) => who.post(`/groups/${from}/merge`, { into })
const run = async ({ body: { id, counts } }: { body: { id: string; counts: { will: number } } }) => {
  expect((await ana.post(`/plans/${id}/run`, { confirm: counts.will })).status).toBe(202)
  await work(id)
  return (await ana.get(`/jobs/${id}`)).body
}

describe('skills', async () => {
  const [spanish, castilian] = [await group('skill', 'Spanish'), await group('skill', 'Castilian')]
  const levels: [string, number | null, number | null | undefined, number | null][] = [
    ['Only One', 3, undefined, 3],
    ['Lower Here', 2, 5, 5],
    ['Higher Here', 4, 1, 4],
    ['No Level', null, 2, 2],
  ]
  const people = await Promise.all(
    levels.map(([name, from, into]) =>
      w.hire(name, {
        more: {
          skills: [{ id: castilian, level: from }, ...(into === undefined ? [] : [{ id: spanish, level: into }])],
        },
      }),
    ),
  )
  let job: string

  test('it is counted first, and nothing changes by that', async () => {
    const before = await everything(w)
    expect((await ana.get(`/groups/${castilian}/merge?into=${spanish}`)).body).toEqual({
      people: 4,
      inBoth: 3,
      limits: 0,
    })
    expect(await everything(w)).toBe(before)
  })

  test('everybody of the one comes into the other with the higher level, and the one is archived', async () => {
    const plan = await planned(castilian, spanish)
    expect([plan.status, plan.body.counts.will]).toEqual([201, 4])
    const preview = (await ana.get(`/plans/${plan.body.id}/people`)).body.items
    expect(preview.find(({ name }: { name: string }) => name === 'Lower Here').changes).toEqual([
      {
        field: 'skills',
        label: 'Skills',
        before: 'Spanish (level 5), Castilian (level 2)',
        after: 'Spanish (level 5)',
      },
    ])
    expect((await byId(castilian)).archived).toBe(false)
    expect(await run(plan)).toMatchObject({ state: 'done', counts: { changed: 4 } })
    job = plan.body.id
    for (const [i, [, , , level]] of levels.entries())
      expect((await fields(people[i]!))['skills']).toEqual([{ id: spanish, level }])
    expect(await byId(castilian)).toMatchObject({ archived: true, mergedInto: spanish, members: 0 })
    expect((await ana.post(`/users/${people[0]!.id}/add-skills`, { skills: [{ id: castilian }] })).status).toBe(422)
    const log = await w.db.selectFrom('change_sets').select('params').where('action', '=', 'group-merged').execute()
    expect(log).toEqual([
      { params: { id: castilian, kind: 'skill', name: 'Castilian', into: { id: spanish, name: 'Spanish' } } },
    ])
  })

  test('undo brings the group and everybody’s level back', async () => {
    const undo = await ana.post(`/jobs/${job}/undo`)
    expect([undo.status, undo.body.counts.will]).toEqual([201, 4])
    await run(undo)
    for (const [i, [, from, into]] of levels.entries())
      expect((await fields(people[i]!))['skills']).toEqual(
        [...(into === undefined ? [] : [{ id: spanish, level: into }]), { id: castilian, level: from }].toSorted(
          (a, b) => a.id - b.id,
        ),
      )
    expect(await byId(castilian)).toMatchObject({ archived: false, mergedInto: null, members: 4 })
  })
})

describe('desks', async () => {
  const boss = await w.hire('Desk Boss', { role: 'manager', limits: { desks: [sales, support] } })

  test('roles that are limited to the desk are limited to the other one, and reach its people at once', async () => {
    const marta = w.as('marta')
    expect((await marta.get(`/users/${w.people.kai.id}`)).status).toBe(404)
    expect((await ana.get(`/groups/${sales}/merge?into=${support}`)).body).toMatchObject({ people: 2, limits: 2 })
    const plan = await planned(sales, support)
    expect(plan.body.counts.will).toBe(3)
    expect(await run(plan)).toMatchObject({ counts: { changed: 3 } })
    expect((await fields(w.people.jon))['desks']).toEqual([support])
    expect((await fields(boss))['roles']).toEqual([{ id: nordlys.roles.manager, sites: null, desks: [support] }])
    expect((await marta.get(`/users/${w.people.kai.id}`)).status).toBe(200)
    await run(await ana.post(`/jobs/${plan.body.id}/undo`))
    expect((await marta.get(`/users/${w.people.kai.id}`)).status).toBe(404)
    expect((await fields(boss))['roles']).toEqual([{ id: nordlys.roles.manager, sites: null, desks: [sales, support] }])
  })

  test('S29 403: whoever could not give those roles moves no limit of them', async () => {
    const permissions = ['users.read', 'users.groups', 'users.roles', 'groups.manage']
    const { id } = (await ana.post('/roles', { name: 'Tidier', permissions })).body
    const tidier = w.as(await w.hire('Tidy Person', { more: { roles: [{ id }] } }))
    expect((await planned(sales, support, tidier)).body).toMatchObject({ status: 403, reason: 'grants-more-than-you' })
  })
})

test('403, 404, 409, 422: other kinds, other tenants, archived ones, itself, nobody in it, and who may not', async () => {
  const [a, b, gone] = [await group('tag', 'A'), await group('tag', 'B'), await group('tag', 'Gone')]
  await ana.patch(`/groups/${gone}`, { archived: true }, { 'if-match': '"v1"' })
  await ana.post(`/users/${w.people.jon.id}/add-tags`, { tags: [a] })
  const before = await everything(w)
  for (const into of [sales, harbour.desks['sales']!, 99_999_999, gone, a])
    expect([into, (await planned(a, into)).status]).toEqual([into, 422])
  expect((await planned(harbour.desks['sales']!, support)).status).toBe(404)
  expect((await planned(b, a)).body).toMatchObject({ status: 409 })
  const local = w.as(await w.hire('Riga Admin', { role: 'administrator', limits: { sites: [nordlys.siteId] } }))
  expect((await planned(a, b, local)).status).toBe(403)
  expect((await planned(a, b, w.as('marta'))).status).toBe(403)
  expect(before.length).toBeGreaterThan(0)
  expect(await byId(a)).toMatchObject({ archived: false, members: 1 })
})

test.each([
  [
    'both ways',
    [
      [0, 1],
      [1, 0],
    ],
  ],
  [
    'into two',
    [
      [0, 1],
      [0, 2],
    ],
  ],
])('merged %s at the same moment: one of them comes about, and nobody is lost', async (how, pairs) => {
  const ids = await Promise.all([1, 2, 3].map((n) => group('tag', `${how} ${n}`)))
  const people = await Promise.all(
    ids.slice(0, 2).map((id, i) => w.hire(`Person ${i} ${how}`, { more: { tags: [id] } })),
  )
  const plans = await Promise.all(pairs.map(([from, into]) => planned(ids[from!]!, ids[into!]!)))
  for (const { body } of plans) await ana.post(`/plans/${body.id}/run`)
  await Promise.all(plans.map(({ body }) => work(body.id)))
  const archived = await Promise.all(ids.map(async (id) => (await byId(id)).archived as boolean))
  expect(archived.filter(Boolean)).toHaveLength(1)
  for (const person of people) {
    const tags = (await fields(person))['tags'] as number[]
    expect(tags.map((id) => archived[ids.indexOf(id)])).toEqual([false])
  }
})
