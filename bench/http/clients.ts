/** A process of clients: each asks, waits for the answer, and asks again, until the time is over. */
import { once } from 'node:events'
import pg from 'pg'
import type { Rate, Work } from '../measures/read.ts'
import { percentile } from '../timing.ts'
import { Connection } from './connection.ts'

type Ask = (place: number) => Promise<boolean>
type Client = { readonly ask: Ask; close(): unknown }

async function open(work: Work): Promise<Client> {
  if (work.kind === 'http') {
    const { paths } = work
    const connection = await Connection.open(work.address, work.headers)
    return {
      ask: async (place) => (await connection.get(paths[place % paths.length]!)).status === 200,
      close: () => connection.close(),
    }
  }
  const { ids, example, statements } = work
  const client = new pg.Client(work.app)
  await client.connect()
  await client.query(`select set_config('rollcall.tenant', $1, false)`, [String(work.tenantId)])
  const forId = (values: unknown[], id: string) =>
    values.map((v) => (v === example ? id : Array.isArray(v) && v[0] === example ? [id] : v))
  return {
    ask: async (place) => {
      const id = ids[place % ids.length]!
      for (const statement of statements) await client.query({ ...statement, values: forId(statement.values, id) })
      return true
    },
    close: () => client.end(),
  }
}

async function measure(work: Work): Promise<Rate> {
  const clients = await Promise.all(Array.from({ length: work.clients }, () => open(work)))
  const times: number[] = []
  let failed = 0
  const began = performance.now()
  const until = began + work.seconds * 1000
  await Promise.all(
    clients.map(async ({ ask }, number) => {
      // Far apart, so that no two clients ask for the same person at the same time.
      for (let place = number * 7919; ; place++) {
        const from = performance.now()
        if (from >= until) return
        if (!(await ask(place))) failed += 1
        times.push(performance.now() - from)
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  await Promise.all(clients.map((client) => client.close()))
  return { perSecond: times.length / seconds, p50: percentile(times, 0.5), p99: percentile(times, 0.99), failed }
}

const [work] = (await once(process, 'message')) as [Work]
process.send!(await measure(work))
process.disconnect()
