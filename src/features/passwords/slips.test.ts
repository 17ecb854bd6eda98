/** Temporary passwords for many people without mailboxes (AUTH-3): made while they are downloaded, and kept as hashes alone. */
import { expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { catalogue } from '#src/entry/actions.ts'
import { atWork, plan, report } from '#test/at-work.ts'
import { PASSWORD, world, type Person } from '#test/world.ts'
import { streamPasswords } from './service/slips.ts'

const w = await world()
await atWork(w)
const ana = w.as('ana')
const crowd = (name: string, size: number, hiring = {}) =>
  Promise.all(Array.from({ length: size }, (_, i) => w.hire(`${name} ${i}`, hiring)))
const planned = (people: readonly Person[]) => plan(ana, 'give-passwords', { ids: people.map(({ id }) => id) })
const download = (id: string, body: object) => ana.post(`/plans/${id}/passwords`, body)
const signIn = (username: string, password: string) =>
  w.with().post('/session', { tenant: 'nordlys', name: username, password })
const hashesOf = (people: readonly Person[]) =>
  w.db
    .selectFrom('user_passwords')
    .select(['user_id', 'hash', 'temporary'])
    .where(
      'user_id',
      'in',
      people.map(({ id }) => id),
    )
    .orderBy('user_id')
    .execute()
const lines = (csv: string) =>
  csv
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','))

test('S7: a line for each, good for one sign-in; whoever was pending gets in, and the old passwords are void', async () => {
  const people = [...(await crowd('Slip', 43)), ...(await crowd('Wait', 2, { status: 'pending', password: null }))]
  const { id, confirm, counts } = await planned([...people, w.people.ana])
  expect([confirm, counts.will, counts.skipped]).toEqual([45, 45, 1])
  const { status, body, headers } = await download(id, { format: 'csv', confirm })
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'text/csv; charset=utf-8',
    'no-store',
  ])
  const given = lines(body)
  expect(given.map(([, , username]) => username).sort()).toEqual(people.map((p) => p.username).sort())
  expect(new Set(given.map(([, , , password]) => password)).size).toBe(45)
  for (const [, , , password] of given) expect(password).toMatch(/^([2-9A-Z]{4}-){4}[2-9A-Z]{4}$/)
  const [, , username, password] = given[0]!
  expect((await signIn(username!, password!)).body).toEqual({ next: 'new-password' })
  expect((await signIn(username!, password!)).status).toBe(401)
  const waited = given.find(([, , name]) => name === people[44]!.username)!
  expect((await signIn(waited[2]!, waited[3]!)).status).toBe(200)
  expect((await signIn(people[5]!.username, PASSWORD)).status).toBe(401)
  const { body: job } = await ana.get(`/jobs/${id}`)
  expect(job).toMatchObject({ state: 'done', counts: { changed: 45, skipped: 1, left: 0 } })
  expect((await report(ana, id)).filter((r) => r.outcome === 'changed')).toHaveLength(45)
})

test('S7 S40: they stand in the download, and in no table, job, history or kept answer', async () => {
  const people = await crowd('Canary', 3)
  const { id } = await planned(people)
  const { body } = await ana.post(`/plans/${id}/passwords`, { format: 'html' }, { 'idempotency-key': newId() })
  const passwords = String(body).match(/([2-9A-Z]{4}-){4}[2-9A-Z]{4}/g)!
  expect(passwords).toHaveLength(3)
  const tables = ['plans', 'plan_people', 'plan_batches', 'plan_exceptions', 'history', 'history_personal'] as const
  const others = ['change_sets', 'idempotency_keys', 'user_passwords', 'outbox', 'users', 'sessions'] as const
  const kept = await Promise.all([...tables, ...others].map((table) => w.db.selectFrom(table).selectAll().execute()))
  for (const password of passwords) expect(JSON.stringify(kept)).not.toContain(password)
})

test('409 in the background, where nobody would read them; once downloaded, not again; 422 without the number', async () => {
  const people = await crowd('Once', 12)
  const before = await hashesOf(people)
  const { id } = await planned(people)
  expect((await ana.post(`/plans/${id}/run`, { confirm: 12 })).body.type).toBe('/problems/plan-not-ready')
  expect((await download(id, { format: 'csv' })).body.type).toBe('/problems/confirmation-needed')
  expect(await hashesOf(people)).toEqual(before)
  expect((await download(id, { format: 'csv', confirm: 12 })).status).toBe(200)
  const after = await hashesOf(people)
  expect((await download(id, { format: 'csv', confirm: 12 })).body.type).toBe('/problems/plan-not-ready')
  expect(await hashesOf(people)).toEqual(after)
})

test.each([
  ['before the first word', 0, 0],
  ['after the first people', 2, 40],
])(
  'a reader who leaves %s ends the run, and the report says who was given a password',
  async (_when, parts, changed) => {
    const people = await crowd(`Left ${parts}`, 41)
    const { id, confirm } = await planned(people)
    const hand = w.hand(w.tenants.nordlys.tenantId)
    // The plan is the one's who runs it.
    const own = { actor_kind: hand.actor.kind, actor_id: hand.actor.id }
    await w.db.updateTable('plans').set(own).where('id', '=', id).execute()
    const file = await streamPasswords(hand, catalogue, { id, confirm }, 'csv')
    const reader = file[Symbol.asyncIterator]()
    for (let part = 0; part < parts; part += 1) await reader.next()
    await reader.return!()
    const { body: job } = await ana.get(`/jobs/${id}`)
    expect(job).toMatchObject({ state: 'cancelled', counts: { changed, left: 41 - changed } })
  },
)

test('403 without the permission, 404 for a plan of somebody else, and nobody’s password changes', async () => {
  const people = await crowd('Not Yours', 2)
  const before = await hashesOf(people)
  const { id } = await planned(people)
  expect((await w.as('jon').post(`/plans/${id}/passwords`, { format: 'csv' })).status).toBe(403)
  expect((await w.as('hugo').post(`/plans/${id}/passwords`, { format: 'csv' })).status).toBe(404)
  expect((await w.with().post(`/plans/${id}/passwords`, { format: 'csv' })).status).toBe(401)
  expect(await hashesOf(people)).toEqual(before)
})

test('S29: whoever holds more is skipped, and keeps their password', async () => {
  const { id: role } = await w.db
    .insertInto('roles')
    .values({
      tenant_id: w.tenants.nordlys.tenantId,
      name: 'Helpdesk',
      name_key: 'helpdesk',
      permissions: ['users.read', 'users.reset-password'],
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const helper = w.as(await w.hire('Hal Helpdesk', { more: { roles: [{ id: role }] } }))
  const [low] = await crowd('Low', 1)
  const before = await hashesOf([w.people.ana])
  const made = await plan(helper, 'give-passwords', { ids: [low!.id, w.people.ana.id] })
  expect(made.reasons).toMatchObject([{ reason: 'holds-more-than-you', people: 1 }])
  const { body } = await helper.post(`/plans/${made.id}/passwords`, { format: 'csv' })
  expect(lines(body)).toHaveLength(1)
  expect(await hashesOf([w.people.ana])).toEqual(before)
})
