/** The list under five conditions, and its later pages (RATE). */
import { listUsers, type ListAnswer, type ListQuery } from '#src/features/users/service/list.ts'
import type { Bench, SignedIn } from '../../bench.ts'
import { ms, type Figure } from '../../figures.ts'
import { getJson, type Connection } from '../../http/connection.ts'
import { openStraight, overhear, sendAll, type Statement } from '../../statements.ts'
import { median, percentile, timeInTurn } from '../../timing.ts'
import { fiveConditions, longList, pathOf } from './questions.ts'

const ROUNDS = 300
const PAGE = 400

export async function* measureConditions(bench: Bench, who: SignedIn): AsyncGenerator<Figure> {
  const { house } = await bench.population()
  const connection = await bench.connect(who)
  for (const sort of ['name', '-lastSignIn'] as const) {
    const asked = fiveConditions(house).map((query) => ({ ...query, sort }))
    const straight = await straightList(bench, who, asked)
    const times = await timeInTurn(
      ROUNDS,
      {
        api: (round) => getJson(connection, pathOf(asked[round % asked.length]!)),
        straight: (round) => straight.send(round % asked.length),
      },
      2 * asked.length,
    )
    await straight.close()
    const [api, sql] = [times.api, times.straight].map((t) => ({ p50: median(t), p99: percentile(t, 0.99) })) as [
      Spread,
      Spread,
    ]
    const ratio = api.p50 / sql.p50
    yield {
      what: `list: status + role + desk + skill + search, sorted by ${sort}, 50 rows, total`,
      must: 'p99 ≤ 50 ms; median ≤ 2 × straight SQL',
      measured: `p50 ${ms(api.p50)}, p99 ${ms(api.p99)}; ${ratio.toFixed(2)} ×`,
      straight: `p50 ${ms(sql.p50)}, p99 ${ms(sql.p99)}`,
      ok: api.p99 <= 50 && ratio <= 2,
    }
  }
  yield* measureLaterPages(bench, connection)
  connection.close()
}
type Spread = { p50: number; p99: number }

/** Sends what each query sends, in the shape of the program: the total on one connection, the page and its rows on another. */
async function straightList(bench: Bench, who: SignedIn, asked: readonly ListQuery[]) {
  const { app } = await bench.population()
  const [counting, reading] = [await openStraight(app, who.ctx), await openStraight(app, who.ctx)]
  const sent: Statement[][] = []
  // What is sampled now and then is no part of what each request sends.
  await listUsers(who.ctx, asked[0]!)
  for (const query of asked) sent.push(await overhear(() => listUsers(who.ctx, query)))
  const isCount = ({ text }: Statement) => text.startsWith('select count(*)')
  return {
    send: (which: number) =>
      Promise.all([
        sendAll(counting, sent[which]!.filter(isCount)),
        sendAll(
          reading,
          sent[which]!.filter((statement) => !isCount(statement)),
        ),
      ]),
    close: () => Promise.all([counting.end(), reading.end()]),
  }
}

/** Page 400, reached by cursors as a person reaches it, beside page 1 of the same list; both with the total. */
async function* measureLaterPages(bench: Bench, connection: Connection): AsyncGenerator<Figure> {
  const { house } = await bench.population()
  const lists: { what: string; query: ListQuery }[] = [
    { what: 'five conditions, by name', query: { ...longList(house), sort: 'name' } },
    { what: 'five conditions, by last sign-in', query: { ...longList(house), sort: '-lastSignIn' } },
    { what: 'everybody, by name', query: { sort: 'name', limit: '50' } },
  ]
  for (const { what, query } of lists) {
    const { page, cursor } = await walk(connection, query, PAGE)
    const { first, later } = await timeInTurn(60, {
      first: () => getJson(connection, pathOf(query)),
      later: () => getJson(connection, pathOf({ ...query, after: cursor })),
    })
    const ratio = median(later) / median(first)
    yield {
      what: `page ${page} of ${what}`,
      must: 'as page 1, ± 20 %',
      measured: `p50 ${ms(median(later))}, page 1 ${ms(median(first))}; ${ratio.toFixed(2)} ×`,
      ok: ratio <= 1.2,
    }
  }
}

/** The cursor of a page, or of the last one where the list is shorter. */
async function walk(connection: Connection, query: ListQuery, wanted: number) {
  let [page, cursor] = [1, undefined as string | undefined]
  while (page < wanted) {
    const after = cursor === undefined ? {} : { after: cursor }
    const { next } = await getJson<ListAnswer>(connection, pathOf({ ...query, ...after, totalWithin: '0' }))
    if (next === null) break
    ;[page, cursor] = [page + 1, next]
  }
  return { page, cursor }
}
