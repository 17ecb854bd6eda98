/** S30, SPEC 4.6: a tenant keeps an administrator who can sign in, on every path and at any moment. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { transaction } from '#src/server/context.ts'
import { replaceRolesAction } from '../roles/service/grants.ts'
import { deactivateAction, deleteAction } from '../users/service/status.ts'
import { everything } from '#test/state.ts'
import { world, type Person } from '#test/world.ts'
import { administratorsAmong, hasAdministrator } from './sql/judging.ts'
import type { AnyAction } from './service/action.ts'
import { changeSet, newRun } from './service/run.ts'

const w = await world()
const { nordlys } = w.tenants
const { administrator, agent, auditor } = nordlys.roles
const { tenantId } = nordlys
const ana = w.people.ana
const bea = await w.hire('Bea Second', { role: 'administrator' })
const otto = w.with({ cookie: await w.cookieOf(w.people.otto, { actingTenantId: tenantId }) })
await otto.get('/session')

const count = () =>
  w.database
    .tenant(tenantId)
    .transaction()
    .execute(async (trx) => {
      const everybody = await trx.selectFrom('users').select('id').execute()
      const ids = everybody.map(({ id }) => id)
      const administrators = await administratorsAmong(trx, tenantId, ids)
      expect(await hasAdministrator(trx, tenantId)).toBe(administrators.length > 0)
      return administrators.length
    })
/** Both are administrators again, and nothing else. */
beforeEach(async () => {
  const both = [ana.id, bea.id]
  await w.db
    .updateTable('users')
    .set({ status: 'active', superuser: false, deleted_at: null })
    .where('id', 'in', both)
    .execute()
  await w.db.deleteFrom('role_grants').where('user_id', 'in', both).execute()
  await w.db
    .insertInto('role_grants')
    .values(both.map((user_id) => ({ tenant_id: tenantId, user_id, role_id: administrator })))
    .execute()
  expect(await count()).toBe(2)
})
const retireBea = () => w.db.updateTable('users').set({ status: 'inactive' }).where('id', '=', bea.id).execute()

type Client = ReturnType<typeof w.as>
type Path = (who: Client, person: Person) => Promise<{ status: number; body: { reason?: string } }>
const match = async (who: Client, { id }: Person) => ({ 'if-match': (await who.get(`/users/${id}`)).headers['etag']! })
const paths: Record<string, Path> = {
  'deactivate them': (who, { id }) => who.post(`/users/${id}/deactivate`),
  'delete them': (who, { id }) => who.post(`/users/${id}/delete`),
  'delete them by DELETE': async (who, person) => who.delete(`/users/${person.id}`, await match(who, person)),
  'give them other roles': (who, { id }) => who.post(`/users/${id}/replace-roles`, { roles: [{ id: agent }] }),
  'limit them to a site': (who, { id }) =>
    who.post(`/users/${id}/add-roles`, { roles: [{ id: administrator, sites: [nordlys.siteId] }] }),
  'deactivate them in an edit': async (who, person) =>
    who.patch(`/users/${person.id}`, { active: false }, await match(who, person)),
  'give them other roles in an edit': async (who, person) =>
    who.patch(`/users/${person.id}`, { jobTitle: 'X', roles: [{ id: auditor }] }, await match(who, person)),
  'take the role away': async (who, person) => {
    await w.db
      .insertInto('role_grants')
      .values({ tenant_id: tenantId, user_id: person.id, role_id: agent })
      .onConflict((c) => c.doNothing())
      .execute()
    return who.post(`/users/${person.id}/remove-roles`, { roles: [administrator] })
  },
}

describe.each(Object.entries(paths))('to %s', (_what, path) => {
  test('S30 409 last-administrator: the last one stays, and nothing changes', async () => {
    await retireBea()
    if (path === paths['take the role away'])
      await w.db.insertInto('role_grants').values({ tenant_id: tenantId, user_id: ana.id, role_id: agent }).execute()
    const before = await everything(w)
    const { status, body } = await path(otto, ana)
    expect([status, body.reason]).toEqual([409, 'last-administrator'])
    expect(await everything(w)).toBe(before)
  })

  test('200: one of two goes, and one is left', async () => {
    expect([200, 204]).toContain((await path(otto, ana)).status)
    expect(await count()).toBe(1)
  })
})

describe('who counts as an administrator', () => {
  const alone = async () => (await otto.post(`/users/${ana.id}/deactivate`)).body.reason
  test('not one who is inactive, pending, deleted, without a password, or limited to a site or desk', async () => {
    await retireBea()
    await w.hire('Pia Pending', { role: 'administrator', status: 'pending' })
    await w.hire('Nia Nopassword', { role: 'administrator', password: null })
    await w.hire('Sia Site', { role: 'administrator', limits: { sites: [nordlys.siteId] } })
    await w.hire('Dia Desk', { role: 'administrator', limits: { desks: [nordlys.desks['sales']!] } })
    expect(await alone()).toBe('last-administrator')
  })

  test('a superuser without the role does, until the mark is taken', async () => {
    await retireBea()
    const chief = await w.hire('Chief', { superuser: true })
    expect(await count()).toBe(2)
    await w.db.updateTable('users').set({ status: 'inactive' }).where('id', '=', ana.id).execute()
    for (const ask of [
      otto.post(`/users/${chief.id}/set-superuser`, { superuser: false }),
      otto.patch(`/users/${chief.id}`, { superuser: false }, await match(otto, chief)),
    ])
      expect((await ask).body.reason).toBe('last-administrator')
    await w.db.updateTable('users').set({ deleted_at: new Date() }).where('id', '=', chief.id).execute()
  })

  test('a superuser who becomes Administrator in the same edit, or the reverse, is one all the while', async () => {
    await retireBea()
    const swap = async (fields: object) => (await otto.patch(`/users/${ana.id}`, fields, await match(otto, ana))).status
    expect(await swap({ superuser: true, roles: [{ id: agent }] })).toBe(200)
    expect(await swap({ superuser: false, roles: [{ id: administrator }] })).toBe(200)
    expect(await swap({ superuser: false, roles: [{ id: agent }] })).toBe(409)
  })
})

describe('many at once', () => {
  const all = async (action: AnyAction, params?: unknown) => {
    const ctx = w.hand(tenantId)
    return transaction(ctx, (trx) =>
      changeSet(ctx, trx, action, [bea.id, ana.id, w.people.jon.id], params, newRun(action.contract.name, {})),
    )
  }
  test.each([
    ['deactivated', deactivateAction, undefined],
    ['deleted', deleteAction, undefined],
    ['given other roles', replaceRolesAction, { roles: [{ id: auditor }] }],
  ])(
    '%s: the longest-standing administrator is left out and named, everybody else is changed',
    async (_what, action, params) => {
      await w.db
        .updateTable('users')
        .set({ status: 'active', deleted_at: null })
        .where('id', '=', w.people.jon.id)
        .execute()
      await w.db.updateTable('role_grants').set({ role_id: agent }).where('user_id', '=', w.people.jon.id).execute()
      const { changed, refused } = await all(action as typeof deactivateAction, params)
      expect([...refused]).toEqual([[ana.id, 'last-administrator']])
      expect(changed.map((c) => c.userId).sort()).toEqual([bea.id, w.people.jon.id].sort())
      expect(await count()).toBe(1)
    },
  )
})

/**
 * Stops every transaction right after it changed a person or a grant and before it looks who is left, as if the machine
 * were slow just there: with the guard one transaction stands here and the other one before the guard; without it both
 * stand here, and then both find the other one still in office.
 */
const GATE = 424_242
await sql`
  create function gate() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(${sql.raw(String(GATE))}); return null; end $$`.execute(
  w.db,
)
for (const table of ['users', 'role_grants'])
  await sql`create trigger zz_gate after insert or update or delete on ${sql.table(table)} for each statement execute function gate()`.execute(
    w.db,
  )

async function behindTheGate<T>(work: () => Promise<T>): Promise<T> {
  return w.db.connection().execute(async (owner) => {
    await sql`select pg_advisory_lock(${GATE})`.execute(owner)
    const going = work()
    try {
      await vi.waitFor(
        async () => {
          const { rows } = await sql<{ waiting: number }>`
          select count(*)::integer as waiting from pg_stat_activity
          where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`.execute(owner)
          expect(rows[0]!.waiting).toBe(2)
        },
        { timeout: 20_000, interval: 10 },
      )
    } finally {
      await sql`select pg_advisory_unlock(${GATE})`.execute(owner)
    }
    return going
  })
}

describe('S30 the last two administrators at the same instant', () => {
  const pairs: [string, string][] = [
    ['deactivate them', 'deactivate them'],
    ['give them other roles', 'give them other roles'],
    ['delete them', 'delete them'],
    ['deactivate them', 'give them other roles in an edit'],
    ['delete them by DELETE', 'limit them to a site'],
  ]
  test.each(pairs)('one wants to %s, the other to %s: one of them is refused', async (first, second) => {
    const [asAna, asBea] = [w.as(ana), w.as(bea)]
    await Promise.all([asAna.get('/session'), asBea.get('/session')])
    const answers = await behindTheGate(() => Promise.all([paths[first]!(asAna, bea), paths[second]!(asBea, ana)]))
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status)
    expect([200, 204]).toContain(won!.status)
    expect([lost!.status, lost!.body.reason]).toEqual([409, 'last-administrator'])
    expect(await count()).toBe(1)
  })
})
