/** What history keeps is enough to put back all that an action changed: whatever was done, to whom, in which order. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { actions } from '#src/entry/actions.ts'
import { transaction } from '#src/server/context.ts'
import { crowdOf, letIn } from '#test/crowd.ts'
import { logOf, stateOf, toldOf } from '#test/state.ts'
import { world } from '#test/world.ts'
import { changeSet, newRun } from './service/run.ts'

const w = await world()
const { nordlys } = w.tenants
const { tenantId: tenant_id, roles } = nordlys
const ctx = w.hand(tenant_id)
const [sites, desks, skills] = [nordlys.sites, nordlys.desks, nordlys.skills].map((named) => Object.values(named)) as [
  number[],
  number[],
  number[],
]
const groups = await w.db
  .insertInto('groups')
  .values(
    ['tag', 'business_unit', 'agent_group'].flatMap((kind) =>
      ['a', 'b'].map((name) => ({ tenant_id, kind, name, name_key: name })),
    ),
  )
  .returning(['id', 'kind'])
  .execute()
const of = (kind: string) => groups.filter((g) => g.kind === kind).map((g) => g.id)
const [queue, second] = (
  await w.db
    .insertInto('queues')
    .values(['q', 'second'].map((name) => ({ tenant_id, name, name_key: name })))
    .returning('id')
    .execute()
).map(({ id }) => id) as [number, number]
const people = await letIn(
  w,
  fc.sample(crowdOf(12), 1)[0]!.map((s, serial) => ({ ...s, serial, deleted: false })),
  queue,
)

const grant = fc.record({
  id: fc.constantFrom(roles.agent, roles.auditor, roles.manager),
  sites: fc.option(fc.subarray(sites, { minLength: 1 }), { nil: null }),
})
const given: Record<string, fc.Arbitrary<unknown>> = {
  desks: fc.subarray(desks),
  skills: fc.uniqueArray(
    fc.record({ id: fc.constantFrom(...skills), level: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }) }),
    { selector: (s) => s.id, maxLength: 2 },
  ),
  tags: fc.subarray(of('tag')),
  businessUnits: fc.subarray(of('business_unit')),
  agentGroups: fc.subarray(of('agent_group')),
  roles: fc.uniqueArray(grant, { selector: (g) => g.id, minLength: 1, maxLength: 2 }),
  site: fc.constantFrom(...sites),
  timeZone: fc.constantFrom('Asia/Tokyo', 'Europe/Riga', null),
  autoDial: fc.constantFrom('off', 'preview'),
  assignLeads: fc.boolean(),
  useAddressList: fc.boolean(),
  superuser: fc.boolean(),
  leadsTo: fc.constant('nobody'),
  queues: fc.uniqueArray(fc.record({ id: fc.constantFrom(queue, second), priority: fc.integer({ min: 1, max: 99 }) }), {
    selector: (q) => q.id,
    minLength: 1,
    maxLength: 2,
  }),
}
const verb = fc.constantFrom('add', 'remove', 'replace')
const listed = (field: string) => fc.tuple(verb, given[field]!).map(([how, what]) => ({ [how]: what }))
const update = fc.record(
  {
    ...Object.fromEntries(
      ['skills', 'tags', 'desks', 'businessUnits', 'agentGroups'].map((field) => [field, listed(field)]),
    ),
    site: given['site']!,
    timeZone: given['timeZone']!,
    autoDial: given['autoDial']!,
  },
  { requiredKeys: ['site'] },
)
/** Parameters of an action, by what its schema takes. */
function paramsOf(action: (typeof actions)[number]): fc.Arbitrary<unknown> {
  const { name, params } = action.contract
  if (params.safeParse(undefined).success) return fc.constant(undefined)
  if (name === 'remove-roles')
    return fc.subarray([roles.agent, roles.auditor], { minLength: 1 }).map((ids) => ({ roles: ids }))
  if (name === 'remove-queues') return fc.subarray([queue, second], { minLength: 1 }).map((ids) => ({ queues: ids }))
  if (name === 'update') return update
  const field = Object.keys(given).find((f) => params.safeParse({ [f]: fc.sample(given[f]!, 1)[0] }).success)
  return given[field!]!.map((value) => ({ [field!]: value }))
}
/** What keeps nothing to put back, such as erasing or a link in the mail, is told beside it. */
const keeping = actions.filter(({ contract, inverse }) => inverse !== 'nothing' || contract.name === 'end-sessions')
const step = fc.constantFrom(...keeping).chain((action) =>
  fc.record({
    action: fc.constant(action),
    params: paramsOf(action),
    ids: fc.subarray(people, { minLength: 1, maxLength: 4 }),
  }),
)

test('before and after in history are the state before and after, and nothing else changed', async () => {
  await fc.assert(
    fc.asyncProperty(step, async ({ action, params, ids }) => {
      const before = await Promise.all(people.map((id) => stateOf(w, id)))
      const run = newRun(action.contract.name, params ?? {})
      const { changed } = await transaction(ctx, (trx) => changeSet(ctx, trx, action, ids, params, run))
      for (const [i, id] of people.entries()) {
        const after = await stateOf(w, id)
        const { changes, effects } = toldOf(action.contract.name, before[i]!, after)
        const entry = (await logOf(w, id)).find((e) => e.changeSet === run.id)
        expect(entry !== undefined).toBe(changed.some((c) => c.userId === id))
        expect(entry?.changes ?? {}).toEqual(changes)
        // An effect is what was there: queues and leads to go back to, sessions to be named.
        const taken = Object.fromEntries(Object.entries(effects).map(([effect, [was]]) => [effect, was]))
        expect(entry?.effects ?? {}).toEqual(taken)
        if (action.inverse === 'nothing') expect(changes).toEqual({})
      }
    }),
    { numRuns: 50, includeErrorInReport: true },
  )
})

test('the rows that lists read have followed all of it', async () => {
  const { rows } = await sql<{ wrong: number }>`
    select count(*)::integer as wrong from directory_truth t full join directory d using (tenant_id, user_id)
    where (t.site_id, t.status, t.facets, t.traits, t.search) is distinct from (d.site_id, d.status, d.facets, d.traits, d.search)`.execute(
    w.db,
  )
  expect(rows).toEqual([{ wrong: 0 }])
})
