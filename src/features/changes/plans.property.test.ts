/**
 * Whatever is done to whomever, and whatever somebody else does in between: the counts add up, nobody outside of the
 * target changes, the report says of each what became of them, and undo puts back everybody whom it does not name.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actions as catalogue } from '#src/entry/actions.ts'
import { atWork, plan, report, run } from '#test/at-work.ts'
import { crowdOf, letIn } from '#test/crowd.ts'
import { difference, stateOf } from '#test/state.ts'
import { world } from '#test/world.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const { tenantId: tenant_id, roles } = nordlys
/** The operator, from the tenant above: may do everything here, and is nobody's target. */
const chief = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: nordlys.tenantId }) })
const [sites, desks, skills] = [nordlys.sites, nordlys.desks, nordlys.skills].map((named) => Object.values(named)) as [
  number[],
  number[],
  number[],
]
const queues = (
  await w.db
    .insertInto('queues')
    .values(['q', 'second'].map((name) => ({ tenant_id, name, name_key: name })))
    .returning('id')
    .execute()
).map(({ id }) => id)
const crowd = fc.sample(crowdOf(14), { numRuns: 1, seed: 7 })[0]!
await letIn(
  w,
  crowd.map((s, serial) => ({ ...s, serial, deleted: false })),
  queues[0]!,
)
const people = (await w.db.selectFrom('users').select('id').where('tenant_id', '=', tenant_id).execute()).map(
  (p) => p.id,
)

// So that a set-up can be started of some and not of others.
await w.db
  .insertInto('checklists')
  .values({ tenant_id, role_id: roles.agent, items: ['profile'] })
  .execute()

const given: Record<string, fc.Arbitrary<object | undefined>> = {
  activate: fc.constant(undefined),
  deactivate: fc.constant(undefined),
  delete: fc.constant(undefined),
  'set-site': fc.constantFrom(...sites).map((site) => ({ site })),
  'set-time-zone': fc.constantFrom('Asia/Tokyo', 'Europe/Riga', null).map((timeZone) => ({ timeZone })),
  'set-auto-dial': fc.constantFrom('off', 'preview').map((autoDial) => ({ autoDial })),
  'start-set-up': fc.constant(undefined),
  'hand-over-leads': fc.constant({ leadsTo: 'nobody' }),
  'set-lead-assignment': fc.boolean().map((assignLeads) => ({ assignLeads })),
  'set-address-list': fc.boolean().map((useAddressList) => ({ useAddressList })),
  'set-superuser': fc.boolean().map((superuser) => ({ superuser })),
  ...Object.fromEntries(
    ['add', 'remove', 'replace'].flatMap((verb) => [
      [`${verb}-desks`, fc.subarray(desks, { minLength: 1 }).map((some) => ({ desks: some }))],
      [
        `${verb}-skills`,
        fc
          .record({ id: fc.constantFrom(...skills), level: fc.option(fc.integer({ min: 1, max: 5 })) })
          .map((skill) => ({
            skills: [verb === 'remove' ? { id: skill.id } : skill],
          })),
      ],
    ]),
  ),
  update: fc.record({
    desks: fc
      .tuple(fc.constantFrom('add', 'remove', 'replace'), fc.subarray(desks))
      .map(([verb, some]) => ({ [verb]: some })),
    site: fc.constantFrom(...sites),
  }),
  'add-roles': fc.constantFrom(roles.agent, roles.auditor).map((id) => ({ roles: [{ id, sites: [sites[0]!] }] })),
  'replace-roles': fc.constantFrom(roles.agent, roles.manager).map((id) => ({ roles: [{ id }] })),
  'add-queues': fc
    .record({
      id: fc.constantFrom(...queues),
      priority: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
    })
    .map((one) => ({ queues: [one] })),
  'remove-queues': fc.subarray(queues, { minLength: 1 }).map((some) => ({ queues: some })),
  'set-queue-priority': fc
    .record({ id: fc.constantFrom(...queues), priority: fc.integer({ min: 1, max: 99 }) })
    .map((one) => ({ queues: [one] })),
  'restore-queues': fc.constant(undefined),
  'remove-roles': fc.constantFrom(roles.agent, roles.auditor).map((id) => ({ roles: [id] })),
}
const wish = fc
  .constantFrom(...Object.keys(given))
  .chain((action) => fc.record({ action: fc.constant(action), params: given[action]! }))

const target = fc.oneof(
  fc.subarray(people, { minLength: 1 }).map((ids) => ({ ids })),
  fc.record({ except: fc.subarray(people, { maxLength: 3 }) }).map(({ except }) => ({ everyone: true, except })),
  fc
    .constantFrom('any:active', 'any:inactive', 'none:pending')
    .map((status) => ({ matching: { filters: { status } } })),
  fc.record({ site: fc.constantFrom(...sites) }).map(({ site }) => ({ sites: [site] })),
)
/** What somebody else does to one of them while the plan lies there, or after it ran. */
const edit = fc.record({ who: fc.constantFrom(...people), wish })
const story = fc.record({
  wish,
  target,
  meanwhile: fc.array(edit, { maxLength: 2 }),
  afterwards: fc.array(edit, { maxLength: 2 }),
  /** Somebody does the same kind of thing to one of them again, so that undo meets what is newer. */
  repeated: fc.option(edit, { nil: null }),
})

const otherwise = (action: string) => fc.sample(given[action]!, 1)[0]
const states = () => Promise.all(people.map(async (id) => [id, await stateOf(w, id)] as const)).then((s) => new Map(s))
const sum = ({ total: _total, unseen: _unseen, ...parts }: Record<string, number>) =>
  Object.values(parts).reduce((a, b) => a + b, 0)
const act = async ({ who, wish: { action, params } }: { who: string; wish: { action: string; params: unknown } }) =>
  (await chief.post(`/users/${who}/${action}`, params)).status
const same = (a: Awaited<ReturnType<typeof stateOf>>, b: typeof a) =>
  JSON.stringify([difference(a.fields, b.fields), { ...a.effects, sessionsEnded: 0 }]) ===
  JSON.stringify([{}, { ...b.effects, sessionsEnded: 0 }])

test('every action that can be taken back is told here', () => {
  const told = catalogue.filter((a) => a.inverse === 'before-values' && !a.reachesDeleted).map((a) => a.contract.name)
  const ofKind = /-(tags|business-units|agent-groups)$/
  expect(told.filter((name) => !ofKind.test(name)).sort()).toEqual(Object.keys(given).sort())
})

type Told = {
  job: { id: string; counts: { changed: number } }
  action: string
  before: Awaited<ReturnType<typeof states>>
  after: Awaited<ReturnType<typeof states>>
  /** Nobody did anything since. */
  calm: boolean
}
async function takeBack({ job, action, before, after, calm }: Told): Promise<void> {
  const between = await states()
  const back = (await chief.post(`/jobs/${job.id}/undo`)).body
  expect(sum(back.counts)).toBe(back.counts.total)
  expect(back.counts.total).toBe(job.counts.changed)
  const undone = await run(chief, back)
  const put = new Map((await report(chief, undone.id)).map((r) => [r.id as string, r]))
  const finally_ = await states()
  for (const id of people) {
    const outcome = put.get(id)?.outcome
    if (outcome === 'changed') {
      const [was, is] = [before.get(id)!, finally_.get(id)!]
      // What else was done since stays; what the job did is as it was.
      for (const field of Object.keys(difference(was.fields, after.get(id)!.fields))) {
        expect([id, field, is.fields[field]]).toEqual([id, field, was.fields[field]])
        // And nobody had touched it in between.
        expect([id, field, between.get(id)!.fields[field]]).toEqual([id, field, after.get(id)!.fields[field]])
      }
    } else expect([id, same(between.get(id)!, finally_.get(id)!)]).toEqual([id, true])
  }
  if (!calm) return
  // Somebody inactive is in no queue: whoever was in one all the same leaves it with the undo of an activation.
  const whole = action !== 'activate'
  for (const [id, { outcome }] of put) {
    const [was, is] = [before.get(id)!, finally_.get(id)!]
    expect([id, outcome, difference(was.fields, is.fields), same(was, is) || !whole]).toEqual([id, 'changed', {}, true])
  }
}

test('counts add up, nobody else changes, and undo puts back whom it does not name', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ wish: { action, params }, target: whom, meanwhile, afterwards, repeated }) => {
      const made = await plan(chief, action, whom, params)
      expect(sum(made.counts)).toBe(made.counts.total)
      for (const one of meanwhile) await act(one)
      const before = await states()
      const job = await run(chief, made)
      expect(sum(job.counts)).toBe(job.counts.total)
      expect(job.counts.total).toBe(made.counts.total)
      const told = new Map((await report(chief, job.id)).map((r) => [r.id as string, r]))
      expect(told.size).toBe(job.counts.total)

      const after = await states()
      for (const id of people) {
        const outcome = told.get(id)?.outcome
        if (outcome !== 'changed') expect([id, same(before.get(id)!, after.get(id)!)]).toEqual([id, true])
        if (outcome === 'skipped') expect(told.get(id)!.reason).toEqual(expect.any(String))
      }

      for (const one of afterwards) await act(one)
      if (repeated) await act({ ...repeated, wish: { action, params: otherwise(action) } })
      if (job.counts.changed > 0)
        await takeBack({ job, action, before, after, calm: afterwards.length === 0 && !repeated })
    }),
    { numRuns: 25, includeErrorInReport: true },
  )
})
