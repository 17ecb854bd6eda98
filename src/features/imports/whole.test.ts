/** An import that is all or nothing: seen while it is written, taken back whole when it is stopped, whole again after a kill. */
import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { overJob, report } from '#test/at-work.ts'
import type { Answer } from '#test/client.ts'
import { workersOf } from '#test/worker-processes.ts'
import { world } from '#test/world.ts'

const w = await world()
const ana = w.as('ana')
const workers = workersOf(w)
afterEach(() => workers.killAll())

const PEOPLE = 2300
/** Whoever is to be written waits here, in the second thousand. */
const AT = 1500
const GATE = 4711
const patient = { timeout: 60_000, interval: 20 }

/** Holds up whoever writes that one person, until it is opened. */
async function closeGate(name: string): Promise<() => Promise<void>> {
  await sql
    .raw(
      `
    create or replace function wait_at_gate() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(${GATE}); return new; end $$;
    create or replace trigger gate before insert on users for each row when (new.username = '${name}') execute function wait_at_gate();
  `,
    )
    .execute(w.db)
  const held = await w.db.startTransaction().execute()
  await sql`select pg_advisory_xact_lock(${GATE})`.execute(held)
  return async () => void (await held.rollback().execute())
}

async function begin(prefix: string): Promise<string> {
  const rows = Array.from({ length: PEOPLE }, (_, i) => `${prefix}${i},${prefix}${i}@n.example`)
  const text = ['username,email', ...rows].join('\n')
  const { body: draft } = await ana.post('/imports', { text, site: 'Riga', roles: ['Agent'], allOrNothing: true })
  const { body: plan } = await ana.post(`/imports/${draft.id}/plan`)
  expect(plan.counts).toMatchObject({ will: PEOPLE })
  expect((await ana.post(`/plans/${plan.id}/run`)).status).toBe(202)
  return plan.id as string
}
const jobOf = async (id: string): Promise<Answer['body']> => (await ana.get(`/jobs/${id}`)).body
const written = async (id: string, people: number) =>
  vi.waitFor(async () => {
    const job = await jobOf(id)
    expect(job.written).toBe(people)
    return job
  }, patient)
const there = async (prefix: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from users where username like ${`${prefix}%`}`.execute(w.db))
    .rows[0]!.n
const entries = async (job: string) =>
  (
    await sql<{ entries: number; people: number }>`
      select count(*)::int as entries, count(distinct user_id)::int as people from history where change_set_id = ${job}::uuid`.execute(
      w.db,
    )
  ).rows[0]

test(
  'how far it is can be seen while nobody is made yet, and all are made at its end',
  { timeout: 120_000 },
  async () => {
    const open = await closeGate(`seen${AT}`)
    const id = await begin('seen')
    expect(await jobOf(id)).toMatchObject({ allOrNothing: true, written: 0, counts: { left: PEOPLE } })
    await workers.start()
    const job = await written(id, 1000)
    expect(job).toMatchObject({ state: 'running', counts: { total: PEOPLE, changed: 0, left: PEOPLE } })
    expect(job.rate).toBeGreaterThan(0)
    expect(job.secondsLeft).toBeGreaterThan(0)
    expect(await there('seen')).toBe(0)
    await open()
    expect(await overJob(ana, id)).toMatchObject({ state: 'done', written: null, counts: { changed: PEOPLE, left: 0 } })
    expect([await there('seen'), await entries(id)]).toEqual([PEOPLE, { entries: PEOPLE, people: PEOPLE }])
  },
)

test('stopped while it writes, all of it is taken back', { timeout: 120_000 }, async () => {
  const open = await closeGate(`stop${AT}`)
  const id = await begin('stop')
  await workers.start()
  await written(id, 1000)
  const { status, body } = await ana.post(`/jobs/${id}/cancel`)
  expect([status, body.state]).toEqual([200, 'cancelled'])
  await open()
  // The worker has given up its batch when that can be taken by another one.
  await vi.waitFor(async () => {
    const { rows } = await sql`
      select from plan_batches b join plans p on p.number = b.plan where p.id = ${id}::uuid for update of b skip locked`.execute(
      w.db,
    )
    expect(rows.length).toBe(1)
  }, patient)
  expect(await jobOf(id)).toMatchObject({
    ...{ state: 'cancelled', written: null, rate: null, undoUntil: null },
    counts: { total: PEOPLE, changed: 0, left: PEOPLE },
  })
  expect([await there('stop'), await entries(id)]).toEqual([0, { entries: 0, people: 0 }])
})

test(
  'killed while it writes, nothing is left of it; another worker begins again and makes all, each once',
  { timeout: 120_000 },
  async () => {
    const open = await closeGate(`kill${AT}`)
    const id = await begin('kill')
    const worker = await workers.start()
    await written(id, 1000)
    await workers.kill(worker)
    // PostgreSQL does not see that the worker is gone while its statement waits: whoever comes next waits for that, too.
    await workers.start()
    expect(await there('kill')).toBe(0)
    await open()
    expect(await overJob(ana, id)).toMatchObject({ state: 'done', counts: { changed: PEOPLE, left: 0 } })
    expect([await there('kill'), await entries(id)]).toEqual([PEOPLE, { entries: PEOPLE, people: PEOPLE }])
  },
)

test(
  'one who cannot be made keeps all of them out, and the reasons say who and how many',
  { timeout: 120_000 },
  async () => {
    const id = await begin('none')
    await w.hire(`none${AT}`)
    await workers.start()
    expect(await overJob(ana, id)).toMatchObject({ state: 'done', counts: { changed: 0, skipped: PEOPLE, left: 0 } })
    expect((await ana.get(`/jobs/${id}/reasons`)).body.items).toMatchObject([
      { outcome: 'skipped', reason: 'all-or-nothing', people: PEOPLE - 1 },
      { outcome: 'skipped', reason: 'row-refused', people: 1 },
    ])
    expect(await report(ana, id, '&outcome=skipped&reason=row-refused')).toHaveLength(1)
  },
)
