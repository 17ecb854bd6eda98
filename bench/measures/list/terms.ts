/** Terms of every length and script, that nobody matches, half of everybody, and the middle; each total against a slow count. */
import pg from 'pg'
import type { ListAnswer, ListQuery } from '#src/features/users/service/list.ts'
import type { Bench, SignedIn } from '../../bench.ts'
import { count, ms, type Figure } from '../../figures.ts'
import { getJson } from '../../http/connection.ts'
import type { House } from '../../population/house.ts'
import { median, percentile, timeInTurn } from '../../timing.ts'
import { countSlowly } from './oracle.ts'
import { fiveConditions, pathOf } from './questions.ts'

const ROUNDS = 10
const ROWS_WITHIN = 200

/** One, two and eight letters of three scripts, then words by how many match. */
const TERMS = [
  'a',
  'z',
  'an',
  'zq',
  'alexandr',
  'qwertyui',
  'о',
  'ол',
  'александ',
  '王',
  '王小',
  '李王张陈杨赵黄周',
  'example',
  'com',
  'mar',
  'maria',
  'ana li',
  'maria riga a',
  'нет-такого',
  '100%',
  "o'b",
]

export async function* measureTerms(bench: Bench, who: SignedIn): AsyncGenerator<Figure> {
  const population = await bench.population()
  const { house } = population
  const connection = await bench.connect(who)
  const owner = new pg.Client(population.owner)
  await owner.connect()
  const terms = [...new Set([...TERMS, ...(await halves(owner, house.tenantId))])]
  for (const term of terms)
    for (const filter of filtersOf(house)) yield await measureTerm(owner, connection, house, term, filter)
  await owner.end()
  connection.close()
}

type Filtered = { readonly name: string; readonly query: ListQuery }
const filtersOf = (house: House): Filtered[] => {
  const { status, role, desk } = fiveConditions(house)[0]!
  return [
    { name: '', query: {} },
    { name: ' + status + role', query: { status, role } },
    { name: ' + status + desk', query: { status, desk } },
  ]
}

async function measureTerm(
  owner: pg.Client,
  connection: Parameters<typeof getJson>[0],
  house: House,
  term: string,
  filter: Filtered,
): Promise<Figure> {
  const query: ListQuery = { ...filter.query, search: term, sort: 'name', limit: '50' }
  let total: number | null = null
  const { rows, whole } = await timeInTurn(
    ROUNDS,
    {
      rows: () => getJson(connection, pathOf({ ...query, totalWithin: '0' })),
      whole: async () => ({ total } = await getJson<ListAnswer>(connection, pathOf(query))),
    },
    1,
  )
  const wanted = await countSlowly(owner, house.tenantId, query)
  const p95 = percentile(rows, 0.95)
  return {
    what: `“${term}”${filter.name}: ${count(wanted)}`,
    must: `rows p95 ≤ ${ROWS_WITHIN} ms, total = count(*)`,
    measured: `rows p50 ${ms(median(rows))}, p95 ${ms(p95)}; with total p50 ${ms(median(whole))}; total ${count(total ?? -1)}`,
    ok: p95 <= ROWS_WITHIN && total === wanted,
  }
}

/** Three letters that about half of everybody match, and that a twentieth does. */
async function halves(owner: pg.Client, tenantId: number): Promise<string[]> {
  const { rows } = await owner.query<{ term: string; share: number }>(
    `with sampled as (select search from users where tenant_id = $1 order by id limit 5000)
     select term, count(distinct search)::float / (select count(*) from sampled) as share
     from sampled, lateral (select distinct substr(word, 1, 3) as term from regexp_split_to_table(search, '[^a-z]+') as word where length(word) >= 3) words
     group by term`,
    [tenantId],
  )
  const nearest = (share: number) =>
    rows.reduce((best, row) => (Math.abs(row.share - share) < Math.abs(best.share - share) ? row : best)).term
  return [nearest(0.5), nearest(0.05)]
}
