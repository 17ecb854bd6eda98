/** An import as a draft that is kept, checked, mended, planned and run, by the API alone (BULK-6). */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { atWork, report, run, readyPlan } from '#test/at-work.ts'
import type { Answer, Client } from '#test/client.ts'
import { everything, logOf, stateOf } from '#test/state.ts'
import { world } from '#test/world.ts'
import { putAwayDrafts } from './service/put-away.ts'

const w = await world()
await atWork(w)
const { nordlys, harbour } = w.tenants
const ana = w.as('ana')
/** Administrator of the site Riga alone. */
const limited = await w.hire('Lina Berg', { role: 'administrator', limits: { sites: [nordlys.siteId] } })
const agent = { site: 'Riga', roles: ['Agent'] }
const text = (...rows: string[]) => rows.join('\n')

async function draft(rows: readonly string[], options: object = agent, who: Client = ana): Promise<Answer['body']> {
  const { status, body } = await who.post('/imports', { name: 'team.csv', text: text(...rows), ...options })
  expect([status, body.detail]).toEqual([201, undefined])
  return body
}
const rowsOf = async (id: string, query = '') =>
  (await ana.get(`/imports/${id}/rows${query}`)).body.items as Answer['body'][]
const find = async (search: string) => (await ana.get(`/users?search=${search}`)).body.items as Answer['body'][]
/** Changes or mends a draft as it is now. */
const change = async (id: string, body: object, who: Client = ana) =>
  who.patch(`/imports/${id}`, body, await asItIs(id))
const mend = async (id: string, rows: readonly object[], who: Client = ana) =>
  who.patch(`/imports/${id}/rows`, { rows }, await asItIs(id))
const asItIs = async (id: string) => ({ 'if-match': (await ana.get(`/imports/${id}`)).headers['etag']! })
async function plan(id: string, who = ana): Promise<Answer['body']> {
  const { status, body } = await who.post(`/imports/${id}/plan`)
  expect([status, body.detail]).toEqual([201, undefined])
  return body
}
const imported = async (rows: readonly string[], options?: object) =>
  run(ana, await plan((await draft(rows, options)).id))
async function undone(job: string): Promise<Answer['body']> {
  const made = await readyPlan(ana, (await ana.post(`/jobs/${job}/undo`)).body.id)
  return run(ana, made)
}

describe('a draft', () => {
  test('201: every row is checked, and nobody is made', async () => {
    const before = await everything(w)
    const made = await draft([
      'username,email,first name,skills',
      'abel,abel@n.example,Abel,Latvian;Latvain',
      'abby,not an address,Abby,',
      'jon.reyes,other@n.example,Jon,',
    ])
    expect(made).toMatchObject({
      name: 'team.csv',
      version: 1,
      counts: { rows: 3, create: 1, change: 0, same: 0, refused: 2, leftOut: 0 },
      problems: [
        { column: 'email', code: 'invalid', rows: 1 },
        { column: 'username', code: 'taken', rows: 1 },
      ],
      groups: [{ field: 'skills', name: 'Latvain', rows: 1, near: { name: 'Latvian' } }],
      plan: null,
    })
    expect(made.columns.map((column: Answer['body']) => [column.heading, column.fields])).toContainEqual([
      'first name',
      ['firstName'],
    ])
    expect(await everything(w)).toBe(before)
    // It is there again for whoever comes back.
    expect((await ana.get(`/imports/${made.id}`)).body).toEqual(made)
    expect((await ana.get('/imports')).body.items[0]).toMatchObject({ id: made.id, rows: 3, name: 'team.csv' })
  })

  test('201: of a list that stands on one line, each is told by the place', async () => {
    const people = ['juno', 'jana'].map((name) => ({ username: name, email: `${name}@n.example` }))
    const { status, body } = await ana.post('/imports', { text: JSON.stringify(people), ...agent })
    expect([status, body.counts]).toMatchObject([201, { rows: 2, create: 2 }])
  })

  test('the rows with problems come first, by row and column, and are right once they are mended', async () => {
    const { id } = await draft(['username,email', 'bea,bea@n.example', 'ben,wrong', 'bob,bob@'])
    const wrong = await rowsOf(id, '?only=problems')
    expect(wrong).toMatchObject([
      { line: 3, cells: ['ben', 'wrong'], problems: [{ column: 2, heading: 'email', code: 'invalid' }] },
      { line: 4, cells: ['bob', 'bob@'], problems: [{ column: 2 }] },
    ])
    const { body } = await mend(id, [
      { line: 3, cells: { 2: 'ben@n.example' } },
      { line: 4, leftOut: true },
    ])
    expect(body.draft).toMatchObject({ version: 2, counts: { create: 2, refused: 0, leftOut: 1 } })
    expect(body.rows).toMatchObject([
      { line: 3, outcome: 'create', problems: [] },
      { line: 4, outcome: null, leftOut: true },
    ])
    expect((await run(ana, await plan(id))).counts).toMatchObject({ total: 2, changed: 2 })
    expect(await find('ben@n.example')).toHaveLength(1)
    expect(await find('bob@')).toHaveLength(0)
  })

  test('a row that is mended frees, or takes, the name of another', async () => {
    const { id } = await draft(['username,email', 'cora,cora@n.example', 'cora,cora2@n.example', 'cleo,cleo@n.example'])
    expect(await rowsOf(id, '?only=problems')).toMatchObject([{ line: 3, problems: [{ code: 'twice' }] }])
    const { body } = await mend(id, [{ line: 2, cells: { 1: 'cleo' } }])
    expect(body.draft.counts).toMatchObject({ create: 2, refused: 1 })
    expect(await rowsOf(id, '?only=problems')).toMatchObject([{ line: 4, problems: [{ code: 'twice' }] }])
  })

  test('columns are matched otherwise, and the next file with that header is matched so at once', async () => {
    const rows = ['login,electronic post,nick', 'dana,dana@n.example,Dana']
    const made = await draft(rows)
    expect(made.counts).toMatchObject({ create: 0, refused: 1 })
    const { body } = await change(made.id, { columns: { 2: 'email', 3: 'firstName' } })
    expect(body).toMatchObject({ counts: { create: 1 }, options: { columns: { 2: 'email', 3: 'firstName' } } })
    expect((await draft(rows)).counts.create).toBe(1)
    // Of somebody else, nothing is known of it.
    const other = w.as(await w.hire('Other Match', { role: 'administrator' }))
    expect((await draft(rows, agent, other)).counts.create).toBe(0)
  })

  test('S33 428 without its version, 412 with one of before; of six at the same moment, one mends it', async () => {
    const { id } = await draft(['username,email', 'enno,enno@n.example'])
    const before = await everything(w)
    const [options, rows] = [{ lists: 'replace' }, { rows: [{ line: 2, leftOut: true }] }]
    for (const [headers, expected] of [
      [{}, 428],
      [{ 'if-match': '"v7"' }, 412],
    ] as const) {
      for (const ask of [
        ana.patch(`/imports/${id}`, options, headers),
        ana.patch(`/imports/${id}/rows`, rows, headers),
        ana.delete(`/imports/${id}`, headers),
      ])
        expect((await ask).status).toBe(expected)
    }
    expect(await everything(w)).toBe(before)
    const headers = await asItIs(id)
    const answers = await Promise.all(Array.from({ length: 6 }, () => ana.patch(`/imports/${id}/rows`, rows, headers)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(5).fill(412)])
    expect((await ana.get(`/imports/${id}`)).body.version).toBe(2)
  })

  test('an option is taken back with null', async () => {
    const { id } = await draft(['username', 'emil.ek'], { ...agent, emailFrom: '{username}@n.example' })
    expect((await ana.get(`/imports/${id}`)).body.counts.create).toBe(1)
    const { body } = await change(id, { emailFrom: null })
    expect(body).toMatchObject({ counts: { create: 0, refused: 1 } })
    expect(body.options).not.toHaveProperty('emailFrom')
  })

  test('the rows with problems leave as a file with the reasons, in which no cell is a formula, and come in again', async () => {
    const { id } = await draft(['username,email,password', '=cmd,eve@n.example,canary-1', 'eva,wrong,canary-2'])
    const { body: csv } = await ana.get(`/imports/${id}/problems.csv`)
    expect(csv).toBe(
      `\ufeffusername,email,Problem\r\neva,wrong,email: That is not an e-mail address. Write it like ana.lind@example.com.\r\n`,
    )
    const again = await draft([csv.replace('\ufeff', '').replace('wrong', 'eva@n.example')])
    expect(again.counts).toMatchObject({ rows: 1, create: 1 })
  })

  test('passwords of a file are kept nowhere', async () => {
    const rows = ['username,email,password,PIN', 'fred,fred@n.example,canary-7f1,canary-7f2', 'finn,wrong,canary-7f3,']
    const { id } = await draft(rows)
    await run(ana, await plan(id))
    const { rows: tables } = await sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`.execute(
      w.db,
    )
    const holders: string[] = []
    for (const { name } of tables) {
      const found = sql<{
        found: boolean
      }>`select exists (select from ${sql.table(name)} t where t::text like '%canary-7f%') as found`
      if ((await found.execute(w.db)).rows[0]?.found) holders.push(name)
    }
    expect([tables.length > 20, holders]).toEqual([true, []])
    expect(JSON.stringify(await rowsOf(id))).not.toContain('canary-7f')
  })
})

describe('who may, and what makes no sense', () => {
  test('401 and 403, and nobody is made', async () => {
    const before = await everything(w)
    const wish = { ...agent, text: text('username,email', 'pia,pia@n.example') }
    expect((await w.with().post('/imports', wish)).status).toBe(401)
    for (const who of ['marta', 'jon', 'ines'] as const)
      expect((await w.as(who).post('/imports', wish)).status).toBe(403)
    expect(await everything(w)).toBe(before)
  })

  test('404: somebody else’s draft, for all that is done with one', async () => {
    const { id } = await draft(['username,email', 'gus,gus@n.example'])
    for (const who of [w.as(limited), w.as('hugo')])
      for (const ask of [
        who.get(`/imports/${id}`),
        who.get(`/imports/${id}/rows`),
        who.get(`/imports/${id}/problems.csv`),
        change(id, { lists: 'add' }, who),
        mend(id, [{ line: 2, leftOut: true }], who),
        who.post(`/imports/${id}/plan`),
        who.delete(`/imports/${id}`, { 'if-match': '"v1"' }),
      ])
        expect((await ask).status).toBe(404)
    expect((await ana.get(`/imports/${id}`)).body.counts.leftOut).toBe(0)
  })

  test('422: no list of people, both forms of file, an option, a column or a row that is not there', async () => {
    const refused = async (wish: object): Promise<Answer> => ana.post('/imports', wish)
    expect((await refused({ ...agent, text: 'x@n.example,Red\ny@n.example,Round' })).body.type).toContain(
      'unknown-columns',
    )
    expect((await refused(agent)).body.errors[0].pointer).toBe('#/text')
    expect((await refused({ ...agent, text: 'a', base64: 'YQ==' })).status).toBe(422)
    const file = text('username,email', 'x,x@n.example')
    expect((await refused({ text: file, emailFrom: 'nobody' })).body.errors[0].pointer).toBe('#/emailFrom')
    expect((await refused({ text: file, mode: 'both' })).body.errors[0].pointer).toBe('#/key')
    expect((await refused({ text: file, site: 'Atlantis' })).body.errors[0].pointer).toBe('#/site')
    const { id } = await draft(['username,email,password', 'x,x@n.example,p'])
    expect((await mend(id, [{ line: 9, leftOut: true }])).body.errors[0].pointer).toBe('#/rows/0/line')
    expect((await mend(id, [{ line: 2, cells: { 7: 'x' } }])).body.errors[0].pointer).toBe('#/rows/0/cells/7')
    expect((await mend(id, [{ line: 2, cells: { 3: 'x' } }])).body.errors[0].code).toBe('secret')
    expect((await change(id, { columns: { 9: 'email' } })).status).toBe(422)
    const taken = await change(id, {
      groups: [{ field: 'desks', name: 'x', as: nordlys.skills['latvian'] }],
    })
    expect(taken.body.errors[0].pointer).toBe('#/groups/0/as')
  })

  test('a site that is not there is told with the one that comes near, and may be taken for it', async () => {
    const rows = ['username,email,site', 'rob,rob@n.example,Malmøo', 'ron,ron@n.example,Atlantis']
    const made = await draft(rows, { roles: ['Agent'] })
    const [malmo, atlantis] = ['Malmøo', 'Atlantis'].map((name) => ({ field: 'site', name, rows: 1 }))
    const near = { name: 'Malmö' }
    expect(made).toMatchObject({
      counts: { create: 0, refused: 2 },
      problems: [{ message: 'There is no site “Malmøo” among yours. Did you mean “Malmö”?', rows: 2 }],
      groups: [
        { ...malmo, near },
        { ...atlantis, near: null },
      ],
    })
    const taken = await change(made.id, { groups: [{ ...malmo, as: made.groups[0].near.id, rows: undefined }] })
    expect(taken.body).toMatchObject({ counts: { create: 1, refused: 1 }, groups: [{ name: 'Atlantis' }] })
    const stood = await change(made.id, { site: 'Riga' })
    expect(stood.body).toMatchObject({
      counts: { create: 2, refused: 0 },
      groups: [{ name: 'Atlantis' }],
      warnings: [{ code: 'unknown-sites' }],
    })
    await run(ana, await plan(made.id))
    expect((await find('rob@n.example'))[0].site.name).toBe('Malmö')
    expect((await find('ron@n.example'))[0].site.name).toBe('Riga')
    const wrong = await change((await draft(rows)).id, { groups: [{ field: 'site', name: 'Atlantis', as: 999_999 }] })
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '#/groups/0/as'])
  })

  test('whoever manages one site is told the same of a site of others as of one that is not there', async () => {
    const person = await w.hire('Rita Fors', { site: nordlys.siteId })
    const says = async (site: string, options: object) => {
      const made = await draft(
        ['username,site', `${person.username},${site}`],
        { key: 'username', ...options },
        w.as(limited),
      )
      return JSON.stringify([made.counts, made.problems, made.warnings, made.groups]).replaceAll(site, '?')
    }
    for (const options of [{ mode: 'update' }, { mode: 'both', ...agent }])
      expect(await says('Malmö', options)).toBe(await says('Mallorca', options))
  })

  test('who manages one site makes people there alone, and gives nothing beyond the own', async () => {
    const officer = w.as(limited)
    const there = await draft(['username,email,site', 'rex,rex@n.example,Malmö'], { roles: ['Agent'] }, officer)
    expect(there).toMatchObject({ counts: { create: 1 }, warnings: [{ code: 'unknown-sites' }] })
    const beyond = await draft(['username,email,role', 'roy,roy@n.example,Administrator'], { site: 'Riga' }, officer)
    expect(beyond.problems).toMatchObject([{ code: 'grants-more-than-you' }])
    const wish = { text: text('username,email,tag', 'roy,roy@n.example,new'), roles: ['Agent'] }
    expect((await officer.post('/imports', { ...wish, roles: ['Administrator'] })).status).toBe(403)
    expect((await officer.post('/imports', { ...wish, createGroups: true })).status).toBe(403)
  })
})

describe('a run', () => {
  test('makes everybody, with one entry each that says it was an import; the same file then changes nothing', async () => {
    const rows = ['username,email,external id,desk', 'hal,hal@n.example,H1,Sales', 'hana,hana@n.example,H2,']
    const { id } = await draft(rows)
    const made = await plan(id)
    expect(made).toMatchObject({
      action: 'import',
      state: 'ready',
      counts: { total: 2, will: 2, already: 0, skipped: 0 },
    })
    const people = (await ana.get(`/plans/${made.id}/people`)).body.items
    expect(people).toMatchObject([
      { name: 'hal', outcome: 'will', staged: true },
      { name: 'hana', outcome: 'will' },
    ])
    expect(people[0].changes).toContainEqual({ field: 'desks', label: 'Desks', before: null, after: 'Sales' })
    expect(await find('hal@n.example')).toHaveLength(0)
    const job = await run(ana, made)
    expect(job).toMatchObject({ state: 'done', counts: { total: 2, changed: 2, failed: 0 } })
    const [hal] = await find('hal@n.example')
    expect(hal).toMatchObject({ status: 'pending', desks: [{ name: 'Sales' }] })
    expect(await logOf(w, hal.id)).toMatchObject([{ action: 'import', origin: 'import', changeSet: job.id }])
    expect((await ana.get(`/imports/${id}`)).body.plan).toEqual({ id: job.id, state: 'done' })
    expect((await ana.post(`/imports/${id}/plan`)).body.type).toBe('/problems/import-ran')
    const again = await plan((await draft(rows, { ...agent, mode: 'both', key: 'externalId' })).id)
    expect(again.counts).toEqual({ total: 2, will: 0, already: 2, skipped: 0, unseen: 0 })
  })

  test('counts add up: made, changed, so already, and rows with problems as skipped', async () => {
    await imported(['username,email,external id,job title', 'ida,ida@n.example,I1,Clerk', 'ivo,ivo@n.example,I2,Clerk'])
    const { id, counts } = await draft(
      [
        'username,email,external id,job title',
        'ida,ida@n.example,I1,Lead',
        'ivo,ivo@n.example,I2,Clerk',
        'ina,ina@n.example,I3,',
        'ira,,I4,',
      ],
      { ...agent, mode: 'both', key: 'externalId' },
    )
    expect(counts).toEqual({ rows: 4, create: 1, change: 1, same: 1, refused: 1, leftOut: 0 })
    const made = await plan(id)
    expect(made.counts).toMatchObject({ total: 4, will: 2, already: 1, skipped: 1 })
    const changed = (await ana.get(`/plans/${made.id}/people?outcome=will`)).body.items.find(
      (p: Answer['body']) => !p.staged,
    )
    expect(changed.changes).toEqual([{ field: 'jobTitle', label: 'Job title', before: 'Clerk', after: 'Lead' }])
    const job = await run(ana, made)
    expect(job.counts).toEqual({ total: 4, changed: 2, already: 1, skipped: 1, failed: 0, left: 0 })
    expect((await report(ana, job.id, '&outcome=skipped'))[0]).toMatchObject({ name: 'ira', reason: 'row-problem' })
  })

  test('a name that was taken since the check is skipped, and the rest goes in', async () => {
    const { id } = await draft(['username,email', 'jan,jan@n.example', 'jim,jim@n.example'])
    const made = await plan(id)
    await w.hire('Jan', { more: { username: 'jan', email: 'elsewhere@n.example' } })
    const job = await run(ana, made)
    expect(job.counts).toMatchObject({ changed: 1, skipped: 1 })
    expect(await report(ana, job.id, '&outcome=skipped')).toMatchObject([{ name: 'jan', reason: 'row-refused' }])
  })

  test('all or nothing: refused while a row has a problem; and nobody is made when one is taken meanwhile', async () => {
    const whole = { ...agent, allOrNothing: true }
    const wrong = await draft(['username,email', 'kaja,kaja@n.example', 'kim,'], whole)
    expect((await ana.post(`/imports/${wrong.id}/plan`)).body.type).toBe('/problems/rows-refused')
    const { id } = await draft(['username,email', 'kaja,kaja@n.example', 'kaya,kaya@n.example'], whole)
    const made = await plan(id)
    await w.hire('Kaya', { more: { username: 'kaya', email: 'other.kaya@n.example' } })
    const job = await run(ana, made)
    expect(job.counts).toMatchObject({ changed: 0, skipped: 2 })
    const reasons = (await report(ana, job.id)).map(({ name, reason }) => [name, reason])
    expect(reasons.sort()).toEqual([
      ['kaja', 'all-or-nothing'],
      ['kaya', 'row-refused'],
    ])
    expect(await find('kaja@n.example')).toHaveLength(0)
  })

  test('a plan is of the rows as they were: once they are mended it runs no more', async () => {
    const { id } = await draft(['username,email', 'lea,lea@n.example'])
    const made = await plan(id)
    await mend(id, [{ line: 2, cells: { 1: 'leah' } }])
    expect((await ana.post(`/plans/${made.id}/run`)).status).toBe(422)
    await run(ana, await plan(id))
    expect(await find('leah')).toHaveLength(1)
  })

  test('unknown groups are left out, or mean another one, or are made on the way', async () => {
    const rows = ['username,email,skills', 'mia,mia@n.example,Latvain:3', 'moe,moe@n.example,Klingon']
    const { id } = await draft(rows)
    const { body } = await change(id, {
      groups: [{ field: 'skills', name: 'Latvain', as: nordlys.skills['latvian'] }],
      createGroups: true,
    })
    expect(body.groups).toMatchObject([{ name: 'Klingon', near: null }])
    await run(ana, await plan(id))
    expect((await find('mia@n.example'))[0].skills).toMatchObject([{ name: 'Latvian', level: 3 }])
    expect((await find('moe@n.example'))[0].skills).toMatchObject([{ name: 'Klingon' }])
  })
})

describe('people who are there', () => {
  const update = { mode: 'update', key: 'username' }

  test('matched by a key, and refused where it is blank, unknown, or that of several', async () => {
    const same = await Promise.all(['Nils One', 'Nils Two'].map((name) => w.hire(name, { more: { externalId: 'N' } })))
    const by = (key: string, rows: string[]) => draft(rows, { mode: 'update', key })
    expect((await by('externalId', ['external id,job title', 'N,x', 'none,x', ',x'])).problems).toMatchObject([
      { code: 'several' },
      { code: 'nobody' },
      { code: 'key-blank' },
    ])
    const [one] = same as [{ username: string; email: string }, unknown]
    const made = await by('email', ['email,job title', `${one.email.toUpperCase()},Chief`, `${one.email},Twice`])
    expect(made).toMatchObject({ counts: { change: 1, refused: 1 }, problems: [{ code: 'twice' }] })
  })

  test('an extension is that of one PBX; another tenant’s people and those out of sight are not there', async () => {
    const holder = await w.hire('Ext Holder', { more: { sipExtension: '4711' } })
    const { id } = await draft(['extension,job title', '4711,Caller'], { mode: 'update', key: 'extension' })
    await run(ana, await plan(id))
    expect((await stateOf(w, holder.id)).fields).toMatchObject({ jobTitle: 'Caller', sipExtension: '4711' })
    const unseen = await draft(
      ['username,job title', `${w.people.kai.username},x`, `${w.people.hugo.username},x`],
      update,
      w.as(limited),
    )
    expect(unseen).toMatchObject({ counts: { refused: 2 }, problems: [{ code: 'nobody', rows: 2 }] })
  })

  test('only what differs changes; empty cells leave, or clear where that is chosen; lists are added to, or replaced', async () => {
    const [sales, support] = [nordlys.desks['sales']!, nordlys.desks['support']!]
    const olaf = await w.hire('Olaf Dahl', { more: { jobTitle: 'Clerk', phone: '+37120000001', desks: [sales] } })
    const rows = ['username,job title,phone,desks', `${olaf.username},Lead,,Support`]
    await imported(rows, update)
    expect((await stateOf(w, olaf.id)).fields).toMatchObject({
      jobTitle: 'Lead',
      phone: '+37120000001',
      desks: [sales, support],
    })
    const job = await imported(rows, { ...update, blank: 'clear', lists: 'replace' })
    expect(job.counts.changed).toBe(1)
    expect((await stateOf(w, olaf.id)).fields).toMatchObject({ jobTitle: 'Lead', phone: null, desks: [support] })
    expect((await logOf(w, olaf.id)).at(-1)!.changes).toHaveProperty('phone')
  })

  test('a role that is held keeps its limits, and a skill its level', async () => {
    const chief = await w.hire('Pia Chief', {
      role: 'manager',
      limits: { sites: [nordlys.siteId] },
      more: { skills: [{ id: nordlys.skills['latvian']!, level: 4 }] },
    })
    const rows = ['username,role,skills', `${chief.username},Manager,Latvian`]
    expect((await draft(rows, { ...update, lists: 'replace' })).counts).toMatchObject({ same: 1, change: 0 })
  })

  test('refused by the rules of an edit, row by row: the e-mail, a taken name, who holds more, the last administrator', async () => {
    const [rita, rudi] = await Promise.all([w.hire('Rita Falk'), w.hire('Rudi Falk')])
    const made = await draft(
      ['external id,username,email', 'R1,rita.falk,new@n.example', `R2,${w.people.jon.username},`],
      { mode: 'update', key: 'externalId' },
    )
    expect(made.counts.refused).toBe(2)
    await sql`update users set external_id = case id when ${rita.id}::uuid then 'R1' else 'R2' end where id in (${rita.id}, ${rudi.id})`.execute(
      w.db,
    )
    const { body } = await change(made.id, { lists: 'add' })
    expect(body.problems).toMatchObject([
      { field: 'email', code: 'fixed' },
      { field: 'username', code: 'taken' },
    ])
    const above = await draft(['username,job title', `${w.people.ana.username},Boss`], update, w.as(limited))
    expect(above).toMatchObject({ counts: { refused: 1 }, problems: [{ code: 'holds-more-than-you' }] })
    const otto = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: harbour.tenantId }) })
    const last = await draft(['username,active', `${w.people.hugo.username},no`], update, otto)
    const planned = await plan(last.id, otto)
    expect(planned).toMatchObject({ counts: { will: 0, skipped: 1 }, reasons: [{ reason: 'last-administrator' }] })
  })

  test('whoever is deactivated is signed out, and undo lets them in again', async () => {
    const sven = await w.hire('Sven Holt')
    await w.as(sven).get('/session')
    const job = await imported(['username,active', `${sven.username},no`], update)
    expect(await stateOf(w, sven.id)).toMatchObject({ fields: { status: 'inactive' }, effects: { sessionsEnded: 0 } })
    await undone(job.id)
    expect((await stateOf(w, sven.id)).fields['status']).toBe('active')
  })
})

describe('the rows with one problem', () => {
  const file = ['username,email,phone', 'zoe,none,', 'zia,zia@n.example,1', 'zed,,1', 'jon.reyes,z@n.example,']

  test('200: are listed and downloaded alone, by its field and code', async () => {
    const { id, problems } = await draft(file)
    expect(problems.map(({ field, code, rows }: Answer['body']) => `${field} ${code} ${rows}`)).toContain(
      'phone invalid 2',
    )
    const lines = async (query: string) => (await rowsOf(id, query)).map(({ line }) => line)
    expect(await lines('?only=problems')).toEqual([2, 3, 4, 5])
    expect(await lines('?only=problems&field=phone&code=invalid')).toEqual([3, 4])
    expect(await lines('?only=problems&field=phone&code=invalid&after=3')).toEqual([4])
    expect(await lines('?only=problems&field=phone&code=taken')).toEqual([])
    const { body } = await ana.get(`/imports/${id}/problems.csv?field=email&code=invalid`)
    expect(
      String(body)
        .trim()
        .split('\r\n')
        .slice(1)
        .map((row) => row.split(',')[0]),
    ).toEqual(['zoe'])
  })

  test('422: by half of its name, or among rows that have none', async () => {
    const { id } = await draft(file)
    expect((await ana.get(`/imports/${id}/rows?only=problems&field=phone`)).status).toBe(422)
    expect((await ana.get(`/imports/${id}/problems.csv?code=invalid`)).status).toBe(422)
    expect((await ana.get(`/imports/${id}/rows?field=phone&code=invalid`)).status).toBe(422)
  })
})

describe('undo', () => {
  test('deletes whom it made, so that they can be restored, and puts back every field that it changed', async () => {
    const tove = await w.hire('Tove Berg', {
      more: {
        jobTitle: 'Clerk',
        phone: '+37120000002',
        sipExtension: '5001',
        languages: ['lv'],
        skills: [{ id: nordlys.skills['billing']!, level: 2 }],
      },
    })
    const before = await stateOf(w, tove.id)
    const rows = [
      'username,email,external id,first name,job title,phone,extension,languages,skills,site,role,time zone,notes',
      `tove.new,,T1,Tobe,Lead,+37120000003,5002,"lv, en",Latvian:3,Malmö,Manager,Asia/Tokyo,Moved`,
      'tia,tia@n.example,T2,Tia,,,5003,,,,,,',
    ]
    await sql`update users set external_id = 'T1' where id = ${tove.id}`.execute(w.db)
    const job = await imported(rows, { ...agent, mode: 'both', key: 'externalId', lists: 'replace' })
    expect(job.counts).toMatchObject({ changed: 2 })
    const [tia] = await find('tia@n.example')
    expect((await stateOf(w, tove.id)).fields).toMatchObject({
      username: 'tove.new',
      sipExtension: '5002',
      timeZone: 'Asia/Tokyo',
    })
    const back = await undone(job.id)
    expect(back.counts).toMatchObject({ total: 2, changed: 2 })
    expect((await stateOf(w, tove.id)).fields).toEqual({ ...before.fields, externalId: 'T1' })
    expect((await stateOf(w, tia.id)).fields['deleted']).toBe(true)
    // The old name is taken again and the new one free; and the undo is taken back in its turn.
    expect((await ana.get('/users/free?field=username&value=tove.new')).body.free).toBe(true)
    await undone(back.id)
    expect((await stateOf(w, tia.id)).fields['deleted']).toBe(false)
    expect((await stateOf(w, tove.id)).fields).toMatchObject({
      username: 'tove.new',
      sipExtension: '5002',
      jobTitle: 'Lead',
    })
    expect((await ana.post(`/users/${tia.id}/delete`)).status).toBe(200)
    expect((await ana.post(`/users/${tia.id}/restore`)).status).toBe(200)
  })

  test('leaves alone, and names, whoever was changed since', async () => {
    const job = await imported(['username,email', 'ulla,ulla@n.example', 'uwe,uwe@n.example'])
    const [ulla] = await find('ulla@n.example')
    await run(
      ana,
      await readyPlan(
        ana,
        (
          await ana.post('/plans', {
            action: 'set-time-zone',
            target: { ids: [ulla.id] },
            params: { timeZone: 'Asia/Tokyo' },
          })
        ).body.id,
      ),
    )
    const { body } = await ana.post(`/jobs/${job.id}/undo`)
    expect(await readyPlan(ana, body.id)).toMatchObject({
      counts: { will: 1, skipped: 1 },
      reasons: [{ reason: 'changed-since' }],
    })
  })
})

describe('how long it is kept', () => {
  test('a draft goes a day after it was last touched, with its rows; what it did stays', async () => {
    const { id } = await draft(['username,email', 'vera,vera@n.example'])
    await run(ana, await plan(id))
    const signal = new AbortController().signal
    await putAwayDrafts(w.parts, signal)
    expect((await ana.get(`/imports/${id}`)).status).toBe(200)
    const later = { now: () => new Date(w.clock.now().getTime() + 25 * 3_600_000) }
    await putAwayDrafts({ ...w.parts, clock: later }, signal)
    expect((await ana.get(`/imports/${id}`)).status).toBe(404)
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from import_rows) + (select count(*) from import_outcomes) as n`.execute(w.db)
    expect(rows[0]!.n).toBe(0)
    expect(await find('vera@n.example')).toHaveLength(1)
  })

  test('200: forgotten at once when that is asked; and its rows with whoever is erased', async () => {
    const { id } = await draft(['username,email', 'wim,wim@n.example', 'wes,wes@n.example'])
    await run(ana, await plan(id))
    const [wim] = await find('wim@n.example')
    await ana.post(`/users/${wim.id}/delete`)
    await ana.post(`/users/${wim.id}/erase`)
    expect((await rowsOf(id)).map(({ cells }) => cells[0])).toEqual(['wes'])
    expect((await ana.delete(`/imports/${id}`, await asItIs(id))).status).toBe(200)
    expect((await ana.get(`/imports/${id}`)).status).toBe(404)
  })
})
