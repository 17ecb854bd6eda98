/** Decides which PostgreSQL a program works with: one's own, or the one that it brings along. */
import pg from 'pg'
import { startEmbedded } from './embedded.ts'

/** The role of the program: every table is walled against it by tenant. Made by the first migration. */
export const APP_ROLE = 'rollcall_app'

/** The role of the job queue: owns its tables and nothing else. Made by migration 0006. */
export const JOBS_ROLE = 'rollcall_jobs'

const FLOOR = 15

export type Connections = {
  /** Owns the tables; for migrations, backups and nothing else. */
  readonly owner: pg.ClientConfig
  /** The program, behind the wall. */
  readonly app: pg.ClientConfig
  /** The workers at their queue, with no right on anything else. */
  readonly jobs: pg.ClientConfig
  /** Stops the embedded server, if it is ours to stop. */
  readonly stop: () => Promise<void>
  /** Where the embedded server's data lie; undefined with a PostgreSQL of one's own. */
  readonly dataFolder?: string
}

export type ConnectOptions = {
  /** `postgresql://…` of the tables' owner, who may create roles. Without it, the embedded server. */
  readonly databaseUrl?: string | undefined
  readonly dataFolder: string
  readonly say?: (sentence: string) => void
}

/** The connections of this installation. Throws a sentence that says how to mend it when there is no usable server. */
export async function connectTo({ databaseUrl, dataFolder, say }: ConnectOptions): Promise<Connections> {
  if (databaseUrl !== undefined && databaseUrl !== '') return connectToOwn(databaseUrl)
  const embedded = await startEmbedded({ dataFolder, say })
  const { as, stop } = embedded
  return { owner: as('postgres'), app: as(APP_ROLE), jobs: as(JOBS_ROLE), stop, dataFolder: embedded.dataFolder }
}

async function connectToOwn(databaseUrl: string): Promise<Connections> {
  const owner: pg.ClientConfig = { connectionString: databaseUrl }
  const client = new pg.Client(owner)
  try {
    await client.connect()
  } catch (error) {
    throw new Error(
      `The PostgreSQL of DATABASE_URL cannot be reached: ${(error as Error).message}. Check host, port, database, user and password.`,
    )
  }
  try {
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int / 10000 as version`,
    )
    const version = rows[0]?.version ?? 0
    if (version < FLOOR)
      throw new Error(`The PostgreSQL of DATABASE_URL is version ${version}; Rollcall needs ${FLOOR} or newer.`)
    await refuseUnwalledApp(client)
  } finally {
    await client.end()
  }
  return { owner, app: stepDown(databaseUrl, APP_ROLE), jobs: stepDown(databaseUrl, JOBS_ROLE), stop: async () => {} }
}

/** The owner's connection, in which every statement is a lesser role's: the one account of a managed database. */
export function stepDown(databaseUrl: string, role: typeof APP_ROLE | typeof JOBS_ROLE): pg.ClientConfig {
  const own = /[?&]options=([^&]*)/.exec(databaseUrl)
  const options = `${own ? `${decodeURIComponent((own[1] ?? '').replaceAll('+', ' '))} ` : ''}-c role=${role}`
  const connectionString = own ? databaseUrl.replace(own[0], own[0].startsWith('?') ? '?' : '') : databaseUrl
  return { connectionString, options }
}

/** A role that is, or can become, superuser or BYPASSRLS would walk through every wall (S27). */
export async function refuseUnwalledApp(client: pg.ClientBase) {
  const { rows } = await client.query<{ role: string; by: string }>(
    `select a.rolname as role, r.rolname as by from pg_roles a join pg_roles r on pg_has_role(a.oid, r.oid, 'member')
     where a.rolname = any ($1) and (r.rolsuper or r.rolbypassrls) limit 1`,
    [[APP_ROLE, JOBS_ROLE]],
  )
  if (rows[0]) {
    const { role, by } = rows[0]
    throw new Error(
      `The role ${role} may pass the wall between tenants, by the rights of ${by}. Take them: alter role ${role} nosuperuser nobypassrls, and revoke its memberships.`,
    )
  }
}
