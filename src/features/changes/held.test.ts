/** What leaves the building waits on the server, and can be stopped until it begins (CONSOLE 4.3). */
import { expect, test } from 'vitest'
import { actions as catalogue, catalogue as whole } from '#src/entry/actions.ts'
import { atWork, overJob, plan, run } from '#test/at-work.ts'
import { mailsTo } from '#test/mailed-links.ts'
import { world, type Person } from '#test/world.ts'
import { startRun } from './service/jobs.ts'

const w = await world()
await atWork(w)
const { tenantId } = w.tenants.nordlys
const ana = w.as('ana')
/** The server's hand with a hold of so long. */
const held = (holdMillis: number) => ({ ...w.hand(tenantId), holdMillis })
const pending = (names: readonly string[]) =>
  Promise.all(names.map((name) => w.hire(name, { status: 'pending', password: null })))
const ids = (people: readonly Person[]) => people.map(({ id }) => id)
const mailed = async (people: readonly Person[]) => (await Promise.all(people.map((p) => mailsTo(w, p)))).flat().length
const planned = async (people: readonly Person[]) => {
  const ctx = held(0)
  const { id } = await plan(ana, 'send-activation', { ids: ids(people) })
  // The plan is the one's who runs it.
  const own = { actor_kind: ctx.actor.kind, actor_id: ctx.actor.id }
  await w.db.updateTable('plans').set(own).where('id', '=', id).execute()
  return id as string
}

test('what leaves the building is marked so: mails, resets and ended sessions', () => {
  const marked = catalogue.filter((action) => action.leavesBuilding).map((action) => action.contract.name)
  expect(marked).toEqual(expect.arrayContaining(['send-activation', 'send-reset-link', 'end-sessions']))
})

test('a run for many waits so long, says how long, and mails nobody before', async () => {
  const people = await pending(['Held One', 'Held Two'])
  const id = await startRun(held(1500), whole, await planned(people), undefined)
  const { body } = await ana.get(`/jobs/${id}`)
  expect(body).toMatchObject({ state: 'running', startsIn: 2, counts: { changed: 0, left: 2 } })
  expect(await mailed(people)).toBe(0)
  const over = await overJob(ana, id)
  expect(over).toMatchObject({ state: 'done', startsIn: null, counts: { changed: 2 } })
  expect(Date.parse(over.endedAt) - Date.parse(over.startedAt)).toBeGreaterThanOrEqual(1500)
  expect(await mailed(people)).toBe(2)
})

test('stopped before it begins, it changes nobody, then or later', async () => {
  const people = await pending(['Stop One', 'Stop Two'])
  const id = await startRun(held(700), whole, await planned(people), undefined)
  const { status, body } = await ana.post(`/jobs/${id}/cancel`)
  expect([status, body]).toMatchObject([200, { state: 'cancelled', startsIn: null, counts: { changed: 0, left: 2 } }])
  const others = await pending(['After One', 'After Two'])
  // A run that was asked for later, and waits as long, is over: so the one that was stopped had its time.
  await overJob(ana, await startRun(held(700), whole, await planned(others), undefined))
  expect(await mailed(people)).toBe(0)
})

test('where the clock of the queue goes before that of the server, it waits for the server’s', async () => {
  const people = await pending(['Slow One', 'Slow Two'])
  const id = await startRun(held(200), whole, await planned(people), undefined)
  const startsAt = new Date(Date.now() + 1200)
  await w.db.updateTable('plans').set({ starts_at: startsAt }).where('id', '=', id).execute()
  const over = await overJob(ana, id)
  expect(over.counts.changed).toBe(2)
  expect(Date.parse(over.endedAt)).toBeGreaterThanOrEqual(startsAt.getTime())
})

test('for one person nothing waits, nor what does not leave the building', async () => {
  const [one, ...others] = (await pending(['Alone One', 'Other One', 'Other Two'])) as [Person, Person, Person]
  const alone = await startRun(held(60_000), whole, await planned([one]), undefined)
  expect((await overJob(ana, alone)).counts.changed).toBe(1)
  const many = await plan(ana, 'deactivate', { ids: ids(others) })
  expect((await run(ana, many)).counts.changed).toBe(2)
})
