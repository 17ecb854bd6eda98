import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { Database, kept } from './database.ts'

test('whoever names one tenant after another fills no memory', async () => {
  const database = new Database({})
  const first = database.tenant(1)
  expect(database.tenant(1)).toBe(first)
  for (let id = 2; id < 1002; id += 1) database.tenant(id)
  expect(database.tenant(1)).not.toBe(first)
  await database.stop()
})

test('a statement that is kept is planned once on a connection, in and outside transactions, and sees one tenant’s rows', async () => {
  const { database, tenants } = await world()
  const one = new Database(database.config, { connections: 1 })
  const ids = [tenants.nordlys.tenantId, tenants.harbour.tenantId]
  const sites = (db: ReturnType<Database['tenant']>) =>
    db.selectFrom('sites').select('tenant_id').distinct().modifyEnd(kept).execute()
  try {
    // More often than PostgreSQL plans for the values given: then one plan serves every tenant.
    for (let round = 0; round < 8; round += 1)
      for (const id of ids) expect(await sites(one.tenant(id))).toEqual([{ tenant_id: id }])
    const [id = 0] = ids
    expect(await one.tenant(id).transaction().execute(sites)).toEqual([{ tenant_id: id }])
    const { rows } = await sql<{ plans: number; times: number }>`
      select count(*) as plans, sum(generic_plans + custom_plans)::int as times from pg_prepared_statements
      where statement like '%"sites"%'`.execute(one.tenant(id))
    expect(rows).toEqual([{ plans: 1, times: 17 }])
  } finally {
    await one.stop()
  }
})
