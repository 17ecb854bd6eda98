/**
 * Mass actions over everybody, one after another, while server, worker and database are killed at random moments of
 * planning and running (BULK-3). Asked through the API alone; what came of it is counted in the database.
 */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { PatientApi, type Job, type Plan } from './patient-api.ts'
import { victims, type Processes, type Victim } from './processes.ts'

export type Tally = {
  readonly kills: Readonly<Record<Victim, number>>
  /** Jobs, and people whom they had to change. */
  readonly jobs: number
  readonly people: number
  /** What must not be; empty when all is well. */
  readonly wrong: readonly string[]
}

const ZONES = ['Asia/Seoul', 'Asia/Kabul']
/** Longest wait before the next kill, in milliseconds, from when the last one is answered for again. */
const PATIENCE = 1500

export async function chaosOfMassActions(
  processes: Processes,
  { cookie, owner, kills }: { cookie: string; owner: pg.ClientConfig; kills: number },
  say: (sentence: string) => void,
): Promise<Tally> {
  const api = new PatientApi(processes.address, { cookie })
  const done: Record<Victim, number> = { server: 0, worker: 0, database: 0 }
  const wrong: string[] = []
  let [jobs, people] = [0, 0]
  const total = () => done.server + done.worker + done.database
  while (total() < kills) {
    const timeZone = ZONES[jobs % ZONES.length]!
    const over = new AbortController()
    const killing = killAtRandom(
      processes,
      api,
      over.signal,
      () => total() < kills,
      (victim) => (done[victim] += 1),
    )
    const { plan, job } = await runOne(api, timeZone)
    over.abort()
    await killing
    jobs += 1
    people += plan.counts.will
    wrong.push(...(await faultsOf(owner, plan, job, timeZone)))
    say(
      `job ${jobs}: ${job.counts.changed} changed, ${total()} kills${wrong.length > 0 ? `, ${wrong.length} WRONG` : ''}`,
    )
  }
  return { kills: done, jobs, people, wrong }
}

async function killAtRandom(
  processes: Processes,
  api: PatientApi,
  signal: AbortSignal,
  wantsMore: () => boolean,
  count: (victim: Victim) => void,
): Promise<void> {
  while (wantsMore()) {
    await pause(Math.random() * PATIENCE, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    const victim = victims[Math.floor(Math.random() * victims.length)]!
    if (!(await processes.kill(victim))) continue
    count(victim)
    // Who is killed again before being back is killed in a start alone.
    await api.get('/jobs?limit=1')
  }
}

async function runOne(api: PatientApi, timeZone: string): Promise<{ plan: Plan; job: Job }> {
  const asked = await api.post<Plan>('/plans', {
    action: 'set-time-zone',
    params: { timeZone },
    target: { everyone: true },
  })
  const plan = await api.until<Plan>(`/plans/${asked.id}`, ({ state }) => state !== 'planning')
  if (plan.state !== 'ready') throw new Error(`The plan is ${plan.state}.`)
  await api.start(plan)
  return { plan, job: await api.until<Job>(`/jobs/${plan.id}`, ({ state }) => state !== 'running') }
}

/** Everybody once: by the counts, by history, and by the people themselves. */
async function faultsOf(owner: pg.ClientConfig, plan: Plan, job: Job, timeZone: string): Promise<string[]> {
  const { counts } = job
  const sum = counts.changed + counts.already + counts.skipped + counts.failed + counts.left
  const found = await look(owner, plan.id, timeZone)
  const must: [string, number, number][] = [
    ['the four counts and the target', sum, plan.counts.total],
    ['changed and planned', counts.changed, plan.counts.will],
    ['entries of history and changed', found.entries, counts.changed],
    ['people of history and changed', found.people, counts.changed],
    ['people who have it and changed or already so', found.have, counts.changed + counts.already],
  ]
  return [
    ...(job.state === 'done' ? [] : [`job ${job.id} is ${job.state}`]),
    ...must
      .filter(([, is, should]) => is !== should)
      .map(([what, is, should]) => `job ${job.id}: ${what}: ${is} and ${should}`),
  ]
}

async function look(owner: pg.ClientConfig, changeSet: string, timeZone: string) {
  for (;;) {
    const client = new pg.Client(owner)
    client.on('error', () => undefined)
    try {
      await client.connect()
      const { rows } = await client.query<{ entries: number; people: number; have: number }>(
        `select count(*)::int as entries, count(distinct h.user_id)::int as people,
           (select count(*)::int from users u where u.tenant_id = p.tenant_id and u.time_zone = $2 and u.deleted_at is null) as have
         from plans p left join history h on h.tenant_id = p.tenant_id and h.change_set_id = p.id
         where p.id = $1 group by p.tenant_id`,
        [changeSet, timeZone],
      )
      return rows[0]!
    } catch {
      await pause(100)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
