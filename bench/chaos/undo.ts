/**
 * One story through the API alone (BULK-2 to BULK-4): everybody is to be deactivated; somebody else deactivates fifty of them
 * first and deletes five; the worker is killed while the job runs; the job is taken back. What then differs from before, table
 * by table, must be those fifty-five and nobody else, and the report must have named each of them.
 */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { copyPeople, faultsOfSet, listDifferent } from './compare.ts'
import { PatientApi, type Job, type Plan } from './patient-api.ts'
import type { Processes } from './processes.ts'

const EDITED = 50
const DELETED = 5

export type Story = {
  readonly people: number
  readonly run: Job
  readonly undo: Job
  readonly different: readonly string[]
  readonly wrong: readonly string[]
}
type Asked = { readonly cookie: string; readonly owner: pg.ClientConfig }
type Person = { readonly id: string; readonly reason: string | null }

export async function storyOfUndo(
  processes: Processes,
  { cookie, owner }: Asked,
  say: (sentence: string) => void,
): Promise<Story> {
  const one = new PatientApi(processes.address, { cookie })
  const other = await somebodyElse(processes, one)
  const database = new pg.Client(owner)
  await database.connect()
  try {
    say('Copying what everybody has …')
    await copyPeople(database)
    const plan = await planned(
      one,
      await one.post<Plan>('/plans', { action: 'deactivate', target: { everyone: true } }),
    )
    say(`Planned: ${plan.counts.will} of ${plan.counts.total} will change.`)
    const [edited, deleted] = await changedMeanwhile(one, other, plan)
    await one.start(plan)
    await killDuring(processes, one, plan)
    const run = await one.until<Job>(`/jobs/${plan.id}`, ({ state }) => state !== 'running')
    say(`Ran: ${JSON.stringify(run.counts)}.`)
    const back = await planned(one, await one.post<Plan>(`/jobs/${plan.id}/undo`, {}))
    await one.start(back)
    const undo = await one.until<Job>(`/jobs/${back.id}`, ({ state }) => state !== 'running')
    say(`Taken back: ${JSON.stringify(undo.counts)}.`)
    const different = await listDifferent(database)
    const wrong = [
      ...faultsOfCounts(run, plan.counts.total),
      ...faultsOfCounts(undo, back.counts.total),
      ...(await unnamedIn(one, run, [...edited, ...deleted])),
      ...faultsOfSet('differ from before', different, [...edited, ...deleted]),
    ]
    return { people: plan.counts.total, run, undo, different, wrong }
  } finally {
    await database.end()
  }
}

async function somebodyElse(processes: Processes, one: PatientApi): Promise<PatientApi> {
  // Nobody acts on whoever holds more: so it holds all that the first one does.
  const me = await one.get<{ permissions: { permission: string }[] }>('/session')
  const permissions = me.permissions.map(({ permission }) => permission)
  const { token } = await one.post<{ token: string }>('/api-keys', { name: 'Somebody else', permissions })
  return new PatientApi(processes.address, { authorization: `Bearer ${token}` })
}

const planned = (api: PatientApi, { id }: Plan) => api.until<Plan>(`/plans/${id}`, ({ state }) => state !== 'planning')

/** Fifty are deactivated and five deleted by somebody else, after the plan and before the run. */
async function changedMeanwhile(one: PatientApi, other: PatientApi, { id }: Plan): Promise<[string[], string[]]> {
  const { items } = await one.get<{ items: Person[] }>(`/plans/${id}/people?outcome=will&limit=100`)
  const people = items.map((person) => person.id)
  const [edited, deleted] = [people.slice(0, EDITED), people.slice(EDITED, EDITED + DELETED)]
  for (const person of edited) await other.post(`/users/${person}/deactivate`, {})
  for (const person of deleted) await other.post(`/users/${person}/delete`, {})
  return [edited, deleted]
}

/** Ends the worker with SIGKILL somewhere on the way. */
async function killDuring(processes: Processes, api: PatientApi, { id, counts }: Plan): Promise<void> {
  const at = Math.random() * 0.8 * counts.will
  await api.until<Job>(`/jobs/${id}`, (job) => job.state !== 'running' || job.counts.changed >= at)
  for (const victim of ['worker', 'server'] as const) {
    await processes.kill(victim)
    await pause(Math.random() * 500)
  }
}

/** Whoever was changed by somebody else since the plan is left alone, and named with the reason. */
async function unnamedIn(api: PatientApi, { id }: Job, people: readonly string[]): Promise<string[]> {
  const reasons = new Map<string, string | null>()
  for (let after: string | null = ''; after !== null;) {
    const page: { items: Person[]; next: string | null } = await api.get(
      `/jobs/${id}/people?outcome=skipped&limit=100${after && `&after=${after}`}`,
    )
    for (const person of page.items) reasons.set(person.id, person.reason)
    after = page.next
  }
  return people.filter((person) => !reasons.get(person)).map((person) => `${person} was left alone and is not named`)
}

export function faultsOfCounts({ id, state, counts }: Job, total: number): string[] {
  const { changed, already, skipped, failed, left } = counts
  const sum = changed + already + skipped + failed + left
  return [
    ...(state === 'done' ? [] : [`job ${id} is ${state}`]),
    ...(sum === total && left === 0 ? [] : [`job ${id}: its counts make ${sum} of ${total}, ${left} left`]),
  ]
}
