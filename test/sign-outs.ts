/**
 * How fast everybody who comes with a user's sessions and keys is kept out once these end: requests without pause and open
 * event streams at several servers, while the end is made (S21). Times are milliseconds.
 */
import { Agent, request } from 'node:http'
import pg from 'pg'

/** The headers with which somebody comes: a session's cookie, or a key. */
export type Holder = Readonly<Record<string, string>>
export type SignOut = {
  readonly addresses: readonly string[]
  /** Asked with in turn, at every server. */
  readonly holders: readonly Holder[]
  /** Has an event stream at each server. */
  readonly watchers: readonly Holder[]
  /** Ends what they come with; returns once that is committed. */
  readonly end: () => Promise<void>
  /** Where the connections that hear notices are cut again and again, from before the end on. */
  readonly cut?: pg.ClientConfig
}
export type SignedOut = {
  /** Requests that were served before the end. */
  readonly served: number
  /** Requests that began after the end was committed, and were served all the same. */
  readonly servedAfter: number
  /** The latest of them, counted from the commit; 0 when there was none. */
  readonly latestServed: number
  /** From the commit to the first refusal, for each server. */
  readonly firstRefusals: readonly number[]
  /** Those of the holders who were refused after the end: all of them. */
  readonly refused: number
  /** From the commit to the end of each stream; Infinity for one that stayed open. */
  readonly streams: readonly number[]
}

/** Requests at a time at each server. */
const AT_ONCE = 2
const WARM_UP = 1_000
const AFTERWARDS = 2_500
const CUT_EVERY = 40
const PATH = '/api/v1/custom-fields'

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis))

export async function measureSignOut({ addresses, holders, watchers, end, cut }: SignOut): Promise<SignedOut> {
  const asked: { server: number; holder: number; began: number; over: number; status: number }[] = []
  let running = true
  const hammer = async (server: number, first: number, agent: Agent) => {
    for (let i = first; running; i += AT_ONCE) {
      const holder = i % holders.length
      const began = performance.now()
      const status = await statusOf(`${addresses[server]}${PATH}`, holders[holder]!, agent)
      asked.push({ server, holder, began, over: performance.now(), status })
    }
  }
  const streams = await Promise.all(
    addresses.flatMap((address) => watchers.map((watcher) => openStream(address, watcher))),
  )
  const agents = addresses.map(() => new Agent({ keepAlive: true, maxSockets: AT_ONCE }))
  const hammers = agents.flatMap((agent, server) =>
    Array.from({ length: AT_ONCE }, (_, i) => hammer(server, i + server, agent)),
  )
  await pause(WARM_UP)
  const scissors = cut && (await startCutting(cut))
  await end()
  const committed = performance.now()
  await pause(AFTERWARDS)
  running = false
  await Promise.all(hammers)
  await scissors?.stop()
  agents.forEach((agent) => agent.destroy())
  streams.forEach(({ abort }) => abort())
  const after = asked.filter(({ began }) => began > committed)
  const late = after.filter(({ status }) => status !== 401)
  return {
    served: asked.filter(({ over, status }) => status === 200 && over < committed).length,
    servedAfter: late.length,
    latestServed: Math.max(0, ...late.map(({ began }) => began - committed)),
    firstRefusals: addresses.map(
      (_, server) =>
        Math.min(...asked.filter((one) => one.server === server && one.status === 401).map(({ over }) => over)) -
        committed,
    ),
    refused: new Set(after.filter(({ status }) => status === 401).map(({ holder }) => holder)).size,
    streams: streams.map(({ closedAt }) => closedAt() - committed),
  }
}

/** 0 for no answer. */
const statusOf = (url: string, headers: Holder, agent: Agent): Promise<number> =>
  new Promise((resolve) => {
    request(url, { headers, agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
      .on('error', () => resolve(0))
      .end()
  })

async function openStream(address: string, headers: Holder) {
  const controller = new AbortController()
  const { status, body } = await fetch(`${address}/api/v1/events`, { headers, signal: controller.signal })
  if (status !== 200 || !body) throw new Error(`An event stream was answered by ${status}.`)
  let at = Infinity
  void (async () => {
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>)
      if (Buffer.from(chunk).toString().includes('session-ended')) at = Math.min(at, performance.now())
  })().catch(() => undefined)
  return { closedAt: () => at, abort: () => controller.abort() }
}

/** Cuts every connection that listens, as often as it is made anew. */
async function startCutting(owner: pg.ClientConfig) {
  const client = new pg.Client(owner)
  await client.connect()
  const cutting = `select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'rollcall live' and datname = current_database()`
  await client.query(cutting)
  let cuts = true
  const over = (async () => {
    for (; cuts; await pause(CUT_EVERY)) await client.query(cutting)
  })()
  return {
    stop: async () => {
      cuts = false
      await over
      await client.end()
    },
  }
}
