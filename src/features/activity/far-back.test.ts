/** LOG-2: a word that is frequent in the house, of a user with many lines who never used it, costs a page what it may and no more. */
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { world, type Person } from '#test/world.ts'

const w = await world()
const { tenantId } = w.tenants.nordlys
const ana = w.as('ana')
const LAST = Date.parse('2026-06-01T00:00:00Z')
const MINUTE = 60_000
let busy: Person

/** One line a minute, back from June: of the busy one 10,500 and only the 10,400th with the word; of Kai 21,000, all with it. */
beforeAll(async () => {
  busy = await w.hire('Bea Busy')
  const owner = new pg.Client(w.connections.owner)
  await owner.connect()
  await owner.query(`select set_config('rollcall.tenant', $1, false)`, [String(tenantId)])
  await owner.query(
    `insert into activity (tenant_id, at, id, user_id, kind, text, search)
     select $1, $4::timestamptz - n * interval '1 minute', gen_random_uuid(), whose.id, 'call', said, ' ' || said || ' '
     from generate_series(1, 21000) n cross join lateral (values ($2::uuid, case n when 10400 then 'invoice' else 'hello' end),
       ($3::uuid, 'invoice ' || n)) as whose (id, said) where whose.id = $3::uuid or n <= 10500`,
    [tenantId, busy.id, w.people.kai.id, new Date(LAST)],
  )
  await owner.query('analyze activity')
  await owner.end()
})

type Page = { items: unknown[]; next: string | null; searchedTo: string | null }
async function pagesOf(path: string): Promise<[found: number, searchedTo: string | null][]> {
  const pages: Page[] = []
  for (let after = ''; pages.length < 10;) {
    const { body } = await ana.get(`${path}${after}`)
    pages.push(body)
    if (body.next === null) break
    after = `&after=${body.next}`
  }
  return pages.map(({ items, searchedTo }) => [items.length, searchedTo])
}

test('a page may have none and say how far back it looked; whoever follows it to the end finds everything once', async () => {
  const looked = new Date(LAST - 10_000 * MINUTE).toISOString()
  expect(await pagesOf(`/users/${busy.id}/activity?text=invoice&kind=call`)).toEqual([
    [0, looked],
    [1, null],
  ])
})

test('a seldom word is gathered wherever it stands, and an everyday one fills its page', async () => {
  expect(await pagesOf(`/users/${busy.id}/activity?text=nowhere`)).toEqual([[0, null]])
  expect(await pagesOf(`/activity?text=${'invoice 20999'.replace(' ', '%20')}`)).toEqual([[1, null]])
  const { body } = await ana.get(`/users/${busy.id}/activity?text=hello&limit=200`)
  expect(body).toMatchObject({ searchedTo: null, next: expect.any(String) as string })
  expect(body.items).toHaveLength(200)
})

test('the file goes on by itself', async () => {
  const { body } = await ana.get(`/users/${busy.id}/activity/file?text=invoice`)
  expect((body as string).trimEnd().split('\r\n')).toHaveLength(2)
})
