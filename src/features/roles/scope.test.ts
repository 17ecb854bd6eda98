/** PEOPLE-1, S29: nobody grants what they lack, or acts on somebody who holds it; agreed with a small model of its own. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { powers, type Permission } from '#src/contract/permissions.ts'
import { everything } from '#test/state.ts'
import { world, type Person } from '#test/world.ts'

const w = await world()
const { nordlys } = w.tenants
const { tenantId: tenant_id } = nordlys
const sites = Object.values(nordlys.sites)
const desks = Object.values(nordlys.desks)
const { id: tag } = (await w.as('ana').post('/groups', { kind: 'tag', name: 'T' })).body

// Roles of few powers, so that people often hold the same ones.
const some: readonly Permission[] = [
  'users.read',
  'users.edit',
  'users.status',
  'users.groups',
  'users.roles',
  'history.read',
]
const sets = [
  ...fc.sample(fc.subarray([...some], { minLength: 1 }), 8),
  [...powers],
  ['calls.take', 'own.profile'],
  ['own.profile', 'users.read'],
] as Permission[][]
const roles = await w.db
  .insertInto('roles')
  .values(sets.map((permissions, i) => ({ tenant_id, name: `R${i}`, name_key: `r${i}`, permissions })))
  .returning(['id', 'permissions'])
  .execute()

type Grant = { id: number; permissions: string[]; sites: number[] | null; desks: number[] | null }
type Holder = { superuser: boolean; site: number; desks: number[]; grants: Grant[] }
const limits = fc
  .tuple(
    fc.constantFrom('all', 'sites', 'desks', 'desks'),
    fc.subarray(sites, { minLength: 1 }),
    fc.subarray(desks, { minLength: 1 }),
  )
  .map(([limit, someSites, someDesks]) => ({
    sites: limit === 'sites' ? someSites : null,
    desks: limit === 'desks' ? someDesks : null,
  }))
const grantOf = (some: fc.Arbitrary<Pick<Grant, 'id' | 'permissions'>>): fc.Arbitrary<Grant> =>
  fc.tuple(some, limits).map(([role, reach]) => ({ ...role, ...reach }))
const grant = grantOf(fc.constantFrom(...roles))
const holderOf = (one: fc.Arbitrary<Grant>): fc.Arbitrary<Holder> =>
  fc.record({
    superuser: fc.constantFrom(false, false, false, false, true),
    site: fc.constantFrom(...sites),
    desks: fc.subarray(desks),
    grants: fc.uniqueArray(one, { minLength: 1, maxLength: 3, selector: (g) => g.id }),
  })
const holder = holderOf(grant)
/** Two who mostly hold the same roles, each within limits of their own, and such a grant: so that the limits decide. */
const meeting = holder.chain((actor) => {
  const alike = grantOf(fc.constantFrom(...actor.grants))
  return fc.tuple(fc.constant(actor), fc.oneof(holder, holderOf(alike)), fc.oneof(grant, alike))
})

// The model. A pair is a power in one place; "everywhere" is a place of its own, which holds all others.
type Place = string
const placesOf = (g: Grant): Place[] =>
  g.sites ? g.sites.map((s) => `site ${s}`) : g.desks ? g.desks.map((d) => `desk ${d}`) : ['everywhere']
const holdsPair = (a: Holder, power: string, place: Place) =>
  a.superuser ||
  a.grants.some(
    (g) => g.permissions.includes(power) && (placesOf(g).includes('everywhere') || placesOf(g).includes(place)),
  )
const holdsAll = (a: Holder, g: Grant) =>
  g.permissions
    .filter((p) => powers.includes(p as Permission))
    .every((power) => placesOf(g).every((place) => holdsPair(a, power, place)))
const holdsMore = (target: Holder, than: Holder) =>
  !than.superuser && (target.superuser || target.grants.some((g) => !holdsAll(than, g)))
const reaches = (a: Holder, power: string, target: Holder) =>
  ['everywhere', `site ${target.site}`, ...target.desks.map((d) => `desk ${d}`)].some((place) =>
    holdsPair(a, power, place),
  )
const holds = (a: Holder, power: string) => a.superuser || a.grants.some((g) => g.permissions.includes(power))

const given = ({ id, sites: s, desks: d }: Grant) => ({ id, ...(s ? { sites: s } : {}), ...(d ? { desks: d } : {}) })
let hired = 0
const hire = (h: Holder): Promise<Person> =>
  w.hire(`Holder ${(hired += 1)}`, {
    superuser: h.superuser,
    site: h.site,
    more: { desks: h.desks, roles: h.grants.map(given) },
  })

/** What the model says of an action that needs this permission, with roles to be given or without. */
const expected = (actor: Holder, target: Holder, power: string, roles: Grant[] = []): number => {
  if (!holds(actor, power)) return 403
  if (!actor.superuser && roles.some((g) => !holdsAll(actor, g))) return 403
  if (!reaches(actor, power, target)) return 404
  return holdsMore(target, actor) ? 403 : 200
}

test('whoever is asked to do what to whomever: the answer is the model’s, and what is refused changes nothing', async () => {
  const outcomes = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(
      meeting,
      fc.constantFrom('add-roles', 'replace-roles', 'add-tags', 'deactivate', 'set-time-zone', 'edit'),
      async ([actor, target, gift], what) => {
        const [a, t] = [await hire(actor), await hire(target)]
        const who = w.as(a)
        await who.get('/session')
        const before = await everything(w)
        const tries: Record<string, [number, () => Promise<{ status: number; body: unknown }>]> = {
          'add-roles': [
            expected(actor, target, 'users.roles', [gift]),
            () => who.post(`/users/${t.id}/add-roles`, { roles: [given(gift)] }),
          ],
          'replace-roles': [
            expected(actor, target, 'users.roles', [gift]),
            () => who.post(`/users/${t.id}/replace-roles`, { roles: [given(gift)] }),
          ],
          'add-tags': [
            expected(actor, target, 'users.groups'),
            () => who.post(`/users/${t.id}/add-tags`, { tags: [tag] }),
          ],
          deactivate: [expected(actor, target, 'users.status'), () => who.post(`/users/${t.id}/deactivate`)],
          'set-time-zone': [
            expected(actor, target, 'users.edit'),
            () => who.post(`/users/${t.id}/set-time-zone`, { timeZone: 'Asia/Tokyo' }),
          ],
          edit: [
            !reaches(actor, 'users.read', target)
              ? 404
              : holdsMore(target, actor) || !reaches(actor, 'users.edit', target)
                ? 403
                : 200,
            async () =>
              who.patch(
                `/users/${t.id}`,
                { jobTitle: 'X' },
                { 'if-match': (await w.as('ana').get(`/users/${t.id}`)).headers['etag']! },
              ),
          ],
        }
        const [status, ask] = tries[what]!
        const answer = await ask()
        expect([what, answer.status, answer.status === status ? null : answer.body]).toEqual([what, status, null])
        outcomes.set(status, (outcomes.get(status) ?? 0) + 1)
        if (status !== 200) expect(await everything(w)).toBe(before)
        // Whatever came of it, nobody holds by this actor's hand what the actor does not.
        const now = await w.db.selectFrom('role_grants').selectAll().where('user_id', '=', t.id).execute()
        for (const { role_id, site_ids, desk_ids } of now) {
          const { permissions } = roles.find((r) => r.id === role_id)!
          const had = target.grants.some(
            (g) =>
              g.id === role_id &&
              JSON.stringify(placesOf(g).sort()) ===
                JSON.stringify(placesOf({ id: role_id, permissions, sites: site_ids, desks: desk_ids }).sort()),
          )
          if (!had) expect(holdsAll(actor, { id: role_id, permissions, sites: site_ids, desks: desk_ids })).toBe(true)
        }
      },
    ),
    { numRuns: 90, includeErrorInReport: true },
  )
  // The sample is no sample of refusals alone.
  expect([...outcomes.keys()].sort()).toEqual([200, 403, 404])
})

test('nobody raises themselves: with any roles, no gift to oneself is more than one holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      holder.filter((h) => !h.superuser && holds(h, 'users.roles') && reaches(h, 'users.roles', h)),
      grant,
      async (actor, gift) => {
        const a = await hire(actor)
        const { status } = await w.as(a).post(`/users/${a.id}/add-roles`, { roles: [given(gift)] })
        expect(status).toBe(holdsAll(actor, gift) ? 200 : 403)
      },
    ),
    { numRuns: 20, includeErrorInReport: true },
  )
})

test('the form is told the same: fields and actions that are offered are those that are taken', async () => {
  await fc.assert(
    fc.asyncProperty(meeting, async ([actor, target]) => {
      const [a, t] = [await hire(actor), await hire(target)]
      const { status, body } = await w.as(a).get(`/users/${t.id}/actions`)
      expect(status).toBe(reaches(actor, 'users.read', target) ? 200 : 404)
      if (status === 404) return
      const allowed = (name: string) => body.items.find((i: { action: string }) => i.action === name).allowed
      expect(allowed('deactivate')).toBe(expected(actor, target, 'users.status') === 200)
      expect(allowed('add-tags')).toBe(expected(actor, target, 'users.groups') === 200)
      expect(body.fields.includes('jobTitle')).toBe(expected(actor, target, 'users.edit') === 200)
      expect(body.fields.includes('roles')).toBe(expected(actor, target, 'users.roles') === 200)
      expect(body.fields.includes('superuser')).toBe(actor.superuser)
    }),
    { numRuns: 25, includeErrorInReport: true },
  )
})
