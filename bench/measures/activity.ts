/**
 * Searching what people did (LOG-2; 20,000,000 lines of a million users, and of fewer users as many fewer): the first page of one
 * user, who has a hundredth of all lines, and of everybody; by time, kind, address and text, frequent, rare and nowhere.
 */
import { listActivityOf, listActivityOfAll } from '#src/features/activity/service/read.ts'
import type { Bench, SignedIn } from '../bench.ts'
import { count, ms, type Figure } from '../figures.ts'
import { findActor } from '../people.ts'
import { fillActivity, PLANTED, PLANTED_WORD } from '../population/activity.ts'
import { openStraight, overhear, sendAll } from '../statements.ts'
import { median, percentile, timeInTurn } from '../timing.ts'

const ROUNDS = 100
const MOST = 100

const SEARCHES: readonly (readonly [what: string, query: Readonly<Record<string, string>>])[] = [
  ['first page', {}],
  ['first page of one kind', { kind: 'note' }],
  ['a frequent word', { text: 'invoice' }],
  [`a word of ${PLANTED} lines`, { text: PLANTED_WORD }],
  ['a word of none', { text: 'nowhereatall' }],
  ['an address', { address: '10.0.10.7' }],
  ['a network', { address: '10.0.10.0/24' }],
]

export async function* measureActivity(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  const { lines, busy } = await fillActivity(population, bench.say)
  const { tenantId } = population.house
  const all = await bench.signIn(tenantId, await findActor(population, 'everywhere'))
  for (const search of SEARCHES) {
    yield await measure(bench, all, { lines, search, userId: busy, whose: 'the busiest user' })
    yield await measure(bench, all, { lines, search, userId: null, whose: 'everybody' })
  }
  const desk = await bench.signIn(tenantId, await findActor(population, 'desk'))
  yield await measure(bench, desk, { lines, search: SEARCHES[0]!, userId: null, whose: 'two desks' })
}

type Wanted = {
  readonly lines: number
  readonly search: (typeof SEARCHES)[number]
  readonly userId: string | null
  readonly whose: string
}

async function measure(
  bench: Bench,
  who: SignedIn,
  { lines, search: [what, query], userId, whose }: Wanted,
): Promise<Figure> {
  const connection = await bench.connect(who)
  const straight = await openStraight((await bench.population()).app, who.ctx)
  const read = () => (userId === null ? listActivityOfAll(who.ctx, query) : listActivityOf(who.ctx, userId, query))
  const statements = await overhear(read)
  const { items } = await read()
  if (what.includes(String(PLANTED)) && items.length !== Math.min(50, PLANTED))
    throw new Error(`Of the planted lines ${items.length} were found.`)
  const path = `/api/v1${userId === null ? '' : `/users/${userId}`}/activity?${new URLSearchParams(query)}`
  const times = await timeInTurn(ROUNDS, {
    api: () => connection.get(path),
    sql: () => sendAll(straight, statements),
  })
  await straight.end()
  connection.close()
  const [p50, p99] = [median(times.api), percentile(times.api, 0.99)]
  return {
    what: `activity of ${whose} among ${count(lines)} lines: ${what}`,
    must: `p99 ≤ ${MOST} ms`,
    measured: `p50 ${ms(p50)}, p99 ${ms(p99)}`,
    straight: `p50 ${ms(median(times.sql))}, p99 ${ms(percentile(times.sql, 0.99))}`,
    ok: p99 <= MOST,
  }
}
