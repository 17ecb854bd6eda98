/** Every rule from end to end: it finds its planted case, its link opens the list with just those people, its plan mends them. */
import { beforeAll, describe, expect, test } from 'vitest'
import { atWork, plan, report, run } from '#test/at-work.ts'
import { setUpAuthenticator } from '#test/authenticator.ts'
import { hiredAgo } from '#test/hired-ago.ts'
import { world, type Hiring, type Person } from '#test/world.ts'
import type { HealthRule, Mend } from './contract.ts'
import { countForTheDay } from './service.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const ana = w.as('ana')
/** Looks and mends as the operator, whom no rule finds. */
const otto = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: nordlys.tenantId }) })
const DAY = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * DAY)

const people: Record<string, Person> = { ...w.people }
/** Somebody who was made so many days ago, and signed in so many days ago or never. */
async function hire(name: string, days: number, seen: number | undefined, hiring: Hiring = {}): Promise<void> {
  people[name.split(' ')[0]!.toLowerCase()] = await hiredAgo(w, name, { days, seen, ...hiring })
}

/** By rule, everybody of Nordlys whom it is to find. */
const planted: Readonly<Record<string, readonly string[]>> = {
  'administrators-without-two-step': ['alma', 'ana'],
  'superusers-beyond-need': ['siv', 'sol', 'sven'],
  'administrators-unused': ['alma'],
  'agents-without-queue': ['jon', 'kai', 'nina', 'siv', 'sol', 'sven', 'timo', 'ulf'],
  'queues-without-calls': ['quinn'],
  'unused-accounts': ['ulf'],
  'never-signed-in': ['nina'],
  'temporary-passwords': ['timo'],
  'set-up-overdue': ['lars'],
  'set-up-unfinished': ['lars'],
  'pending-long': ['pia'],
  'inactive-long': ['inge'],
  own: ['jon', 'marta'],
}
/** What more they do themselves: nobody sets up a second step, or learns, for somebody else. */
const theirs: Readonly<Record<string, () => Promise<unknown>>> = {
  'administrators-without-two-step': () => setUpAuthenticator(w.as('ana'), w.clock),
  'set-up-overdue': () => w.as('ana').put(`/users/${people['lars']!.id}/set-up/trainings/${training}`, { done: true }),
}
let training: number
let queue: number
let own: string

beforeAll(async () => {
  for (const name of ['Sven Super', 'Siv Super', 'Sol Super'])
    people[name.split(' ')[0]!.toLowerCase()] = await w.hire(name, { superuser: true })
  await hire('Alma Away', 90, 45, { role: 'administrator' })
  await hire('Ulf Unused', 200, 61)
  await hire('Nina Never', 20, undefined)
  await hire('Pia Pending', 15, undefined, { status: 'pending' })
  await hire('Inge Inactive', 500, 400, { status: 'inactive' })
  people['timo'] = await w.hire('Timo Temporary')
  await ana.post(`/users/${people['timo'].id}/reset-password`, {})
  const checklist = { items: [], trainings: [{ title: 'Fire safety', days: 7 }] }
  const { body } = await ana.put(`/checklists/${nordlys.roles.auditor}`, checklist, { 'if-match': '"v1"' })
  training = body.trainings[0].id
  await w.db.updateTable('trainings').set({ added_on: '2026-01-01' }).execute()
  await hire('Lars Late', 20, 1, { role: 'auditor' })
  await w.db
    .updateTable('set_ups')
    .set({ started_at: ago(20) })
    .where('user_id', '=', people['lars']!.id)
    .execute()
  await ana.post('/roles', { name: 'Forgotten', permissions: [] })
  queue = (await ana.post('/queues', { name: 'Support' })).body.id
  // Somebody whose role took calls until it was edited.
  const { body: role } = await ana.post('/roles', { name: 'Was calling', permissions: ['calls.take'] })
  people['quinn'] = await w.hire('Quinn Queued', { more: { roles: [{ id: role.id }] } })
  await ana.post(`/users/${people['quinn'].id}/add-queues`, { queues: [{ id: queue }] })
  await ana.patch(`/roles/${role.id}`, { permissions: ['own.profile'] }, { 'if-match': `"v${role.version}"` })
  const wish = { name: 'Sales is over', severity: 'high', mend: 'deactivate' }
  const desk = { filters: { status: 'any:active', desk: `any:${nordlys.desks['sales']!}` } }
  own = (await ana.post('/health/rules', { ...wish, people: desk })).body.id
})

const rules = async (): Promise<HealthRule[]> => (await otto.get('/health/rules')).body.items
const keyOf = ({ id }: HealthRule) => (id === own ? 'own' : id)
const found = async ({ id }: HealthRule) => (await otto.get(`/health/rules/${id}/count`)).body.found as number
/** Whom the list shows that its link opens, by their short names. */
async function listed(rule: HealthRule): Promise<string[]> {
  const { body } = await otto.get(`/users?limit=200&${new URLSearchParams(rule.people!.filters).toString()}`)
  const nameOf = (id: string) => Object.keys(people).find((name) => people[name]!.id === id) ?? id
  return body.items.map(({ id }: { id: string }) => nameOf(id)).sort()
}
/** Runs what the button of the rule leads to; answers whom it met. */
async function mend({ people: matching }: HealthRule, { action, params }: Mend): Promise<string[]> {
  const queues = action === 'remove-queues' ? [queue] : [{ id: queue }]
  const made = await plan(otto, action, { matching }, params ?? { queues })
  expect(await run(otto, made)).toMatchObject({ state: 'done' })
  return (await report(otto, made.id)).map(({ id }) => id as string)
}

describe('every rule of good practice, and one that a tenant made of a filter', () => {
  test('finds its planted case, and its link opens the list with just those people', async () => {
    const all = (await rules()).filter(({ people: some }) => some !== null)
    expect(all.map(keyOf).sort()).toEqual(Object.keys(planted).sort())
    for (const rule of all) {
      const key = keyOf(rule)
      expect([key, await listed(rule)]).toEqual([key, planted[key]])
      expect([key, await found(rule)]).toEqual([key, planted[key]!.length])
    }
  })

  test('has a severity, a trend that ends with what it finds, and an owner once somebody is given', async () => {
    await countForTheDay(w.parts, new AbortController().signal)
    for (const rule of await rules()) {
      const { status } = await ana.patch(
        `/health/rules/${rule.id}`,
        { owner: w.people.ines.id },
        { 'if-match': `"v${rule.version}"` },
      )
      expect([rule.id, status, ['high', 'medium', 'low'].includes(rule.severity)]).toEqual([rule.id, 200, true])
      expect([rule.id, rule.trend!.at(-1)!.found]).toEqual([rule.id, await found(rule)])
    }
    expect(new Set((await rules()).map(({ owner }) => owner?.name))).toEqual(new Set(['Ines Faria']))
  })

  // In this order: whoever is mended by one rule would be found by no later one.
  test.each([
    ...[
      'own',
      'queues-without-calls',
      'agents-without-queue',
      'temporary-passwords',
      'pending-long',
      'inactive-long',
      'never-signed-in',
    ],
    ...['unused-accounts', 'superusers-beyond-need', 'administrators-unused', 'administrators-without-two-step'],
    ...['set-up-overdue', 'set-up-unfinished'],
  ])('is mended by its plan, which meets just those: %s', async (key) => {
    const rule = (await rules()).find((one) => keyOf(one) === key)!
    for (const one of rule.mends) {
      const before = await listed(rule)
      if (before.length === 0) break
      expect([...(await mend(rule, one))].sort()).toEqual(before.map((name) => people[name]!.id).sort())
    }
    await theirs[key]?.()
    expect([key, await listed(rule), await found(rule)]).toEqual([key, [], 0])
  })

  test('of roles names the one that nobody holds, and is mended by taking it away', async () => {
    const count = async () => (await otto.get('/health/rules/roles-unused/count')).body
    const { found: n, roles } = await count()
    expect([n, roles.map(({ name }: { name: string }) => name)]).toEqual([1, ['Forgotten']])
    const path = `/roles/${roles[0].id}`
    const { version } = (await w.as('ana').get('/roles')).body.items.find(
      (one: { id: number }) => one.id === roles[0].id,
    )
    const answer = await w.as('ana').patch(path, { archived: true }, { 'if-match': `"v${version}"` })
    expect(answer.status).toBe(200)
    expect(await count()).toEqual({ found: 0, roles: [] })
  })
})
