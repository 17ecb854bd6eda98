/** Roles with what they are limited to, fields of the tenant's own, and things that are archived, as a file names them (BULK-6). */
import { expect, test } from 'vitest'
import { atWork, readyPlan, run } from '#test/at-work.ts'
import type { Answer, Client } from '#test/client.ts'
import { stateOf } from '#test/state.ts'
import { world, type Hiring } from '#test/world.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const { roles, sites, desks } = nordlys
const ana = w.as('ana')
/** Administrator of the site Riga alone. */
const lina = w.as(await w.hire('Lina Berg', { role: 'administrator', limits: { sites: [nordlys.siteId] } }))
for (const type of ['text', 'number', 'date', 'yes_no'])
  await ana.post('/custom-fields', { label: `Own ${type}`, type, key: `own_${type}` })

async function draft(rows: readonly string[], options: object, who: Client = ana): Promise<Answer['body']> {
  const { status, body } = await who.post('/imports', { text: rows.join('\n'), site: 'Riga', ...options })
  expect([status, body.detail]).toEqual([201, undefined])
  return body
}
const messages = (made: Answer['body']): string[] => made.problems.map((one: Answer['body']) => one.message as string)
const goIn = async (made: Answer['body'], who: Client = ana) =>
  run(who, await readyPlan(who, (await who.post(`/imports/${made.id}/plan`)).body.id))
const update = { mode: 'update', key: 'username' }
const grantsOf = async (id: string) => (await stateOf(w, id)).fields['roles']
const hire = async (name: string, hiring: Hiring = {}) => (await w.hire(name, hiring)).id
const someone = (name: string, cell: string) => ['username,email,roles', `${name},${name}@n.example,"${cell}"`]

test('whoever is new gets a role with the sites or desks that the file names', async () => {
  const made = await draft(someone('mona', 'Agent; Manager (desks: Support, sales)'), { mode: 'create' })
  expect((await goIn(made)).counts).toMatchObject({ changed: 1 })
  const [{ id }] = (await ana.get('/users?search=mona')).body.items
  expect(await grantsOf(id)).toEqual(
    [
      { id: roles.manager, sites: null, desks: [desks['sales'], desks['support']] },
      { id: roles.agent, sites: null, desks: null },
    ].toSorted((a, b) => a.id - b.id),
  )
})

test('a role named alone stays as it is held; one with limits takes these; lists add or replace', async () => {
  const held = { id: roles.manager, sites: [nordlys.siteId], desks: null }
  const id = await hire('Nils Ek', { role: 'manager', limits: { sites: [nordlys.siteId] } })
  const nils = (cell: string) => ['username,roles', `nils.ek,"${cell}"`]
  for (const cell of ['Manager', 'Manager (sites: riga)'])
    for (const lists of ['add', 'replace'])
      expect((await draft(nils(cell), { ...update, lists })).counts).toMatchObject({ same: 1, change: 0 })
  await goIn(await draft(nils('Manager (sites: Malmö)'), update))
  expect(await grantsOf(id)).toEqual([{ ...held, sites: [sites['malmö']] }])
  await goIn(await draft(nils('Auditor (desks: Sales)'), { ...update, lists: 'replace' }))
  expect(await grantsOf(id)).toEqual([{ id: roles.auditor, sites: null, desks: [desks['sales']] }])
})

test('a site or desk that is not there is told, with the one that is meant, and so is a role that stands there twice', async () => {
  const wrong = async (cell: string) => messages(await draft(someone('olga', cell), { mode: 'create' }))
  expect(await wrong('Manager (sites: Rgia)')).toEqual(['There is no site “Rgia” among yours. Did you mean “Riga”?'])
  expect(await wrong('Manager (desks: Suport)')).toEqual(['There is no desk “Suport”. Did you mean “Support”?'])
  expect(await wrong('Manager (desks: Nowhere)')).toEqual(['There is no desk “Nowhere”. Make it first.'])
  expect(await wrong('Manager; Manager (sites: Riga)')).toEqual([
    'The role “Manager” stands there twice, each time limited otherwise. Leave one.',
  ])
})

test('nobody gives a reach that they lack, and what is held already may be named', async () => {
  const created = async (cell: string) => messages(await draft(someone('petra', cell), { mode: 'create' }, lina))
  expect(await created('Manager (sites: Riga)')).toEqual([])
  expect(await created('Manager')).toEqual(['You lack a permission of the role “Manager”, so you cannot give it.'])
  // What is out of reach is not there.
  expect(await created('Manager (sites: Malmö)')).toEqual(['There is no site “Malmö” among yours. Make it first.'])
  await hire('Ola Vik', { role: 'administrator' })
  const ola = (cell: string) => draft(['username,roles', `ola.vik,"${cell}"`], update, lina)
  expect((await ola('Administrator')).counts).toMatchObject({ same: 1, refused: 0 })
  expect((await ola('Administrator; Auditor')).counts).toMatchObject({ refused: 1 })
  await hire('Pia Dahl')
  const pia = await draft(['username,roles', 'pia.dahl,Administrator'], update, lina)
  expect(pia.counts).toMatchObject({ refused: 1 })
})

test('an own field is matched by key, by name or by hand, and its cells are checked by what it holds', async () => {
  const id = await hire('Rita Holm', { more: { custom: { own_text: 'kept', own_number: 1 } } })
  const header = 'username,Custom: own_number,Own date,custom.own_yes_no,Remark'
  const made = await draft([header, 'rita.holm,2.5,2024-02-29,yes,hello'], {
    ...update,
    columns: { 5: 'custom.own_text' },
  })
  expect(made.columns.map((one: Answer['body']) => one.fields).slice(1)).toEqual([
    ['custom.own_number'],
    ['custom.own_date'],
    ['custom.own_yes_no'],
    ['custom.own_text'],
  ])
  await goIn(made)
  const custom = { own_text: 'hello', own_number: 2.5, own_date: '2024-02-29', own_yes_no: true }
  expect((await stateOf(w, id)).fields['custom']).toEqual(custom)
  const wrong = await draft([header, 'rita.holm,many,2024-02-30,perhaps,'], update)
  expect(wrong.problems).toMatchObject([
    {
      column: 'Custom: own_number',
      field: 'custom.own_number',
      message: 'The custom field “own_number” takes a number.',
    },
    { column: 'Own date', message: 'The custom field “own_date” takes a date.' },
    { column: 'custom.own_yes_no', message: 'The custom field “own_yes_no” takes true or false.' },
  ])
  await goIn(await draft([header, 'rita.holm,,,,'], { ...update, blank: 'clear' }))
  expect((await stateOf(w, id)).fields['custom']).toEqual({ own_text: 'hello' })
  const { status, body } = await ana.post('/imports', { text: header, ...update, columns: { 5: 'custom.none' } })
  expect([status, body.detail]).toEqual([422, 'There is no custom field “none” in this tenant.'])
})

test('whoever is new has the values of own fields from the start', async () => {
  const made = await draft(['username,email,own text', 'sven,sven@n.example,M'], { mode: 'create', roles: ['Agent'] })
  await goIn(made)
  const [{ id }] = (await ana.get('/users?search=sven')).body.items
  expect((await stateOf(w, id)).fields['custom']).toEqual({ own_text: 'M' })
})

test('whoever is in an archived group, or holds an archived role, stays so though lists are replaced', async () => {
  const post = async (path: string, body: object) => (await ana.post(path, body)).body
  const [old, live] = [
    await post('/groups', { kind: 'tag', name: 'Old' }),
    await post('/groups', { kind: 'tag', name: 'New' }),
  ]
  const role = await post('/roles', { name: 'Former', permissions: [] })
  const tags = [old.id as number, live.id as number]
  await hire('Tove Lie', { more: { tags, roles: [{ id: roles.agent }, { id: role.id as number }] } })
  const archived_at = w.clock.now()
  await w.db.updateTable('groups').set({ archived_at }).where('id', '=', old.id).execute()
  await w.db.updateTable('roles').set({ archived_at }).where('id', '=', role.id).execute()
  const rows = ['username,tags,roles', 'tove.lie,New; Old,Agent; Former']
  expect((await draft(rows, { ...update, lists: 'replace' })).counts).toMatchObject({ same: 1, change: 0 })
  // Nobody joins what is archived.
  await hire('Ulf Moe')
  const ulf = await draft(['username,tags', 'ulf.moe,Old'], update)
  expect(ulf.counts).toMatchObject({ same: 1 })
  expect((await draft(['username,roles', 'ulf.moe,Former'], update)).counts).toMatchObject({ refused: 1 })
})
