/** Runs that are cut short: cancelled, without rights, killed. Whole batches only, nothing twice, and on it goes (BULK-3). */
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { catalogue } from '#src/entry/actions.ts'
import { overJob, plan, readyPlan, report, settle } from '#test/at-work.ts'
import { workersOf } from '#test/worker-processes.ts'
import { world } from '#test/world.ts'
import { planInBackground } from './service/background.ts'
import { runBatches } from './service/batches.ts'

const w = await world()
const { nordlys } = w.tenants
const ana = w.as('ana')
const signal = new AbortController().signal
const asked = (id: string) => ({ tenantId: nordlys.tenantId, plan: id })
/** Makes the plan that waits in the queue; nobody else is at work in this file but the workers that a test starts. */
const made = async (id: string) => {
  await planInBackground(w.parts, catalogue, asked(id), signal)
  return readyPlan(ana, id)
}
// Three batches.
const everybody = await settle(w, 4200)
const crowd = { matching: { filters: { status: 'active' } } }
const zone = async (target: object, timeZone: string, who = ana) =>
  (await who.post('/plans', { action: 'set-time-zone', target, params: { timeZone } })).body.id as string
const sums = async (id: string) => (await ana.get(`/jobs/${id}`)).body.counts

describe('more than a thousand', () => {
  test('201: are planned in the background, and the plan says when it is ready', async () => {
    const { body } = await ana.post('/plans', { action: 'activate', target: crowd })
    expect(body).toMatchObject({ state: 'planning', progress: 0, counts: { total: 0 } })
    expect((await ana.get(`/plans/${body.id}/people`)).body.type).toBe('/problems/plan-not-ready')
    expect((await ana.post(`/plans/${body.id}/run`)).body.type).toBe('/problems/plan-not-ready')
    const ready = await made(body.id)
    const { total } = (await ana.get('/users/count?status=active')).body
    expect(ready).toMatchObject({ state: 'ready', progress: 1, counts: { total, already: total, will: 0 } })
    // A run that has nothing to do is over at once.
    await ana.post(`/plans/${body.id}/run`)
    expect((await ana.get(`/jobs/${body.id}`)).body.state).toBe('done')
  })

  test('a plan that was cut off is begun anew', async () => {
    const id = await zone(crowd, 'Asia/Tokyo')
    const stop = new AbortController()
    stop.abort(new Error('stopped'))
    await expect(planInBackground(w.parts, catalogue, asked(id), stop.signal)).rejects.toThrow('stopped')
    expect((await ana.get(`/plans/${id}`)).body.state).toBe('planning')
    const { counts } = await made(id)
    expect(counts.total).toBe((await ana.get('/users/count?status=active')).body.total)
  })
})

describe('a run that is cut short', () => {
  test('cancelled: what is done stays, the rest is left and named', async () => {
    const { id } = await made(await zone(crowd, 'Asia/Tokyo'))
    await ana.post(`/plans/${id}/run`)
    const stop = new AbortController()
    // The process is told to stop in the midst of the first batch, and leaves off after it.
    const clock = {
      now: () => {
        stop.abort(new Error('stopped'))
        return w.clock.now()
      },
    }
    await expect(runBatches({ ...w.parts, clock }, catalogue, asked(id), stop.signal)).rejects.toThrow('stopped')
    const before = await sums(id)
    expect(before.changed).toBe(2000)
    const { status, body } = await ana.post(`/jobs/${id}/cancel`)
    expect([status, body.state, body.counts.left]).toEqual([200, 'cancelled', before.total - 2000])
    await runBatches(w.parts, catalogue, asked(id), signal)
    expect(await sums(id)).toEqual(before)
    expect((await ana.get(`/jobs/${id}/people?outcome=left&limit=1`)).body.items).toHaveLength(1)
    // And can be taken back as far as it came.
    const back = await made((await ana.post(`/jobs/${id}/undo`)).body.id)
    expect(back.counts).toMatchObject({ total: 2000, will: 2000 })
  })

  test('whoever asked loses the right: everybody who is left is skipped, by name', async () => {
    const officer = await w.hire('Lost Officer', { role: 'administrator' })
    const people = everybody.slice(0, 3)
    const { id } = await plan(w.as(officer), 'set-time-zone', { ids: people }, { timeZone: 'Europe/Paris' })
    await w.as(officer).post(`/plans/${id}/run`)
    await ana.post(`/users/${officer.id}/replace-roles`, { roles: [{ id: nordlys.roles.auditor }] })
    await runBatches(w.parts, catalogue, asked(id), signal)
    expect(await sums(id)).toMatchObject({ total: 3, changed: 0, skipped: 3 })
    expect(await report(ana, id)).toMatchObject(people.map(() => ({ outcome: 'skipped', reason: 'no-longer-yours' })))
  })

  test('what was to be given is archived meanwhile: nobody gets it', async () => {
    const { id: tag } = (await ana.post('/groups', { kind: 'tag', name: 'Gone Soon' })).body
    const { id } = await plan(ana, 'add-tags', { ids: everybody.slice(0, 3) }, { tags: [tag] })
    await ana.post(`/plans/${id}/run`)
    await w.db.updateTable('groups').set({ archived_at: new Date() }).where('id', '=', tag).execute()
    await runBatches(w.parts, catalogue, asked(id), signal)
    expect(await report(ana, id, '&reason=no-longer-possible')).toHaveLength(3)
  })

  test('two hands at once: each batch once', async () => {
    const { id, counts } = await made(await zone(crowd, 'Africa/Cairo'))
    await ana.post(`/plans/${id}/run`)
    await Promise.all([1, 2, 3].map(() => runBatches(w.parts, catalogue, asked(id), signal)))
    expect(await ana.get(`/jobs/${id}`)).toMatchObject({
      body: { state: 'done', counts: { changed: counts.will, left: 0 } },
    })
    expect(await entriesOf(id)).toEqual({ entries: counts.will, people: counts.will })
  })
})

const entriesOf = async (id: string) =>
  (
    await sql<{ entries: number; people: number }>`
      select count(*)::int as entries, count(distinct user_id)::int as people from history where change_set_id = ${id}::uuid`.execute(
      w.db,
    )
  ).rows[0]

describe('processes that are killed', () => {
  const workers = workersOf(w)
  const doneBatches = async (id: string) =>
    (
      await sql<{ done: number }>`
        select count(*)::int as done from plan_batches b join plans p on p.number = b.plan and p.tenant_id = b.tenant_id
        where p.id = ${id}::uuid and b.done_at is not null`.execute(w.db)
    ).rows[0]!.done

  test(
    'ten times with SIGKILL at a random batch: everybody once, one entry of history each',
    { timeout: 240_000 },
    async () => {
      const ids = everybody.slice(0, 4100)
      let [victim] = await Promise.all([workers.start(), workers.start()])
      for (let kill = 0; kill < 10; kill += 1) {
        const id = await zone({ ids }, kill % 2 === 0 ? 'Asia/Seoul' : 'Asia/Kabul')
        const { counts } = await readyPlan(ana, id)
        expect(counts.will).toBe(ids.length)
        await ana.post(`/plans/${id}/run`)
        const batches = Math.floor(Math.random() * 3)
        await vi.waitFor(async () => expect(await doneBatches(id)).toBeGreaterThanOrEqual(batches), {
          timeout: 60_000,
          interval: 5,
        })
        victim.kill('SIGKILL')
        const next = workers.start()
        expect(await overJob(ana, id)).toMatchObject({
          state: 'done',
          counts: { total: ids.length, changed: ids.length, left: 0 },
        })
        expect(await entriesOf(id)).toEqual({ entries: ids.length, people: ids.length })
        victim = await next
      }
      const { rows } = await sql<{
        zones: number
      }>`select count(*)::int as zones from users where time_zone = 'Asia/Kabul'`.execute(w.db)
      expect(rows[0]!.zones).toBe(ids.length)
    },
  )
})
