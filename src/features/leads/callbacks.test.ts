/** Planned callbacks: by the clock of a zone, with their lead, and handed over (HOUSE-3). */
import { describe, expect, test, vi } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { transaction } from '#src/server/context.ts'
import { everything } from '#test/state.ts'
import { world } from '#test/world.ts'

const w = await world()
const { tenantId } = w.tenants.nordlys
const { jon, kai, marta } = w.people
const ana = w.as('ana')
const year = w.clock.now().getUTCFullYear() + 1

const leadOf = async (user: string): Promise<string> =>
  (await ana.post('/leads', { name: 'Prospect', phone: '+37120000000', leadsTo: user })).body.id
const planned = async (lead: string, more: object = {}) => {
  const { status, body } = await ana.post('/callbacks', {
    lead,
    at: `${year}-07-15T09:00`,
    timeZone: 'Europe/Riga',
    ...more,
  })
  expect([status, body.detail]).toEqual([201, undefined])
  return body
}
const edit = (one: { id: string; version: number }, body: object) =>
  ana.patch(`/callbacks/${one.id}`, body, { 'if-match': `"v${one.version}"` })
const of = async (query: string) => (await ana.get(`/callbacks?${query}`)).body

describe('a callback', () => {
  test('201: is for whoever has the lead, at the time of the clock in its zone', async () => {
    const lead = await leadOf(jon.id)
    const one = await planned(lead, { note: 'After lunch' })
    expect(one).toMatchObject({
      lead: { id: lead, phone: '+37120000000' },
      user: { id: jon.id, name: 'Jon Reyes', timeZone: 'Europe/Riga' },
      dueAt: `${year}-07-15T06:00:00.000Z`,
      timeZone: 'Europe/Riga',
      overdue: false,
      state: 'planned',
    })
    expect((await of(`lead=${lead}`)).items).toEqual([one])
    expect((await ana.get(`/leads/${lead}`)).body.nextCallback).toBe(one.dueAt)
  })

  test('is moved, done and cancelled by whoever read it last, and then it is over', async () => {
    const one = await planned(await leadOf(jon.id))
    const moved = (await edit(one, { at: `${year}-01-15T09:00`, timeZone: 'Asia/Tokyo' })).body
    expect(moved).toMatchObject({ dueAt: `${year}-01-15T00:00:00.000Z`, timeZone: 'Asia/Tokyo' })
    expect(await edit(one, { state: 'done' })).toMatchObject({ status: 412 })
    const cancelled = (await edit(moved, { state: 'cancelled' })).body
    expect(await edit(cancelled, { at: `${year}-01-16T09:00` })).toMatchObject({ status: 409 })
    expect((await of(`user=${jon.id}&state=cancelled`)).items.map((c: { id: string }) => c.id)).toEqual([one.id])
  })

  test('stands in the activity of whoever has it: planned, moved, handed over, done', async () => {
    const says = async (person: { id: string }) =>
      (await ana.get(`/users/${person.id}/activity?kind=lead`)).body.items
        .filter(({ text }: { text: string }) => text === 'Wanted back')
        .map((line: { says: string }) => line.says)
    const { body: lead } = await ana.post('/leads', { name: 'Wanted back', leadsTo: jon.id })
    const one = await planned(lead.id)
    const { body: moved } = await edit(one, { at: `${year}-08-15T09:00` })
    const { body: given } = await edit(moved, { user: kai.id })
    await edit(given, { state: 'done' })
    expect(await says(jon)).toEqual([
      'Callbacks handed over to a colleague',
      'Callback moved',
      'Callback planned',
      'Leads assigned',
    ])
    expect(await says(kai)).toEqual(['Callback done', 'Callbacks handed over to this user'])
    const other = await planned(lead.id, { user: kai.id })
    await ana.post('/callbacks/hand-over', { target: { ids: [other.id] }, to: jon.id })
    expect((await says(kai))[0]).toBe('Callbacks handed over to a colleague')
    expect((await says(jon))[0]).toBe('Callbacks handed over to this user')
    expect((await edit({ ...other, version: 2 }, { state: 'cancelled' })).status).toBe(200)
    expect((await says(jon))[0]).toBe('Callback cancelled')
  })

  test('422: a time that no clock shows, that is over, or for somebody who cannot have leads', async () => {
    const lead = await leadOf(jon.id)
    // The last Sunday of March: at 03:00 the clock in Riga goes on to 04:00.
    const sunday = new Date(Date.UTC(year, 2, 31))
    sunday.setUTCDate(31 - sunday.getUTCDay())
    const gap = `${sunday.toISOString().slice(0, 10)}T03:30`
    const before = await everything(w)
    for (const wrong of [
      { at: gap },
      { at: '2001-01-01T09:00' },
      { at: '2999-01-01T09:00' },
      { user: newId() },
      { lead: newId() },
    ])
      expect([
        wrong,
        (await ana.post('/callbacks', { lead, at: `${year}-07-15T09:00`, timeZone: 'Europe/Riga', ...wrong })).status,
      ]).toEqual([wrong, 422])
    expect(await everything(w)).toBe(before)
  })

  test('goes with its lead, unless it is told to stay; a deleted user’s goes too, and comes back', async () => {
    const eva = await w.hire('Eva Leaves')
    const lead = await leadOf(eva.id)
    const one = await planned(lead)
    const userOf = async () => (await of(`lead=${lead}`)).items[0].user?.id
    await ana.post('/leads/assign', { target: { ids: [lead] }, leadsTo: jon.id, callbacks: 'stay' })
    expect(await userOf()).toBe(eva.id)
    await ana.post('/leads/assign', { target: { ids: [lead] }, leadsTo: eva.id })
    await ana.post(`/users/${eva.id}/delete`, { leadsTo: kai.id })
    expect(await userOf()).toBe(kai.id)
    expect((await of(`lead=${lead}`)).items[0].version).toBeGreaterThan(one.version)
  })

  test('all that somebody has are handed over, and the leads stay', async () => {
    const lead = await leadOf(marta.id)
    await planned(lead)
    await planned(lead, { at: `${year}-07-16T09:00` })
    const { body } = await ana.post('/callbacks/hand-over', { target: { user: marta.id }, to: kai.id })
    expect(body).toEqual({ moved: 2 })
    expect((await ana.get(`/leads/${lead}`)).body.user.id).toBe(marta.id)
    expect((await of(`lead=${lead}`)).items.map((c: { user: { id: string } }) => c.user.id)).toEqual([kai.id, kai.id])
  })

  test('is overdue once its time is over, and those come first', async () => {
    const lead = await leadOf(jon.id)
    const late = await planned(lead, { at: `${year}-02-01T09:00` })
    const next = await planned(lead, { at: `${year}-02-02T09:00` })
    await w.db
      .updateTable('callbacks')
      .set({ due_at: new Date(Date.now() - 60_000) })
      .where('id', '=', late.id)
      .execute()
    const { items, total } = await of(`lead=${lead}`)
    expect(items.map((c: { id: string; overdue: boolean }) => [c.id, c.overdue])).toEqual([
      [late.id, true],
      [next.id, false],
    ])
    expect([total, (await of(`lead=${lead}&overdue=yes`)).total]).toEqual([2, 1])
  })
})

describe('the list of all', () => {
  const ids = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id)
  const moved = async (one: { id: string }, minutes: number) => {
    const due_at = new Date(w.clock.now().getTime() + minutes * 60_000)
    await w.db.updateTable('callbacks').set({ due_at }).where('id', '=', one.id).execute()
    return due_at
  }

  test('200: overdue first; narrowed by user, nobody, lead, zone and time; page by page, with the exact number', async () => {
    const lead = await leadOf(jon.id)
    const free = (await ana.post('/leads', { name: 'Free', leadsTo: 'nobody' })).body.id as string
    const [late, soon, far] = [
      await planned(lead),
      await planned(lead, { timeZone: 'Asia/Tokyo', user: kai.id }),
      await planned(free),
    ]
    await moved(late, -90)
    const dueSoon = await moved(soon, 30)
    const of = async (query: Record<string, string>) =>
      (await ana.get(`/callbacks?${new URLSearchParams({ limit: '200', ...query }).toString()}`)).body
    const mine = async (query: Record<string, string>) =>
      ids(await of(query)).filter((id) => [late.id, soon.id, far.id].includes(id))
    expect(await mine({})).toEqual([late.id, soon.id, far.id])
    expect(await mine({ overdue: 'yes' })).toEqual([late.id])
    expect(await mine({ user: kai.id })).toEqual([soon.id])
    expect(await mine({ user: 'nobody' })).toEqual([far.id])
    expect(await mine({ lead })).toEqual([late.id, soon.id])
    expect(await mine({ timeZone: 'Asia/Tokyo' })).toEqual([soon.id])
    const after = new Date(dueSoon.getTime() + 1).toISOString()
    expect(await mine({ from: dueSoon.toISOString(), before: after })).toEqual([soon.id])
    expect(await mine({ from: after })).toEqual([far.id])
    const first = await of({ lead, limit: '1' })
    const second = await of({ lead, limit: '1', after: first.next })
    expect([ids(first), first.total, ids(second), second.next]).toEqual([[late.id], 2, [soon.id], null])
    for (const wrong of ['user=me', 'from=yesterday', 'timeZone=Riga', 'before=2027-01-01'])
      expect([wrong, (await ana.get(`/callbacks?${wrong}`)).status]).toEqual([wrong, 422])
  })

  test('200: many are moved by the clock of the zone of each, handed over and ended; done ones and other people’s stay', async () => {
    const lead = await leadOf(jon.id)
    const [riga, tokyo, done] = [
      await planned(lead),
      await planned(lead, { timeZone: 'Asia/Tokyo' }),
      await planned(lead),
    ]
    await edit(done, { state: 'done' })
    const target = { matching: { lead } }
    const at = `${year}-09-01T10:00`
    expect((await ana.post('/callbacks/move', { target, at })).body).toEqual({ moved: 2 })
    const dueOf = async () =>
      (await ana.get(`/callbacks?lead=${lead}`)).body.items.map((c: { dueAt: string }) => c.dueAt)
    expect(await dueOf()).toEqual([`${year}-09-01T01:00:00.000Z`, `${year}-09-01T07:00:00.000Z`])
    expect((await ana.post('/callbacks/move', { target, at })).body).toEqual({ moved: 0 })
    expect((await ana.post('/callbacks/hand-over', { target, to: kai.id })).body).toEqual({ moved: 2 })
    const ended = { target: { ids: [riga.id, done.id] }, state: 'cancelled' }
    expect((await ana.post('/callbacks/end', ended)).body).toEqual({ ended: 1 })
    expect((await of(`lead=${lead}`)).items).toMatchObject([{ id: tokyo.id, user: { id: kai.id }, version: 3 }])
    expect((await of(`lead=${lead}&state=done`)).items).toMatchObject([{ id: done.id }])
    const says = async () =>
      (await ana.get(`/users/${kai.id}/activity?kind=lead`)).body.items.map((line: { says: string }) => line.says)
    expect((await says()).slice(0, 2)).toEqual(['Callback cancelled', 'Callbacks handed over to this user'])
  })

  test('422: to a time that one of their clocks leaps over, or that is over there, none of them moves', async () => {
    const lead = await leadOf(jon.id)
    await planned(lead)
    await planned(lead, { timeZone: 'Asia/Tokyo' })
    const sunday = new Date(Date.UTC(year, 2, 31))
    sunday.setUTCDate(31 - sunday.getUTCDay())
    const before = await everything(w)
    for (const at of [`${sunday.toISOString().slice(0, 10)}T03:30`, '2001-01-01T09:00'])
      expect([at, (await ana.post('/callbacks/move', { target: { matching: { lead } }, at })).status]).toEqual([
        at,
        422,
      ])
    expect((await ana.post('/callbacks/end', { target: { ids: [] }, state: 'done' })).status).toBe(422)
    expect(await everything(w)).toBe(before)
  })
})

test('whoever keeps a copy is told of each change once, and of none that is not committed yet', async () => {
  const lead = await leadOf(jon.id)
  const one = await planned(lead)
  const other = await planned(lead)
  await edit(one, { state: 'cancelled' })
  let next: string | null = null
  const seen: [string, string | null][] = []
  // Asked until it is told: a transaction of anybody else on the same server holds news back, too.
  const isTold = (all: typeof seen) =>
    vi.waitFor(async () => {
      const { body } = await ana.get(`/callbacks/changes${next ? `?after=${next}` : ''}`)
      next = body.next
      const mine = body.items.filter(({ id }: { id: string }) => id === one.id || id === other.id)
      seen.push(...mine.map((c: { id: string; note: string | null }) => [c.id, c.note]))
      expect(seen).toEqual(all)
    }, 20_000)
  const before: typeof seen = [
    [other.id, null],
    [one.id, null],
  ]
  await transaction(w.hand(tenantId), async (trx) => {
    await trx.updateTable('callbacks').set({ note: 'Open' }).where('id', '=', other.id).execute()
    await isTold(before)
  })
  await edit(other, { note: 'Later' })
  await isTold([...before, [other.id, 'Later']])
})

test('S26 whoever manages the leads of one site sees, moves and hands over callbacks of the people there alone', async () => {
  const { id } = (await ana.post('/roles', { name: 'Malmö leads', permissions: ['users.read', 'leads.manage'] })).body
  const sites = [w.tenants.nordlys.sites['malmö']!]
  const mia = w.as(await w.hire('Mia Malmo', { more: { roles: [{ id, sites }] as never } }))
  const [lead, other] = [await leadOf(jon.id), await leadOf(kai.id)]
  const [ofJon, ofKai] = [await planned(lead), await planned(other)]
  const seen = async (path: string) => (await mia.get(path)).body.items.map((c: { id: string }) => c.id) as string[]
  expect(await seen('/callbacks?limit=200')).toContain(ofKai.id)
  for (const path of ['/callbacks?limit=200', '/callbacks/changes', `/callbacks?lead=${lead}`])
    expect(await seen(path)).not.toContain(ofJon.id)
  const both = { ids: [ofJon.id, ofKai.id] }
  const at = `${year}-10-01T09:00`
  expect((await mia.post('/callbacks/move', { target: both, at })).body).toEqual({ moved: 1 })
  expect((await mia.post('/callbacks/move', { target: { matching: { lead } }, at })).body).toEqual({ moved: 0 })
  expect((await mia.post('/callbacks/end', { target: { ids: [ofJon.id] }, state: 'done' })).body).toEqual({ ended: 0 })
  const cancel = { state: 'cancelled' }
  expect((await mia.patch(`/callbacks/${ofJon.id}`, cancel, { 'if-match': '"v1"' })).status).toBe(404)
  expect((await mia.post('/callbacks/hand-over', { target: { user: jon.id }, to: kai.id })).body).toEqual({ moved: 0 })
  expect((await mia.patch(`/callbacks/${ofKai.id}`, { user: jon.id }, { 'if-match': '"v2"' })).status).toBe(422)
  const wish = { lead, at: `${year}-07-15T09:00`, timeZone: 'Europe/Riga' }
  expect((await mia.post('/callbacks', wish)).status).toBe(422)
})

test.each([
  '/callbacks?after=1.------------------------------------',
  '/callbacks?after=999999999999999.00000000-0000-7000-8000-000000000000',
  '/callbacks/changes?after=1.abcdefabcdefabcdefabcdefabcdefabcdef',
  '/callbacks/changes?after=99999999999999999999.00000000-0000-7000-8000-000000000000',
])('422 for a cursor that only looks like one of ours: %s', async (path) =>
  expect(await ana.get(path)).toMatchObject({ status: 422, body: { errors: [{ pointer: 'query:after' }] } }),
)

test('404 while the module is off, 403 without the permission', async () => {
  expect(await w.as('marta').get('/callbacks')).toMatchObject({ status: 403 })
  await w.db
    .updateTable('tenants')
    .set({ modules: ['pbx'] })
    .where('id', '=', tenantId)
    .execute()
  expect(await ana.get('/callbacks')).toMatchObject({ status: 404 })
  await w.db
    .updateTable('tenants')
    .set({ modules: ['dialer', 'pbx', 'queues'] })
    .where('id', '=', tenantId)
    .execute()
})
