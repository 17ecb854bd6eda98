/** People of every kind, exported and imported again: nobody changes, and one edited cell changes one field (BULK-7). */
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { definition, type FieldName } from '#src/features/users/fields/catalogue.ts'
import type { StagedPerson } from '#src/features/users/service/create.ts'
import { columnNames } from '#src/features/exports/contract/columns.ts'
import { atWork, readyPlan, run } from '#test/at-work.ts'
import '#test/chance.ts'
import type { Answer } from '#test/client.ts'
import { makeExport } from '#test/exports.ts'
import { difference, stateOf } from '#test/state.ts'
import { world } from '#test/world.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const ana = w.as('ana')

const post = async (path: string, body: object): Promise<number> => (await ana.post(path, body)).body.id as number
const NAMES = [
  '=Plus',
  '@At',
  'Semi; colon',
  'Comma, one',
  'Bar | two',
  '"Quoted"',
  'Level:4',
  'Team (desks: Sales)',
  'Ør',
]
const KINDS = ['desk', 'skill', 'tag', 'business_unit', 'agent_group'] as const
const OWN = ['text', 'number', 'date', 'yes_no'] as const
const groups: Record<string, number[]> = {}
const sites: number[] = [nordlys.siteId]
const roles: number[] = [nordlys.roles.agent, nordlys.roles.manager, nordlys.roles.administrator]
let pbx = 0

beforeAll(async () => {
  for (const kind of KINDS) {
    groups[kind] = []
    for (const name of NAMES) groups[kind].push(await post('/groups', { kind, name: `${name} ${kind}` }))
  }
  for (const name of ['Site, one', 'Site (two)'])
    sites.push(await post('/sites', { name, timeZone: 'Europe/Riga', country: 'LV' }))
  for (const name of ['Lead (sites: Riga)', 'Chief; of all'])
    roles.push(await post('/roles', { name, permissions: ['users.read'] }))
  for (const type of OWN) await post('/custom-fields', { label: `Own ${type}`, type, key: `own_${type}` })
  // Keys that differ by a line alone are two fields.
  await post('/custom-fields', { label: 'Narrow', type: 'text', key: 'owntext' })
  pbx = await post('/pbxes', { name: '=PBX; one', domain: 'pbx.example.com' })
})

/** Text that a field takes, hard on files more often than not. */
const text = (field: FieldName) => {
  const hard = fc.constantFrom(
    '=1+1',
    "'=1",
    ' spaced ',
    'a;b',
    '"',
    '\ufffe',
    '_x0041_',
    '-',
    '@a',
    '李雷',
    'a\tb',
    '0042',
    'yes',
    'NULL',
  )
  const any = fc.oneof(
    hard,
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  return fc.option(any.filter((value) => definition(field).schema.safeParse(value).success))
}
const some = (ids: readonly number[]) => fc.subarray([...ids], { maxLength: 4 })
const from = <T>(values: readonly T[]) => fc.constantFrom(...values)

const grants = () =>
  fc.uniqueArray(
    fc.record({
      id: from(roles),
      limit: fc.oneof(
        fc.constant({}),
        fc.record({ sites: fc.subarray(sites, { minLength: 1 }) }),
        fc.record({ desks: fc.subarray(groups['desk']!, { minLength: 1, maxLength: 3 }) }),
      ),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 3 },
  )
const custom = () =>
  fc.record(
    {
      own_text: text('jobTitle').map((value) => value ?? 'x'),
      owntext: fc.constant('other'),
      own_number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
      own_date: fc.constantFrom('2024-02-29', '1999-12-31'),
      own_yes_no: fc.boolean(),
    },
    { requiredKeys: [] },
  )
const person = () =>
  fc.record({
    ...{ firstName: text('firstName'), lastName: text('lastName'), jobTitle: text('jobTitle'), notes: text('notes') },
    ...{ callerIdName: text('callerIdName'), caldavUser: text('caldavUser'), kerberosLogin: text('kerberosLogin') },
    phone: fc.option(fc.constantFrom('+37120000000', '+4915112345678')),
    languages: fc.subarray(['lv', 'pt-BR', 'zh-Hant']),
    consoleLanguage: fc.option(fc.constantFrom('lv', 'ar')),
    timeZone: fc.option(fc.constantFrom('Asia/Riyadh', 'UTC')),
    autoDial: fc.constantFrom('off' as const, 'progressive' as const),
    ...{ assignLeads: fc.boolean(), useAddressList: fc.constant(false) },
    sipOption: fc.constantFrom(null, 'webrtc' as const, 'pbx' as const),
    sipUsername: fc.option(fc.constantFrom('-mia', '+x')),
    ...{ desks: some(groups['desk']!), tags: some(groups['tag']!) },
    ...{ businessUnits: some(groups['business_unit']!), agentGroups: some(groups['agent_group']!) },
    skills: some(groups['skill']!).chain((ids) =>
      fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), level: fc.constantFrom(null, 1, 5) }))),
    ),
    status: fc.constantFrom('active' as const, 'pending' as const, 'inactive' as const),
    ...{ site: from(sites), grants: grants(), custom: custom() },
  })
type Drawn = ReturnType<typeof person> extends fc.Arbitrary<infer T> ? T : never

let count = 0
async function hire({ status, grants: given, sipOption, ...more }: Drawn): Promise<string> {
  count += 1
  const name = `p${count}`
  const telephone = {
    ...{ sipOption, virtualExtension: count % 3 === 0 ? `00${count}` : null },
    ...(sipOption === 'pbx' ? { sipPbx: pbx, sipExtension: `0${1000 + count}` } : {}),
  }
  const values = {
    ...{ username: name, email: `${name}@nordlys.example`, externalId: `=${name}` },
    roles: given.map(({ id, limit }) => ({ id, ...limit })),
  }
  const all = { ...more, ...telephone, ...values } as unknown as Partial<StagedPerson['values']>
  return (await w.hire(name, { status, password: null, more: all })).id
}

async function exported(format: string, ids: readonly string[]): Promise<string> {
  const own = [...OWN.map((type) => `custom.own_${type}`), 'custom.owntext']
  const { id } = await makeExport(ana, { format, columns: [...columnNames, ...own], target: { ids } })
  const query = w.db
    .selectFrom('export_parts')
    .select('bytes')
    .where('export_id', '=', id as string)
    .orderBy('number')
  const bytes = (await query.execute()).map((part) => part.bytes)
  // One person keeps twenty at most.
  await ana.delete(`/exports/${id}`, { 'if-match': '"v1"' })
  return Buffer.concat(format === 'csv' ? bytes.map((part) => gunzipSync(part)) : bytes).toString('base64')
}

const choice = fc.record({
  format: fc.constantFrom('csv', 'xlsx'),
  key: fc.constantFrom('externalId', 'username', 'email'),
  lists: fc.constantFrom('add', 'replace'),
  blank: fc.constantFrom('leave', 'clear'),
})

async function draft(base64: string, options: object): Promise<Answer['body']> {
  const { status, body } = await ana.post('/imports', { base64, mode: 'update', ...options })
  expect([status, body.detail]).toEqual([201, undefined])
  return body
}

test('whatever people are like, their file changes nobody', { timeout: 120_000 }, async () => {
  const crowd = fc.array(person(), { minLength: 4, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(crowd, choice, async (people, { format, ...options }) => {
      const ids: string[] = []
      for (const one of people) ids.push(await hire(one))
      const { counts, problems } = await draft(await exported(format, ids), options)
      expect(problems).toEqual([])
      expect(counts).toMatchObject({ rows: ids.length, same: ids.length, change: 0, create: 0, refused: 0 })
    }),
    { numRuns: 12, endOnFailure: true },
  )
})

const EDITS: readonly (readonly [heading: string, text: string, field: string])[] = [
  ['First name', 'Edda', 'firstName'],
  ['Notes', 'one\ntwo', 'notes'],
  ['Roles', 'Agent (sites: "Site, one", Riga)', 'roles'],
  ['Roles', '"Chief; of all"; Manager (desks: "Comma, one desk")', 'roles'],
  ['Site', 'site (TWO)', 'site'],
  ['Custom: own_text', 'new', 'custom'],
  ['Custom: own_number', '-0.25', 'custom'],
  ['Custom: own_yes_no', 'Yes', 'custom'],
  ['Custom: own_date', '2020-01-31', 'custom'],
]

describe.each(EDITS)('%s: %s', (heading, text, field) => {
  test.each(['csv', 'xlsx'])('one edited cell of a file changes that field alone (%s)', async (format) => {
    const [drawn] = fc.sample(person(), { numRuns: 1, seed: count })
    const id = await hire({ ...drawn!, site: nordlys.siteId, custom: { own_text: 'old' }, grants: [agent] })
    const made = await draft(await exported(format, [id]), { key: 'externalId', lists: 'replace' })
    const { column } = made.columns.find((one: Answer['body']) => one.heading === heading)
    const rows = [{ line: 2, cells: { [column]: text } }]
    const { body } = await ana.patch(`/imports/${made.id}/rows`, { rows }, { 'if-match': '"v1"' })
    expect([body.draft.problems, body.draft.counts]).toMatchObject([[], { change: 1, same: 0 }])
    const before = await stateOf(w, id)
    const plan = await readyPlan(ana, (await ana.post(`/imports/${made.id}/plan`)).body.id)
    expect((await run(ana, plan)).counts).toMatchObject({ changed: 1 })
    const after = await stateOf(w, id)
    expect(Object.keys(difference(before.fields, after.fields))).toEqual([field])
  })
})
const agent = { id: nordlys.roles.agent, limit: {} }
