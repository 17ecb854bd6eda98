/**
 * The way to PostgreSQL. Every query runs on a connection on which one tenant is set; row level security reads that
 * setting, so a statement that forgets its tenant answers nothing of another one's (SECURITY rule 10).
 */
import {
  Kysely,
  PostgresDialect,
  type PostgresCursorConstructor,
  type PostgresPool,
  type PostgresPoolClient,
  sql,
  type RawBuilder,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import { arrayText } from './lists.ts'
import { RawRows } from './raw-rows.ts'
import type { DB } from './tables.ts'

export type { DB } from './tables.ts'
/** Statements of one tenant, each by itself. */
export type Query = Kysely<DB>
/** Statements of one tenant that stand or fall together. */
export type Trx = Transaction<DB>
/** An SQL expression. */
export type Expression<T> = RawBuilder<T>

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// inet comes with /32 for a single address, which no person wants to read.
pg.types.setTypeParser(pg.types.builtins.INET, (text) => text.replace(/\/(32|128)$/, ''))

/** The rows of a statement as they are sent, some at a time, for a `RowReader` (raw-rows.ts). */
export async function* rawRows(db: Query, statement: Expression<unknown>): AsyncGenerator<Buffer> {
  for await (const { rows } of db.getExecutor().stream<Buffer>(statement.compile(db), 1)) yield* rows
}

/** A statement that PostgreSQL keeps planned on each connection under its name: for what every request asks. */
export type Prepared = { readonly name: string; readonly text: string }

const KEEP = '/* kept */'
/**
 * The last of a statement whose plan each connection is to keep: for what many requests ask in one form, where planning costs more
 * than finding a row by its key. Not for lists, which want a plan for their own values.
 */
export const kept = sql.raw(KEEP)

const NO_TENANT = ''
/** A stranger names any tenant, in a link or by a passkey: what is kept for each that was named must not grow for ever. */
const MOST_AT_HAND = 1000

/** Few: what is asked outside any tenant is short. */
const OUTSIDE_CONNECTIONS = 4

/** Real connections, shared by all tenants; each remembers which tenant is set on it. */
class TenantConnections {
  readonly #pool: pg.Pool
  readonly #tenantOf = new WeakMap<pg.PoolClient, string>()
  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  async connect(tenant: string): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect()
    if (this.#tenantOf.get(client) !== tenant) {
      try {
        await client.query({
          name: 'set-tenant',
          text: "select set_config('rollcall.tenant', $1, false)",
          values: [tenant],
        })
      } catch (error) {
        client.release(true)
        throw error
      }
      this.#tenantOf.set(client, tenant)
    }
    return client
  }
}

export class Database {
  readonly #pools: readonly pg.Pool[]
  readonly #connections: TenantConnections
  /** Apart, or a storm of sign-ins, each of which looks for its tenant first, would set every connection to and fro. */
  readonly #outside: TenantConnections
  readonly #byTenant = new Map<string, Query>()
  /** Of kept statements, by their text. */
  readonly #names = new Map<string, string>()
  readonly config: pg.ClientConfig

  constructor(config: pg.ClientConfig, options: { connections?: number } = {}) {
    const { connections = 16 } = options
    this.config = config
    this.#pools = [this.#open(connections), this.#open(Math.min(connections, OUTSIDE_CONNECTIONS))]
    const [inside, outside] = this.#pools as [pg.Pool, pg.Pool]
    this.#connections = new TenantConnections(inside)
    this.#outside = new TenantConnections(outside)
  }

  #open(max: number): pg.Pool {
    const pool = new pg.Pool({ ...this.config, max, idleTimeoutMillis: 60_000, application_name: 'rollcall' })
    // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
    pool.on('error', () => undefined)
    // The same for one that breaks between two statements of a transaction: the next statement fails, and says so.
    pool.on('connect', (client) => {
      client.on('error', () => undefined)
      this.#ready(client)
    })
    return pool
  }

  /** The statements of one tenant. */
  tenant(id: number): Query {
    return this.#for(String(id))
  }

  /** The rows of a prepared statement in one tenant; half the price of planning it anew (docs/decisions). */
  async prepared<Row extends object>(
    tenantId: number,
    statement: Prepared,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const client = (await this.#connections.connect(String(tenantId))) as unknown as pg.PoolClient
    try {
      const { rows } = await client.query<Row>({ ...statement, values: [...values] })
      client.release()
      return rows
    } catch (error) {
      client.release(isDatabaseAway(error))
      throw error
    }
  }

  /** The rows of an expression whose plan each connection keeps: for what is asked often and in few forms. */
  async kept<Row extends object>(tenantId: number, expression: Expression<Row>): Promise<Row[]> {
    const { sql, parameters } = expression.compile(this.tenant(tenantId))
    return this.prepared<Row>(tenantId, { name: this.#nameOf(sql), text: sql }, parameters)
  }

  /** Kysely sends a text and its values: those that are to be kept get their name, and long lists their text. */
  #ready(client: pg.PoolClient) {
    const send = client.query.bind(client) as (...given: unknown[]) => unknown
    client.query = ((first: unknown, given?: unknown, ...rest: unknown[]) => {
      const values: unknown = Array.isArray(given) ? given.map(arrayText) : given
      return typeof first === 'string' && first.endsWith(KEEP)
        ? send({ name: this.#nameOf(first), text: first, values }, ...rest)
        : send(first, values, ...rest)
    }) as typeof client.query
  }

  #nameOf(text: string): string {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    const name = `kept-${this.#names.size}`
    this.#names.set(text, name)
    return name
  }

  /** Statements outside any tenant: sign-in's look-up, background work, health. No row of a tenant is seen here. */
  get outside(): Query {
    return this.#for(NO_TENANT)
  }

  #for(tenant: string): Query {
    const known = this.#byTenant.get(tenant)
    if (known) return known
    const pool: PostgresPool = {
      connect: () => (tenant === NO_TENANT ? this.#outside : this.#connections).connect(tenant),
      end: async () => undefined,
      options: {},
    }
    const query = new Kysely<DB>({
      dialect: new PostgresDialect({ pool, cursor: RawRows as PostgresCursorConstructor }),
    })
    const [oldest] = this.#byTenant.keys()
    if (oldest !== undefined && this.#byTenant.size >= MOST_AT_HAND) this.#byTenant.delete(oldest)
    this.#byTenant.set(tenant, query)
    return query
  }

  async stop(): Promise<void> {
    await Promise.all(this.#pools.map((pool) => pool.end()))
  }
}

type PostgresError = Error & { code?: string; constraint?: string }

/** The name of the unique constraint that a statement broke, else null. */
export const brokenUnique = (error: unknown): string | null =>
  (error as PostgresError | null)?.code === '23505' ? ((error as PostgresError).constraint ?? null) : null

const codeOf = (error: unknown) => (error as PostgresError | null)?.code ?? ''

/** Somebody else held what the statement needed (a lock that was not to be had in time). */
export const isBusy = (error: unknown): boolean => codeOf(error) === '55P03'

/** The statement took longer than it was given. */
export const isCancelled = (error: unknown): boolean => codeOf(error) === '57014'

/** Two transactions stood in each other's way and this one was chosen to give way: the same again will do. */
export const isWorthAnotherTry = (error: unknown): boolean => ['40001', '40P01', '55P03'].includes(codeOf(error))

/** A text holds U+0000, which no text of PostgreSQL has. */
export const holdsNul = (error: unknown): boolean => ['22021', '22P05'].includes(codeOf(error))

/** PostgreSQL is away or going away, so that nothing was decided: the caller may try again. */
export const isDatabaseAway = (error: unknown): boolean => {
  const code = codeOf(error)
  return (
    /^(08|53300|57P0)/.test(code) ||
    ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'].includes(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test((error as Error | null)?.message ?? '')
  )
}
