import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { world } from '#test/world.ts'
import type { CallRecord, Taken } from './contract/records.ts'
import { keepRecent } from './service/upkeep.ts'

const w = await world()
const { tenantId } = w.tenants.nordlys
const { jon, kai, marta } = w.people
const ana = w.as('ana')
const lea = await w.hire('Lea Orr', { more: { sipOption: 'pbx', sipUsername: 'lea-desk', virtualExtension: '2041' } })

const day = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10)
const record = (id: string, agent: unknown, more: Partial<CallRecord> = {}): CallRecord => ({
  id,
  agent,
  from: '+37120000001',
  startedAt: `${day(2)}T10:00:00+00:00`,
  answeredAt: `${day(2)}T10:00:05+00:00`,
  endedAt: `${day(2)}T10:02:05+00:00`,
  ...more,
})
const send = async (calls: CallRecord[], source = 'dialer'): Promise<Taken> => {
  const { status, body } = await ana.post('/calls', { source, calls })
  expect(status).toBe(200)
  return body as Taken
}
const ofUser = async (id: string) =>
  (await ana.get(`/users/${id}/calls?from=${day(40)}&to=${day(-1)}`)).body as {
    totals: Record<string, number>
    days: { day: string }[]
  }
/** What stands in the narrow tables, counted anew from the calls. */
const truth = async () => {
  const { rows } = await sql`
    select c.user_id, c.day::text, count(*)::int as calls, (count(*) filter (where outcome = 'answered'))::int as handled,
      (count(*) filter (where outcome <> 'answered' and direction <> 'outbound'))::int as missed, sum(talk_seconds)::bigint as talk_seconds
    from calls c group by 1, 2 order by 1, 2`.execute(w.db)
  return rows
}
const counted = async () =>
  (
    await sql`select user_id, day::text, calls, handled, missed, talk_seconds from call_days where calls > 0 order by 1, 2`.execute(
      w.db,
    )
  ).rows
/** What is told of everybody by day; and the same, added up from what is told of each. */
const addedUp = async () => (await ana.get(`/calls/statistics?from=${day(40)}&to=${day(-1)}`)).body.days
const byDay = async () =>
  (
    await sql`
      select day::text, sum(calls)::int as calls, sum(handled)::int as handled, sum(missed)::int as missed,
        sum(talk_seconds)::bigint as "talkSeconds" from call_days group by day order by day`.execute(w.db)
  ).rows

beforeEach(async () => {
  await sql`truncate calls, call_days, call_totals, recent_calls, calls_aside, call_aliases`.execute(w.db)
})

describe('calls that a dialer sends', () => {
  test('are counted for the agent named by user, username, e-mail, extension or SIP name', async () => {
    const names = [
      { user: lea.id },
      { username: 'LEA.ORR' },
      { username: lea.email },
      { extension: '2041' },
      { sip: 'lea-desk' },
    ]
    const { counted, aside } = await send(names.map((agent, i) => record(`n${i}`, agent)))
    expect([counted, aside]).toEqual([5, []])
    expect(await ofUser(lea.id)).toMatchObject({
      totals: { calls: 5, handled: 5, missed: 0, talkSeconds: 600 },
      days: [{ day: day(2), handled: 5 }],
    })
  })

  test('are missed when they came to the agent and nobody answered; an outbound one is not', async () => {
    const unanswered = { answeredAt: null, talkSeconds: 0 }
    const agent = { user: jon.id }
    await send([
      record('a', agent, unanswered),
      record('b', agent, { ...unanswered, outcome: 'busy' }),
      record('c', agent, { ...unanswered, direction: 'outbound' }),
    ])
    expect((await ofUser(jon.id)).totals).toEqual({ calls: 3, handled: 0, missed: 2, talkSeconds: 0 })
  })

  test('belong to the day on which they began where the agent works', async () => {
    const tokyo = await w.hire('Rin Abe', { more: { timeZone: 'Asia/Tokyo' } })
    await send([record('t', { user: tokyo.id }, { startedAt: `${day(3)}T16:00:00Z`, answeredAt: null, endedAt: null })])
    expect((await ofUser(tokyo.id)).days.map((one) => one.day)).toEqual([day(2)])
  })

  test('are told as activity of the agent, once', async () => {
    const calls = [record('x', { user: kai.id }, { queue: 'Support' })]
    await send(calls)
    await send(calls)
    const { rows } =
      await sql`select kind, text, source from activity_lines where user_id = ${kai.id} and kind = 'call'`.execute(
        w.database.tenant(tenantId),
      )
    expect(rows).toEqual([{ kind: 'call', text: 'From +37120000001, Support, 2:00', source: 'dialer' }])
  })

  test('keep no name of their agent, so that erasing somebody leaves none', async () => {
    await send([record('a', { username: lea.username }), record('b', { sip: 'lea-desk' })])
    const { rows } = await sql<{
      kept: string
    }>`select c::text || encode(agent_mark, 'escape') as kept from calls c`.execute(w.db)
    expect(rows).toHaveLength(2)
    expect(rows.filter(({ kept }) => /lea|orr/i.test(kept))).toEqual([])
  })

  test('of two versions, the fuller one counts, whichever came first', async () => {
    const short = record('v', { user: jon.id }, { endedAt: null, answeredAt: null })
    const whole = record('v', { user: jon.id })
    for (const order of [
      [short, whole],
      [whole, short],
    ]) {
      await sql`truncate calls, call_days, call_totals, recent_calls`.execute(w.db)
      for (const one of order) await send([one])
      expect((await ofUser(jon.id)).totals).toEqual({ calls: 1, handled: 1, missed: 0, talkSeconds: 120 })
    }
    expect(await send([{ ...short, revision: 1 }])).toMatchObject({ counted: 0, replaced: 1 })
    expect((await ofUser(jon.id)).totals).toMatchObject({ handled: 0, missed: 1, talkSeconds: 0 })
  })

  test('twice, shuffled and in halves give the totals of a plain count', async () => {
    const people = [jon, kai, lea, marta]
    const aCall = fc
      .record({ id: fc.nat(60), ago: fc.nat(40), talk: fc.nat(100), revision: fc.nat(2), outbound: fc.boolean() })
      .map(({ id, ago, talk, revision, outbound }) => ({
        id: `c${id}`,
        agent: { user: people[id % people.length]!.id },
        startedAt: `${day(ago)}T12:00:00Z`,
        talkSeconds: talk,
        revision,
        direction: outbound ? 'outbound' : 'inbound',
      }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(aCall, { maxLength: 80 }),
        fc.array(fc.nat(), { minLength: 80, maxLength: 80 }),
        fc.nat(80),
        async (calls, shuffle, cut) => {
          const inOtherOrder = calls
            .map((call, i) => [shuffle[i]!, call] as const)
            .sort(([a], [b]) => a - b)
            .map(([, call]) => call)
          const results = []
          for (const parts of [[calls], [inOtherOrder.slice(0, cut), inOtherOrder.slice(cut), calls]]) {
            await sql`truncate calls, call_days, call_totals, recent_calls`.execute(w.db)
            for (const part of parts) await send(part)
            expect(await counted()).toEqual(await truth())
            expect(await addedUp()).toEqual(await byDay())
            results.push(await counted())
          }
          expect(results[1]).toEqual(results[0])
          const recent = await sql`select sum(handled)::int as n from recent_calls`.execute(w.db)
          const days = await sql`select sum(handled)::int as n from call_days where day > current_date - 30`.execute(
            w.db,
          )
          expect(recent.rows).toEqual(days.rows)
        },
      ),
      { numRuns: 12 },
    )
  })
})

describe('a record that makes no sense', () => {
  test.each([
    ['without an id', { id: undefined }, 'no-id'],
    ['with a year of two digits', { startedAt: '26-11-02T10:00:00Z' }, 'bad-time'],
    ['with a time without an offset', { startedAt: `${day(2)}T10:00:00` }, 'bad-time'],
    ['of the 31st of June', { startedAt: '2026-06-31T10:00:00Z' }, 'bad-time'],
    ['of 1970', { startedAt: '1970-01-01T00:00:00Z' }, 'bad-time'],
    ['of the far future', { startedAt: '2099-01-01T00:00:00Z', answeredAt: null, endedAt: null }, 'future'],
    ['that ends before it begins', { endedAt: `${day(3)}T10:00:00Z` }, 'order'],
    ['with a negative length', { talkSeconds: -5 }, 'bad-length'],
    ['that is longer than the call', { talkSeconds: 5000 }, 'bad-length'],
    ['of a direction that is none', { direction: 'sideways' }, 'unreadable'],
    ['that names no agent', { agent: {} }, 'no-agent'],
    ['that names somebody unknown', { agent: { extension: '2040' } }, 'unknown-agent'],
    ['that names somebody of another tenant', { agent: { user: w.people.hugo.id } }, 'unknown-agent'],
  ])('%s is named by its place and kept aside, once', async (_, wrong, cause) => {
    const calls = [record('good', { user: jon.id }), record('bad', { user: jon.id }, wrong)]
    for (const counted of [1, 0])
      expect(await send(calls)).toMatchObject({ received: 2, counted, aside: [{ index: 1, cause }] })
    const { body } = await ana.get('/calls/aside')
    expect(body).toMatchObject({ total: 1, items: [{ cause, records: 1 }] })
    expect((await ofUser(jon.id)).totals).toMatchObject({ calls: 1 })
  })

  test('is aside no more once its sender mended it, whichever came first', async () => {
    const bad = record('m', { user: jon.id }, { talkSeconds: -1 })
    const good = record('m', { user: jon.id })
    for (const order of [
      [bad, good],
      [good, bad],
    ]) {
      await sql`truncate calls, call_days, call_totals, recent_calls, calls_aside`.execute(w.db)
      for (const one of order) await send([one])
      expect((await ana.get('/calls/aside')).body).toMatchObject({ total: 0 })
      expect((await ofUser(jon.id)).totals).toMatchObject({ calls: 1 })
    }
  })
})

describe('a record that no table can hold as it is', () => {
  const kept = async () => {
    const { body } = await ana.get('/calls/aside/records?cause=no-agent')
    return body.items as { recordId: string; record: Record<string, unknown> }[]
  }
  test.each([
    ['half of a character', { note: 'cut \ud83d' }, { note: 'cut \ufffd' }],
    ['a NUL', { note: 'a\0b', 'k\0ey': 1 }, { note: 'ab', key: 1 }],
    ['what looks like one and is none', { note: '\\u0000' }, { note: '\\u0000' }],
  ])('is kept aside as far as it can be, and keeps no other out: %s', async (_what, odd, then) => {
    const { status, body } = await ana.post('/calls', {
      calls: [record('odd', undefined, odd), record('good', { user: jon.id })],
    })
    expect([status, body.counted, body.aside.length]).toEqual([200, 1, 1])
    expect(await kept()).toMatchObject([{ recordId: 'odd', record: { id: 'odd', ...then } }])
  })

  test('is kept in part where it is long, whatever stands at the cut and in the place of its id', async () => {
    const long = Array.from({ length: 4 }, (_, i) =>
      record(`long${i}`, undefined, { note: 'x'.repeat(i) + '😀'.repeat(3000) }),
    )
    const { status } = await ana.post('/calls', { calls: [...long, { id: { deep: 'y'.repeat(9000) } }] })
    expect(status).toBe(200)
    expect((await kept()).map(({ record: { id } }) => id).sort()).toEqual(['long0', 'long1', 'long2', 'long3'])
    const { body } = await ana.get('/calls/aside/records?cause=no-id')
    expect(JSON.stringify(body.items[0].record).length).toBeLessThan(5000)
  })
})

describe('whoever sends for one site', async () => {
  const { id: role } = (await ana.post('/roles', { name: 'Site sender', permissions: ['users.read', 'activity.send'] }))
    .body
  const { nordlys } = w.tenants
  const sender = w.as(
    await w.hire('Sid Sender', { more: { roles: [{ id: role, sites: [nordlys.sites['malmö']!] }] as never } }),
  )
  const sends = async (calls: CallRecord[]) => (await sender.post('/calls', { source: 'dialer', calls })).body as Taken

  test('S26 says more of calls of people there, and takes none from anybody else', async () => {
    await send([record('ours', { user: kai.id }), record('theirs', { user: jon.id })])
    const fuller = (id: string) => record(id, { user: kai.id }, { revision: 9, talkSeconds: 60 })
    expect(await sends([fuller('ours'), fuller('theirs')])).toMatchObject({ counted: 0, replaced: 1, repeated: 1 })
    expect(await sends([record('new', { user: jon.id })])).toMatchObject({
      counted: 0,
      aside: [{ cause: 'unknown-agent' }],
    })
    expect((await ofUser(jon.id)).totals).toMatchObject({ calls: 1, talkSeconds: 120 })
    expect((await ofUser(kai.id)).totals).toMatchObject({ calls: 1, talkSeconds: 60 })
  })

  test('S26 changes nothing of what is kept aside, which is the tenant’s', async () => {
    await send([record('odd', { username: 'nobody.here' }, { from: '+37120000001' })])
    await sends([record('odd', { username: 'nobody.here' }, { from: '+37129999999' })])
    const { body } = await ana.get('/calls/aside/records?cause=unknown-agent&kind=username&name=nobody.here')
    expect(body.items).toMatchObject([{ recordId: 'odd', record: { from: '+37120000001' } }])
  })
})

describe('calls of extension 2040, which is nobody’s', () => {
  const calls = ['p', 'q'].map((id) => record(id, { extension: '2040' }))
  const about = { cause: 'unknown-agent', agent: { kind: 'phone', name: '2040' } }
  const settle = async (body: object) => (await ana.post('/calls/aside/settle', { ...about, ...body })).body as unknown

  test('are counted for the user who is chosen, and so are those that come later', async () => {
    await send(calls)
    expect(await settle({ as: 'user', user: lea.id })).toEqual({ counted: 2, dismissed: 0, left: 0 })
    await send([...calls, record('r', { sip: '2040' })])
    expect((await ofUser(lea.id)).totals).toMatchObject({ calls: 3 })
    expect((await ana.get('/calls/aside')).body).toMatchObject({ total: 0 })
  })

  test('are counted once somebody has that extension, when they are looked at again', async () => {
    await send(calls)
    expect(await settle({ as: 'again' })).toEqual({ counted: 0, dismissed: 0, left: 2 })
    const newcomer = await w.hire('Tom Vale', { more: { virtualExtension: '2040' } })
    expect(await settle({ as: 'again' })).toEqual({ counted: 2, dismissed: 0, left: 0 })
    expect((await ofUser(newcomer.id)).totals).toMatchObject({ calls: 2 })
    await w.db.deleteFrom('extensions').where('user_id', '=', newcomer.id).execute()
  })

  test('are nobody’s when that is said, and dismissed when that is said', async () => {
    await send(calls)
    expect(await settle({ as: 'nobody' })).toEqual({ counted: 0, dismissed: 2, left: 0 })
    expect(await send(calls)).toMatchObject({ counted: 0, nobodys: 2, aside: [] })
    await send([record('s', { sip: 'trunk' })])
    const { body } = await ana.post('/calls/aside/settle', {
      cause: 'unknown-agent',
      agent: { kind: 'phone', name: 'trunk' },
      as: 'dismiss',
    })
    expect(body).toEqual({ counted: 0, dismissed: 1, left: 0 })
  })

  test('S26 are for those alone who send calls for the whole tenant', async () => {
    await send(calls)
    expect((await w.as('jon').get('/calls/aside')).status).toBe(403)
    expect((await w.as('marta').post('/calls/aside/settle', { ...about, as: 'dismiss' })).status).toBe(403)
    expect((await ana.get('/calls/aside')).body).toMatchObject({ total: 2 })
    expect((await ana.post('/calls/aside/settle', { ...about, as: 'user', user: w.people.hugo.id })).status).toBe(422)
  })
})

describe('call statistics', () => {
  test('are told by day and by user, the busiest first, a page at a time', async () => {
    await send([
      ...['1', '2', '3'].map((id) => record(id, { user: jon.id })),
      ...['4', '5'].map((id) => record(id, { user: kai.id })),
      record('6', { user: lea.id }),
    ])
    const range = `from=${day(10)}&to=${day(0)}`
    expect((await ana.get(`/calls/statistics?${range}`)).body).toMatchObject({
      totals: { calls: 6, handled: 6, talkSeconds: 720 },
      days: [{ day: day(2), calls: 6 }],
    })
    const first = (await ana.get(`/calls/statistics/users?${range}&limit=2`)).body as { items: unknown[]; next: string }
    expect(first).toMatchObject({
      total: 3,
      items: [
        { id: jon.id, handled: 3 },
        { id: kai.id, handled: 2 },
      ],
    })
    const second = (await ana.get(`/calls/statistics/users?${range}&limit=2&after=${first.next}`)).body
    expect(second).toMatchObject({ items: [{ id: lea.id, name: 'Lea Orr' }], next: null })
  })

  test('are downloaded as CSV that no spreadsheet takes for a formula', async () => {
    const evil = await w.hire('Eve Moss', { more: { firstName: '=cmd()', lastName: 'Moss' } })
    await send([record('f', { user: evil.id })])
    const { body } = await ana.get('/calls/statistics/download?by=user')
    expect((body as string).slice(1)).toBe(
      `User,Site,Calls,Handled,Missed,Talk time (seconds)\r\n'=cmd() Moss,Riga,1,1,0,120\r\n`,
    )
    const taken = () => w.db.selectFrom('change_sets').select('params').where('action', '=', 'export-calls').execute()
    expect(await taken()).toMatchObject([{ params: { format: 'csv', by: 'user' } }])
    // What is refused was not taken.
    const refused = await ana.get(`/calls/statistics/download?by=day&from=${day(0)}&to=${day(10)}`)
    expect([refused.status, await taken()]).toMatchObject([422, [{}]])
  })

  test('S26 show a manager the own desk alone, and an agent nothing', async () => {
    await send([record('j', { user: jon.id }), record('l', { user: lea.id })])
    expect((await w.as('marta').get('/calls/statistics')).body).toMatchObject({ totals: { calls: 1 } })
    expect((await w.as('marta').get(`/users/${lea.id}/calls`)).status).toBe(404)
    expect((await w.as('jon').get(`/users/${jon.id}/calls`)).status).toBe(403)
  })

  test('are absent on the plan basic, and without the module', async () => {
    const set = (values: object) => w.db.updateTable('tenants').set(values).where('id', '=', tenantId).execute()
    for (const [off, on] of [
      [{ plan: 'basic' }, { plan: 'pro_plus' }],
      [{ modules: ['pbx'] }, { modules: ['dialer', 'pbx', 'queues'] }],
    ]) {
      await set(off!)
      expect((await ana.post('/calls', { calls: [] })).status).toBe(404)
      expect((await ana.get('/calls/statistics')).status).toBe(404)
      expect((await ana.get(`/users/${jon.id}/calls`)).status).toBe(404)
      await set(on!)
    }
    expect((await ana.get('/calls/statistics')).status).toBe(200)
  })
})

test('senders of the same day wait for nobody to add it up, and leave few rows of it', async () => {
  await Promise.all(Array.from({ length: 8 }, (_, n) => send([record(`many${n}`, { user: [jon, kai][n % 2]!.id })])))
  await send([record('last', { user: lea.id })])
  expect(await addedUp()).toEqual(await byDay())
  expect((await sql`select from call_totals`.execute(w.db)).rows).toHaveLength(1)
})

test('calls leave the sum of the last thirty days when they are older, each once', async () => {
  await send([record('new', { user: jon.id })])
  await sql`update call_days set day = current_date - 31`.execute(w.db)
  for (const _ of [1, 2]) await keepRecent(w.parts)
  const { rows } = await sql`select handled from recent_calls where user_id = ${jon.id}`.execute(w.db)
  expect(rows).toEqual([{ handled: 0 }])
})

describe('the list of users', () => {
  const rows = async (who: 'ana' | 'marta' | 'ines', query: string) =>
    ((await w.as(who).get(`/users?${query}`)).body.items as { id: string; callsHandled?: number | null }[]).map(
      ({ id, callsHandled }) => [id, callsHandled],
    )

  test('shows and sorts by calls handled in thirty days, page by page; who had none stands last', async () => {
    await send([
      ...['1', '2', '3'].map((id) => record(id, { user: lea.id })),
      record('4', { user: kai.id }),
      record('5', { user: jon.id }, { answeredAt: null, talkSeconds: 0 }),
    ])
    expect((await rows('ana', 'sort=-callsHandled&limit=4')).slice(0, 3)).toEqual([
      [lea.id, 3],
      [kai.id, 1],
      [jon.id, 0],
    ])
    const { body } = await ana.get('/users?sort=callsHandled&limit=2')
    expect((body.items as { id: string }[]).map(({ id }) => id)).toEqual([jon.id, kai.id])
    const further = await rows('ana', `sort=callsHandled&limit=3&after=${body.next as string}`)
    expect(further.map(([, handled]) => handled)).toEqual([3, null, null])
  })

  test('shows them to nobody who may not see the calls of everybody in it', async () => {
    await send([record('1', { user: jon.id })])
    expect(await rows('marta', 'search=jon')).toEqual([[jon.id, 1]])
    await sql`update roles set permissions = array_remove(permissions, 'calls.read') where built_in = 'manager'`.execute(
      w.db,
    )
    expect(await rows('marta', 'search=jon')).toEqual([[jon.id, undefined]])
    expect((await w.as('marta').get('/users?sort=callsHandled')).status).toBe(422)
  })
})
