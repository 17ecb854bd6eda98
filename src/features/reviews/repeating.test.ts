import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { atWork } from '#test/at-work.ts'
import type { Headers } from '#test/client.ts'
import { world, type Person } from '#test/world.ts'
import { SomeFailed } from '../../server/jobs/apart.ts'
import { placeOf } from '../outbox/service/send-mail.ts'
import type { Review } from './contract.ts'
import type { ReviewSchedule } from './contract/schedules.ts'
import { closeOverdue } from './service/due.ts'
import { remindOfReviews } from './service/remind.ts'
import { enqueueTurns, startTurn } from './service/turns.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const tenant = nordlys.tenantId
const sales = nordlys.desks['sales']!
const [ana, marta] = [w.as('ana'), w.as('marta')]
const DAY = 86_400_000
/** The days of Riga, where Nordlys is. */
const dayIn = (days: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Riga' }).format(w.clock.now().getTime() + days * DAY)
const never = new AbortController().signal

const wish = (more: object = {}) => ({
  ...{ name: 'Sales desk', desks: [sales], reviewer: w.people.marta.id, dueOn: dayIn(14), undecided: 'wait', ...more },
})
const repeat = (every = 'month', nextOn = dayIn(30)) => ({ repeat: { every, nextOn } })
const start = async (more: object = {}): Promise<Review> => {
  const { status, body } = await ana.post('/reviews', wish(more))
  expect([status, body.detail]).toEqual([201, undefined])
  return body
}
const schedules = async (who = ana): Promise<ReviewSchedule[]> => (await who.get('/review-schedules')).body.items
const scheduleOf = async ({ schedule }: Review) => (await schedules()).find(({ id }) => id === schedule)!
const turnsOf = async ({ schedule }: Review): Promise<Review[]> =>
  (await ana.get('/reviews?limit=200')).body.items.filter((one: Review) => one.schedule === schedule)
/** As if so many days had gone by: the schedule is moved, and not the clock, which sessions read too. */
const bring = (review: Review, nextOn: string) =>
  w.db.updateTable('review_schedules').set({ next_on: nextOn }).where('id', '=', review.schedule!).execute()
const edit = async (review: Review, body: object, version?: number) =>
  ana.patch(`/review-schedules/${review.schedule}`, body, {
    'if-match': `"v${version ?? (await scheduleOf(review)).version}"`,
  })

type Mail = { readonly template: string; readonly subject: string; readonly text: string; readonly html: string }
async function mailsTo({ id }: Pick<Person, 'id'>, about: Review): Promise<Mail[]> {
  const rows = await w.db
    .selectFrom('outbox as o')
    .innerJoin('outbox_words as s', 's.mail_id', 'o.id')
    .select(['o.id', 'o.template', 'o.subject', 's.sealed'])
    .where('o.user_id', '=', id)
    .orderBy('o.created_at')
    .execute()
  return rows
    .map((row) => ({ ...row, ...(JSON.parse(w.parts.keyring.open(row.sealed, placeOf(row.id))) as Mail) }))
    .filter(({ text }) => text.includes(`https://rollcall.test/reviews/${about.id}`))
}

let leaver: Person
beforeAll(async () => {
  leaver = await w.hire('Lena Leaver', { more: { desks: [sales] } })
})

describe('a review that comes back', () => {
  test('is started now, remembered with its reviewer and its days, and each is called by its month', async () => {
    const review = await start(repeat())
    expect(review.name).toMatch(/^Sales desk, \w+ \d{4}$/)
    expect(await scheduleOf(review)).toMatchObject({
      ...{ name: 'Sales desk', desks: [sales], sites: null, every: 'month', nextOn: dayIn(30), days: 14 },
      ...{ reviewer: { name: 'Marta Ozola' }, delegate: null, undecided: 'wait', owner: { name: 'Ana Lind' } },
      ...{ mine: true, trouble: null },
    })
  })

  test('starts by itself on its day, once, however many processes look at the same moment', async () => {
    const review = await start(repeat())
    await enqueueTurns(w.parts, never)
    expect(await turnsOf(review)).toHaveLength(1)
    await bring(review, dayIn(-1))
    const bell = { tenant, schedule: review.schedule! }
    await Promise.all([...Array.from({ length: 4 }, () => startTurn(w.parts, bell)), enqueueTurns(w.parts, never)])
    await vi.waitFor(async () => expect(await turnsOf(review)).toHaveLength(2), { timeout: 20_000 })
    await startTurn(w.parts, bell)
    const [next, first] = await turnsOf(review)
    expect(next).toMatchObject({ dueOn: dayIn(14), reviewer: first!.reviewer, startedBy: { name: 'Ana Lind' } })
    expect(await turnsOf(review)).toHaveLength(2)
    expect((await scheduleOf(review)).nextOn > dayIn(0)).toBe(true)
  })

  test('that was missed while the server was off starts as soon as it is back, by the queue alone', async () => {
    const review = await start(repeat('quarter'))
    await bring(review, dayIn(-100))
    await enqueueTurns(w.parts, never)
    await vi.waitFor(async () => expect(await turnsOf(review)).toHaveLength(2), { timeout: 20_000 })
    await vi.waitFor(async () => expect((await scheduleOf(review)).nextOn > dayIn(0)).toBe(true))
  })

  test('says what keeps it from starting, loses no turn, and starts once that is mended', async () => {
    const rita = await w.hire('Rita Reviewer', { role: 'auditor' })
    const review = await start({ ...repeat(), reviewer: rita.id })
    await ana.post(`/users/${rita.id}/deactivate`)
    await bring(review, dayIn(-1))
    const bell = { tenant, schedule: review.schedule! }
    await startTurn(w.parts, bell)
    await startTurn(w.parts, bell)
    expect(await scheduleOf(review)).toMatchObject({ trouble: 'reviewer-cannot-see', nextOn: dayIn(-1) })
    expect(await turnsOf(review)).toHaveLength(1)
    expect(await edit(review, { reviewer: w.people.marta.id })).toMatchObject({ status: 200, body: { trouble: null } })
    await vi.waitFor(async () => expect(await turnsOf(review)).toHaveLength(2), { timeout: 20_000 })
  })

  test('S26: is started in the reach of whoever set it up, as it is by then; gone, somebody takes it over', async () => {
    const boss = await w.hire('Bo Boss', { role: 'administrator', limits: { desks: [sales] } })
    const { body: review } = await w.as(boss).post('/reviews', { ...wish({ desks: undefined }), ...repeat() })
    expect((await schedules(w.as(boss))).map(({ id }) => id)).toEqual([review.schedule])
    const people = review.people as number
    const all = async () => (await ana.get('/users?limit=1&status=any:active,pending')).body.total as number
    expect(people).toBeLessThan(await all())
    await bring(review, dayIn(-2))
    await startTurn(w.parts, { tenant, schedule: review.schedule })
    expect((await turnsOf(review)).map((one) => one.people)).toEqual([people, people])
    await ana.post(`/users/${boss.id}/deactivate`)
    await bring(review, dayIn(-1))
    await startTurn(w.parts, { tenant, schedule: review.schedule })
    expect(await scheduleOf(review)).toMatchObject({ trouble: 'owner-gone', mine: false })
    expect(await edit(review, { mine: true, reviewer: w.people.ines.id })).toMatchObject({
      body: { mine: true, owner: { name: 'Ana Lind' } },
    })
    await vi.waitFor(async () => expect(await turnsOf(review)).toHaveLength(3), { timeout: 20_000 })
  })

  test('S33: is ended, and comes back no more; the log says who changed it and how', async () => {
    const review = await start(repeat())
    expect(await edit(review, { every: 'quarter', days: 7 })).toMatchObject({ status: 200 })
    expect(await edit(review, { days: 9 }, 1)).toMatchObject({ status: 412 })
    const end = (headers?: Headers) => ana.delete(`/review-schedules/${review.schedule}`, headers)
    expect(await end()).toMatchObject({ status: 428 })
    expect(await end({ 'if-match': '"v1"' })).toMatchObject({ status: 412 })
    expect(await end({ 'if-match': '"v2"' })).toMatchObject({ status: 204 })
    expect(await edit(review, { days: 9 }, 1)).toMatchObject({ status: 404 })
    await bring(review, dayIn(0))
    await startTurn(w.parts, { tenant, schedule: review.schedule! })
    expect(await turnsOf(review)).toHaveLength(1)
    const { rows } = await sql<{ action: string; params: object }>`
      select action, params from change_sets where params ->> 'id' = ${review.schedule} order by at`.execute(w.db)
    expect(rows).toMatchObject([
      { action: 'create-review-schedule', params: { every: 'month' } },
      { action: 'edit-review-schedule', params: { before: { days: 14 }, after: { every: 'quarter', days: 7 } } },
      { action: 'end-review-schedule' },
    ])
  })

  test.each([
    [repeat('month', dayIn(0)), '#/repeat/nextOn'],
    [repeat('week'), '#/repeat/every'],
    [{ ...repeat(), name: 'x'.repeat(81) }, '#/name'],
  ])('422: what makes no turn is named, and nothing is started: %#', async (more, pointer) => {
    const before = (await schedules()).length
    const answer = await ana.post('/reviews', wish(more))
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer])
    expect(await schedules()).toHaveLength(before)
  })

  test('403: whoever manages no reviews sees none and changes none', async () => {
    const review = await start(repeat())
    expect(await marta.get('/review-schedules')).toMatchObject({ status: 403 })
    expect(await marta.delete(`/review-schedules/${review.schedule}`)).toMatchObject({ status: 403 })
    expect(await scheduleOf(review)).toBeDefined()
  })
})

describe('mail', () => {
  test('tells reviewer, delegate and whoever has a row that somebody waits for them, with a link to the review', async () => {
    await w.db.updateTable('users').set({ console_language: 'de' }).where('id', '=', w.people.ines.id).execute()
    const review = await start({ delegate: w.people.ines.id, name: 'Audit <b>' })
    const [mail, ...others] = await mailsTo(w.people.marta, review)
    expect([mail!.template, mail!.subject, others]).toEqual([
      'review-waits',
      'A review waits for you: Audit <b> · Nordlys',
      [],
    ])
    expect(mail!.text).toMatch(
      /\d users wait for your decision in the access review “Audit <b>” of Nordlys: .+ The last day is \w+ \d/,
    )
    expect(mail!.html).toContain('Audit &lt;b&gt;')
    expect(mail!.html).toContain(`href="https://rollcall.test/reviews/${review.id}"`)
    expect((await mailsTo(w.people.ines, review))[0]!.subject).toBe('Eine Prüfung wartet auf Sie: Audit <b> · Nordlys')
    expect((await mailsTo(w.people.ines, review))[0]!.text).toMatch(/warte[tn] \d Benutzer auf Ihre Entscheidung/)
    expect(await mailsTo(w.people.ana, review)).toEqual([])
    const undelegated = await start()
    expect(await mailsTo(w.people.ana, undelegated)).toMatchObject([{ template: 'review-waits' }])
  })

  test('reminds once before the last day and once when it is over, by however many processes, and nobody who is through', async () => {
    const review = await start()
    const due = (days: number) =>
      sql`update reviews set due_on = ${dayIn(days)}::date, started_at = ${new Date(Date.now() - 20 * DAY)}, reminded_on = null
        where id = ${review.id}`.execute(w.db)
    const remind = () => Promise.all([1, 2].map(() => remindOfReviews(w.parts, never)))
    const subjects = async () => (await mailsTo(w.people.marta, review)).map(({ template }) => template)
    await due(9)
    await remind()
    expect(await subjects()).toEqual(['review-waits'])
    await due(6)
    await remind()
    await remind()
    expect(await subjects()).toEqual(['review-waits', 'review-due'])
    await due(-1)
    await remind()
    expect(await subjects()).toEqual(['review-waits', 'review-due', 'review-overdue'])
    const risky = (await ana.get(`/reviews/${review.id}/rows?limit=200`)).body.items.filter(
      (row: { user: { id: string } }) => row.user.id !== w.people.marta.id,
    )
    await marta.post(`/reviews/${review.id}/decisions`, {
      users: risky.map((row: { user: { id: string } }) => row.user.id),
      decision: 'keep',
    })
    await due(-1)
    await remind()
    expect(await subjects()).toHaveLength(3)
  })

  test('one review that cannot be reminded of keeps no other waiting, and is reminded of once it can', async () => {
    const [broken, sound] = [await start(), await start()]
    await sql`update reviews set due_on = ${dayIn(6)}::date, started_at = ${new Date(Date.now() - 20 * DAY)}
      where id in (${broken.id}, ${sound.id})`.execute(w.db)
    const owner = new pg.Client(w.connections.owner)
    await owner.connect()
    await owner.query(`create function fail() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`)
    await owner.query(
      `create trigger broken before update on reviews for each row when (new.id = '${broken.id}') execute function fail()`,
    )
    const templates = async (review: Review) => (await mailsTo(w.people.marta, review)).map(({ template }) => template)
    await expect(remindOfReviews(w.parts, never)).rejects.toThrow(SomeFailed)
    expect(await templates(sound)).toEqual(['review-waits', 'review-due'])
    expect(await templates(broken)).toEqual(['review-waits'])
    await owner.query('drop trigger broken on reviews')
    await owner.end()
    await remindOfReviews(w.parts, never)
    expect(await templates(sound)).toHaveLength(2)
    expect(await templates(broken)).toEqual(['review-waits', 'review-due'])
  })
})

describe('a review that waits', () => {
  const attention = async (who = marta): Promise<Review[]> => (await who.get('/reviews?which=attention')).body.items
  const of = (all: readonly Review[], { id }: Review) => all.find((one) => one.id === id)

  test('stands with whom it waits for, and when overdue with whoever manages reviews; the rest is nobody’s attention', async () => {
    const review = await start({ delegate: w.people.ines.id })
    expect(of(await attention(), review)).toMatchObject({ waits: true, overdue: false })
    expect(of(await attention(ana), review)).toBeUndefined()
    await sql`update reviews set due_on = ${dayIn(-1)}::date where id = ${review.id}`.execute(w.db)
    expect(of(await attention(ana), review)).toMatchObject({ waits: false, overdue: true })
    expect(await w.as('jon').get('/reviews?which=attention')).toMatchObject({ status: 403 })
  })

  test('stays open after its last day until everybody is decided, and is closed by itself then', async () => {
    const review = await start()
    const users = (await ana.get(`/reviews/${review.id}/rows?limit=200`)).body.items.map(
      (row: { user: { id: string } }) => row.user.id,
    ) as string[]
    await sql`update reviews set due_on = ${dayIn(-1)}::date where id = ${review.id}`.execute(w.db)
    await closeOverdue(w.parts, never)
    const read = async () => (await ana.get(`/reviews/${review.id}`)).body
    expect(await read()).toMatchObject({ closedAt: null, overdue: true })
    expect(users).toContain(leaver.id)
    const others = users.filter((id) => id !== w.people.marta.id)
    await marta.post(`/reviews/${review.id}/decisions`, { users: others, decision: 'keep' })
    await ana.post(`/reviews/${review.id}/decisions`, { users: [w.people.marta.id], decision: 'keep' })
    await closeOverdue(w.parts, never)
    expect(await read()).toMatchObject({ closedBy: null, overdue: false })
    expect((await read()).closedAt).not.toBeNull()
  })

  test('is closed early by whoever started it; who was undecided is kept, and nobody’s name stands beside it', async () => {
    const review = await start()
    expect(await ana.post(`/reviews/${review.id}/close`)).toMatchObject({ status: 200 })
    const { body } = await ana.get(`/reviews/${review.id}/rows?limit=1`)
    expect(body.items[0].decided).toMatchObject({ decision: 'keep', by: 'Nobody until the close' })
  })
})
