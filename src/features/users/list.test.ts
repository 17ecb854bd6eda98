/** The list against an oracle: the same people, filters and orders in plain JavaScript over the tables (LIST-3 to LIST-6). */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { fold } from '#src/contract/text.ts'
import { crowdOf, letIn, readTruth, type Somebody, type Truth } from '#test/crowd.ts'
import { world } from '#test/world.ts'
import { SESSION_COOKIE } from '#src/server/http/caller.ts'
import type { Client } from '#test/client.ts'

const w = await world()
const { nordlys } = w.tenants
const DAY = 86_400_000
const [riga, malmo] = [nordlys.sites['riga']!, nordlys.sites['malmö']!]
const [sales, support] = [nordlys.desks['sales']!, nordlys.desks['support']!]
const [latvian, billing] = [nordlys.skills['latvian']!, nordlys.skills['billing']!]
const { id: queue } = await w.db
  .insertInto('queues')
  .values({ tenant_id: nordlys.tenantId, name: 'Q', name_key: 'q' })
  .returning('id')
  .executeTakeFirstOrThrow()

let truth: Truth[] = []
let serial = 0
const crowd = (size: number): Somebody[] =>
  fc.sample(crowdOf(size), 1)[0]!.map((s) => ({ ...s, serial: (serial += 1) }))
/** With a session already, so that looking at the list changes nobody's availability. */
const signedIn = async (who: Parameters<typeof w.as>[0]): Promise<Client> => {
  const client = w.as(who)
  await client.get('/session')
  return client
}
const ana = await signedIn('ana')
beforeAll(async () => {
  await letIn(w, crowd(90), queue)
  truth = await readTruth(w)
})

type Test = (p: Truth) => boolean
type Asked = { readonly query: Readonly<Record<string, string>>; readonly is: Test }

// Filters: each is a pair of the text that the address has and what it means.
const listed = (
  name: string,
  held: (p: Truth) => readonly (number | string)[],
  values: readonly (number | string)[],
  many: boolean,
): fc.Arbitrary<Asked> =>
  fc
    .tuple(
      fc.constantFrom('any', 'none', ...(many ? ['all'] : [])),
      fc.subarray([...values], { minLength: 1 }),
      fc.constantFrom('values', 'values', 'values', 'none', 'some'),
    )
    .map(([op, given, way]) => {
      if (way !== 'values')
        return { query: { [name]: way }, is: (p: Truth) => (held(p).length === 0) === (way === 'none') }
      const has = (p: Truth) => (v: number | string) => held(p).includes(v)
      const is = {
        any: (p: Truth) => given.some(has(p)),
        none: (p: Truth) => !given.some(has(p)),
        all: (p: Truth) => given.every(has(p)),
      }[op]!
      return { query: { [name]: `${op}:${given.join()}` }, is }
    })
const orNone = (value: string | number | null) => (value === null ? [] : [value])
const yesNo = (name: string, holds: Test): fc.Arbitrary<Asked> =>
  fc.constantFrom(
    { query: { [name]: 'yes' }, is: holds },
    { query: { [name]: 'no' }, is: (p: Truth) => !holds(p) },
    { query: { [name]: 'none:yes' }, is: (p: Truth) => !holds(p) },
    { query: { [name]: 'yes,no' }, is: () => true },
  )
const inForce = (p: Truth) => p.time_zone ?? p.site.time_zone
const day = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10)
const time = (name: string, at: (p: Truth) => Date | null): fc.Arbitrary<Asked> =>
  fc
    .tuple(fc.constantFrom('older', 'newer', 'between', 'none', 'some'), fc.nat(300), fc.nat(100))
    .map(([op, days, span]) => {
      const after = (p: Truth, millis: number) => at(p) !== null && at(p)!.getTime() >= millis
      const edge = Date.now() - days * DAY
      if (op === 'none' || op === 'some')
        return { query: { [name]: op }, is: (p) => (at(p) === null) === (op === 'none') }
      if (op === 'newer') return { query: { [name]: `newer:${days}d` }, is: (p) => after(p, edge) }
      if (op === 'older') return { query: { [name]: `older:${days}d` }, is: (p) => !after(p, edge) }
      const [from, to] = [day(days + span), day(days)]
      return {
        query: { [name]: `${from}..${to}` },
        is: (p) => after(p, Date.parse(from)) && !after(p, Date.parse(to) + DAY),
      }
    })

// A search: parts of what people have, in any case. Words of three letters anywhere, of one or two where a word begins.
const searchable = (p: Truth) =>
  [
    p.first_name,
    p.last_name,
    p.username,
    p.email,
    p.sip_extension,
    p.virtual_extension,
    p.caller_id_name,
    p.caller_id_number,
    p.phone,
  ]
    .filter((v) => v !== null)
    .map(fold)
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}\p{Script=Thai}]/u
/** A word begins after a space, and after each character of a script that is written without spaces. */
const wordBegins = / |(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}])/u
const isFound = (p: Truth, word: string) =>
  searchable(p).some((value) =>
    unspaced.test(word) || [...word].length > 2
      ? value.includes(word)
      : value.split(wordBegins).some((begins) => begins.startsWith(word)),
  )
const search: fc.Arbitrary<Asked> = fc
  .tuple(
    fc.nat(),
    fc.nat(9),
    fc.nat(12),
    fc.integer({ min: 1, max: 6 }),
    fc.constantFrom('as it is', 'capitals', 'small', 'plain'),
  )
  .map(([who, which, from, length, manner]) => {
    const values = [truth[who % truth.length]!].flatMap((p) =>
      [p.first_name, p.last_name, p.username, p.phone, p.caller_id_name].filter((v) => v !== null),
    )
    const letters = [...new Intl.Segmenter().segment(values[which % values.length]!)].map((s) => s.segment)
    const part = letters
      .slice(from % letters.length, (from % letters.length) + length)
      .join('')
      .trim()
    const term =
      manner === 'capitals'
        ? part.toUpperCase()
        : manner === 'small'
          ? part.toLowerCase()
          : manner === 'plain'
            ? fold(part)
            : part
    const words = term
      .split(/\s+/u)
      .map(fold)
      .filter((word) => word !== '')
    return { query: { search: term }, is: (p: Truth) => words.every((word) => isFound(p, word)) }
  })

const filters: fc.Arbitrary<Asked>[] = [
  listed('status', (p) => [p.status], ['active', 'inactive', 'pending'], false),
  listed('role', (p) => p.roles, [nordlys.roles.agent, nordlys.roles.manager, 2147483647], true),
  listed('site', (p) => [p.site_id], [riga, malmo], false),
  listed('desk', (p) => p.groups.desk, [sales, support, 268_435_456], true),
  listed('skill', (p) => p.groups.skill, [latvian, billing], true),
  listed('tag', (p) => p.groups.tag, [99_999], true),
  listed('businessUnit', (p) => p.groups.businessUnit, [99_999], true),
  listed('agentGroup', (p) => p.groups.agentGroup, [99_999], true),
  listed('queue', (p) => p.queues, [queue], true),
  listed('sipOption', (p) => orNone(p.sip_option), ['webrtc', 'pbx', 'custom_uri'], false),
  listed('autoDial', (p) => [p.auto_dial], ['off', 'preview'], false),
  listed('language', (p) => p.languages, ['lv', 'en', 'ja'], true),
  fc.constantFrom<Asked>(
    { query: { timeZone: 'Europe/Riga' }, is: (p) => inForce(p) === 'Europe/Riga' },
    {
      query: { timeZone: 'none:Europe/Riga,Asia/Tokyo' },
      is: (p) => !['Europe/Riga', 'Asia/Tokyo'].includes(inForce(p)),
    },
    { query: { timeZone: 'none' }, is: (p) => p.time_zone === null },
    { query: { timeZone: 'some' }, is: (p) => p.time_zone !== null },
  ),
  fc.constantFrom<Asked>(
    { query: { availability: 'online' }, is: (p) => p.online },
    { query: { availability: 'none:online' }, is: (p) => !p.online },
  ),
  yesNo('superuser', (p) => p.superuser),
  yesNo('useAddressList', (p) => p.use_address_list),
  yesNo('assignLeads', (p) => p.assign_leads),
  yesNo('hasLeads', (p) => p.leads > 0),
  time('lastSignIn', (p) => p.lastSignIn),
  time('created', (p) => p.created_at),
  search,
]
const asked: fc.Arbitrary<Asked> = fc
  .subarray(
    filters.map((_, i) => i),
    { maxLength: 3 },
  )
  .chain((some) =>
    fc.tuple(...some.map((i) => filters[i]!)).map((all) => ({
      query: Object.assign({}, ...all.map((a) => a.query)) as Record<string, string>,
      is: (p: Truth) => all.every((a) => a.is(p)),
    })),
  )

// Orders: what a row is compared by; null is empty and stands last in both directions.
type Key = string | number | null
const keys: Record<string, (p: Truth) => Key> = {
  name: (p) => fold([p.first_name, p.last_name].filter(Boolean).join(' ')) || fold(p.username),
  email: (p) => p.email_key,
  username: (p) => p.username_key,
  status: (p) => p.status,
  availability: (p) => (p.online ? 0 : 1),
  site: (p) => p.site.name_key,
  extension: (p) => (p.sip_extension === 'dynamic' ? null : p.sip_extension) ?? p.virtual_extension,
  lastSignIn: (p) => p.lastSignIn?.getTime() ?? null,
  created: (p) => p.id,
}
const points = (text: string) => [...text].map((c) => c.codePointAt(0)!)
function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b)
  const [x, y] = [points(a), points(b)]
  const at = x.findIndex((point, i) => point !== y[i])
  return at < 0 ? x.length - y.length : (x[at] ?? -1) - (y[at] ?? -1)
}
function inOrder(people: readonly Truth[], sort: string): string[] {
  const [by, way] = [keys[sort.replace('-', '')]!, sort.startsWith('-') ? -1 : 1]
  const number = (p: Truth) => (sort.endsWith('extension') && by(p) !== null ? String(by(p)).padStart(20, '0') : by(p))
  return [...people]
    .sort((a, b) => {
      const [x, y] = [number(a), number(b)]
      if (x === null || y === null) return x === y ? compare(a.id, b.id) : x === null ? 1 : -1
      return way * (compare(x, y) || compare(a.id, b.id))
    })
    .map((p) => p.id)
}
const sort = fc.tuple(fc.constantFrom(...Object.keys(keys)), fc.boolean()).map(([by, down]) => (down ? `-${by}` : by))

type Page = { items: { id: string }[]; next: string | null; previous: string | null; total: number }
const ask = async (who: Client, query: Readonly<Record<string, string>>): Promise<Page> => {
  const { status, body } = await who.get(`/users?${new URLSearchParams(query)}`)
  expect([status, body.detail]).toEqual([200, undefined])
  return body
}
/** Every page, one after the other. */
async function pages(who: Client, query: Record<string, string>, way: 'after' | 'before'): Promise<Page[]> {
  const all = [await ask(who, way === 'after' ? query : { ...query, before: 'end' })]
  for (let page = all[0]!; ; all.push(page)) {
    const cursor = way === 'after' ? page.next : page.previous
    if (cursor === null) return all
    page = await ask(who, { ...query, [way]: cursor })
    expect(all.length).toBeLessThan(60)
  }
}
const ids = (some: readonly Page[]) => some.flatMap((page) => page.items.map((p) => p.id))

const inNordlys: Test = (p) => p.tenant_id === nordlys.tenantId
const settings = { numRuns: 40 }

describe('any filters in any order', () => {
  test('the pages, forward and backward, are everybody who matches, once, in order; the total is exact', async () => {
    await fc.assert(
      fc.asyncProperty(asked, sort, fc.integer({ min: 13, max: 60 }), async ({ query, is }, by, limit) => {
        const expected = inOrder(
          truth.filter((p) => inNordlys(p) && is(p)),
          by,
        )
        const given = { ...query, sort: by, limit: String(limit) }
        const forward = await pages(ana, given, 'after')
        expect(ids(forward)).toEqual(expected)
        expect(forward.map((page) => page.total)).toEqual(forward.map(() => expected.length))
        expect(forward[0]!.previous).toBeNull()
        const backward = await pages(ana, given, 'before')
        expect(ids(backward.reverse())).toEqual(expected)
        expect((await ana.get(`/users/count?${new URLSearchParams(query)}`)).body.total).toBe(expected.length)
      }),
      settings,
    )
  })

  test.each(filters.map((_, i) => i))('filter %i', async (i) => {
    await fc.assert(
      fc.asyncProperty(filters[i]!, async ({ query, is }) => {
        const expected = inOrder(
          truth.filter((p) => inNordlys(p) && is(p)),
          'created',
        )
        expect(ids([await ask(ana, { ...query, sort: 'created', limit: '200' })])).toEqual(expected)
      }),
      { numRuns: i === filters.length - 1 ? 60 : 8 },
    )
  })

  test.each(Object.keys(keys))('sorted by %s, empty last in both directions, in pages of 7', async (by) => {
    const everybody = truth.filter(inNordlys)
    for (const way of [by, `-${by}`]) {
      const all = await pages(ana, { sort: way, limit: '7' }, 'after')
      expect(ids(all)).toEqual(inOrder(everybody, way))
      // From the middle back to the beginning, page by page, one sees the same people.
      const middle = Math.floor(all.length / 2)
      const back = await ask(ana, { sort: way, limit: '7', before: all[middle]!.previous! })
      expect(ids([back])).toEqual(ids([all[middle - 1]!]))
    }
  })

  test('one who is asked for by words in any order and any script, whatever the accents', async () => {
    const wanted = await w.hire('Žanna Āboliņa', { more: { callerIdName: '東京サポート', phone: '+37129999999' } })
    for (const term of [
      'zanna',
      'ABOLINA zan',
      'žan ābo',
      'bolin',
      'āb ž',
      '東京',
      '京',
      'サポ',
      '2999999',
      'zanna.ab',
    ])
      expect([term, ids([await ask(ana, { search: term })])]).toEqual([term, [wanted.id]])
    for (const term of ['nobody-has-this', 'anna%', '_anna', 'olina zzz', '京東'])
      expect([term, ids([await ask(ana, { search: term })])]).toEqual([term, []])
    truth = await readTruth(w)
  })
})

describe('people picked by hand', () => {
  const some = (of: (p: Truth) => boolean, size: number) => truth.filter(of).slice(0, size)

  test('are listed by their ids, in the order of the list, and joined with other filters by and', async () => {
    const picked = some(inNordlys, 30)
    const id = picked.map((p) => p.id).join()
    const page = await ask(ana, { id, limit: '200', sort: '-username' })
    expect([ids([page]), page.total]).toEqual([inOrder(picked, '-username'), 30])
    expect((await ask(ana, { id, status: 'inactive' })).total).toBe(
      picked.filter((p) => p.status === 'inactive').length,
    )
    expect((await ask(ana, { id: `none:${id}` })).total).toBe(truth.filter(inNordlys).length - 30)
  })

  test('who is out of sight, or nobody at all, is not among them', async () => {
    const id = [w.people.kai.id, w.people.jon.id, w.people.hugo.id, '019c0000-0000-7000-8000-000000000000'].join()
    expect(ids([await ask(w.as('marta'), { id })])).toEqual([w.people.jon.id])
  })

  test('are found by username, e-mail or extension in full, whatever the case; who is not found is named', async () => {
    const [byName, byMail] = some(inNordlys, 40).slice(30)
    const byExtension = truth.find((p) => inNordlys(p) && p.virtual_extension !== null && p.id !== byName!.id)!
    const named = [
      byName!.username.toUpperCase(),
      byMail!.email,
      byExtension.virtual_extension!,
      byName!.username.slice(1),
      'nobody@x.example',
    ]
    const wanted = [byName!, byMail!, byExtension]
    expect(ids([await ask(ana, { named: named.join() })])).toEqual(inOrder(wanted, 'name'))
    const unmatched = async (who: Client) =>
      (await who.get(`/users/unmatched?${new URLSearchParams({ named: named.join() })}`)).body.items
    expect(await unmatched(ana)).toEqual(named.slice(3))
    expect(await unmatched(w.as('hugo'))).toEqual(named)
  })

  test('a thousand fit into one address, over the network too, and one more is a 422', async () => {
    const thousand = Array.from({ length: 1000 }, (_, n) => `019c0000-0000-7000-8000-${String(n).padStart(12, '0')}`)
    const address = await w.listen()
    const cookie = `${SESSION_COOKIE}=${await w.cookieOf(w.people.ana)}`
    const id = [...thousand.slice(1), w.people.jon.id].join()
    const answer = await fetch(`${address}/api/v1/users?${new URLSearchParams({ id })}`, { headers: { cookie } })
    expect([answer.status, ((await answer.json()) as Page).total]).toEqual([200, 1])
    const { status, body } = await ana.get(`/users?id=${[...thousand, w.people.jon.id].join()}`)
    expect([status, body.errors[0].message]).toEqual([422, 'User takes at most 1000 values.'])
  })
})

describe('who sees whom', () => {
  const grant = (limits: object) => [{ id: nordlys.roles.auditor, ...limits }]
  test.each<[string, object, (p: Truth) => boolean]>([
    ['an auditor of one site', { sites: [malmo] }, (p) => p.site_id === malmo],
    ['an auditor of two sites', { sites: [malmo, riga] }, () => true],
    ['an auditor of one desk', { desks: [sales] }, (p) => p.groups.desk.includes(sales)],
    ['an auditor of two desks', { desks: [sales, support] }, (p) => p.groups.desk.length > 0],
  ])('%s sees just theirs, in lists, counts and alone', async (who, limits, sees) => {
    const person = await w.hire(`Limited ${who.replaceAll(/[^a-z]/g, '')}`, { more: { roles: grant(limits) } })
    const client = await signedIn(person)
    truth = await readTruth(w)
    const visible = truth.filter((p) => inNordlys(p) && sees(p))
    await fc.assert(
      fc.asyncProperty(asked, async ({ query, is }) => {
        const page = await ask(client, { ...query, sort: 'created', limit: '200' })
        const expected = inOrder(
          visible.filter((p) => is(p)),
          'created',
        )
        expect([ids([page]), page.total]).toEqual([expected, expected.length])
      }),
      { numRuns: 8 },
    )
    const others = truth.filter((p) => inNordlys(p) && !sees(p) && p.id !== person.id).slice(0, 3)
    for (const { id } of others) expect((await client.get(`/users/${id}`)).status).toBe(404)
    for (const { id } of visible.slice(0, 3)) expect((await client.get(`/users/${id}`)).status).toBe(200)
  })

  test.each<[string, object[]]>([
    ['of everybody', grant({})],
    ['of two sites', grant({ sites: [malmo, riga] })],
    ['of one site', grant({ sites: [malmo] })],
    ['of one site and one desk', [...grant({ sites: [malmo] }), { id: nordlys.roles.manager, desks: [sales] }]],
    ['of one desk', grant({ desks: [sales] })],
  ])('the number that is kept is the one that is counted: an auditor %s', async (who, roles) => {
    const client = await signedIn(await w.hire(`Counts ${who}`, { more: { roles: roles as never } }))
    const none = '9999999'
    const narrowings: Readonly<Record<string, string>>[] = [
      {},
      ...[`${malmo}`, `any:${malmo},${malmo}`, `${malmo},${riga}`, none, `none:${malmo}`].map((site) => ({ site })),
      ...[nordlys.roles.agent, nordlys.roles.auditor, none].map((role) => ({ role: String(role) })),
      { role: `none:${nordlys.roles.agent}` },
      { role: String(nordlys.roles.agent), site: String(malmo) },
      { search: 'a' },
      { search: ' ' },
    ]
    for (const query of narrowings) {
      // Of a page that has everybody, who is on it is counted.
      const { items } = await ask(client, { ...query, limit: '200' })
      expect([query, (await client.get(`/users/count?${new URLSearchParams(query)}`)).body.total]).toEqual([
        query,
        items.length,
      ])
    }
  })

  test('two roles reach as far as both: one over a site, one over a desk', async () => {
    const roles = [
      { id: nordlys.roles.auditor, sites: [malmo] },
      { id: nordlys.roles.manager, desks: [sales] },
    ]
    const person = await w.hire('Both Ways', { more: { roles } })
    truth = await readTruth(w)
    const expected = inOrder(
      truth.filter((p) => inNordlys(p) && (p.site_id === malmo || p.groups.desk.includes(sales))),
      'name',
    )
    expect(ids([await ask(w.as(person), { limit: '200' })])).toEqual(expected)
  })

  test('another tenant sees none of them; an operator sees those of the tenant where they work', async () => {
    const hugo = await ask(w.as('hugo'), { limit: '200' })
    expect([hugo.total, ids([hugo])]).toEqual([1, [w.people.hugo.id]])
    expect((await ask(w.as('hugo'), { search: 'ana' })).total).toBe(0)
    expect((await ask(w.as('hugo'), { site: String(riga), role: String(nordlys.roles.agent) })).total).toBe(0)
    const { id, actingTenantId } = { ...w.people.otto, actingTenantId: nordlys.tenantId }
    const acting = w.with({ cookie: await w.cookieOf({ ...w.people.otto, id }, { actingTenantId }) })
    expect((await ask(acting, { limit: '1' })).total).toBe(truth.filter(inNordlys).length)
  })

  test('401 and 403: nobody, and an agent', async () => {
    for (const path of ['/users', '/users/count']) {
      expect((await w.with().get(path)).status).toBe(401)
      expect((await w.as('jon').get(path)).status).toBe(403)
    }
  })
})

test('paging keeps its place while people come and go: whoever stays is met once, in order, and nobody twice', async () => {
  const change = fc.record({ gone: fc.array(fc.nat(), { maxLength: 4 }), come: fc.nat(2) })
  await fc.assert(
    fc.asyncProperty(
      sort.filter((s) => !s.endsWith('availability')),
      fc.array(change, { minLength: 3, maxLength: 3 }),
      async (by, changes) => {
        const start = (await readTruth(w)).filter(inNordlys)
        const [gone, come] = [new Set<string>(), new Set<string>()]
        const met: string[] = []
        let page = await ask(ana, { sort: by, limit: '9' })
        for (let turn = 0; ; turn += 1) {
          met.push(...ids([page]))
          const { gone: leaving = [], come: coming = 0 } = changes[turn] ?? {}
          const staff = start.filter((p) => !gone.has(p.id) && !Object.values(w.people).some(({ id }) => id === p.id))
          const some = leaving.map((n) => staff[n % staff.length]!.id)
          if (some.length > 0)
            await w.database
              .tenant(nordlys.tenantId)
              .updateTable('users')
              .set({ deleted_at: new Date() })
              .where('id', 'in', some)
              .execute()
          for (const id of some) gone.add(id)
          if (coming > 0) for (const id of await letIn(w, crowd(coming), queue)) come.add(id)
          if (page.next === null) break
          page = await ask(ana, { sort: by, limit: '9', after: page.next })
        }
        expect(new Set(met).size).toBe(met.length)
        const stayed = inOrder(
          start.filter((p) => !gone.has(p.id)),
          by,
        )
        expect(met.filter((id) => !gone.has(id) && !come.has(id))).toEqual(stayed)
      },
    ),
    { numRuns: 5 },
  )
})

test('what lists read of each person is what the tables say, after all that', async () => {
  const { rows } = await w.database
    .tenant(nordlys.tenantId)
    .transaction()
    .execute(async (trx) => {
      const { sql } = await import('kysely')
      return sql<{ wrong: number }>`
      select count(*) as wrong from directory_truth t full join directory d using (tenant_id, user_id)
      where (t.site_id, t.status, t.facets, t.traits, t.search) is distinct from (d.site_id, d.status, d.facets, d.traits, d.search)`.execute(
        trx,
      )
    })
  expect(rows).toEqual([{ wrong: 0 }])
})

test('whoever is taken out of the tables themselves is in no list any more', async () => {
  const person = await w.hire('Quite Gone')
  const found = async () =>
    (await w.db.selectFrom('directory').select('user_id').where('user_id', '=', person.id).execute()).length
  expect(await found()).toBe(1)
  await w.db.deleteFrom('users').where('id', '=', person.id).execute()
  expect(await found()).toBe(0)
})
