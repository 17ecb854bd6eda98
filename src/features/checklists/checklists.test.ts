import { beforeAll, describe, expect, test } from 'vitest'
import { atWork, plan, run } from '#test/at-work.ts'
import { logOf } from '#test/state.ts'
import { world, type Person } from '#test/world.ts'
import type { Checklist, SetUp } from './contract.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const [ana, marta] = [w.as('ana'), w.as('marta')]
const DAY = 86_400_000
const BEFORE = { id: w.people.jon.id }
const { id: queue } = (await ana.post('/queues', { name: 'Support' })).body as { id: number }

const checklistOf = async (role: number): Promise<Checklist> =>
  (await ana.get('/checklists')).body.items.find((one: Checklist) => one.role.id === role)
const put = (role: number, version: number, body: object, who = ana) =>
  who.put(`/checklists/${role}`, body, { 'if-match': `"v${version}"` })
const setUpOf = async ({ id }: { id: string }, who = ana): Promise<SetUp> => (await who.get(`/users/${id}/set-up`)).body
const doneOf = (setUp: SetUp) => setUp.items.filter(({ done }) => done).map(({ name }) => name)
const found = async (filter: string): Promise<string[]> =>
  (await ana.get(`/users?limit=200&setUp=${filter}`)).body.items.map(({ id }: { id: string }) => id)
const tick = ({ id }: { id: string }, training: number, done = true, who = ana) =>
  who.put(`/users/${id}/set-up/trainings/${training}`, { done })

const ITEMS = ['profile', 'skills', 'queue', 'telephone', 'two-step', 'sign-in', 'call']
let fire: number
let owner: Person
let mia: Person

beforeAll(async () => {
  owner = await w.hire('Olga Owner', { role: 'manager', limits: { desks: [nordlys.desks['sales']!] } })
  const { version } = await checklistOf(nordlys.roles.agent)
  const trainings = [
    { title: 'Fire safety', link: 'https://example.com/fire', days: 7, owner: owner.id },
    { title: 'Tone of voice', days: 60 },
  ]
  const { status, body } = await put(nordlys.roles.agent, version, { items: ITEMS, trainings })
  expect([status, body.version]).toEqual([200, 2])
  fire = body.trainings[0].id
  mia = await w.hire('Mia Lind', { more: { desks: [nordlys.desks['sales']!] } })
})

describe('a checklist of a role', () => {
  test('is kept as it was given, and the change log names what changed', async () => {
    const kept = await checklistOf(nordlys.roles.agent)
    expect(kept.items).toEqual(ITEMS)
    expect(kept.trainings.map(({ title, days, owner: whose }) => [title, days, whose?.name ?? null])).toEqual([
      ['Fire safety', 7, 'Olga Owner'],
      ['Tone of voice', 60, null],
    ])
    const entry = await w.db
      .selectFrom('change_sets')
      .select('params')
      .where('action', '=', 'edit-checklist')
      .executeTakeFirstOrThrow()
    expect(entry.params).toMatchObject({
      after: {
        items: ITEMS,
        trainings: ['Fire safety (7 days), https://example.com/fire, Olga Owner', 'Tone of voice (60 days)'],
      },
    })
  })

  test('412, 422, 403, 404: written over, senseless, by somebody else, of no role; and it stays', async () => {
    const was = await checklistOf(nordlys.roles.agent)
    const training = { title: 'X', days: 1 }
    const tries = [
      put(nordlys.roles.agent, 1, { items: [], trainings: [] }),
      put(nordlys.roles.agent, 2, { items: ['tea'], trainings: [] }),
      put(nordlys.roles.agent, 2, { items: [], trainings: [{ ...training, link: 'javascript:alert(1)' }] }),
      put(nordlys.roles.agent, 2, { items: [], trainings: [{ ...training, owner: w.people.hugo.id }] }),
      put(nordlys.roles.agent, 2, { items: [], trainings: [{ ...training, id: 99_999 }] }),
      put(nordlys.roles.agent, 2, { items: [], trainings: [] }, marta),
      put(2_000_000_000, 1, { items: [], trainings: [] }),
    ]
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([412, 422, 422, 422, 422, 403, 404])
    expect(await checklistOf(nordlys.roles.agent)).toEqual(was)
  })
})

describe('somebody new', () => {
  test('has the checklist of the role, and it ticks itself as things are done', async () => {
    const { startedAt, items, trainings } = await setUpOf(mia)
    expect(startedAt).not.toBeNull()
    expect(items.map(({ name }) => name)).toEqual(ITEMS)
    expect(trainings.map(({ title, ticked, overdue }) => [title, ticked, overdue])).toEqual([
      ['Fire safety', null, false],
      ['Tone of voice', null, false],
    ])
    const was = doneOf({ startedAt, items, trainings })
    await ana.post(`/users/${mia.id}/add-queues`, { queues: [{ id: queue }] })
    await ana.post(`/users/${mia.id}/add-skills`, { skills: [{ id: nordlys.skills['billing'] }] })
    expect(doneOf(await setUpOf(mia)).sort()).toEqual([...was, 'queue', 'skills'].sort())
    await ana.post(`/users/${mia.id}/remove-queues`, { queues: [queue] })
    expect(doneOf(await setUpOf(mia))).not.toContain('queue')
  })

  test('each thing that Rollcall knows is done once its fact is there', async () => {
    const all = await w.hire('Alma Ready', { more: { phone: '+37120000001', sipOption: 'webrtc' } })
    const own = { tenant_id: nordlys.tenantId, user_id: all.id }
    const day = { day: '2026-01-01', calls: 1, handled: 1, missed: 0, talk_seconds: 1, recent: false }
    await w.db
      .insertInto('queue_members')
      .values({ ...own, queue_id: queue })
      .execute()
    await w.db
      .insertInto('group_members')
      .values({ ...own, group_id: nordlys.skills['billing']! })
      .execute()
    await w.db.insertInto('user_second_steps').values(own).execute()
    await w.db
      .insertInto('user_sign_ins')
      .values({ ...own, last_at: new Date() })
      .execute()
    await w.db
      .insertInto('call_days')
      .values({ ...own, ...day })
      .execute()
    const { items, trainings } = await setUpOf(all)
    expect(items.filter(({ done }) => !done)).toEqual([])
    expect(await found('unfinished')).toContain(all.id)
    for (const { id } of trainings) await tick(all, id)
    expect(await found('unfinished')).not.toContain(all.id)
    expect(await found('some')).toContain(all.id)
  })

  test('what belongs to a module that is off is asked of nobody', async () => {
    const set = (modules: string[]) =>
      w.db.updateTable('tenants').set({ modules }).where('id', '=', nordlys.tenantId).execute()
    await set(['dialer'])
    expect((await setUpOf(mia)).items.map(({ name }) => name)).toEqual(['profile', 'skills', 'two-step', 'sign-in'])
    expect((await put(nordlys.roles.agent, 2, { items: ['queue'], trainings: [] })).status).toBe(422)
    await set(['dialer', 'pbx', 'queues'])
  })
})

describe('training', () => {
  test('is ticked by the user, the owner or who may edit the user, with who and when', async () => {
    const mine = w.as(mia)
    const { status, body } = await tick(mia, fire, true, mine)
    expect([status, body.trainings[0].ticked.by]).toEqual([200, 'Mia Lind'])
    expect((await tick(mia, fire, false)).body.trainings[0].ticked).toBeNull()
    expect((await tick(mia, fire, true, w.as(owner))).body.trainings[0].ticked.by).toBe('Olga Owner')
    expect((await tick(mia, fire, true)).body.trainings[0].ticked.by).toBe('Olga Owner')
    const told = (await logOf(w, mia.id)).filter(({ action }) => action.endsWith('-training'))
    expect(told.map(({ action, actor, changes }) => [action, actor, changes])).toEqual([
      ['tick-training', mia.id, { training: ['Fire safety: open', 'Fire safety: done'] }],
      ['reopen-training', w.people.ana.id, { training: ['Fire safety: done', 'Fire safety: open'] }],
      ['tick-training', owner.id, { training: ['Fire safety: open', 'Fire safety: done'] }],
    ])
  })

  test('S26 403, 404: by who only sees the user, by who does not, of no such training', async () => {
    const auditor = w.as(await w.hire('Ada Auditor', { role: 'auditor' }))
    const colleague = w.as('kai')
    const other = (await checklistOf(nordlys.roles.agent)).trainings[1]!.id
    const tries = [tick(mia, other, true, auditor), tick(mia, other, true, colleague), tick(mia, 99_999)]
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([403, 404, 404])
    expect((await setUpOf(mia)).trainings[1]!.ticked).toBeNull()
  })

  test('is overdue after its day, and the list finds whoever it is about', async () => {
    const late = await w.hire('Lea Late')
    await w.db
      .updateTable('set_ups')
      .set({ started_at: new Date(w.clock.now().getTime() - 8 * DAY) })
      .where('user_id', '=', late.id)
      .execute()
    await w.db
      .updateTable('trainings')
      .set({ added_on: new Date(w.clock.now().getTime() - 30 * DAY).toISOString().slice(0, 10) })
      .execute()
    const overdue = (await setUpOf(late)).trainings.filter((training) => training.overdue)
    expect(overdue.map(({ title }) => title)).toEqual(['Fire safety'])
    expect(await found('overdue')).toEqual([late.id])
    await tick(late, fire)
    expect(await found('overdue')).toEqual([])
  })

  test('overdue stands with its owner, as far as the owner sees the user, and with the user; with nobody else, and not once ticked', async () => {
    const desk = { more: { desks: [nordlys.desks['sales']!] } }
    const [near, far] = [await w.hire('Nea Near', desk), await w.hire('Faye Far')]
    const ago = { started_at: new Date(w.clock.now().getTime() - 9 * DAY) }
    await w.db.updateTable('set_ups').set(ago).where('user_id', 'in', [near.id, far.id]).execute()
    const overdueOf = async (who: typeof ana) => (await who.get('/trainings/overdue')).body
    const line = (person: Person, mine: boolean) => ({ id: fire, title: 'Fire safety', user: { id: person.id }, mine })
    expect(await overdueOf(w.as(owner))).toMatchObject({ items: [line(near, false)], total: 1 })
    expect(await overdueOf(w.as(near))).toMatchObject({ items: [line(near, true)], total: 1 })
    expect(await overdueOf(ana)).toEqual({ items: [], total: 0 })
    await tick(near, fire)
    await tick(far, fire)
    expect(await overdueOf(w.as(owner))).toEqual({ items: [], total: 0 })
  })
})

describe('whoever was there before', () => {
  test('has none until it is started, which a plan does and takes back', async () => {
    expect(await setUpOf(BEFORE)).toEqual({ startedAt: null, items: [], trainings: [] })
    expect(await found('none')).toContain(BEFORE.id)
    const started = await run(ana, await plan(ana, 'start-set-up', { ids: [BEFORE.id, w.people.ana.id, mia.id] }))
    expect(started.counts).toMatchObject({ changed: 1, already: 1, skipped: 1 })
    expect((await setUpOf(BEFORE)).items).toHaveLength(ITEMS.length)
    expect(await found('unfinished')).toContain(BEFORE.id)
    const { body } = await ana.post(`/jobs/${started.id}/undo`)
    await run(ana, body)
    expect((await setUpOf(BEFORE)).startedAt).toBeNull()
  })

  test('sees their own, and nobody else’s', async () => {
    const jon = w.as('jon')
    expect((await jon.get(`/users/${BEFORE.id}/set-up`)).status).toBe(200)
    expect((await jon.get(`/users/${mia.id}/set-up`)).status).toBe(404)
  })
})
