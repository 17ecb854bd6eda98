import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { systemActor } from '#src/server/actor.ts'
import { systemClock } from '#src/server/clock.ts'
import { contextFor, transaction, type Context, type Parts } from '#src/server/context.ts'
import { Database, type Query } from '#src/server/database/database.ts'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'
import { forgetPersonal } from './service/forget.ts'
import { recordChanges, recordSetting } from './service/record.ts'
import { sealAll, sealTenant, startSealer } from './service/seal.ts'
import { verifyHistory } from './service/verify.ts'

let clone: TestDatabase
let database: Database
let behind: Database
/** Looks and meddles behind every wall, as somebody with the database in hand could. */
let meddler: Query
let ctx: Context
const log = pino({ level: 'silent' })
let tenants = 0

beforeAll(async () => {
  clone = await cloneDatabase()
  database = new Database(clone.app)
  behind = new Database(clone.owner)
  meddler = behind.outside
})
afterAll(async () => {
  await database.stop()
  await behind.stop()
  await clone.drop()
})
// A tenant, and so a chain, of its own for each test.
beforeEach(async () => {
  tenants += 1
  await meddler
    .insertInto('tenants')
    .values({ id: tenants, slug: `t${tenants}`, name: 'Aurora' })
    .execute()
  const origin = { via: 'console', requestId: 'r-1', address: '192.0.2.7', userAgent: null } as const
  ctx = contextFor(
    { database, log, clock: systemClock } as unknown as Parts,
    systemActor(tenants, 'Ilze Ozola'),
    [],
    origin,
  )
})

/** Waits until no transaction of other tests is open that began before now: sealing stops below the oldest. */
const settled = async () => {
  const xmax = await sql<{
    next: number
  }>`select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next`.execute(meddler)
  const xmin = () =>
    sql<{ oldest: number }>`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest`.execute(meddler)
  await expect.poll(async () => (await xmin()).rows[0]!.oldest).toBeGreaterThanOrEqual(xmax.rows[0]!.next)
}
const seal = async (most?: number) => {
  await settled()
  return sealTenant({ database, log }, tenants, most)
}
const verify = () => verifyHistory(ctx)
const moveTo = (site: number) => ({ userId: newId(), changes: { site: [1, site] } as const })
const change = async (...people: Parameters<typeof recordChanges>[3]) => {
  const run = { id: newId(), action: 'set-site', params: { site: 2 } }
  await transaction(ctx, (trx) => recordChanges(ctx, trx, run, people))
  return run.id
}
/** Three changes of one person each, sealed one by one. */
const threeSeals = async () => {
  const ids: string[] = []
  for (const site of [2, 3, 4]) {
    ids.push(await change(moveTo(site)))
    await seal()
  }
  return ids
}
const meddle = async (statement: ReturnType<typeof sql>) => {
  const { numAffectedRows } = await statement.execute(meddler)
  expect(numAffectedRows).toBeGreaterThan(0n)
}

describe('sealing', () => {
  test('what was committed is sealed, and the check says that nothing is missing or altered', async () => {
    await change(moveTo(2), moveTo(3))
    expect(await verify()).toMatchObject({ intact: true, entries: 2, sealed: 0, unsealed: 2 })
    expect(await seal()).toBe(2)
    await change(moveTo(4))
    expect(await seal()).toBe(1)
    expect(await verify()).toEqual({ intact: true, entries: 3, sealed: 3, unsealed: 0, erased: 0, faults: [] })
  })

  test('nothing new makes no seal', async () => {
    await change(moveTo(2))
    expect(await seal()).toBe(1)
    expect(await seal()).toBe(0)
    expect(
      await meddler.selectFrom('history_seals').select('seq').where('tenant_id', '=', tenants).execute(),
    ).toHaveLength(1)
  })

  test('a mass action of many transactions is sealed a bounded part at a time, a transaction never divided', async () => {
    for (let batch = 0; batch < 5; batch += 1) await change(...Array.from({ length: 7 }, () => moveTo(2)))
    await seal(10)
    const seals = await meddler
      .selectFrom('history_seals')
      .select('entries')
      .where('tenant_id', '=', tenants)
      .orderBy('seq')
      .execute()
    expect(seals.map((s) => s.entries)).toEqual([14, 14, 7])
    expect(await verify()).toMatchObject({ intact: true, sealed: 35 })
  })

  test('a transaction that began earlier and commits later is not lost', async () => {
    let commitLate = () => {}
    const open = Promise.withResolvers<null>()
    const late = transaction(ctx, async (trx) => {
      await recordChanges(ctx, trx, { id: newId(), action: 'set-site', params: {} }, [moveTo(2)])
      open.resolve(null)
      await new Promise<void>((resolve) => (commitLate = resolve))
    })
    await open.promise
    await change(moveTo(3))
    expect(await sealTenant({ database, log }, tenants)).toBe(0)
    expect(await verify()).toMatchObject({ intact: true, entries: 1, unsealed: 1 })
    commitLate()
    await late
    expect(await seal()).toBe(2)
    expect(await verify()).toMatchObject({ intact: true, entries: 2, sealed: 2 })
  })

  test('many processes at once make one chain', async () => {
    await Promise.all(Array.from({ length: 6 }, () => change(moveTo(2), moveTo(3))))
    await Promise.all(Array.from({ length: 4 }, () => seal(2)))
    await seal()
    expect(await verify()).toMatchObject({ intact: true, entries: 12, unsealed: 0 })
  })

  test('the sealer seals every tenant by itself until it is stopped', async () => {
    await change(moveTo(2))
    const sealer = startSealer({ database, log }, 5)
    await expect.poll(verify).toMatchObject({ unsealed: 0 })
    await change(moveTo(3))
    await expect.poll(verify).toMatchObject({ entries: 2, unsealed: 0 })
    await sealer.stop()
    await change(moveTo(4))
    expect(await verify()).toMatchObject({ intact: true, unsealed: 1 })
    await settled()
    expect(await sealAll({ database, log })).toBe(1)
  })

  test('a restored database, whose transactions count from the start again, goes on with the same chain', async () => {
    await threeSeals()
    const unsealed = await change(moveTo(5))
    // The backup held an entry that no seal covered yet; in the new cluster ids of transactions are low again.
    const epoch = await meddler
      .insertInto('history_epochs')
      .values({ epoch: tenants + 1000 })
      .returning('epoch')
      .executeTakeFirstOrThrow()
    await change(moveTo(6))
    await meddle(sql`update history set xid = 5 where tenant_id = ${tenants} and epoch = ${epoch.epoch}`)
    expect(await verify()).toMatchObject({ intact: true, entries: 5, unsealed: 2 })
    expect(await seal()).toBe(2)
    expect(await verify()).toMatchObject({ intact: true, sealed: 5, unsealed: 0 })
    await meddle(sql`delete from history where change_set_id = ${unsealed}`)
    expect(await verify()).toMatchObject({
      intact: false,
      faults: [expect.stringMatching(/^Seal 4 .*1 entry is missing of 1\.$/)],
    })
  })

  test('a change of a setting stands in the chain too', async () => {
    await transaction(ctx, (trx) => recordSetting(ctx, trx, 'group-created', { kind: 'desk', name: 'Riga Inbound' }))
    await seal()
    expect(await verify()).toMatchObject({ intact: true, entries: 1 })
    await meddle(sql`update change_sets set params = '{"name": "Other"}' where tenant_id = ${tenants}`)
    expect(await verify()).toMatchObject({ intact: false })
  })
})

describe('the check finds', () => {
  const faults = async () => (await verify()).faults

  test('an altered value', async () => {
    const [, second] = await threeSeals()
    await meddle(sql`update history set changes = '{"site": [1, 9]}' where change_set_id = ${second}`)
    expect(await faults()).toEqual([expect.stringMatching(/^Seal 2 .*altered/)])
  })

  test('an altered effect, or another name put on a change', async () => {
    const [first, second] = await threeSeals()
    await meddle(sql`update history set effects = '{"sessionsEnded": 1}' where change_set_id = ${first}`)
    await meddle(sql`update change_sets set actor_name = 'Somebody else' where id = ${second}`)
    expect(await faults()).toEqual([expect.stringMatching(/^Seal 1 /), expect.stringMatching(/^Seal 2 /)])
  })

  test('a deleted entry, also the last one, and a deleted header', async () => {
    const [first, second, third] = await threeSeals()
    await meddle(sql`delete from history where change_set_id in (${first}, ${third})`)
    await meddle(sql`delete from change_sets where id = ${second}`)
    expect(await faults()).toEqual([
      expect.stringMatching(/^Seal 1 .*1 entry is missing of 1\.$/),
      expect.stringMatching(/^Seal 2 .*altered/),
      expect.stringMatching(/^Seal 3 .*1 entry is missing of 1\.$/),
    ])
  })

  test('an entry slipped in among sealed ones', async () => {
    const [first] = await threeSeals()
    await meddle(
      sql`insert into history select tenant_id, change_set_id, ${newId()}, at, changes, effects, epoch, xid from history where change_set_id = ${first}`,
    )
    expect(await faults()).toEqual([expect.stringMatching(/^Seal 1 .*1 entry is there that it does not cover\.$/)])
  })

  test('entries that changed places', async () => {
    const [first, second] = await threeSeals()
    await meddle(sql`update history h set xid = (select xid from history o where o.change_set_id = case h.change_set_id when ${first}::uuid then ${second}::uuid else ${first}::uuid end)
      where change_set_id in (${first}, ${second})`)
    expect(await faults()).toEqual([
      expect.stringMatching(/^Seal 1 .*altered/),
      expect.stringMatching(/^Seal 2 .*altered/),
    ])
  })

  test('a seal taken out, altered or forged', async () => {
    await threeSeals()
    await meddle(sql`delete from history_seals where tenant_id = ${tenants} and seq = 2`)
    expect(await faults()).toContain('Before seal 3, 1 seal is missing.')
    await meddle(sql`update history_seals set seq = 2 where tenant_id = ${tenants} and seq = 3`)
    expect(await faults()).toEqual([
      expect.stringMatching(/^Seal 2 .*does not follow/),
      '1 entry is there that no seal covers, though later ones are sealed.',
    ])
  })

  test('a personal value that was changed after all, or one that no entry speaks of', async () => {
    const person = newId()
    const changeSet = await change({
      userId: person,
      changes: { firstName: ['Ana', 'Anna'], jobTitle: [null, 'personal'] },
    })
    await seal()
    expect(await verify()).toMatchObject({ intact: true, erased: 0 })
    await meddle(
      sql`update history_personal set changes = jsonb_set(changes, '{firstName,1}', '"Eve"') where user_id = ${person}`,
    )
    expect(await faults()).toEqual([`The value of firstName of user ${person} in change ${changeSet} was altered.`])
    await meddle(
      sql`update history_personal set changes = jsonb_set(changes, '{firstName,1}', '"Anna"') || '{"externalId": [null, "7"]}' where user_id = ${person}`,
    )
    expect(await faults()).toEqual([`The value of externalId of user ${person} in change ${changeSet} was altered.`])
  })
})

describe('who did it', () => {
  const NAME = 'Ilze Ozola'
  /** Somebody of the tenant, who from here on does what is done. */
  async function somebody(): Promise<string> {
    const id = newId()
    await sql`insert into sites (tenant_id, name, name_key, time_zone) values (${tenants}, 'Riga', 'riga', 'Europe/Riga')`.execute(
      meddler,
    )
    await sql`
      insert into users (tenant_id, id, username, username_key, email, email_key, site_id, status, name_key, search, created_at)
      select ${tenants}, ${id}, 'ilze', 'ilze', 'ilze@aurora.example', 'ilze@aurora.example', s.id, 'active', 'ilze', '', now()
      from sites s where s.tenant_id = ${tenants}`.execute(meddler)
    ctx = { ...ctx, actor: { ...ctx.actor, kind: 'user', id, name: NAME } }
    return id
  }
  const forget = (id: string) => transaction(ctx, (trx) => forgetPersonal(trx, tenants, [id]))
  const erase = (id: string) => meddle(sql`update users set deleted_at = now(), erased_at = now() where id = ${id}`)
  const names = async () => {
    const rows = await meddler.selectFrom('change_sets').select('actor_name').where('tenant_id', '=', tenants).execute()
    return rows.map((row) => row.actor_name)
  }

  test('another name put on what somebody did is found, also one in place of an erased one', async () => {
    const id = await somebody()
    const changeSet = await change(moveTo(2))
    await seal()
    const altered = [`The name of who made change ${changeSet} was altered.`]
    await meddle(sql`update change_sets set actor_name = 'Eve' where id = ${changeSet}`)
    expect(await verify()).toMatchObject({ intact: false, faults: altered })
    await meddle(sql`update change_sets set actor_name = ${NAME} where id = ${changeSet}`)
    await erase(id)
    await forget(id)
    expect(await verify()).toMatchObject({ intact: true })
    await meddle(sql`update change_sets set actor_name = 'Eve' where id = ${changeSet}`)
    expect(await verify()).toMatchObject({ intact: false, faults: altered })
  })

  test('whoever is erased is named no more, and the chain stays whole; nothing left tells a guess of the name', async () => {
    const id = await somebody()
    await change(moveTo(2))
    await seal()
    await erase(id)
    await forget(id)
    expect(await names()).toEqual(['Erased user'])
    expect(await verify()).toMatchObject({ intact: true, entries: 1, faults: [] })
    const { actor_hash: hash, actor_salt: salt } = await meddler
      .selectFrom('change_sets')
      .select(['actor_hash', 'actor_salt'])
      .where('tenant_id', '=', tenants)
      .executeTakeFirstOrThrow()
    expect([hash?.length, salt]).toEqual([32, null])
  })

  test('an operator is forgotten in the tenants below as well', async () => {
    const id = await somebody()
    const above = tenants
    tenants += 1
    await meddler
      .insertInto('tenants')
      .values({ id: tenants, slug: `t${tenants}`, name: 'Below', parent_id: above })
      .execute()
    const home = ctx
    ctx = { ...ctx, actor: { ...ctx.actor, tenantId: tenants }, db: database.tenant(tenants) }
    await change(moveTo(2))
    await seal()
    await erase(id)
    await transaction(home, (trx) => forgetPersonal(trx, above, [id]))
    expect(await names()).toEqual(['Erased user'])
    expect(await verify()).toMatchObject({ intact: true, entries: 1 })
  })

  test('S42 the name of anybody who was not erased stays, whoever asks for it to go', async () => {
    const id = await somebody()
    await change(moveTo(2))
    await forget(id)
    expect(await names()).toEqual([NAME])
    const other = contextFor(
      { database, log, clock: systemClock } as unknown as Parts,
      systemActor(1, 'x'),
      [],
      ctx.origin,
    )
    await erase(id)
    await transaction(other, (trx) => forgetPersonal(trx, 1, [id]))
    expect(await names()).toEqual([NAME])
  })
})

test('erasing a person keeps the chain whole and is counted', async () => {
  const person = newId()
  await change({ userId: person, changes: { firstName: ['Ana', 'Anna'], site: [1, 2] } }, moveTo(3))
  await seal()
  await ctx.db.deleteFrom('history_personal').where('user_id', '=', person).execute()
  expect(await verify()).toMatchObject({ intact: true, entries: 2, erased: 1, faults: [] })
})
