/**
 * A backup of everything in one file, taken while the product works: one snapshot, no lock that anybody notices, no
 * pg_dump. Secrets in it are sealed by the key file, which is not in it: keep both, and not together.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { FORMAT, frame, jsonFrame, type Manifest } from './backup-format.ts'
import { columnList, listTables, PLAIN_TEXT, readSequences, type Table } from './backup-tables.ts'
import { appliedMigrations } from './migrate.ts'

export type BackupCounts = { readonly tables: number; readonly rows: number }

/** Writes `file`, readable by its owner alone. It appears under its name only when it is whole and on the disk. */
export async function backup(owner: pg.ClientConfig, file: string): Promise<BackupCounts> {
  const client = new pg.Client(owner)
  await client.connect()
  const unfinished = `${file}.part`
  const counts = { tables: 0, rows: 0 }
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(PLAIN_TEXT)
    await pipeline(
      Readable.from(dump(client, counts)),
      createGzip({ level: 3 }),
      createWriteStream(unfinished, { mode: 0o600 }),
    )
    await client.query('commit')
    const written = await open(unfinished)
    await written.sync()
    await written.close()
    await rename(unfinished, file)
    return counts
  } finally {
    await rm(unfinished, { force: true })
    await client.end()
  }
}

async function* dump(client: pg.Client, counts: { tables: number; rows: number }): AsyncGenerator<Buffer> {
  const tenants = await listTenants(client)
  const manifest: Record<string, { rows: number; sha256: string }> = {}
  yield jsonFrame({ format: FORMAT, made_at: new Date().toISOString(), migrations: await appliedMigrations(client) })
  for (const table of await listTables(client)) {
    yield jsonFrame({ table: table.name, columns: table.columns })
    const hash = createHash('sha256')
    let rows = 0
    for (const tenant of table.tenantColumn === null ? [undefined] : tenants) {
      const stream = await copy(client, table, tenant)
      for await (const chunk of stream) {
        hash.update(chunk as Buffer)
        yield frame(chunk as Buffer)
      }
      rows += stream.rowCount
    }
    yield frame(Buffer.alloc(0))
    manifest[table.name] = { rows, sha256: hash.digest('hex') }
    counts.tables += 1
    counts.rows += rows
  }
  // Sequences know no snapshot: read last, they are never behind the rows.
  yield jsonFrame({ manifest, sequences: await readSequences(client) } satisfies Manifest)
}

/**
 * One tenant's rows after another's: the wall stands before the owner too, and to take it down would lock every table.
 * So a backup needs neither a superuser nor BYPASSRLS.
 */
async function copy(client: pg.Client, { name, columns, tenantColumn }: Table, tenant: number | undefined) {
  const from = `select ${columnList(columns)} from ${pg.escapeIdentifier(name)}`
  if (tenantColumn === null || tenant === undefined) return client.query(copyTo(`copy (${from}) to stdout`))
  await client.query(`select set_config('rollcall.tenant', $1, true)`, [String(tenant)])
  return client.query(copyTo(`copy (${from} where ${pg.escapeIdentifier(tenantColumn)} = ${tenant}) to stdout`))
}

async function listTenants(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>('select id from all_tenant_ids() as id order by id')
  return rows.map(({ id }) => id)
}
