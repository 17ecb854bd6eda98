/** Call records over HTTP, some thousands a request, and the same once more (LOG-4, RATE). */
import type { Bench } from '../bench.ts'
import { count, ms, type Figure } from '../figures.ts'
import { asOwner, findActor, someIds } from '../people.ts'

const BATCH = 5000
const REQUESTS = 12
const SENDERS = 2
const AGENTS = 2000
const MUST = 10_000

export async function* measureCalls(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  const { tenantId } = population.house
  const who = await bench.signIn(tenantId, await findActor(population, 'everywhere'))
  const agents = await someIds(population, AGENTS)
  const { address } = await bench.server()
  const run = Date.now().toString(36)
  const bodies = Array.from({ length: REQUESTS }, (_, r) =>
    JSON.stringify({
      source: `bench ${run}`,
      calls: Array.from({ length: BATCH }, (_, i) => record(r * BATCH + i, agents)),
    }),
  )
  const send = async (body: string) => {
    const headers = { ...who.headers, 'x-rollcall': '1', 'content-type': 'application/json' }
    const began = performance.now()
    const response = await fetch(`${address}/api/v1/calls`, { method: 'POST', headers, body })
    const answer = (await response.json()) as { counted: number }
    if (!response.ok) throw new Error(`Call records were refused: ${JSON.stringify(answer)}`)
    return { counted: answer.counted, millis: performance.now() - began }
  }
  for (const what of ['new call records, each a line of activity too', 'the same call records again']) {
    const waiting = [...bodies]
    const began = performance.now()
    const sent = await Promise.all(
      Array.from({ length: SENDERS }, async () => {
        const done = []
        for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) done.push(await send(body))
        return done
      }),
    )
    const perSecond = (REQUESTS * BATCH * 1000) / (performance.now() - began)
    const longest = Math.max(...sent.flat().map(({ millis }) => millis))
    yield {
      what: `${what}; ${SENDERS} senders, ${count(BATCH)} a request, ${count(AGENTS)} agents`,
      must: `≥ ${count(MUST)}/s`,
      measured: `${count(Math.round(perSecond))}/s, longest request ${ms(longest)}`,
      ok: perSecond >= MUST,
    }
  }
  await asOwner(population, (client) =>
    client.query(`delete from calls where tenant_id = ${tenantId} and source = 'bench ${run}'`),
  )
}

const DAY = 86_400_000
const MONTH = 30

function record(i: number, agents: readonly string[]) {
  const began = Date.now() - ((i * 7919) % (MONTH * 1440)) * 60_000 - DAY
  const at = (millis: number) => new Date(began + millis).toISOString()
  return {
    id: String(i),
    agent: { user: agents[(i * 31) % agents.length] },
    from: `+3712${String(i % 10_000_000).padStart(7, '0')}`,
    to: '204',
    queue: 'Support',
    startedAt: at(0),
    ...(i % 6 === 0 ? {} : { answeredAt: at(8000) }),
    endedAt: at(8000 + (i % 400) * 1000),
  }
}
