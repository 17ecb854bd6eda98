/**
 * Somebody guesses the password of one account, from many addresses at once, for an hour (S13, S14): no more than ten tries may get
 * through to the check, and the owner signs in meanwhile, in a browser that the account knows. The hour goes by in the rows of the
 * counters, which are set back by a minute sixty times; everything else is a server that is asked over the network.
 */
import { Agent, request } from 'node:http'
import pg from 'pg'
import { DEVICE_COOKIE } from '#src/server/http/caller.ts'
import { STRANGERS } from '#src/features/locks/sql/tries.ts'
import { percentile } from '../timing.ts'
import type { Processes } from './processes.ts'

/** 127.0.0.1 to 127.0.0.64. */
const ADDRESSES = 64
const MINUTES = 60
/** Of strangers, in an hour (AUTH-7). */
const MOST_CHECKED = 10
/** Every so many minutes the owner comes. */
const OWNER_EVERY = 5

export type Owner = { readonly tenant: string; readonly name: string; readonly password: string }
export type Story = {
  readonly answers: Readonly<Record<number, number>>
  /** Counted by the database: tries of strangers that were looked at. */
  readonly checked: number
  readonly owner: { readonly signedIn: number; readonly of: number; readonly p95: number }
  readonly wrong: readonly string[]
}
type Answered = { readonly status: number; readonly device: string | undefined; readonly millis: number }

export async function storyOfGuesses(
  processes: Processes,
  { owner, guesses, database: connection }: { owner: Owner; guesses: number; database: pg.ClientConfig },
  say: (sentence: string) => void,
): Promise<Story> {
  const { tenant, name, password } = owner
  const agents = Array.from(
    { length: ADDRESSES },
    (_, i) => new Agent({ keepAlive: true, maxSockets: 1, localAddress: `127.0.0.${i + 1}` }),
  )
  const signIn = (agent: Agent, tried: string, device?: string) =>
    ask(`${processes.address}/api/v1/session`, agent, { tenant, name, password: tried }, device)
  const database = new pg.Client(connection)
  await database.connect()
  try {
    const home = new Agent({ keepAlive: true, localAddress: '127.0.0.100' })
    const { status, device } = await signIn(home, password)
    if (status !== 200 || !device) throw new Error(`The owner was answered ${status} before anybody guessed.`)
    const answers: Record<number, number> = {}
    const visits: Answered[] = []
    let checked = 0
    for (let minute = 0; minute < MINUTES; minute += 1) {
      const before = await triesOf(database)
      const until = Math.floor((guesses * (minute + 1)) / MINUTES)
      let next = Math.floor((guesses * minute) / MINUTES)
      const guessing = agents.map(async (agent) => {
        while (next < until) {
          const guess = await signIn(agent, `a guess, and not the last one: ${(next += 1)}`)
          answers[guess.status] = (answers[guess.status] ?? 0) + 1
        }
      })
      if (minute % OWNER_EVERY === 0) visits.push(await signIn(home, password, device))
      await Promise.all(guessing)
      checked += (await triesOf(database)) - before
      if (minute % 10 === 9) say(`minute ${minute + 1}: ${until} guesses, ${checked} looked at.`)
      await letAMinuteGoBy(database)
    }
    const signedIn = visits.filter((visit) => visit.status === 200).length
    const times = visits.map(({ millis }) => millis)
    return {
      answers,
      checked,
      owner: { signedIn, of: visits.length, p95: percentile(times, 0.95) },
      wrong: [
        ...(checked > MOST_CHECKED ? [`${checked} guesses were looked at in an hour`] : []),
        ...(checked === 0 ? ['no guess was looked at: the owner would be kept out by anybody'] : []),
        ...(answers[401] === checked ? [] : [`${answers[401] ?? 0} were answered 401, ${checked} were looked at`]),
        ...(signedIn === visits.length ? [] : [`the owner was kept out ${visits.length - signedIn} times`]),
        ...visits.filter(({ status }) => status !== 200).map(({ status }) => `the owner was answered ${status}`),
      ],
    }
  } finally {
    for (const agent of agents) agent.destroy()
    await database.end()
  }
}

/** Tries of strangers at the account itself, in its whole life: `recent` grows while failures go on, whoever signs in meanwhile. */
async function triesOf(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ tries: number }>(
    'select coalesce(sum(recent), 0)::int as tries from sign_in_tries where subject = user_id and device = $1',
    [STRANGERS],
  )
  return rows[0]!.tries
}

const letAMinuteGoBy = (database: pg.Client) =>
  database.query(
    `update sign_in_tries set first_at = first_at - interval '1 minute', last_at = last_at - interval '1 minute',
      locked_at = locked_at - interval '1 minute', locked_until = locked_until - interval '1 minute'`,
  )

function ask(url: string, agent: Agent, body: object, device: string | undefined): Promise<Answered> {
  const began = performance.now()
  const headers = {
    'content-type': 'application/json',
    'x-rollcall': '1',
    ...(device === undefined ? {} : { cookie: `${DEVICE_COOKIE}=${device}` }),
  }
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      const cookies = (response.headers['set-cookie'] ?? []).join(';')
      const known = new RegExp(`${DEVICE_COOKIE}=([\\w-]+)`).exec(cookies)?.[1]
      response.resume().once('end', () => {
        resolve({ status: response.statusCode ?? 0, device: known, millis: performance.now() - began })
      })
    })
    asked.once('error', reject).end(JSON.stringify(body))
  })
}
