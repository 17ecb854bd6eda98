/**
 * The list of everybody with their groups as CSV and as a workbook (RATE), asked of the running program: from the wish to
 * the file that is ready, how long its download takes, and how much memory the program had at once. Beside it the least SQL:
 * the same rows by one COPY.
 */
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { to } from 'pg-copy-streams'
import type { Bench, SignedIn } from '../bench.ts'
import { count, type Figure } from '../figures.ts'
import { MOST_MEMORY } from '../http/server.ts'
import { asOwner, findActor } from '../people.ts'
import type { Population } from '../population/open.ts'

/** What a list shows of a person, with all that they belong to. */
const COLUMNS = [
  ...['id', 'username', 'email', 'firstName', 'lastName', 'status', 'site', 'roles', 'desks', 'skills', 'tags'],
  ...['businessUnits', 'agentGroups', 'queues', 'sipExtension', 'phone', 'timeZone', 'languages', 'created'],
]

type Export = {
  id: string
  version: number
  state: string
  fault: string | null
  size: number
  people: { done: number }
}

type Asked = { readonly method?: 'DELETE'; readonly body?: object; readonly ifMatch?: string }

async function ask(address: string, { headers }: SignedIn, path: string, asked: Asked = {}): Promise<Response> {
  const { body, ifMatch, method = body ? 'POST' : 'GET' } = asked
  const answer = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: {
      ...headers,
      'x-rollcall': 'bench',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
  return answer
}
const secondsSince = (began: number) => (performance.now() - began) / 1000

/** The longest that another request waited meanwhile, in milliseconds. */
async function exported(address: string, who: SignedIn, format: string) {
  const began = performance.now()
  const wish = { format, columns: COLUMNS, target: { everyone: true } }
  let made = (await (await ask(address, who, '/exports', { body: wish })).json()) as Export
  const waits: number[] = []
  while (made.state === 'waiting' || made.state === 'running') {
    await pause(50)
    const asked = performance.now()
    made = (await (await ask(address, who, `/exports/${made.id}`)).json()) as Export
    waits.push(performance.now() - asked)
  }
  if (made.state !== 'ready') throw new Error(`The export is ${made.state}: ${made.fault}`)
  const seconds = secondsSince(began)
  const fetched = performance.now()
  const { body } = await ask(address, who, `/exports/${made.id}/file`)
  let bytes = 0
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) bytes += chunk.length
  if (bytes !== made.size) throw new Error(`The file has ${bytes} bytes and says ${made.size}.`)
  const download = secondsSince(fetched)
  // One person keeps twenty at most, and there are further runs.
  await ask(address, who, `/exports/${made.id}`, { method: 'DELETE', ifMatch: `"v${made.version}"` })
  return { made, seconds, download, wait: Math.max(...waits) }
}

/** Seconds for the rows alone. */
async function straight(population: Population): Promise<number> {
  return asOwner(population, async (client) => {
    const tenant = population.house.tenantId
    await client.query(`select set_config('rollcall.tenant', $1, false)`, [String(tenant)])
    const began = performance.now()
    const rows = client.query(
      to(`copy (select u.id, u.username, u.email, u.first_name, u.last_name, u.status, u.site_id, d.facets, d.traits,
        u.sip_extension, u.phone, u.time_zone, u.languages, u.created_at
        from directory d join users u on u.tenant_id = d.tenant_id and u.id = d.user_id
        where d.tenant_id = ${tenant} order by u.name_key, u.id) to stdout with (format csv)`),
    )
    await pipeline(rows, new Writable({ write: (_chunk, _encoding, done) => done() }))
    return secondsSince(began)
  })
}

export async function* measureExport(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  const who = await bench.signIn(population.house.tenantId, await findActor(population, 'everywhere'))
  const server = await bench.server()
  const bare = await straight(population)
  for (const [format, most] of [
    ['csv', 12],
    ['xlsx', 40],
  ] as const) {
    const { made, seconds, download, wait } = await exported(server.address, who, format)
    const memory = server.peak()
    yield {
      what: `export of everyone with their groups, ${format.toUpperCase()}`,
      must: `≤ ${most} s at 1,000,000; ≤ 300 MB`,
      measured: `${seconds.toFixed(1)} s (${count(made.people.done)} users, ${count(made.size / 2 ** 20)} MiB), ${count(memory / 2 ** 20)} MiB of memory at most; download ${download.toFixed(1)} s; another request waited ${count(wait)} ms at most`,
      straight: `${bare.toFixed(1)} s`,
      ok: (seconds * 1_000_000) / Math.max(population.users, 1) <= most && memory <= MOST_MEMORY,
    }
  }
}
