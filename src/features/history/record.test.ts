import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { transaction } from '#src/server/context.ts'
import { world } from '#test/world.ts'
import { recordChanges, recordSetting, type PersonChange } from './service/record.ts'
import { sealTenant } from './service/seal.ts'
import { verifyHistory } from './service/verify.ts'

const w = await world()
const origin = { via: 'console', requestId: 'r-1', address: '192.0.2.7', userAgent: null } as const
const ctx = { ...w.hand(w.tenants.nordlys.tenantId), origin }
const change = async (...people: PersonChange[]) => {
  const run = { id: newId(), action: 'set-site', params: { site: 2 } }
  await transaction(ctx, (trx) => recordChanges(ctx, trx, run, people))
  return run.id
}
const moved = (site: number): PersonChange => ({ userId: newId(), changes: { site: [1, site] } })

test('batches of one action share the change set that the first of them made', async () => {
  const run = { id: newId(), action: 'set-site', params: { site: 2 } }
  for (const people of [[moved(2), moved(3)], [moved(4)], []])
    await transaction(ctx, (trx) => recordChanges(ctx, trx, run, people))
  expect(await ctx.db.selectFrom('change_sets').select('action').where('id', '=', run.id).execute()).toHaveLength(1)
  expect(
    await ctx.db.selectFrom('history').select('user_id').where('change_set_id', '=', run.id).execute(),
  ).toHaveLength(3)
})

test('what is rolled back leaves no trace in history', async () => {
  const run = { id: newId(), action: 'set-site', params: {} }
  const failing = transaction(ctx, async (trx) => {
    await recordChanges(ctx, trx, run, [moved(2)])
    throw new Error('the change failed')
  })
  await expect(failing).rejects.toThrow('the change failed')
  expect(await ctx.db.selectFrom('change_sets').select('id').where('id', '=', run.id).execute()).toEqual([])
})

describe('S40: nothing secret is written', () => {
  test('a secret and an unknown field leave only the word that they changed, in entry and parameters', async () => {
    const canary = `canary-${newId()}`
    const run = {
      id: newId(),
      action: 'edit',
      params: { sipPassword: canary, timeZone: 'Europe/Riga', firstName: canary, mystery: canary },
    }
    await transaction(ctx, (trx) =>
      recordChanges(ctx, trx, run, [
        {
          userId: newId(),
          changes: {
            sipPassword: [null, canary],
            password: [canary, canary],
            mystery: [canary, null],
            timeZone: [null, 'Europe/Riga'],
          },
        },
      ]),
    )
    await transaction(ctx, (trx) =>
      recordSetting(ctx, trx, 'api-key-created', {
        name: 'Dialer',
        token: canary,
        after: { token: canary, name: 'x' },
      }),
    )
    const entry = await ctx.db
      .selectFrom('history')
      .select('changes')
      .where('change_set_id', '=', run.id)
      .executeTakeFirstOrThrow()
    expect(entry.changes).toEqual({
      sipPassword: 'changed',
      password: 'changed',
      mystery: 'changed',
      timeZone: [null, 'Europe/Riga'],
    })
    const everything = await Promise.all(
      (['change_sets', 'history', 'history_personal'] as const).map((table) =>
        ctx.db.selectFrom(table).selectAll().execute(),
      ),
    )
    expect(JSON.stringify(everything)).not.toContain(canary)
  })

  test('a personal value stands beside the entry, which keeps a salted hash: the same value never gives the same hash', async () => {
    const number = [null, '+37120000000'] as const
    const changeSet = await change(
      ...[1, 2].map(() => ({ userId: newId(), changes: { phone: number, callerIdNumber: number } })),
    )
    const entries = await ctx.db
      .selectFrom('history')
      .select('changes')
      .where('change_set_id', '=', changeSet)
      .execute()
    const hashes = entries.flatMap((e) => Object.values(e.changes as Record<string, { personal: string }>))
    expect(hashes).toHaveLength(4)
    for (const { personal } of hashes) expect(personal).toMatch(/^[0-9a-f]{64}$/)
    expect(new Set(hashes.map(({ personal }) => personal)).size).toBe(4)
    expect(JSON.stringify(entries)).not.toContain('37120000000')
  })
})

test('S41: an entry says who, from which tenant, from where and in which request', async () => {
  const operator = { ...ctx.actor, kind: 'user', id: newId(), homeTenantId: 77 } as const
  await transaction(ctx, (trx) =>
    recordChanges({ ...ctx, actor: operator }, trx, { id: newId(), action: 'edit', params: {} }, [moved(2)]),
  )
  const header = ctx.db.selectFrom('change_sets').selectAll().where('actor_id', '=', operator.id)
  expect(await header.executeTakeFirst()).toMatchObject({
    actor_kind: 'user',
    actor_id: operator.id,
    actor_name: ctx.actor.name,
    home_tenant_id: 77,
    origin: 'console',
    address: '192.0.2.7',
    request_id: 'r-1',
  })
})

test('S42: the program can add to history and read it, and can change or empty none of it', async () => {
  await change(moved(2))
  await sealTenant(w.parts, ctx.actor.tenantId)
  const before = await verifyHistory(ctx)
  for (const table of ['change_sets', 'history', 'history_seals', 'history_epochs'])
    for (const statement of [
      `update ${table} set ${table === 'history_epochs' ? 'epoch' : 'tenant_id'} = 1`,
      `delete from ${table}`,
      `truncate ${table}`,
    ])
      await expect(sql.raw(statement).execute(ctx.db), statement).rejects.toThrow(/permission denied/)
  for (const statement of [`update history_personal set changes = '{}'`, 'truncate history_personal'])
    await expect(sql.raw(statement).execute(ctx.db), statement).rejects.toThrow(/permission denied/)
  expect(await verifyHistory(ctx)).toMatchObject({ intact: true, entries: before.entries })
})
