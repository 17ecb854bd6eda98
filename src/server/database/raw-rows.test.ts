/** Rows as they are sent: all of them, in order, however they are cut; and a connection that serves the next statement. */
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { Database, rawRows, type Expression, type Query } from './database.ts'
import { RowReader } from './raw-rows.ts'

const { database, tenants } = await world()
const one = new Database(database.config, { connections: 1 })
const db = one.tenant(tenants.nordlys.tenantId)
afterAll(() => one.stop())

async function read(query: Query, statement: Expression<unknown>, fields: number): Promise<(string | null)[][]> {
  const row = new RowReader(fields)
  const rows: (string | null)[][] = []
  for await (const bytes of rawRows(query, statement)) {
    row.over(bytes)
    while (row.next()) rows.push(Array.from({ length: fields }, (_, i) => (row.isNull(i) ? null : row.text(i))))
  }
  return rows
}
const isWell = async () => expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])

test('texts, numbers and nulls, with values and without', async () => {
  expect(await read(db, sql`select 'Zoë 😀', null, '', 42`, 4)).toEqual([['Zoë 😀', null, '', '42']])
  expect(await read(db, sql`select ${'a'}::text, ${[1, 2]}::int[]`, 2)).toEqual([['a', '{1,2}']])
  expect(await read(db, sql`select 1 where false`, 1)).toEqual([])
  await isWell()
})

test('bytes, few and many', async () => {
  const row = new RowReader(1)
  for (const size of [0, 1, 256, 500_000]) {
    const given = Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 7919) >> 3))
    const found: Buffer[] = []
    for await (const bytes of rawRows(db, sql`select ${given}::bytea`)) {
      row.over(bytes)
      while (row.next()) found.push(row.bytea(0))
    }
    expect(found).toEqual([given])
  }
  await isWell()
})

test('rows shorter and longer than what the socket brings at once', async () => {
  const rows = await read(db, sql`select n, repeat('x', n * 37 % 200000) from generate_series(1, 3000) n`, 2)
  expect(rows).toHaveLength(3000)
  for (const [i, [n, text]] of rows.entries())
    expect([n, text!.length]).toEqual([String(i + 1), ((i + 1) * 37) % 200_000])
  await isWell()
})

test('a statement that is wrong, or fails in between, fails; the connection goes on', async () => {
  await expect(read(db, sql`select no_such_column`, 1)).rejects.toThrow('no_such_column')
  await isWell()
  await expect(read(db, sql`select 1 / (5000 - n) from generate_series(1, 9000) n`, 1)).rejects.toThrow(
    'division by zero',
  )
  await isWell()
})

test('whoever leaves early leaves a connection that serves the next', async () => {
  for await (const bytes of rawRows(db, sql`select repeat('x', 1000) from generate_series(1, 5000)`)) {
    expect(bytes.length).toBeGreaterThan(0)
    break
  }
  await isWell()
})

test('a connection that breaks ends it with an error, and the next one serves', async () => {
  const broken = async () => {
    for await (const _ of rawRows(
      db,
      sql`select pg_backend_pid(), repeat('x', 1000) from generate_series(1, 100000)`,
    )) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like '%generate_series(1, 100000)%' and pid <> pg_backend_pid()`.execute(
        database.tenant(tenants.nordlys.tenantId),
      )
    }
  }
  await expect(broken()).rejects.toThrow(/terminat/i)
  await isWell()
})
