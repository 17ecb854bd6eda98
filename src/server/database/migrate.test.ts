import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { blankDatabase, type TestDatabase } from '#test/database.ts'
import { APP_ROLE, refuseUnwalledApp } from './cluster.ts'
import { migrate, readMigrations } from './migrate.ts'

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await blankDatabase()
  folder = mkdtempSync(join(tmpdir(), 'rollcall-migrations-'))
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

const file = (name: string, sql: string) => writeFileSync(join(folder, name), sql)

async function ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client(database.owner)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('a database is brought up to date', () => {
  test('from nothing with every file in order, and a second time with none', async () => {
    expect(await migrate(database.owner)).toEqual(readMigrations().map(({ name }) => name))
    expect(await migrate(database.owner)).toEqual([])
  })

  test('by one of many programs that start at once', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrate(database.owner)))
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
  })

  test('only with whole files: one that fails half-way leaves nothing and names its line', async () => {
    file('0001-one.sql', 'create table one (id int)')
    file('0002-two.sql', 'create table two (id int);\n\nselect nothing_such();')
    await expect(migrate(database.owner, folder)).rejects.toThrow(/0002-two\.sql fails at line 3: .*nothing_such/)
    expect(await ask(`select to_regclass('one')::text as one, to_regclass('two')::text as two`)).toEqual([
      { one: 'one', two: null },
    ])
    expect(await ask('select name from rollcall_migrations')).toEqual([{ name: '0001-one.sql' }])
  })
})

describe('a database is left alone', () => {
  test('when a released file was edited', async () => {
    file('0001-one.sql', 'create table one (id int)')
    await migrate(database.owner, folder)
    file('0001-one.sql', 'create table one (id bigint)')
    await expect(migrate(database.owner, folder)).rejects.toThrow('0001-one.sql was edited')
  })

  test('when a newer program migrated it', async () => {
    file('0001-one.sql', 'create table one (id int)')
    file('0002-two.sql', 'create table two (id int)')
    await migrate(database.owner, folder)
    rmSync(join(folder, '0002-two.sql'))
    await expect(migrate(database.owner, folder)).rejects.toThrow('newer Rollcall (0002-two.sql)')
  })

  test('when a file comes late, before one that is applied', async () => {
    file('0002-two.sql', 'create table two (id int)')
    await migrate(database.owner, folder)
    file('0001-one.sql', 'create table one (id int)')
    await expect(migrate(database.owner, folder)).rejects.toThrow('Give it a later number')
  })
})

test('a role of the program that may pass the wall stops the start', async () => {
  const client = new pg.Client(database.owner)
  await client.connect()
  // Inside a transaction that is taken back, since roles belong to the whole server and other tests use it.
  await client.query(`begin; alter role ${APP_ROLE} bypassrls`)
  await expect(refuseUnwalledApp(client)).rejects.toThrow('may pass the wall between tenants')
  await client.query(`rollback; begin; create role walker nologin bypassrls; grant walker to ${APP_ROLE}`)
  await expect(refuseUnwalledApp(client)).rejects.toThrow('by the rights of walker')
  await client.query('rollback')
  await refuseUnwalledApp(client)
  await client.end()
})
