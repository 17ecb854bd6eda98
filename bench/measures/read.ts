/** One user read by sixteen clients at once (RATE), asked from a process of its own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { readUser } from '#src/features/users/service/read.ts'
import type { Bench } from '../bench.ts'
import { count, ms, type Figure } from '../figures.ts'
import { findActor, someIds } from '../people.ts'
import { overhear, type Statement } from '../statements.ts'

const CLIENTS = 16
const SECONDS = 10
const CLIENT = fileURLToPath(new URL('../http/clients.ts', import.meta.url))

/** What the process of clients is told, over HTTP or straight to PostgreSQL, and what it answers. */
export type Work = { readonly clients: number; readonly seconds: number } & (
  | {
      readonly kind: 'http'
      readonly address: string
      readonly headers: Readonly<Record<string, string>>
      readonly paths: readonly string[]
    }
  | {
      readonly kind: 'sql'
      readonly app: object
      readonly tenantId: number
      readonly statements: readonly Statement[]
      readonly ids: readonly string[]
      readonly example: string
    }
)
export type Rate = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly failed: number }

export async function* measureRead(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  const { tenantId } = population.house
  const who = await bench.signIn(tenantId, await findActor(population, 'everywhere'))
  const ids = await someIds(population, 5000)
  const example = ids[0]!
  const statements = await overhear(() => readUser(who.ctx, example))
  const { address } = await bench.server()
  const paths = ids.map((id) => `/api/v1/users/${id}`)
  const load = { clients: CLIENTS, seconds: SECONDS }
  await run({ ...load, seconds: 3, kind: 'http', address, headers: who.headers, paths })
  const api = await run({ ...load, kind: 'http', address, headers: who.headers, paths })
  const sql = await run({ ...load, kind: 'sql', app: population.app, tenantId, statements, ids, example })
  const shown = ({ perSecond, p50, p99 }: Rate) => `${count(perSecond)}/s, p50 ${ms(p50)}, p99 ${ms(p99)}`
  yield {
    what: `read one user, signed in, ${CLIENTS} clients (who share the two cores)`,
    must: '≥ 4,000/s, p99 ≤ 15 ms',
    measured: shown(api) + (api.failed > 0 ? `, ${api.failed} failed` : ''),
    straight: `${shown(sql)} (without the session)`,
    ok: api.failed === 0 && api.perSecond >= 4000 && api.p99 <= 15,
  }
}

async function run(work: Work): Promise<Rate> {
  const child = fork(CLIENT, { execArgv: ['--disable-warning=ExperimentalWarning'] })
  child.send(work)
  const [rate] = (await once(child, 'message')) as [Rate]
  await once(child, 'exit')
  return rate
}
