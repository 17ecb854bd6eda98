import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { atWork, readyPlan, run, settle } from '#test/at-work.ts'
import { world, type Person } from '#test/world.ts'
import type { Review, ReviewRow } from './contract.ts'
import { closeOverdue } from './service/due.ts'

const w = await world()
await atWork(w)
const { nordlys } = w.tenants
const sales = nordlys.desks['sales']!
const [ana, marta, jon] = [w.as('ana'), w.as('marta'), w.as('jon')]
const DAY = 86_400_000
const dayIn = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)

const wish = (more: object = {}) => ({
  ...{ name: 'November', desks: [sales], reviewer: w.people.marta.id, dueOn: dayIn(14), undecided: 'keep', ...more },
})
const start = async (more: object = {}): Promise<Review> => {
  const { status, body } = await ana.post('/reviews', wish(more))
  expect([status, body.detail]).toEqual([201, undefined])
  return body
}
const rows = async ({ id }: Review, who = marta, which = ''): Promise<ReviewRow[]> =>
  (await who.get(`/reviews/${id}/rows?limit=200${which}`)).body.items
const rowOf = async (review: Review, { id }: Person, who = marta) =>
  (await rows(review, who)).find(({ user }) => user.id === id)!
const decide = (who: typeof ana, { id }: Review, body: object) => who.post(`/reviews/${id}/decisions`, body)
const keepAll = async (review: Review) => {
  const risky = await rows(review, marta, '&which=risky')
  const mine = risky.filter((row) => row.mine).map(({ user }) => user.id)
  if (mine.length > 0) await decide(marta, review, { users: mine, decision: 'keep' })
}

let leaver: Person
let boss: Person
beforeAll(async () => {
  leaver = await w.hire('Lena Leaver', { more: { desks: [sales] } })
  boss = await w.hire('Bo Boss', { role: 'administrator', more: { desks: [sales] } })
  await w.db
    .insertInto('user_sign_ins')
    .values({ tenant_id: nordlys.tenantId, user_id: leaver.id, last_at: new Date(Date.now() - 74 * DAY) })
    .execute()
})

describe('starting', () => {
  test('freezes everybody of the desk, those with the gravest hints first, as they are now', async () => {
    const review = await start()
    const before = await rows(review)
    expect(review).toMatchObject({ people: 4, decided: 0, reviewer: { name: 'Marta Ozola' } })
    expect(before[0]).toMatchObject({ user: { name: 'Bo Boss' }, hints: ['administrator-without-two-step'] })
    expect(await rowOf(review, leaver)).toMatchObject({
      ...{ unseenDays: 74, twoStep: false, queues: [], hints: ['unseen', 'no-queue'] },
      ...{ roles: [{ name: 'Agent' }], decided: null, mine: true },
    })
    await ana.post(`/users/${leaver.id}/add-roles`, { roles: [{ id: nordlys.roles.auditor }] })
    expect((await rowOf(review, leaver)).roles).toHaveLength(1)
    await ana.post(`/users/${leaver.id}/remove-roles`, { roles: [nordlys.roles.auditor] })
  })

  test('is walked page by page without losing or repeating anybody', async () => {
    const review = await start({ desks: undefined, reviewer: w.people.ines.id })
    const met: string[] = []
    for (let after = ''; ;) {
      const { body } = await ana.get(`/reviews/${review.id}/rows?limit=2${after}`)
      met.push(...body.items.map((row: ReviewRow) => row.user.id))
      if (!body.next) break
      after = `&after=${body.next}`
    }
    expect([met.length, new Set(met).size]).toEqual([review.people, review.people])
  })

  test.each([
    [{ reviewer: w.people.jon.id }, '#/reviewer'],
    [{ desks: undefined }, '#/reviewer'],
    [{ delegate: w.people.kai.id }, '#/delegate'],
    [{ delegate: w.people.marta.id }, '#/delegate'],
    [{ reviewer: w.people.hugo.id }, '#/reviewer'],
    [{ desks: [99999999] }, '#/desks'],
    [{ dueOn: dayIn(-1) }, '#/dueOn'],
    [{ desks: undefined, reviewer: w.people.ana.id }, '#/delegate'],
  ])('422: who cannot see everybody decides nothing, and nobody reviews themselves: %#', async (more, pointer) => {
    const answer = await ana.post('/reviews', wish(more))
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer])
  })

  test('422: of an empty desk there is nothing to review; 403: whoever does not manage reviews starts none', async () => {
    const { body: empty } = await ana.post('/groups', { kind: 'desk', name: 'Empty' })
    expect(await ana.post('/reviews', wish({ desks: [empty.id] }))).toMatchObject({
      status: 422,
      body: { type: '/problems/nobody-to-review' },
    })
    expect(await marta.post('/reviews', wish())).toMatchObject({ status: 403 })
  })

  test('S26: whoever starts reviews of one desk names nobody whom they do not see; the answer is that for nobody', async () => {
    const { body: role } = await ana.post('/roles', {
      name: 'Desk reviews',
      permissions: ['users.read', 'reviews.manage'],
    })
    const limited = w.as(await w.hire('Dana Desk', { more: { roles: [{ id: role.id, desks: [sales] }] as never } }))
    for (const field of ['reviewer', 'delegate'] as const) {
      const ask = async (id: string) => {
        const { status, body } = await limited.post('/reviews', wish({ [field]: id }))
        return [status, body.detail, body.errors]
      }
      expect(await ask(w.people.ines.id)).toEqual(await ask(newId()))
      expect((await ask(w.people.ines.id))[0]).toBe(422)
    }
    expect(await limited.post('/reviews', wish())).toMatchObject({ status: 201 })
  })

  test('a thousand people are frozen in one statement', async () => {
    await settle(w, 1000)
    const review = await start({ desks: undefined, sites: [nordlys.siteId], reviewer: w.people.ines.id })
    expect(review.people).toBeGreaterThan(1000)
  })
})

describe('deciding', () => {
  test('S26 is for reviewer and delegate; nobody else sees it but who manages reviews', async () => {
    const review = await start()
    expect(await w.as('ines').get(`/reviews/${review.id}`)).toMatchObject({ status: 404 })
    const listed = async (who: typeof ana) => (await who.get('/reviews')).body.items.map((one: Review) => one.id)
    expect(await listed(w.as('ines'))).not.toContain(review.id)
    expect(await listed(marta)).toContain(review.id)
    expect(await jon.get('/reviews')).toMatchObject({ status: 403 })
    expect(await decide(ana, review, { users: [leaver.id], decision: 'keep' })).toMatchObject({ status: 403 })
    expect(await decide(marta, review, { users: [leaver.id], decision: 'keep' })).toMatchObject({
      status: 200,
      body: { decided: 1, riskyDecided: 1 },
    })
  })

  test('S29 nobody reviews themselves: the reviewer’s row goes to whoever started it, or to the delegate', async () => {
    const own = { users: [w.people.marta.id], decision: 'keep' }
    const review = await start()
    expect(await decide(marta, review, { ...own, users: [leaver.id, w.people.marta.id] })).toMatchObject({
      status: 403,
    })
    expect((await rowOf(review, leaver)).decided).toBeNull()
    expect(await decide(ana, review, own)).toMatchObject({ status: 200 })
    const delegated = await start({ delegate: w.people.ines.id })
    expect(await decide(ana, delegated, own)).toMatchObject({ status: 403 })
    expect(await decide(w.as('ines'), delegated, own)).toMatchObject({ status: 200 })
  })

  test('all but keep needs a note, and only reducing takes roles', async () => {
    const review = await start()
    const [users, note] = [[leaver.id], 'Left in May']
    const refused = async (body: object) => (await decide(marta, review, { users, ...body })).body.errors?.[0]?.pointer
    expect(await refused({ decision: 'deactivate' })).toBe('#/note')
    expect(await refused({ decision: 'reduce', note: null })).toBe('#/note')
    expect(await refused({ decision: 'keep', roles: [1] })).toBe('#/roles')
    expect(await refused({ decision: 'deactivate', note, rest: true })).toBe('#/users')
    expect((await rowOf(review, leaver)).decided).toBeNull()
  })

  test('the rest is kept at once, and only after those with a hint are decided', async () => {
    const plain = await w.hire('Petra Plain', { role: 'manager', more: { desks: [sales] } })
    const review = await start()
    const rest = { rest: true, decision: 'keep' }
    expect(await decide(marta, review, rest)).toMatchObject({ status: 409, body: { type: '/problems/risky-first' } })
    await keepAll(review)
    expect(await decide(marta, review, rest)).toMatchObject({ status: 200 })
    expect((await rowOf(review, plain)).decided).toMatchObject({ decision: 'keep', by: 'Marta Ozola' })
    const left = await rows(review, marta, '&which=undecided')
    expect(left.map(({ user }) => user.id)).toEqual([w.people.marta.id])
  })

  test('of two at the same moment the last word stands, and both are in the record', async () => {
    const review = await start({ delegate: w.people.ines.id })
    const say = (who: typeof ana, decision: string) =>
      decide(who, review, { users: [leaver.id], decision, note: `=${decision}` })
    expect((await Promise.all([say(marta, 'keep'), say(w.as('ines'), 'deactivate')])).map((a) => a.status)).toEqual([
      200, 200,
    ])
    const row = await rowOf(review, leaver)
    expect([row.earlier.length, new Set([row.decided!.by, row.earlier[0]!.by]).size]).toEqual([1, 2])
    expect((await ana.get(`/reviews/${review.id}`)).body.decided).toBe(1)
    const { body: text } = await ana.get(`/reviews/${review.id}/record.csv`)
    expect(text.match(/Lena Leaver/g)).toHaveLength(2)
    expect(text).toContain(`'=deactivate`)
    expect(text).not.toMatch(/,=/)
  })
})

describe('what only looks as if it could be decided', () => {
  test('422: a role that is another tenant’s, or nobody’s, is taken from nobody', async () => {
    const review = await start()
    for (const role of [w.tenants.harbour.roles.auditor, 88_888_888])
      expect(
        await decide(marta, review, { users: [leaver.id], decision: 'reduce', note: 'Less', roles: [role] }),
      ).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/roles', code: 'unknown' }] } })
    expect((await rowOf(review, leaver)).decided).toBeNull()
  })

  test('422: a cursor that is none', async () => {
    const review = await start()
    const path = `/reviews/${review.id}/rows?after=1.------------------------------------`
    expect(await marta.get(path)).toMatchObject({ status: 422, body: { errors: [{ pointer: 'query:after' }] } })
  })

  test('S26: whose reach shrank since the start decides nobody whom they no longer see, by name or with the rest', async () => {
    const reviewer = await w.hire('Rita Reach', { role: 'auditor' })
    const rita = w.as(reviewer)
    const gone = await w.hire('Gus Gone', { role: 'manager', more: { desks: [sales] } })
    const review = await start({ reviewer: reviewer.id, delegate: w.people.marta.id })
    const { auditor } = nordlys.roles
    await ana.post(`/users/${reviewer.id}/add-roles`, { roles: [{ id: auditor, desks: [sales] }] })
    await ana.post(`/users/${gone.id}/remove-desks`, { desks: [sales] })
    expect(await rowOf(review, gone, rita)).toBeUndefined()
    expect(await decide(rita, review, { users: [gone.id], decision: 'keep' })).toMatchObject({ status: 403 })
    const risky = (await rows(review, ana, '&which=risky')).map(({ user }) => user.id)
    expect(await decide(rita, review, { users: risky, decision: 'keep' })).toMatchObject({ status: 200 })
    expect(await decide(rita, review, { rest: true, decision: 'keep' })).toMatchObject({ status: 200 })
    expect((await rows(review, ana, '&which=undecided')).map(({ user }) => user.id)).toEqual([gone.id])
  })
})

describe('closing', () => {
  test('the reviewer closes when all is decided; the plans are made by who may, and the record says what they did', async () => {
    const review = await start()
    const path = `/reviews/${review.id}`
    const { agent, auditor } = nordlys.roles
    await ana.post(`/users/${w.people.jon.id}/add-roles`, { roles: [{ id: auditor }] })
    expect(await marta.post(`${path}/close`)).toMatchObject({ status: 409 })
    expect(await ana.post(`${path}/plans`, { decision: 'deactivate' })).toMatchObject({ status: 409 })
    await keepAll(review)
    await decide(marta, review, { users: [leaver.id], decision: 'deactivate', note: 'Left in May' })
    await decide(marta, review, { users: [w.people.jon.id], decision: 'reduce', note: 'No audits', roles: [auditor] })
    await decide(marta, review, { rest: true, decision: 'keep' })
    await decide(ana, review, { users: [w.people.marta.id], decision: 'reduce', note: 'Look', roles: undefined })
    expect(await marta.post(`${path}/close`)).toMatchObject({ status: 200, body: { closedBy: 'Marta Ozola' } })
    expect(await decide(marta, review, { users: [leaver.id], decision: 'keep' })).toMatchObject({
      ...{ status: 409, body: { type: '/problems/review-over' } },
    })
    expect(await marta.post(`${path}/plans`, { decision: 'deactivate' })).toMatchObject({ status: 403 })
    for (const [decision, person] of [
      ['deactivate', leaver],
      ['reduce', w.people.jon],
    ] as const) {
      const { body } = await ana.post(`${path}/plans`, { decision })
      expect(body.items).toMatchObject([{ decision, people: 1, madeBy: 'Ana Lind' }])
      expect(await run(ana, await readyPlan(ana, body.items[0].id))).toMatchObject({ state: 'done' })
      expect((await rowOf(review, person, ana)).changed).toBe(true)
    }
    expect((await ana.get(`/users/${leaver.id}`)).body.status).toBe('inactive')
    expect((await ana.get(`/users/${w.people.jon.id}`)).body.roles).toMatchObject([{ id: agent }])
    expect((await ana.get(path)).body.plans).toHaveLength(2)
    await ana.post(`/users/${leaver.id}/activate`)
  })

  test('after its last day it is closed as was said at the start', async () => {
    const review = await start({ undecided: 'deactivate' })
    await decide(marta, review, { users: [leaver.id], decision: 'keep' })
    const sweep = () => closeOverdue(w.parts, new AbortController().signal)
    await sweep()
    expect((await ana.get(`/reviews/${review.id}`)).body.closedAt).toBeNull()
    await w.db
      .updateTable('reviews')
      .set({ due_on: dayIn(-1) })
      .where('id', '=', review.id)
      .execute()
    await sweep()
    expect((await ana.get(`/reviews/${review.id}`)).body).toMatchObject({ closedBy: null, decided: review.people })
    expect((await rowOf(review, leaver)).decided).toMatchObject({ decision: 'keep' })
    expect((await rowOf(review, boss)).decided).toMatchObject({ decision: 'deactivate', note: null })
  })

  test('what is closed stands, whatever the program does; but a note goes with the person whom it is about', async () => {
    const review = await start()
    await decide(marta, review, { users: [leaver.id], decision: 'keep', note: 'On leave' })
    await ana.post(`/reviews/${review.id}/close`)
    const own = sql`tenant_id = ${nordlys.tenantId}`
    for (const change of [
      sql`update reviews set name = 'Other' where ${own} and id = ${review.id}`,
      sql`update reviews set closed_at = null where ${own} and id = ${review.id}`,
      sql`update reviews set closed_by_name = 'Other' where ${own} and id = ${review.id}`,
      sql`update reviews set started_by_name = 'Other' where ${own} and id = ${review.id}`,
      sql`update reviews set closed_by_name = 'Erased user', name = 'Other' where ${own} and id = ${review.id}`,
      sql`update review_rows set decision = 'keep' where ${own} and review_id = ${review.id}`,
      sql`insert into review_decisions (tenant_id, review_id, user_id, decision, by_name, at)
        values (${nordlys.tenantId}, ${review.id}, ${leaver.id}, 'keep', 'x', now())`,
      sql`update review_decisions set note = 'Other' where ${own} and review_id = ${review.id}`,
      sql`update review_decisions set by_name = 'Other' where ${own} and review_id = ${review.id}`,
      sql`update review_decisions set decision = 'reduce' where ${own} and review_id = ${review.id}`,
      sql`delete from review_decisions where ${own} and review_id = ${review.id}`,
      sql`delete from review_rows where ${own} and review_id = ${review.id}`,
      sql`delete from reviews where ${own} and id = ${review.id}`,
    ])
      await expect(change.execute(w.hand(nordlys.tenantId).db)).rejects.toThrow(/does not change|permission denied/)
    const gone = await w.hire('Gia Gone', { more: { desks: [sales] } })
    const other = await start()
    await decide(marta, other, { users: [gone.id], decision: 'deactivate', note: 'Ill since May' })
    await ana.post(`/reviews/${other.id}/close`)
    await ana.post(`/users/${gone.id}/delete`, {})
    await ana.post(`/users/${gone.id}/erase`, {})
    const { body: record } = await ana.get(`/reviews/${other.id}/record.csv`)
    expect([record.includes('Gia'), record.includes('Ill since May')]).toEqual([false, false])
    expect(await rowOf(other, gone, ana)).toMatchObject({
      ...{ user: { name: 'Erased user' }, decided: { decision: 'deactivate', by: 'Marta Ozola', note: null } },
    })
  })

  test('whoever is erased is named nowhere in a closed review any more; what they decided stands', async () => {
    const rita = await w.hire('Rita Reviewer', { role: 'administrator' })
    const review = (await w.as(rita).post('/reviews', wish({ reviewer: rita.id, undecided: 'deactivate' }))).body
    await decide(w.as(rita), review, { users: [leaver.id], decision: 'keep', note: 'On leave until May' })
    await w.as(rita).post(`/reviews/${review.id}/close`)
    expect((await w.as(rita).post(`/reviews/${review.id}/plans`, { decision: 'deactivate' })).status).toBe(201)
    expect((await ana.get(`/reviews/${review.id}`)).body).toMatchObject({ closedBy: 'Rita Reviewer' })
    await ana.post(`/users/${rita.id}/delete`, {})
    await ana.post(`/users/${rita.id}/erase`, {})
    const erased = { name: 'Erased user' }
    expect((await ana.get(`/reviews/${review.id}`)).body).toMatchObject({
      ...{ reviewer: erased, startedBy: erased, closedBy: erased.name, plans: [{ madeBy: erased.name }] },
    })
    expect((await rowOf(review, leaver, ana)).decided).toMatchObject({
      ...{ decision: 'keep', by: erased.name, note: 'On leave until May' },
    })
    expect((await ana.get(`/reviews/${review.id}/record.csv`)).body).not.toContain('Rita')
  })
})
