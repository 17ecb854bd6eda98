/** News of presence with thousands who watch: from the question that makes it to the end of each open stream. */
import type { Bench, SignedIn } from '../bench.ts'
import { Watcher } from '../http/watcher.ts'
import { count, ms, type Figure } from '../figures.ts'
import { asOwner, findActor } from '../people.ts'
import type { Population } from '../population/open.ts'
import { percentile } from '../timing.ts'

const WATCHERS = 2_000
/** Many more who only wait, and what each may take, in bytes (RATE). */
const IDLE = 10_000
const MOST_EACH = 25e3
/** Streams of one session, which has so many and no more. */
const AT_A_TIME = 50
const CALM_ROUNDS = 20
/** Between two pieces of news when things are calm: longer than a process gathers for. */
const CALM_MS = 600
const BUSY_NEWS = 400
/** A dialer of some hundred agents: fifty changes a second, each sent by itself. */
const BUSY_MS = 20

export async function* measureLive(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  const actor = await findActor(population, 'everywhere')
  const signIn = () => bench.signIn(population.house.tenantId, actor)
  const who = await signIn()
  const server = await bench.server()
  await forgetStates(population)
  const agents = await activeIds(population, BUSY_NEWS)
  const watchers: Watcher[] = []
  const openUpTo = async (wanted: number) => {
    while (watchers.length < wanted) {
      const { headers } = await signIn()
      const more = Array.from({ length: AT_A_TIME }, () => Watcher.open(server.address, headers))
      watchers.push(...(await Promise.all(more)))
    }
  }
  try {
    await openUpTo(WATCHERS)
    const ask = { address: server.address, who, watchers }
    yield figureOf('one change at a time', await measure(ask, agents.slice(0, CALM_ROUNDS), CALM_MS))
    yield figureOf(`${1000 / BUSY_MS} changes a second`, await measure(ask, agents, BUSY_MS))
    yield {
      what: `live: memory of the server with ${count(WATCHERS)} open streams`,
      must: '',
      measured: `${count(server.peak() / 2 ** 20)} MiB at most`,
    }
    const before = server.memory()
    await openUpTo(WATCHERS + IDLE)
    const each = (server.memory() - before) / IDLE
    yield {
      what: `idle live connections, ${count(IDLE)} more`,
      must: '≤ 25 KB each',
      measured: `${(each / 1000).toFixed(1)} KB each, ${count(server.memory() / 2 ** 20)} MiB in all`,
      ok: each <= MOST_EACH,
    }
  } finally {
    watchers.forEach((watcher) => watcher.close())
  }
}

type Ask = { readonly address: string; readonly who: SignedIn; readonly watchers: readonly Watcher[] }
type Heard = { readonly times: readonly number[]; readonly missed: number }

/** Puts one agent after another on a call, and times when each watcher is told of each of them. */
async function measure({ address, who, watchers }: Ask, agents: readonly string[], every: number): Promise<Heard> {
  const begun = new Map<string, number>()
  const times: number[] = []
  for (const watcher of watchers) {
    watcher.onText((text, at) => {
      for (const [id] of text.matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)) {
        const since = begun.get(id)
        if (since !== undefined) times.push(at - since)
      }
    })
  }
  const state = every === CALM_MS ? 'on-call' : 'wrap-up'
  const sent: Promise<void>[] = []
  for (const id of agents) {
    begun.set(id, performance.now())
    sent.push(say(address, who, id, state))
    await pause(every)
  }
  await Promise.all(sent)
  const expected = agents.length * watchers.length
  for (let waited = 0; times.length < expected && waited < 5_000; waited += 100) await pause(100)
  return { times, missed: expected - times.length }
}

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis))

async function say(address: string, who: SignedIn, user: string, state: string): Promise<void> {
  const answer = await fetch(`${address}/api/v1/availability`, {
    method: 'POST',
    headers: { ...who.headers, 'x-rollcall': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ rows: [{ user, state }] }),
  })
  const { taken } = (await answer.json()) as { taken?: number }
  if (taken !== 1) throw new Error(`The state of ${user} was not taken: ${answer.status}.`)
}

const figureOf = (how: string, { times, missed }: Heard): Figure => ({
  what: `live event to the end of each of ${count(WATCHERS)} streams, ${how}`,
  must: '≤ 1 s',
  measured: [
    `p50 ${ms(percentile(times, 0.5))}, p99 ${ms(percentile(times, 0.99))}, worst ${ms(percentile(times, 1))}`,
    `${count(times.length)} heard, ${count(missed)} missed`,
  ].join('; '),
  ok: missed === 0 && percentile(times, 1) <= 1_000,
})

/** What an earlier run said would be no news. */
const forgetStates = (population: Population) =>
  asOwner(population, (client) => client.query('truncate availability, availability_words'))

async function activeIds(population: Population, most: number): Promise<string[]> {
  const { rows } = await asOwner(population, (client) =>
    client.query<{ id: string }>(
      `select id from users where tenant_id = $1 and status = 'active' and deleted_at is null order by id desc limit $2`,
      [population.house.tenantId, most],
    ),
  )
  return rows.map(({ id }) => id)
}
