/** Looks at a database without changing anything: for `rollcall doctor`. */
import pg from 'pg'
import { APP_ROLE, refuseUnwalledApp, type Connections } from './cluster.ts'
import { appliedMigrations, readMigrations } from './migrate.ts'

export type Inspection = {
  /** Such as `18.4`. */
  readonly version: string
  readonly major: number
  /** Names of migrations that this program knows and the database has not. */
  readonly missing: readonly string[]
  /** Why the wall between tenants does not hold; null when it does. */
  readonly breach: string | null
}

export async function inspect({ owner, app }: Pick<Connections, 'owner' | 'app'>): Promise<Inspection> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const { rows } = await client.query<{ version: string; number: number; migrated: boolean }>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
        to_regclass('public.rollcall_migrations') is not null as migrated`,
    )
    const { version, number, migrated } = rows[0]!
    const applied = new Set(migrated ? (await appliedMigrations(client)).map(({ name }) => name) : [])
    const missing = readMigrations().flatMap(({ name }) => (applied.has(name) ? [] : [name]))
    const breach = applied.size === 0 ? null : await findBreach(client, app)
    return { version: version.split(' ')[0]!, major: Math.floor(number / 10_000), missing, breach }
  } finally {
    await client.end()
  }
}

/** The program's role may not pass the wall by its rights, and sees nobody while no tenant is set. */
async function findBreach(owner: pg.Client, app: pg.ClientConfig): Promise<string | null> {
  try {
    await refuseUnwalledApp(owner)
  } catch (error) {
    return (error as Error).message
  }
  const client = new pg.Client(app)
  await client.connect()
  try {
    const { rowCount } = await client.query('select from users union all select from people limit 1')
    return rowCount === 0 ? null : `The role ${APP_ROLE} sees people while no tenant is set.`
  } finally {
    await client.end()
  }
}
