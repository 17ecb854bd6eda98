import { describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { transaction, type Context } from '#src/server/context.ts'
import { world } from '#test/world.ts'
import { recordChanges, type PersonChange } from './service/record.ts'
import { sealTenant } from './service/seal.ts'

const w = await world()
const { nordlys, operators } = w.tenants
const { jon, kai, otto, ana, hugo } = w.people
const hand = w.hand(nordlys.tenantId)

const change = async (
  person: { id: string },
  action: string,
  changes: PersonChange['changes'],
  { effects, ctx = hand }: { effects?: PersonChange['effects']; ctx?: Context } = {},
) => {
  w.clock.advance(1000)
  const id = newId()
  await transaction(ctx, (trx) =>
    recordChanges(ctx, trx, { id, action, params: {} }, [{ userId: person.id, changes, effects }]),
  )
  return id
}
const logOf = (person: { id: string }, query = '', who: Parameters<typeof w.as>[0] = 'ana') =>
  w.as(who).get(`/users/${person.id}/history${query}`)
const newest = async (person: { id: string }) => (await logOf(person)).body.items[0]

describe('GET /users/{id}/history', () => {
  test('200: newest first, with who, when, from where, and the action in words', async () => {
    await change(jon, 'set-time-zone', { timeZone: [null, 'Europe/Riga'] })
    const actor = { ...hand.actor, kind: 'user', id: ana.id, name: 'Ana Lind' } as const
    const origin = { via: 'console', requestId: 'r-77', address: '2001:db8::7', userAgent: null } as const
    const last = await change(
      jon,
      'add-business-units',
      { businessUnits: [[], []] },
      { ctx: { ...hand, actor, origin } },
    )
    const { status, body } = await logOf(jon)
    expect(status).toBe(200)
    expect(body.items.map((e: { says: string }) => e.says).slice(0, 2)).toEqual([
      'Business units added',
      'Time zone set',
    ])
    expect(body.items[0]).toEqual({
      changeSet: last,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      action: 'add-business-units',
      says: 'Business units added',
      actor: { kind: 'user', id: ana.id, name: 'Ana Lind' },
      origin: 'console',
      address: '2001:db8::7',
      requestId: 'r-77',
      changes: [{ field: 'businessUnits', label: 'Business units', kind: 'value', before: null, after: null }],
      effects: {},
      sealed: false,
    })
  })

  test('200: names stand in the place of ids, and values read as they do on the page', async () => {
    const { skills, desks, siteId, sites, roles, pbxId } = nordlys
    const pbx = await w.db
      .selectFrom('pbxes')
      .select('name')
      .where('tenant_id', '=', nordlys.tenantId)
      .executeTakeFirstOrThrow()
    await change(kai, 'edit', {
      site: [siteId, sites['malmö']],
      desks: [[desks['sales']], [desks['sales'], desks['support']]],
      skills: [[{ id: skills['latvian'], level: null }], [{ id: skills['latvian'], level: 4 }]],
      roles: [
        [{ id: roles.agent, sites: null, desks: null }],
        [
          { id: roles.manager, sites: null, desks: [desks['sales']] },
          { id: roles.auditor, sites: [siteId], desks: null },
        ],
      ],
      sipPbx: [null, pbxId],
      tags: [[999_999], []],
      superuser: [false, true],
      status: ['active', 'inactive'],
      sipOption: [null, 'custom_uri'],
      languages: [['lv'], ['lv', 'pt-BR']],
      firstName: ['Kai', 'カイ'],
      custom: [{}, { badge: 7, remote: true }],
      phone: ['+37120000000', null],
    })
    const { changes } = await newest(kai)
    const read = Object.fromEntries(
      changes.map((c: { field: string; before: string; after: string }) => [c.field, [c.before, c.after]]),
    )
    expect(read).toEqual({
      site: ['Riga', 'Malmö'],
      desks: ['Sales', 'Sales, Support'],
      skills: ['Latvian', 'Latvian (level 4)'],
      roles: ['Agent', 'Manager (Sales), Auditor (Riga)'],
      sipPbx: [null, pbx.name],
      tags: ['#999999', null],
      superuser: ['No', 'Yes'],
      status: ['Active', 'Inactive'],
      sipOption: [null, 'Custom URI'],
      languages: ['Latvian', 'Latvian, Brazilian Portuguese'],
      firstName: ['Kai', 'カイ'],
      custom: [null, 'badge: 7, remote: Yes'],
      phone: ['+37120000000', null],
    })
  })

  test('200: of a secret, only that it changed', async () => {
    await change(kai, 'reset-password', { password: ['hash-one', 'hash-two'], sipPassword: [null, 'canary'] })
    const answer = await logOf(kai)
    expect(answer.body.items[0].changes).toEqual([
      { field: 'password', label: 'Password', kind: 'secret', before: null, after: null },
      { field: 'sipPassword', label: 'SIP password', kind: 'secret', before: null, after: null },
    ])
    expect(JSON.stringify(answer.body)).not.toMatch(/canary|hash-/)
  })

  test('200: an erased personal value says that it is erased, and the rest of its entry stands', async () => {
    const person = await w.hire('Leaver Gone')
    await change(person, 'edit', { lastName: ['Gone', 'Away'], timeZone: [null, 'UTC'] })
    await w.db.deleteFrom('history_personal').where('user_id', '=', person.id).execute()
    expect((await newest(person)).changes).toEqual([
      { field: 'lastName', label: 'Last name', kind: 'erased', before: null, after: null },
      { field: 'timeZone', label: 'Time zone', kind: 'value', before: null, after: 'UTC' },
    ])
  })

  test('200: what else followed is told, and the entry says when it is sealed', async () => {
    await change(
      jon,
      'deactivate',
      { status: ['active', 'inactive'] },
      { effects: { sessionsEnded: 2, queuesLeft: [{ id: 5, priority: 1 }] } },
    )
    expect(await newest(jon)).toMatchObject({
      says: 'Deactivated',
      effects: { sessionsEnded: 2, queuesLeft: [{ id: 5, priority: 1 }] },
      sealed: false,
    })
    await expect.poll(async () => (await sealTenant(w.parts, nordlys.tenantId), (await newest(jon)).sealed)).toBe(true)
  })

  test('200: an operator is named with the home tenant', async () => {
    const actor = {
      ...hand.actor,
      kind: 'user',
      id: otto.id,
      name: otto.name,
      homeTenantId: operators.tenantId,
    } as const
    const home = await w.db
      .selectFrom('tenants')
      .select('name')
      .where('id', '=', operators.tenantId)
      .executeTakeFirstOrThrow()
    await change(jon, 'edit', { autoDial: ['off', 'preview'] }, { ctx: { ...hand, actor } })
    expect(await newest(jon)).toMatchObject({ actor: { name: 'Otto Berg', homeTenant: home.name } })
  })

  test('200: pages follow one another without a gap, and one field can be asked for', async () => {
    const person = await w.hire('Page Turner')
    const made = []
    for (let n = 0; n < 7; n += 1)
      made.push(await change(person, 'edit', n % 2 ? { timeZone: [null, 'UTC'] } : { autoDial: ['off', 'preview'] }))
    const read = async (query: string): Promise<string[]> => {
      const { body } = await logOf(person, query)
      const more = body.next ? await read(`${query.replace(/&after=.*/, '')}&after=${body.next}`) : []
      return [...body.items.map((e: { changeSet: string }) => e.changeSet), ...more]
    }
    const all = await read('?limit=100')
    expect(all.slice(0, 7)).toEqual(made.toReversed())
    expect(await read('?limit=3')).toEqual(all)
    expect(await read('?limit=1&field=timeZone')).toEqual([made[5], made[3], made[1]])
  })

  test('200: the history of a deleted person stays readable', async () => {
    const person = await w.hire('Deleted Since')
    await change(person, 'delete', { deleted: [false, true] })
    await w.db.updateTable('users').set({ deleted_at: new Date() }).where('id', '=', person.id).execute()
    expect(await newest(person)).toMatchObject({
      says: 'Deleted',
      changes: [{ label: 'Deleted', before: 'No', after: 'Yes' }],
    })
  })

  test('404: whom the reader does not see, in or out of the tenant, and what is no id', async () => {
    for (const [person, who] of [
      [hugo, 'ana'],
      [jon, 'hugo'],
      [kai, 'marta'],
      [{ id: newId() }, 'ana'],
      [{ id: 'me' }, 'ana'],
    ] as const)
      expect(await logOf(person, '', who), `${who} reads`).toMatchObject({
        status: 404,
        body: { type: '/problems/not-found' },
      })
    expect(await logOf(jon, '', 'marta')).toMatchObject({ status: 200 })
    expect(await logOf(kai, '', 'ines')).toMatchObject({ status: 200 })
  })

  test.each([
    'field=hash',
    'field=constructor',
    'limit=0',
    'limit=101',
    'after=x',
    `after=${Buffer.from('2026-01-01 x').toString('base64url')}`,
    'from=2026',
  ])('422: %s makes no sense', async (query) => {
    expect(await logOf(jon, `?${query}`)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: `query:${query.split('=')[0]}` }] },
    })
  })

  test('403 and 401: an agent, and nobody', async () => {
    expect(await logOf(jon, '', 'jon')).toMatchObject({ status: 403 })
    expect(await w.with().get(`/users/${jon.id}/history`)).toMatchObject({ status: 401 })
  })
})

describe('GET /history/verification', () => {
  test('200: counts, and that nothing is missing or altered; each tenant sees its own chain', async () => {
    await change(jon, 'edit', { timeZone: ['UTC', null] })
    const { status, body } = await w.as('ines').get('/history/verification')
    expect(status).toBe(200)
    expect(body).toMatchObject({ intact: true, faults: [] })
    expect(body.entries).toBe(body.sealed + body.unsealed)
    const before = (await w.as('hugo').get('/history/verification')).body.entries
    await change(jon, 'edit', { timeZone: [null, 'UTC'] })
    expect((await w.as('hugo').get('/history/verification')).body.entries).toBe(before)
    expect((await w.as('ines').get('/history/verification')).body.entries).toBe(body.entries + 1)
  })

  test('403 and 401: who may not', async () => {
    expect(await w.as('jon').get('/history/verification')).toMatchObject({ status: 403 })
    // A manager of some desks reads of the people there, and not how much is written of the whole tenant.
    expect(await w.as('marta').get('/history/verification')).toMatchObject({ status: 403 })
    expect(await w.with().get('/history/verification')).toMatchObject({ status: 401 })
  })
})
