/** Brings a database to the state that this program knows: plain SQL files, forward only, each in one transaction. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { JOBS_ROLE, refuseUnwalledApp } from './cluster.ts'

export type Migration = { readonly name: string; readonly sql: string; readonly sha256: string }

const FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url))
const FILE_NAME = /^\d{4}-[a-z0-9-]+\.sql$/

/** Any number will do, if every program takes the same one: the lock lets one program migrate and the others wait. */
const LOCK = 7_205_520_401

/** The migrations of a folder in order, the program's own unless told. */
export const readMigrations = (folder = FOLDER): Migration[] =>
  readdirSync(folder)
    .filter((name) => FILE_NAME.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    })

/**
 * Applies what is missing and answers the names of what it applied. Stops with a sentence, the database as it was
 * before that file, when a file fails, when an applied file was edited, or when a newer program was here.
 */
export async function migrate(owner: pg.ClientConfig, folder?: string): Promise<string[]> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query('set client_min_messages = warning')
    await client.query(`create table if not exists rollcall_migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
    const missing = await findMissing(client, readMigrations(folder))
    for (const migration of missing) await apply(client, migration)
    await refuseUnwalledApp(client)
    if (folder === undefined) await migrateQueue(owner)
    return missing.map(({ name }) => name)
  } finally {
    await client.end() // and with it the lock
  }
}

/** What is in the schema of the job queue is made by the package that owns it, as the role that owns it. */
async function migrateQueue(owner: pg.ClientConfig) {
  const pgPool = new pg.Pool({ ...owner, max: 1 })
  pgPool.on('connect', (client) => void client.query(`set role ${JOBS_ROLE}`))
  pgPool.on('error', () => undefined)
  try {
    await runMigrations({ pgPool })
  } finally {
    await pgPool.end()
  }
}

/** What is applied, by name, with the hash of the file as it was then. */
export async function appliedMigrations(client: pg.ClientBase): Promise<{ name: string; sha256: string }[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from rollcall_migrations order by name',
  )
  return rows
}

async function findMissing(client: pg.Client, known: Migration[]): Promise<Migration[]> {
  const applied = await appliedMigrations(client)
  for (const { name, sha256 } of applied) {
    const file = known.find((migration) => migration.name === name)
    if (!file)
      throw new Error(
        `This database was migrated by a newer Rollcall (${name}). Start that version, or restore a backup.`,
      )
    if (file.sha256 !== sha256)
      throw new Error(
        `The migration ${name} was edited after it had been applied. Put it back as it was, and write a new one.`,
      )
  }
  const missing = known.filter(({ name }) => !applied.some((a) => a.name === name))
  const last = applied.at(-1)?.name ?? ''
  const late = missing.find(({ name }) => name < last)
  if (late)
    throw new Error(
      `The migration ${late.name} comes before ${last}, which is applied already. Give it a later number.`,
    )
  return missing
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration) {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into rollcall_migrations (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const { message, position } = error as pg.DatabaseError
    const line = position === undefined ? '' : ` at line ${sql.slice(0, Number(position)).split('\n').length}`
    throw new Error(`The migration ${name} fails${line}: ${message}. Nothing of it was kept.`, { cause: error })
  }
}
