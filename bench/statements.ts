/** The statements that the product sends, heard on their way and sent again straight to PostgreSQL. */
import pg from 'pg'
import type { Context } from '#src/server/context.ts'

export type Statement = { readonly name?: string; readonly text: string; readonly values: unknown[] }
type Heard = (statement: Statement) => void
let heard: Heard | undefined

/** A connection whose statements can be overheard. */
export class OverheardClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    const send = this.query.bind(this) as (...given: unknown[]) => unknown
    this.query = ((first: string | Statement, values: unknown[] = [], ...rest: unknown[]) => {
      const statement = typeof first === 'string' ? { text: first, values } : first
      if (statement.name !== 'set-tenant') heard?.({ ...statement, values: statement.values ?? [] })
      return send(first, ...(typeof first === 'string' ? [values, ...rest] : rest))
    }) as typeof this.query
  }
}

/** What is sent while this work is done, in order. The tenant of the connection is not among it. */
export async function overhear(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  heard = (statement) => statements.push(statement)
  try {
    await work()
  } finally {
    heard = undefined
  }
  return statements
}

/** A connection of the program's role with a tenant set, as each of the program's own is. */
export async function openStraight(app: pg.ClientConfig, { actor }: Pick<Context, 'actor'>): Promise<pg.Client> {
  const client = new pg.Client(app)
  await client.connect()
  await client.query(`select set_config('rollcall.tenant', $1, false)`, [String(actor.tenantId)])
  return client
}

export async function sendAll(client: pg.Client, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) await client.query({ ...statement })
}
