/**
 * One throwaway PostgreSQL for the whole run, with a migrated template that each test file clones.
 * With TEST_DATABASE_URL (a superuser's) the run uses that server instead, and leaves its template there for the next;
 * with TEST_POSTGRES_MAJOR it starts an installed PostgreSQL of that version.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, readMigrations } from '#src/server/database/migrate.ts'
import { startEmbedded } from '#src/server/database/embedded.ts'
import { APP_ROLE, JOBS_ROLE, stepDown } from '#src/server/database/cluster.ts'
import { isAlive } from '#src/server/database/embedded-processes.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

/** How to connect to a database of the test server: replace DATABASE in each value by its name. */
export type TestServer = {
  readonly owner: pg.ClientConfig
  readonly app: pg.ClientConfig
  readonly jobs: pg.ClientConfig
  readonly template: string
}

export const DATABASE = '__database__'

export default async function setup(project: { provide: (key: 'testServer', value: TestServer) => void }) {
  const { owner, app, jobs, stop } = await findServer()
  const template = `rollcall_template_${templateHash()}`
  await makeTemplate(owner, template)
  project.provide('testServer', { owner, app, jobs, template })
  return stop
}

async function findServer() {
  const own = process.env['TEST_DATABASE_URL']
  if (own !== undefined && own !== '') {
    const url = new URL(own)
    url.pathname = `/${DATABASE}`
    return {
      owner: { connectionString: url.href },
      app: stepDown(url.href, APP_ROLE),
      jobs: stepDown(url.href, JOBS_ROLE),
      stop: async () => {},
    }
  }
  removeForgotten()
  const dataFolder = mkdtempSync(join(tmpdir(), `rollcall-test-${process.pid}-`))
  const major = Number(process.env['TEST_POSTGRES_MAJOR']) || undefined
  const { as, stop } = await startEmbedded({ dataFolder, throwaway: true, database: 'postgres', major })
  return { owner: as('postgres', DATABASE), app: as(APP_ROLE, DATABASE), jobs: as(JOBS_ROLE, DATABASE), stop }
}

/** A run that was killed leaves its data. */
function removeForgotten() {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^rollcall-test-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

const templateHash = () =>
  createHash('sha256')
    .update(
      readMigrations()
        .map(({ sha256 }) => sha256)
        .join(),
    )
    .digest('hex')
    .slice(0, 16)

/** Made under another name, so that a template is always whole. */
async function makeTemplate(owner: pg.ClientConfig, template: string) {
  const admin = new pg.Client(inDatabase(owner, 'postgres'))
  await admin.connect()
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template])
    if (rowCount !== 0) return
    const unfinished = `${template}_${process.pid}`
    await admin.query(`create database ${unfinished} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
    await migrate(inDatabase(owner, unfinished))
    await admin.query(`alter database ${unfinished} rename to ${template}`)
  } finally {
    await admin.end()
  }
}

/** The connection of the test server to one of its databases. */
export const inDatabase = (config: pg.ClientConfig, database: string): pg.ClientConfig =>
  config.connectionString === undefined
    ? { ...config, database }
    : { ...config, connectionString: config.connectionString.replace(DATABASE, database) }
