/** Whoever is erased stands nowhere any more: what names or reaches them is looked for in every table, as text and as bytes (LOG-1). */
import { expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { atWork, plan, run } from '#test/at-work.ts'
import { everyRow } from '#test/every-row.ts'
import { makeExport } from '#test/exports.ts'
import { world } from '#test/world.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const sales = nordlys.desks['sales']!
const [ana, otto] = [
  w.as('ana'),
  w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: nordlys.tenantId }) }),
]
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Of nothing else in this world. */
const NAME = 'Quillbert Featherstonehaugh'
const CANARIES = ['quillbert', 'featherstonehaugh', 'quills@nordlys.example', '+37129998877', 'grey.goose', 'gander']
const inPublic = (table: string) => `public.${table}`
const hex = (text: string) => Buffer.from(text).toString('hex')

/** In which tables of the database one of the words stands: in any case, and as bytes. */
async function tablesThatTell(): Promise<string[]> {
  const found: string[] = []
  for (const [table, text] of await everyRow(w)) {
    const lower = text.toLowerCase()
    const said = CANARIES.filter(
      (word) => lower.includes(word) || lower.includes(hex(word)) || text.includes(hex(NAME)),
    )
    if (said.length > 0) found.push(table)
  }
  return found.sort()
}
const ok = async (asked: Promise<{ status: number; body: { detail?: string } }>) => {
  const { status, body } = await asked
  expect([status, body?.detail]).toEqual([expect.toSatisfy((n: number) => n < 300), body?.detail])
  return body as Record<string, never>
}

/** Does with the person, and about them, whatever brings their contact data to a table. */
async function planted(): Promise<string> {
  const details = { firstName: 'Quillbert', lastName: 'Featherstonehaugh', phone: '+37129998877', notes: 'Grey.Goose' }
  const wish = {
    ...{ ...details, username: 'grey.goose', email: 'quills@nordlys.example', site: nordlys.siteId, signIn: 'none' },
    ...{ roles: [{ id: nordlys.roles.agent }], desks: [sales], virtualExtension: '88112', jobTitle: 'Gander' },
  }
  const made = await ana.post('/users', wish, { 'idempotency-key': newId() })
  expect(made.status).toBe(201)
  const id = made.body.user.id as string
  await w.database
    .tenant(nordlys.tenantId)
    .updateTable('users')
    .set({ status: 'active' })
    .where('id', '=', id)
    .execute()
  const who = w.as({ id, tenantId: nordlys.tenantId, username: 'grey.goose', email: wish.email, name: NAME })

  // What they do themselves.
  await ok(otto.post(`/users/${id}/add-roles`, { roles: [{ id: nordlys.roles.administrator }] }))
  await ok(who.post('/views', { name: 'Quillbert’s own', query: 'q=gander' }))
  await ok(who.post('/groups', { kind: 'tag', name: 'Of the day' }))
  await makeExport(who, { columns: ['lastName', 'email', 'phone'] })
  await run(who, await plan(who, 'set-time-zone', { ids: [w.people.kai.id] }, { timeZone: 'Asia/Tokyo' }))
  const review = await ok(
    ana.post('/reviews', {
      ...{ name: 'November', desks: [sales], reviewer: id, delegate: w.people.marta.id, dueOn: dayIn(14) },
      ...{ undecided: 'keep', repeat: { every: 'month', nextOn: dayIn(30) } },
    }),
  )
  await ok(
    who.post(`/reviews/${review['id']}/decisions`, { users: [w.people.jon.id], decision: 'keep', note: 'By me' }),
  )
  const own = await ok(
    who.post('/reviews', {
      ...{ name: 'Sales', desks: [sales], reviewer: w.people.marta.id, delegate: w.people.ana.id, dueOn: dayIn(14) },
      ...{ undecided: 'deactivate', repeat: { every: 'month', nextOn: dayIn(30) } },
    }),
  )
  await ok(who.post(`/reviews/${own['id']}/close`))
  await ok(who.post(`/reviews/${own['id']}/plans`, { decision: 'deactivate' }))
  await ok(who.post('/api-keys', { name: 'Robot', permissions: ['users.read'] }))

  // What is done to them, and said of them.
  await ok(ana.post(`/users/${id}/send-reset-link`))
  await ok(
    ana.post('/activity', {
      rows: [{ userId: id, kind: 'note', source: 'crm', at: w.clock.now().toISOString(), text: 'Gander called' }],
    }),
  )
  await ok(ana.post('/availability', { rows: [{ user: id, state: 'available', at: w.clock.now().toISOString() }] }))
  await ok(
    w.as('marta').post(`/reviews/${review['id']}/decisions`, { users: [id], decision: 'keep', note: 'Ask the gander' }),
  )
  const call = { from: '+37120000001', startedAt: `${dayIn(-2)}T10:00:00Z`, endedAt: `${dayIn(-2)}T10:02:00Z` }
  const records = [
    { id: 'known', agent: { username: 'grey.goose' }, ...call },
    { id: 'unknown', agent: { sip: 'gander-desk' }, ...call },
  ]
  await ok(ana.post('/calls', { source: 'dialer', calls: records }))
  await ok(
    ana.post('/calls/aside/settle', {
      cause: 'unknown-agent',
      agent: { kind: 'phone', name: 'gander-desk' },
      as: 'user',
      user: id,
    }),
  )
  await ok(ana.post('/leads', { name: 'Prospect', leadsTo: id }))
  await ok(ana.patch(`/health/rules/pending-long`, { owner: id }, { 'if-match': '"v1"' }))
  await ok(
    ana.post('/imports', {
      ...{ name: 'people.csv', mode: 'update', key: 'username' },
      text: 'username,first name,phone\ngrey.goose,Quillbert,+37129998877\n',
    }),
  )
  await makeExport(ana, { columns: ['lastName', 'email', 'phone'], emailTo: 'quills@nordlys.example' })
  await plan(ana, 'set-time-zone', { matching: { search: 'quillbert' } }, { timeZone: 'Asia/Tokyo' })
  return id
}

test('whoever is erased is named in no table', async () => {
  expect(await tablesThatTell()).toEqual([])
  const id = await planted()
  await ok(otto.post(`/users/${id}/delete`))
  expect(await tablesThatTell()).toEqual([
    ...['activity', 'call_aliases', 'change_sets', 'exports', 'history_personal', 'idempotency_keys'].map(inPublic),
    ...['import_outcomes', 'import_rows', 'imports', 'outbox', 'plans', 'review_decisions', 'review_plans'].map(
      inPublic,
    ),
    ...['review_schedules', 'reviews', 'saved_views', 'sign_in_names', 'users'].map(inPublic),
  ])
  await ok(otto.post(`/users/${id}/erase`))
  expect(await tablesThatTell()).toEqual([])
  const sets = await w.db.selectFrom('change_sets').select(['action', 'params', 'reason']).execute()
  const decisions = await w.db.selectFrom('review_decisions').select(['note', 'decision']).execute()
  const told = JSON.stringify([sets, decisions]).toLowerCase()
  expect(CANARIES.filter((word) => told.includes(word))).toEqual([])
  expect((await w.as('ines').get('/history/verification')).body).toMatchObject({ intact: true })
})
