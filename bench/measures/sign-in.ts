/** A storm of sign-ins (RATE): how many the program lets in beside what Argon2id alone allows, and what it does to everybody else. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { hashPassword, verifyPassword } from '#src/server/crypto/passwords.ts'
import type { Bench } from '../bench.ts'
import { count, ms, type Figure } from '../figures.ts'
import { Connection } from '../http/connection.ts'
import { reading } from '../http/reading.ts'
import { asOwner, findActor } from '../people.ts'
import type { Population } from '../population/open.ts'
import { spending } from '../processor-time.ts'
import { percentile } from '../timing.ts'

const CLIENTS = 16
const SECONDS = 10
/** Each signs in every few seconds, so that nobody waits for their own row. */
const PEOPLE = 2_000
const PASSWORD = 'lantern gravel otter nine'
/** Between two questions of somebody who works meanwhile. */
const THINKING_MS = 10

export async function* measureSignIn(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  const { tenantId } = population.house
  const hash = await hashPassword(PASSWORD)
  const { tenant, names } = await givePasswords(population, hash)
  const reader = await bench.signIn(tenantId, await findActor(population, 'everywhere'))
  const { address, pid: program } = await bench.server()
  const connection = await Connection.open(address, reader.headers)
  const read = `/api/v1/users/${reader.ctx.actor.id}`
  const pages = await Promise.all(
    Array.from({ length: CLIENTS }, () => Connection.open(address, { 'x-rollcall': '1' })),
  )
  const signIn = async (place: number, client: number) =>
    (await pages[client]!.post('/api/v1/session', { tenant, name: names[place % names.length]!, password: PASSWORD }))
      .status === 200
  await storm(3, signIn)

  const watching = await openWatching(population)
  const of = { program, backend: watching.backend }
  const { result: raw, spent: hashing } = await spending(of, () => storm(SECONDS, () => verifyPassword(hash, PASSWORD)))
  const quiet = await reading(connection, [read], THINKING_MS, () => pause(3_000))
  const { result: rate, spent } = await spending(of, () => storm(SECONDS, signIn))
  let beside = rate
  const meanwhile = await reading(connection, [read], THINKING_MS, async () => {
    beside = await storm(SECONDS, signIn)
  })
  for (const one of [connection, ...pages, watching]) one.close()
  const share = rate.perSecond / raw.perSecond
  yield {
    what: `sign-ins, ${CLIENTS} clients`,
    must: '≥ 90 % of what Argon2id alone reaches',
    measured: `${count(Math.round(rate.perSecond))}/s, ${Math.round(share * 100)} % of ${count(Math.round(raw.perSecond))}/s of Argon2id alone${rate.failed > 0 ? `, ${rate.failed} failed` : ''}`,
    ok: share >= 0.9 && rate.failed + beside.failed === 0,
  }
  const each = (millis: number) => `${(millis / rate.done).toFixed(1)} ms`
  yield {
    what: 'processor time of a sign-in',
    must: '',
    measured: `program with its hash ${each(spent.program)}, PostgreSQL ${each(spent.database)}, clients ${each(spent.clients)}; the hash alone ${(hashing.clients / raw.done).toFixed(1)} ms`,
  }
  yield {
    what: 'reading one user meanwhile',
    must: 'p95 ≤ 50 ms',
    measured: `p50 ${ms(percentile(meanwhile, 0.5))}, p95 ${ms(percentile(meanwhile, 0.95))}; without them p95 ${ms(percentile(quiet, 0.95))}`,
    ok: percentile(meanwhile, 0.95) <= 50,
  }
}

/** Clients who ask again as soon as they are answered. */
async function storm(seconds: number, ask: (place: number, client: number) => Promise<boolean>) {
  const began = performance.now()
  const until = began + seconds * 1000
  let [done, failed] = [0, 0]
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let place = client * 127; performance.now() < until; place += 1) {
        if (await ask(place, client)) done += 1
        else failed += 1
      }
    }),
  )
  return { perSecond: done / ((performance.now() - began) / 1000), done, failed }
}

/** A backend of the database that is measured: the others are its siblings. */
async function openWatching({ owner }: Population): Promise<{ backend: number; close(): void }> {
  const client = new pg.Client(owner)
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return { backend: rows[0]!.pid, close: () => void client.end() }
}

/** Active people get one password, whose hash is the same for all: verifying it costs what any does. */
async function givePasswords(population: Population, hash: string): Promise<{ tenant: string; names: string[] }> {
  const { tenantId } = population.house
  return asOwner(population, async (client) => {
    await client.query("select set_config('rollcall.tenant', $1, false)", [String(tenantId)])
    const { rows } = await client.query<{ username: string; slug: string }>(
      `with chosen as (
         select id, username from users where tenant_id = $1 and status = 'active' and deleted_at is null order by id desc limit $3),
       given as (
         insert into user_passwords (tenant_id, user_id, hash, temporary, must_change)
         select $1, id, $2, false, false from chosen
         on conflict (tenant_id, user_id) do update set hash = excluded.hash, temporary = false, must_change = false)
       select c.username, t.slug from chosen c cross join tenants t where t.id = $1`,
      [tenantId, hash, PEOPLE],
    )
    return { tenant: rows[0]!.slug, names: rows.map(({ username }) => username) }
  })
}
