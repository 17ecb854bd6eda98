/** Exports through the API: what a file has, who gets it, and for how long (BULK-7). */
import { afterEach, describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { problemType } from '#src/contract/problem.ts'
import { atWork } from '#test/at-work.ts'
import { beginExport, exportedLines, makeExport, wish } from '#test/exports.ts'
import { world } from '#test/world.ts'
import { keepUp } from './service/upkeep.ts'

const w = await world()
await atWork(w)
const { nordlys, harbour } = w.tenants
const [ana, hugo, ines] = [w.as('ana'), w.as('hugo'), w.as('ines')]
const V1 = { 'if-match': '"v1"' }
const DAY = 86_400_000
const { db } = w
afterEach(async () => {
  await db.deleteFrom('exports').execute()
})

describe('a file', () => {
  test('has everybody whom I see, each with the columns that I chose, in my order', async () => {
    const lines = await exportedLines(ana, { columns: ['email', 'username', 'desks', 'roles'], sort: '-username' })
    expect(lines).toEqual([
      'E-mail,Username,Desks,Roles',
      'marta.ozola@nordlys.example,marta.ozola,Sales,Manager (desks: Sales)',
      'kai.sorensen@nordlys.example,kai.sorensen,Support,Agent',
      'jon.reyes@nordlys.example,jon.reyes,Sales,Agent',
      'ines.faria@nordlys.example,ines.faria,,Auditor',
      'ana.lind@nordlys.example,ana.lind,,Administrator',
    ])
  })

  test('has those whom I selected, those who match, those of a site; each without those whom I left out', async () => {
    const { jon, kai, marta } = w.people
    const names = async (target: object) => (await exportedLines(ana, { target, sort: 'username' })).slice(1)
    expect(await names({ ids: [jon.id, kai.id, newId()] })).toEqual(['jon.reyes', 'kai.sorensen'])
    expect(await names({ matching: { search: 'o', filters: { desk: String(nordlys.desks['sales']) } } })).toEqual([
      'marta.ozola',
    ])
    expect(await names({ sites: [nordlys.sites['malmö']] })).toEqual(['kai.sorensen'])
    expect(await names({ everyone: true, except: [jon.id, kai.id, marta.id] })).toEqual(['ana.lind', 'ines.faria'])
  })

  test('says levels, queues, sites of a role, yes and no, and when, each as an import reads it', async () => {
    const { id: queue } = await db
      .insertInto('queues')
      .values({ tenant_id: nordlys.tenantId, name: 'Inbound', name_key: 'inbound' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const mia = await w.hire('Mia Falk', {
      more: {
        skills: [
          { id: nordlys.skills['latvian']!, level: 4 },
          { id: nordlys.skills['billing']!, level: null },
        ],
        roles: [{ id: nordlys.roles.agent, sites: [nordlys.siteId] }],
        languages: ['lv', 'pt-BR'],
        assignLeads: true,
      },
    })
    await db
      .insertInto('queue_members')
      .values({ tenant_id: nordlys.tenantId, user_id: mia.id, queue_id: queue })
      .execute()
    const columns = [
      'skills',
      'queues',
      'roles',
      'languages',
      'assignLeads',
      'site',
      'availability',
      'lastSignIn',
      'created',
    ]
    const [, line] = await exportedLines(ana, { target: { ids: [mia.id] }, columns })
    expect(line).toMatch(
      /^"Billing; Latvian:4",Inbound,Agent \(sites: Riga\),"lv, pt-BR",yes,Riga,offline,,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
    )
  })

  test('has the fields of the tenant by their keys', async () => {
    await ana.post('/custom-fields', { label: 'Phone', type: 'text', key: 'shirt' })
    const noa = await w.hire('Noa Lund', { more: { custom: { shirt: 'L' } } })
    const lines = await exportedLines(ana, { target: { ids: [noa.id] }, columns: ['username', 'custom.shirt'] })
    expect(lines).toEqual(['Username,Custom: shirt', 'noa.lund,L'])
  })

  test('S36 makes a cell harmless that begins like a formula, and leaves any other as it is', async () => {
    const notes = ['=1+1', '-2', '@SUM(A1)', '\t=1', ' ＝1', "'=1", 'plain = text']
    const eva = await w.hire('Eva Holm', { more: { notes: notes.join('\n'), jobTitle: '=cmd', phone: '+37120000001' } })
    const [, ...lines] = await exportedLines(ana, {
      target: { ids: [eva.id] },
      columns: ['jobTitle', 'phone', 'notes'],
    })
    expect(lines.join('\r\n')).toBe(`'=cmd,'+37120000001,"'${notes.join('\n')}"`)
    // Of these the first byte alone does not tell.
    const uma = await w.hire('Uma Berg', { more: { notes: '\t=1', jobTitle: '＝cmd', externalId: "'=1" } })
    const told = await exportedLines(ana, { target: { ids: [uma.id] }, columns: ['jobTitle', 'externalId', 'notes'] })
    expect(told[1]).toBe("'＝cmd,''=1,'\t=1")
  })

  test('comes with its type, a name with the day, and is kept by no cache', async () => {
    const { id } = await makeExport(ana)
    const { headers } = await ana.get(`/exports/${id}/file`)
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="users-${new Date().toISOString().slice(0, 10)}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  })
})

describe('who may', () => {
  test('403: an auditor, who sees everybody and exports nobody', async () => {
    const { status, body } = await ines.post('/exports', wish)
    expect([status, body.permission]).toEqual([403, 'users.export'])
    expect(await db.selectFrom('exports').selectAll().execute()).toEqual([])
  })

  test('a manager of one desk exports the people of that desk alone', async () => {
    const { body: role } = await ana.post('/roles', { name: 'Lister', permissions: ['users.read', 'users.export'] })
    const limited = { id: role.id as number, desks: [nordlys.desks['sales']!] }
    const lena = w.as(await w.hire('Lena Roos', { more: { roles: [limited] } }))
    expect((await exportedLines(lena)).slice(1).toSorted()).toEqual(['jon.reyes', 'marta.ozola'])
    expect((await exportedLines(lena, { target: { ids: [w.people.kai.id] } })).slice(1)).toEqual([])
  })

  test('whoever lost the right before it was written gets no file', async () => {
    const leo = await w.hire('Leo Berg', { role: 'administrator' })
    const id = await beginExport(w.as(leo), { target: { everyone: true } }).then(async (made) => {
      await db.deleteFrom('role_grants').where('user_id', '=', leo.id).execute()
      await db.updateTable('exports').set({ state: 'waiting' }).where('id', '=', made).execute()
      await keepUp({ ...w.parts, clock: { now: () => new Date(Date.now() + DAY / 24) } })
      return made
    })
    await expect
      .poll(async () => (await db.selectFrom('exports').select(['state', 'fault']).where('id', '=', id).execute())[0])
      .toEqual({ state: 'failed', fault: 'Whoever asked for it may export users no more.' })
    expect(await db.selectFrom('export_parts').select('number').where('export_id', '=', id).execute()).toEqual([])
  })

  test('S26 404: somebody else’s, and another tenant’s', async () => {
    const { id } = await makeExport(ana)
    const other = w.as(await w.hire('Rut Aas', { role: 'administrator' }))
    for (const who of [other, hugo])
      for (const path of [`/exports/${id}`, `/exports/${id}/file`, `/exports/${newId()}`])
        expect([path, (await who.get(path)).status]).toEqual([path, 404])
    expect((await other.delete(`/exports/${id}`, V1)).status).toBe(404)
    expect((await other.get('/exports')).body.items).toEqual([])
    expect((await ana.get('/exports')).body.items).toHaveLength(1)
    expect((await hugo.post('/exports', { ...wish, target: { ids: [w.people.jon.id] } })).status).toBe(202)
    expect(harbour.tenantId).not.toBe(nordlys.tenantId)
  })
})

describe('422: what no file can be', () => {
  test.each([
    ['a secret', { columns: ['username', 'sipPassword'] }, '#/columns/1'],
    ['a password', { columns: ['password'] }, '#/columns/0'],
    ['a field that nobody made', { columns: ['custom.nothing'] }, '#/columns/0'],
    ['a word of JavaScript', { columns: ['__proto__'] }, '#/columns/0'],
    ['no column', { columns: [] }, '#/columns'],
    ['a column twice', { columns: ['email', 'email'] }, '#/columns'],
    ['another format', { format: 'pdf' }, '#/format'],
    ['a sort by what is not sorted', { sort: 'skills' }, '#/sort'],
    [
      'a filter that is none',
      { target: { matching: { filters: { status: 'sleepy' } } } },
      '#/target/matching/filters/status',
    ],
    ['a link to strangers', { emailTo: 'somebody@elsewhere.example' }, '#/emailTo'],
    ['a link to no address', { emailTo: 'somebody' }, '#/emailTo'],
  ])('%s', async (_name, more, pointer) => {
    const { status, body } = await ana.post('/exports', { ...wish, ...more })
    expect([status, body.errors?.[0].pointer]).toEqual([422, pointer])
    expect(await db.selectFrom('exports').select('id').execute()).toEqual([])
  })

  test('a column of a module that is off', async () => {
    await db
      .updateTable('tenants')
      .set({ modules: ['queues'] })
      .where('id', '=', harbour.tenantId)
      .execute()
    const { status, body } = await hugo.post('/exports', { ...wish, columns: ['sipExtension'] })
    expect([status, body.errors[0].code]).toEqual([422, 'unknown-column'])
  })
})

describe('for how long', () => {
  test('410: seven days later, and its bytes are gone', async () => {
    const { id } = await makeExport(ana)
    await db
      .updateTable('exports')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('id', '=', id)
      .execute()
    expect((await ana.get(`/exports/${id}`)).body.state).toBe('expired')
    const { status, body } = await ana.get(`/exports/${id}/file`)
    expect([status, body.type]).toEqual([410, problemType('export-expired')])
    await keepUp(w.parts)
    expect(await db.selectFrom('export_parts').select('number').execute()).toEqual([])
    expect((await ana.get(`/exports/${id}`)).body.state).toBe('expired')
    await keepUp({ ...w.parts, clock: { now: () => new Date(Date.now() + 38 * DAY) } })
    expect((await ana.get(`/exports/${id}`)).status).toBe(404)
  })

  test('until I delete it, as one of twelve who do (S33)', async () => {
    const { id } = await makeExport(ana)
    expect((await ana.get(`/exports/${id}`)).headers['etag']).toBe('"v1"')
    expect((await ana.delete(`/exports/${id}`)).status).toBe(428)
    expect((await ana.delete(`/exports/${id}`, { 'if-match': '"v2"' })).status).toBe(412)
    const answers = await Promise.all(Array.from({ length: 12 }, () => ana.delete(`/exports/${id}`, V1)))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(11).fill(404)])
    expect((await ana.get(`/exports/${id}/file`)).status).toBe(404)
    expect(await db.selectFrom('export_parts').select('number').execute()).toEqual([])
  })

  test('LOG-1 until somebody in it is erased', async () => {
    const ida = await w.hire('Ida Moe')
    const { id } = await makeExport(ana)
    await ana.post(`/users/${ida.id}/delete`)
    const later = await makeExport(ana)
    const { status } = await ana.post(`/users/${ida.id}/erase`)
    expect(status).toBe(200)
    expect((await ana.get(`/exports/${id}/file`)).status).toBe(410)
    expect((await ana.get(`/exports/${later.id}/file`)).status).toBe(200)
  })

  test('409: beyond twenty of them, until one goes', async () => {
    const { id } = await makeExport(ana)
    const row = await db.selectFrom('exports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const more = Array.from({ length: 19 }, () => ({ ...row, id: newId(), target: JSON.stringify(row.target) }))
    await db.insertInto('exports').values(more).execute()
    const refused = await ana.post('/exports', wish)
    expect([refused.status, refused.body.type]).toEqual([409, problemType('too-many-exports')])
    await ana.delete(`/exports/${id}`, V1)
    expect((await ana.post('/exports', wish)).status).toBe(202)
  })
})

test('S41 the change log of the tenant says who took how many people away, and with which columns', async () => {
  const { id } = await makeExport(ana, { columns: ['username', 'email'] })
  const entry = await db
    .selectFrom('change_sets')
    .select(['action', 'params', 'actor_name', 'origin'])
    .where('action', '=', 'export-users')
    .orderBy('at', 'desc')
    .executeTakeFirstOrThrow()
  const { people } = (await ana.get(`/exports/${id}`)).body
  expect(entry).toEqual({
    action: 'export-users',
    params: { id, format: 'csv', columns: ['username', 'email'], people: people.of },
    actor_name: 'Ana Lind',
    origin: 'job',
  })
})
