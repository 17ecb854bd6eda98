/**
 * Mass actions over everyone (RATE): the preview, a skill, a site, a deactivation and its undo, asked of the running
 * program; each beside the least SQL that makes the same writes: in batches of the same size, on one connection, with one
 * row of history for each person, taken back at the end. What the program did is undone as well; meanwhile somebody else
 * looks at the list, which would take its part of the two cores from the rates that are asked of the action itself.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Bench, SignedIn } from '../bench.ts'
import { count, ms, type Figure } from '../figures.ts'
import { Connection } from '../http/connection.ts'
import { reading } from '../http/reading.ts'
import { MOST_MEMORY } from '../http/server.ts'
import { asOwner, findActor } from '../people.ts'
import type { Population } from '../population/open.ts'
import { percentile } from '../timing.ts'
import { fiveConditions, pathOf } from './list/questions.ts'

const BATCH = 2000
/** How long the reader of a list looks at it. */
const LOOKING_MS = 250

export type Api = { post<T>(path: string, body?: unknown): Promise<T>; get<T>(path: string): Promise<T> }
export type Plan = { id: string; state: string; counts: { total: number; will: number }; confirm: number | null }
type Job = { id: string; state: string; startedAt: string; endedAt: string; counts: Record<string, number> }

export function apiOf(address: string, { headers }: SignedIn): Api {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        ...headers,
        'x-rollcall': 'bench',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 300)}`)
    return JSON.parse(text) as T
  }
  return { post: (path, body) => ask('POST', path, body), get: (path) => ask('GET', path) }
}

/** A plan that is ready, and after how many seconds it was. */
export async function planned(api: Api, path: string, body?: unknown): Promise<{ plan: Plan; seconds: number }> {
  const began = performance.now()
  let plan = await api.post<Plan>(path, body)
  while (plan.state === 'planning') {
    await pause(50)
    plan = await api.get<Plan>(`/plans/${plan.id}`)
  }
  if (plan.state !== 'ready') throw new Error(`The plan is ${plan.state}.`)
  return { plan, seconds: (performance.now() - began) / 1000 }
}

export async function ran(api: Api, { id, confirm }: Plan): Promise<{ job: Job; perSecond: number }> {
  await api.post(`/plans/${id}/run`, confirm === null ? {} : { confirm })
  let job = await api.get<Job>(`/jobs/${id}`)
  while (job.state === 'running') {
    await pause(100)
    job = await api.get<Job>(`/jobs/${id}`)
  }
  const seconds = (Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000
  return { job, perSecond: job.counts['changed']! / seconds }
}

type Writes = (
  client: pg.Client,
  tenantId: number,
  ids: readonly string[],
  site: number,
  skill: number,
) => Promise<unknown>
const recorded = (changes: string) => `
  insert into history (tenant_id, change_set_id, user_id, at, changes)
  select $1, '00000000-0000-7000-8000-000000000000', id, now(), '${changes}' from unnest($2::uuid[]) as id`
const least: Record<'skill' | 'site' | 'deactivate', Writes> = {
  skill: async (client, tenantId, ids, _site, skill) => {
    await client.query(
      'insert into group_members (tenant_id, user_id, group_id) select $1, id, $3 from unnest($2::uuid[]) as id on conflict do nothing',
      [tenantId, ids, skill],
    )
    await client.query(recorded('{"skills": [[], [{"id": 1, "level": null}]]}'), [tenantId, ids])
  },
  site: async (client, tenantId, ids, site) => {
    await client.query(
      'update users set site_id = $3, version = version + 1 where tenant_id = $1 and id = any($2::uuid[])',
      [tenantId, ids, site],
    )
    await client.query(recorded('{"site": [1, 2]}'), [tenantId, ids])
  },
  deactivate: async (client, tenantId, ids) => {
    const these = 'where tenant_id = $1 and user_id = any($2::uuid[])'
    await client.query(`update sessions set ended_at = now() ${these} and ended_at is null`, [tenantId, ids])
    await client.query(`delete from queue_members ${these}`, [tenantId, ids])
    await client.query(
      `update users set status = 'inactive', version = version + 1 where tenant_id = $1 and id = any($2::uuid[])`,
      [tenantId, ids],
    )
    await client.query(recorded('{"status": ["active", "inactive"]}'), [tenantId, ids])
  },
}

/** People a second for the bare writes. */
async function straight(population: Population, writes: Writes, site: number, skill: number): Promise<number> {
  return asOwner(population, async (client) => {
    const { tenantId } = population.house
    const { rows } = await client.query<{ id: string }>('select id from users where tenant_id = $1 order by id', [
      tenantId,
    ])
    const ids = rows.map((r) => r.id)
    await client.query('begin')
    await client.query(`select set_config('rollcall.tenant', $1, true)`, [String(tenantId)])
    const began = performance.now()
    for (let from = 0; from < ids.length; from += BATCH)
      await writes(client, tenantId, ids.slice(from, from + BATCH), site, skill)
    const perSecond = ids.length / ((performance.now() - began) / 1000)
    await client.query('rollback')
    return perSecond
  })
}

export async function* measureMass(bench: Bench): AsyncGenerator<Figure> {
  const population = await bench.population()
  const { tenantId } = population.house
  const who = await bench.signIn(tenantId, await findActor(population, 'everywhere'))
  const server = await bench.server()
  const api = apiOf(server.address, who)
  const lists = [{ limit: '50' }, ...fiveConditions(population.house)].map(pathOf)
  const { id: skill } = await api.post<{ id: number }>('/groups', { kind: 'skill', name: `Bench ${Date.now()}` })
  const sites = (await api.get<{ items: { id: number; users: number }[] }>('/sites')).items
  const site = sites.toSorted((a, b) => a.users - b.users)[0]!.id

  const actions = [
    { name: 'skill', what: 'give a skill', action: 'add-skills', params: { skills: [{ id: skill }] }, must: 20_000 },
    { name: 'site', what: 'set the site', action: 'set-site', params: { site }, must: 12_000 },
    { name: 'deactivate', what: 'deactivate', action: 'deactivate', params: undefined, must: 12_000 },
  ] as const
  for (const { name, what, action, params, must } of actions) {
    const { plan, seconds } = await planned(api, '/plans', { action, params, target: { everyone: true } })
    yield {
      what: `preview: ${what}, everyone`,
      must: '≤ 10 s',
      measured: `${seconds.toFixed(1)} s (${count(plan.counts.will)} of ${count(plan.counts.total)} will change)`,
      ok: seconds <= 10,
    }
    const { job, perSecond } = await ran(api, plan)
    const bare = await straight(population, least[name], site, skill)
    yield {
      what: `${what}, everyone, history and undo kept`,
      must: `≥ ${count(must)}/s`,
      measured: `${count(perSecond)}/s (${count(job.counts['changed']!)} changed, ${count(job.counts['skipped']!)} left alone)`,
      straight: `${count(bare)}/s`,
      ok: perSecond >= must,
    }
    const back = await planned(api, `/jobs/${job.id}/undo`)
    const another = await Connection.open(server.address, who.headers)
    let undone: Awaited<ReturnType<typeof ran>> | undefined
    const waits = await reading(another, lists, LOOKING_MS, async () => {
      undone = await ran(api, back.plan)
    })
    another.close()
    yield {
      what: `undo of it`,
      must: '',
      measured: `planned in ${back.seconds.toFixed(1)} s; ${count(undone!.perSecond)}/s (${count(undone!.job.counts['changed']!)} put back)`,
    }
    yield {
      what: 'lists of everybody and of five conditions, with their totals, meanwhile',
      must: 'p95 ≤ 150 ms',
      measured: `p50 ${ms(percentile(waits, 0.5))}, p95 ${ms(percentile(waits, 0.95))} (asked ${count(waits.length)} times)`,
      ok: percentile(waits, 0.95) <= 150,
    }
  }
  yield {
    what: 'memory of the program, all this time',
    must: '≤ 300 MB',
    measured: `${count(server.peak() / 2 ** 20)} MiB at most`,
    ok: server.peak() <= MOST_MEMORY,
  }
}
