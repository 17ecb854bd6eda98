/** Everybody, in every order and both directions, the first page and the last; and what those see who see a part. */
import { sorts, type SortName } from '#src/features/users/contract/sorts.ts'
import type { ListQuery } from '#src/features/users/service/list.ts'
import type { Bench, SignedIn } from '../../bench.ts'
import { ms, type Figure } from '../../figures.ts'
import { getJson, type Connection } from '../../http/connection.ts'
import { findActor } from '../../people.ts'
import { median, percentile, timeInTurn } from '../../timing.ts'
import { pathOf } from './questions.ts'

const ROUNDS = 12
/** From a key pressed to rows within 450 ms, of which 150 are waiting for the next key: what is left for the API. */
const ROWS_WITHIN = 200

export async function* measureSorts(bench: Bench, who: SignedIn): AsyncGenerator<Figure> {
  const connection = await bench.connect(who)
  for (const by of Object.keys(sorts) as SortName[])
    for (const sort of [by, `-${by}`]) yield await measureOrder(connection, `everybody, by ${sort}`, sort)
  connection.close()
}

async function measureOrder(connection: Connection, what: string, sort: string): Promise<Figure> {
  const ask = (query: ListQuery) => () => getJson(connection, pathOf({ sort, limit: '50', ...query }))
  const { first, last, whole } = await timeInTurn(ROUNDS, {
    first: ask({ totalWithin: '0' }),
    last: ask({ before: 'end', totalWithin: '0' }),
    whole: ask({}),
  })
  const worst = Math.max(percentile(first, 0.95), percentile(last, 0.95))
  return {
    what,
    must: `rows p95 ≤ ${ROWS_WITHIN} ms`,
    measured: `first page p50 ${ms(median(first))}, last ${ms(median(last))}, p95 of both ${ms(worst)}; with total ${ms(median(whole))}`,
    ok: worst <= ROWS_WITHIN,
  }
}

/** Administrators of one site and managers of two desks, whose every selection carries its limits. */
export async function* measureReaches(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  for (const [reach, what] of [
    ['site', 'all that an administrator of one site sees'],
    ['desk', 'all that a manager of two desks sees'],
  ] as const) {
    const who = await bench.signIn(population.house.tenantId, await findActor(population, reach))
    const connection = await bench.connect(who)
    for (const sort of ['name', '-lastSignIn', 'status'])
      yield await measureOrder(connection, `${what}, by ${sort}`, sort)
    connection.close()
  }
}
