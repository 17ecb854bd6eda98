/** All sessions and keys of a user ended while three processes serve them (S21): from the commit to the first refusal everywhere. */
import { createKey } from '#src/features/api-keys/service.ts'
import { startSession } from '#src/features/sessions/service.ts'
import type { Context } from '#src/server/context.ts'
import { SESSION_COOKIE } from '#src/server/http/caller.ts'
import { startServers } from '#test/server-processes.ts'
import { measureSignOut, type Holder, type SignedOut } from '#test/sign-outs.ts'
import type { Bench, SignedIn } from '../bench.ts'
import { count, ms, type Figure } from '../figures.ts'
import { asOwner } from '../people.ts'
import type { Population } from '../population/open.ts'

const PROCESSES = 3
const SESSIONS = 1_000
const KEYS = 10
/** Open pages at each process. */
const STREAMS = 20
const ROUNDS = 5

export async function* measureSignOuts(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  const { tenantId } = population.house
  const [adminId, userId] = await twoAdministrators(population)
  const [admin, user] = [await bench.signIn(tenantId, adminId), await bench.signIn(tenantId, userId)]
  const servers = await startServers(population.app, PROCESSES)
  const [address] = servers.addresses as [string]
  try {
    for (const cut of [undefined, population.owner]) {
      const rounds: SignedOut[] = []
      for (let i = 0; i < ROUNDS; i += 1) {
        const sessions = await openSessions(user, tenantId, userId)
        const keys = await makeKeys(user.ctx)
        const given = {
          addresses: servers.addresses,
          holders: [...sessions, ...keys],
          watchers: sessions.slice(0, STREAMS),
          end: () => change(address, admin, userId, 'deactivate'),
        }
        rounds.push(await measureSignOut(cut ? { ...given, cut } : given))
        await change(address, admin, userId, 'activate')
      }
      yield figureOf(rounds, cut ? ', while the notifying connections are cut every 40 ms' : '')
    }
  } finally {
    await servers.stop()
  }
}

function figureOf(rounds: readonly SignedOut[], how: string): Figure {
  const refusals = rounds.flatMap(({ firstRefusals }) => firstRefusals)
  const streams = rounds.flatMap((round) => round.streams)
  const late = Math.max(...rounds.map(({ latestServed }) => latestServed))
  const servedAfter = rounds.reduce((sum, round) => sum + round.servedAfter, 0)
  const worst = Math.max(...refusals, ...streams)
  const median = medianOf(refusals)
  return {
    what: `sign-out of a user: ${count(SESSIONS)} sessions, ${KEYS} keys, ${STREAMS * PROCESSES} open pages, ${PROCESSES} processes${how}`,
    must: '≤ 1 s always, ≤ 100 ms median',
    measured: [
      `first refusal by each process ${asSpread(refusals)}`,
      `open pages left ${asSpread(streams)}`,
      servedAfter === 0
        ? 'no request that began after the commit was served'
        : `${servedAfter} requests served after the commit, the last begun ${ms(late)} after it`,
    ].join('; '),
    ok: worst <= 1_000 && late <= 1_000 && median <= 100,
  }
}

/** An answer that was under way at the commit counts as none. */
const asSpread = (millis: readonly number[]): string =>
  `median ${ms(medianOf(millis))}, worst ${ms(Math.max(0, ...millis))}`

const medianOf = (millis: readonly number[]): number =>
  Math.max(0, [...millis].sort((a, b) => a - b)[Math.floor(millis.length / 2)]!)

const openSessions = ({ ctx }: SignedIn, tenantId: number, userId: string): Promise<Holder[]> =>
  ctx.database
    .tenant(tenantId)
    .transaction()
    .execute(async (trx) => {
      const holders: Holder[] = []
      for (let i = 0; i < SESSIONS; i += 1) {
        const cookie = await startSession(ctx, trx, { tenantId, userId, origin: ctx.origin })
        holders.push({ cookie: `${SESSION_COOKIE}=${cookie}` })
      }
      return holders
    })

async function makeKeys(ctx: Context): Promise<Holder[]> {
  const holders: Holder[] = []
  for (let i = 0; i < KEYS; i += 1) {
    const { token } = await createKey(ctx, { name: `bench ${crypto.randomUUID()}`, permissions: ['users.read'] })
    holders.push({ authorization: `Bearer ${token}` })
  }
  return holders
}

async function change(address: string, admin: SignedIn, userId: string, action: string): Promise<void> {
  const url = `${address}/api/v1/users/${userId}/${action}`
  const answer = await fetch(url, { method: 'POST', headers: { ...admin.headers, 'x-rollcall': '1' } })
  if (!answer.ok) throw new Error(`${action} was answered by ${answer.status}: ${await answer.text()}`)
}

async function twoAdministrators(population: Population): Promise<[string, string]> {
  const { rows } = await asOwner(population, (client) =>
    client.query<{ id: string }>(
      `select u.id from users u
       join role_grants g on g.tenant_id = u.tenant_id and g.user_id = u.id and g.site_ids is null and g.desk_ids is null
       join roles r on r.tenant_id = g.tenant_id and r.id = g.role_id and r.built_in = 'administrator'
       where u.tenant_id = $1 and u.status = 'active' and u.deleted_at is null and not u.superuser order by u.id limit 2`,
      [population.house.tenantId],
    ),
  )
  const [first, second] = rows
  if (!first || !second) throw new Error('There are not two administrators among the loaded people. Load more.')
  return [first.id, second.id]
}
