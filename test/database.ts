/** A database of its own for a test file, with every migration applied: 30 ms. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { inDatabase } from './global-setup.ts'

export type TestDatabase = {
  /** Superuser: for looking behind the wall, and for nothing that the program does. */
  readonly owner: pg.ClientConfig
  /** The program's role. */
  readonly app: pg.ClientConfig
  /** The job queue's role. */
  readonly jobs: pg.ClientConfig
  readonly drop: () => Promise<void>
}

/** Clones stand in line: PostgreSQL refuses to copy a template while anybody else is connected to it. */
const LOCK = 7_205_520_402

export async function cloneDatabase(): Promise<TestDatabase> {
  const { template } = inject('testServer')
  return makeDatabase(template)
}

/** A database without a single table, for what starts from nothing. */
export const blankDatabase = (): Promise<TestDatabase> => makeDatabase('template0')

async function makeDatabase(template: string): Promise<TestDatabase> {
  const { owner, app, jobs } = inject('testServer')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(
    owner,
    `create database ${name} template ${template} strategy file_copy encoding 'UTF8' locale 'C.UTF-8'`,
  )
  return {
    owner: inDatabase(owner, name),
    app: inDatabase(app, name),
    jobs: inDatabase(jobs, name),
    drop: () => administer(owner, `drop database if exists ${name} with (force)`),
  }
}

async function administer(owner: pg.ClientConfig, statement: string) {
  const admin = new pg.Client(inDatabase(owner, 'postgres'))
  await admin.connect()
  try {
    await admin.query('select pg_advisory_lock($1)', [LOCK])
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}
