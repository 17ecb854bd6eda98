/** A database of before, in which each personal value was a row of its own, and its chain was sealed already. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#src/contract/ids.ts'
import { systemActor } from '#src/server/actor.ts'
import { systemClock } from '#src/server/clock.ts'
import { contextFor, type Context, type Parts } from '#src/server/context.ts'
import { Database } from '#src/server/database/database.ts'
import { migrate, readMigrations } from '#src/server/database/migrate.ts'
import { blankDatabase, type TestDatabase } from '#test/database.ts'
import { forgetPersonal } from './service/forget.ts'
import { entriesInWords } from './service/read.ts'
import { sealTenant } from './service/seal.ts'
import { verifyHistory } from './service/verify.ts'
import { listEntries } from './sql/read.ts'

const TOGETHER = '0041-personal-values.sql'
const log = pino({ level: 'silent' })
const [ana, kai] = [newId(), newId()]
let blank: TestDatabase
let behind: Database
let ctx: Context

beforeAll(async () => {
  blank = await blankDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-before-'))
  for (const { name } of readMigrations().filter((one) => one.name < TOGETHER))
    cpSync(join('migrations', name), join(folder, name))
  await migrate(blank.owner, folder)
  rmSync(folder, { recursive: true })
  behind = new Database(blank.owner)
  ctx = contextFor(
    { database: behind, log, clock: systemClock } as unknown as Parts,
    systemActor(1, 'Ilze Ozola'),
    [],
    { via: 'console', requestId: null, address: null, userAgent: null },
  )
  await sql`insert into tenants (id, slug, name) values (1, 'nordlys', 'Nordlys')`.execute(behind.outside)
})
afterAll(async () => {
  await behind.stop()
  await blank.drop()
})

/** As it was written until then: a row for each value, its hash of the salt and the two. */
async function changedAsBefore(person: string, values: Record<string, readonly [unknown, unknown]>): Promise<void> {
  const set = newId()
  await sql`
    insert into change_sets (tenant_id, id, action, actor_kind, actor_id, actor_name, home_tenant_id, origin)
    values (1, ${set}, 'edit', 'system', 'system', 'Ilze Ozola', 1, 'console')`.execute(behind.outside)
  const given = Object.entries(values).map(([field, [before, after]]) => ({ field, before, after }))
  await sql`
    with kept as (
      insert into history_personal (tenant_id, change_set_id, user_id, field, before_value, after_value, salt)
      select 1, ${set}::uuid, ${person}::uuid, field, before, after, uuid_send(gen_random_uuid())
      from json_to_recordset(${JSON.stringify(given)}) as given (field text, before jsonb, after jsonb)
      returning field, encode(sha256(salt || convert_to(jsonb_build_array(before_value, after_value)::text, 'UTF8')), 'hex') as hash
    )
    insert into history (tenant_id, change_set_id, user_id, at, changes)
    select 1, ${set}::uuid, ${person}::uuid, now(), jsonb_object_agg(field, jsonb_build_object('personal', hash)) from kept`.execute(
    behind.outside,
  )
}

/** Names of who did it had no hash until 0051, and stood in the chain themselves: to be sealed so, they have an empty one meanwhile. */
async function sealedAsBefore(): Promise<void> {
  await sql`alter table change_sets add column actor_hash bytea`.execute(behind.outside)
  let sealed = 0
  await expect.poll(async () => (sealed += await sealTenant({ database: behind, log }, 1))).toBe(2)
  await sql`alter table change_sets drop column actor_hash`.execute(behind.outside)
}

const read = async (person: string) => {
  const rows = await listEntries(behind.outside, { tenantId: 1, userId: person, field: null, after: null, limit: 10 })
  return (await entriesInWords({ ...ctx, db: behind.outside }, rows)).flatMap(({ changes }) => changes)
}

test('every value is read and proved as before, and who is erased is counted', async () => {
  const custom = [{}, { b: 7, aa: 1 }] as const
  await changedAsBefore(ana, { lastName: ['Lind', 'Ozola'], username: [null, 'ana'], phone: [null, null], custom })
  await changedAsBefore(kai, { firstName: ['Kai', 'カイ "Q"'] })
  await sealedAsBefore()
  await migrate(blank.owner)
  expect(await verifyHistory(ctx)).toEqual({ intact: true, entries: 2, sealed: 2, unsealed: 0, erased: 0, faults: [] })
  expect(await read(ana)).toMatchObject([
    { field: 'username', before: null, after: 'ana' },
    { field: 'lastName', before: 'Lind', after: 'Ozola' },
    { field: 'phone', before: null, after: null },
    { field: 'custom', before: null, after: 'b: 7, aa: 1' },
  ])
  await behind
    .tenant(1)
    .transaction()
    .execute((trx) => forgetPersonal(trx, 1, [ana]))
  expect(await read(ana)).toMatchObject(Array.from({ length: 4 }, () => ({ kind: 'erased' })))
  expect(await read(kai)).toMatchObject([{ field: 'firstName', before: 'Kai', after: 'カイ "Q"' }])
  expect(await verifyHistory(ctx)).toMatchObject({ intact: true, entries: 2, erased: 1, faults: [] })
})
