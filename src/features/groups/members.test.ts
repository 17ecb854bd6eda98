/** Managers change desks within their own (SPEC 1): the rule for each verb, agreed with a model. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stateOf } from '#test/state.ts'
import { world } from '#test/world.ts'

const w = await world()
const { nordlys } = w.tenants
const { manager } = nordlys.roles
const [riga, malmo] = [nordlys.sites['riga']!, nordlys.sites['malmö']!]
const ana = w.as('ana')
const more = await Promise.all(
  ['Chat', 'Night'].map(async (name) => (await ana.post('/groups', { kind: 'desk', name })).body.id as number),
)
const desks = [nordlys.desks['sales']!, nordlys.desks['support']!, ...more]
let hired = 0
const hire = (held: number[], roles?: object[], site = riga) =>
  w.hire(`Somebody ${(hired += 1)}`, {
    site,
    more: { desks: held, ...(roles ? { roles: roles as { id: number }[] } : {}) },
  })

test('a manager of desks: no desk outside of them is given or taken, and nobody loses the last one of theirs', async () => {
  const verb = fc.constantFrom('add', 'remove', 'replace')
  await fc.assert(
    fc.asyncProperty(
      verb,
      fc.subarray(desks, { minLength: 1 }),
      fc.subarray(desks),
      fc.subarray(desks),
      async (what, own, held, given) => {
        const boss = w.as(await hire([], [{ id: manager, desks: own }]))
        const person = await hire(held)
        const { status, body } = await boss.post(`/users/${person.id}/${what}-desks`, { desks: given })
        const after =
          what === 'add'
            ? [...new Set([...held, ...given])]
            : what === 'remove'
              ? held.filter((d) => !given.includes(d))
              : given
        const inside = (some: number[]) => some.filter((d) => own.includes(d)).sort()
        const outside = (some: number[]) => JSON.stringify(some.filter((d) => !own.includes(d)).sort((a, b) => a - b))
        const now = (await stateOf(w, person.id)).fields['desks'] as number[]
        const sorted = (some: number[]) => [...some].sort((a, b) => a - b)
        const expected = (() => {
          if (inside(held).length === 0) return [404, undefined]
          if (JSON.stringify(sorted(after)) === JSON.stringify(sorted(held))) return [200, 'already']
          if (outside(after) !== outside(held)) return [409, 'outside-your-desks']
          return inside(after).length === 0 ? [409, 'last-desk-of-yours'] : [200, 'changed']
        })()
        expect([status, body.outcome ?? body.reason]).toEqual(expected)
        expect(now).toEqual(sorted(expected[1] === 'changed' ? after : held))
      },
    ),
    { numRuns: 70, includeErrorInReport: true },
  )
})

test('200: what a manager of desks does to groups of other kinds, and edits with a desk that stays', async () => {
  const [sales, support] = desks as [number, number]
  const boss = w.as(await hire([], [{ id: manager, desks: [sales] }]))
  const person = await hire([sales, support])
  expect(
    (await boss.post(`/users/${person.id}/add-skills`, { skills: [{ id: nordlys.skills['billing'], level: 2 }] }))
      .status,
  ).toBe(200)
  const { headers } = await boss.get(`/users/${person.id}`)
  expect(
    (
      await boss.patch(
        `/users/${person.id}`,
        { jobTitle: 'Lead', desks: [support, sales] },
        { 'if-match': headers['etag']! },
      )
    ).status,
  ).toBe(200)
  for (const name of ['deactivate', 'delete']) expect((await boss.post(`/users/${person.id}/${name}`)).status).toBe(403)
  expect((await boss.post(`/users/${person.id}/add-roles`, { roles: [{ id: nordlys.roles.agent }] })).status).toBe(403)
})

test('a manager of a site is not bound by desks there; one of both is, beyond the site', async () => {
  const [sales, support] = desks as [number, number]
  const ofSite = w.as(await hire([], [{ id: manager, sites: [riga] }]))
  const { body: role } = await ana.post('/roles', {
    name: 'Second manager',
    permissions: ['users.read', 'users.groups', 'own.profile'],
  })
  const ofBoth = w.as(
    await hire(
      [],
      [
        { id: manager, sites: [riga] },
        { id: role.id, desks: [sales] },
      ],
    ),
  )
  const [here, there] = [await hire([sales]), await hire([sales], undefined, malmo)]
  expect((await ofSite.post(`/users/${here.id}/replace-desks`, { desks: [support] })).status).toBe(200)
  expect((await ofSite.post(`/users/${there.id}/replace-desks`, { desks: [support] })).status).toBe(404)
  expect((await ofBoth.post(`/users/${here.id}/replace-desks`, { desks: [] })).status).toBe(200)
  const answer = await ofBoth.post(`/users/${there.id}/replace-desks`, { desks: [support] })
  expect([answer.status, answer.body.reason]).toEqual([409, 'outside-your-desks'])
})
