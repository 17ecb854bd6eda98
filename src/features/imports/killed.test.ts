/** Imports whose workers are killed: everybody made once, with one entry of history, and the same file then changes nothing. */
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { overJob } from '#test/at-work.ts'
import { workersOf } from '#test/worker-processes.ts'
import { world } from '#test/world.ts'

/** Three batches. */
const PEOPLE = 4100
const KILLS = 3
const w = await world()
const ana = w.as('ana')
const workers = workersOf(w)

const doneBatches = async (id: string) =>
  (
    await sql<{ done: number }>`
      select count(*)::int as done from plan_batches b join plans p on p.number = b.plan and p.tenant_id = b.tenant_id
      where p.id = ${id}::uuid and b.done_at is not null`.execute(w.db)
  ).rows[0]!.done

async function bring(run: number, options: object) {
  const rows = Array.from({ length: PEOPLE }, (_, i) => `k${run}.${i},k${run}.${i}@n.example,K${run}-${i}`)
  const text = ['username,email,external id', ...rows].join('\n')
  const { body } = await ana.post('/imports', { text, site: 'Riga', roles: ['Agent'], ...options })
  return body
}

test('with SIGKILL at a random batch: everybody once, one entry of history each', { timeout: 240_000 }, async () => {
  let [victim] = await Promise.all([workers.start(), workers.start()])
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { id } = await bring(kill, {})
    const { body: plan } = await ana.post(`/imports/${id}/plan`)
    expect(plan.counts).toMatchObject({ will: PEOPLE, skipped: 0 })
    await ana.post(`/plans/${plan.id}/run`)
    const batches = Math.floor(Math.random() * 3)
    await vi.waitFor(async () => expect(await doneBatches(plan.id)).toBeGreaterThanOrEqual(batches), {
      timeout: 60_000,
      interval: 5,
    })
    victim.kill('SIGKILL')
    const next = workers.start()
    expect(await overJob(ana, plan.id)).toMatchObject({
      state: 'done',
      counts: { changed: PEOPLE, left: 0, failed: 0 },
    })
    const { rows } = await sql<object>`
      select count(*)::int as entries, count(distinct h.user_id)::int as people, count(distinct u.external_id)::int as made
      from history h join users u on u.id = h.user_id where h.change_set_id = ${plan.id}::uuid`.execute(w.db)
    expect(rows).toEqual([{ entries: PEOPLE, people: PEOPLE, made: PEOPLE }])
    const again = await bring(kill, { mode: 'both', key: 'externalId' })
    expect(again.counts).toMatchObject({ same: PEOPLE, create: 0, change: 0, refused: 0 })
    victim = await next
  }
})
