/** Puts a backup into a freshly migrated, empty database: in one transaction, counted and compared before it ends. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { BackupCounts } from './backup.ts'
import { FORMAT, readFrames, type Header, type Manifest, type TableHead } from './backup-format.ts'
import { columnList, listTables, PLAIN_TEXT, type Table } from './backup-tables.ts'
import { appliedMigrations } from './migrate.ts'

type Frames = AsyncGenerator<Buffer, void>
type Loaded = Record<string, { rows: number; sha256: string }>

/** Throws a sentence, and leaves the database as it was, when the file is damaged or does not fit. */
export async function restore(owner: pg.ClientConfig, file: string): Promise<BackupCounts> {
  const client = new pg.Client(owner)
  await client.connect()
  const unzipped = createGunzip()
  const reading = pipeline(createReadStream(file), unzipped)
  // The frames fail with the same error, and are waited for; the stream may say it once more after they are done.
  reading.catch(() => {})
  unzipped.on('error', () => {})
  try {
    const frames = readFrames(unzipped)
    await client.query('begin')
    await client.query(PLAIN_TEXT)
    await refuseUnlessItFits(client, (await nextJson(frames)) as Header | undefined)
    const tables = await listTables(client)
    await openTables(client, tables)
    const { loaded, manifest } = await loadAll(client, frames, tables)
    compare(loaded, manifest, tables)
    await closeTables(client, tables)
    await finish(client, manifest)
    await client.query('commit')
    return { tables: tables.length, rows: Object.values(loaded).reduce((sum, { rows }) => sum + rows, 0) }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('Z_'))
      throw new Error(`${file} is damaged, or no backup of Rollcall. Nothing was changed.`)
    throw error
  } finally {
    unzipped.destroy()
    await client.end() // which rolls back what is not committed
  }
}

async function nextJson(frames: Frames): Promise<unknown> {
  const next = await frames.next()
  if (next.done) return undefined
  try {
    return JSON.parse(next.value.toString()) as unknown
  } catch {
    throw new Error('The backup is damaged: a heading cannot be read. Nothing was changed.')
  }
}

async function refuseUnlessItFits(client: pg.Client, header: Header | undefined) {
  if (header?.format !== FORMAT)
    throw new Error('This is no backup of Rollcall, or one of a newer version. Nothing was changed.')
  const here = await appliedMigrations(client)
  const there = header.migrations
  const last = (list: readonly { name: string }[]) => list.at(-1)?.name ?? 'none'
  if (here.length !== there.length || here.some(({ sha256 }, i) => sha256 !== there[i]?.sha256)) {
    throw new Error(
      `The backup was made by another version: its last migration is ${last(there)}, this database's ${last(here)}. Restore with the version that made it, then upgrade.`,
    )
  }
  const { rowCount } = await client.query('select from all_tenant_ids() limit 1')
  if (rowCount !== 0) {
    throw new Error(
      'This database holds a tenant already. Restore into an empty one: name a new folder in ROLLCALL_DATA, or a new database in DATABASE_URL.',
    )
  }
}

/** COPY refuses a table whose wall stands before the owner, and what migrations put in would stand in the way. */
async function openTables(client: pg.Client, tables: readonly Table[]) {
  for (const { name } of tables) {
    await client.query(`alter table ${pg.escapeIdentifier(name)} no force row level security, disable trigger user`)
  }
  for (const { name } of tables.toReversed()) await client.query(`delete from ${pg.escapeIdentifier(name)}`)
}

async function closeTables(client: pg.Client, tables: readonly Table[]) {
  // Foreign keys are checked before the table changes again.
  await client.query('set constraints all immediate')
  for (const { name, forced } of tables) {
    const wall = forced ? 'force row level security, ' : ''
    await client.query(`alter table ${pg.escapeIdentifier(name)} ${wall}enable trigger user`)
  }
}

async function loadAll(client: pg.Client, frames: Frames, tables: readonly Table[]) {
  const loaded: Loaded = {}
  for (;;) {
    const part = (await nextJson(frames)) as TableHead | Manifest | undefined
    if (part === undefined) throw new Error('The backup is damaged: its end is missing. Nothing was changed.')
    if ('manifest' in part) return { loaded, manifest: part }
    const table = tables.find(({ name }) => name === part.table)
    if (!table)
      throw new Error(
        `The backup holds the table ${part.table}, which this version does not know. Nothing was changed.`,
      )
    loaded[part.table] = await load(client, frames, part)
  }
}

async function load(client: pg.Client, frames: Frames, { table, columns }: TableHead) {
  const hash = createHash('sha256')
  async function* rows() {
    for (let next = await frames.next(); !next.done && next.value.length > 0; next = await frames.next()) {
      hash.update(next.value)
      yield next.value
    }
  }
  const stream = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${columnList(columns)}) from stdin`))
  await pipeline(Readable.from(rows()), stream)
  return { rows: stream.rowCount, sha256: hash.digest('hex') }
}

function compare(loaded: Loaded, { manifest }: Manifest, tables: readonly Table[]) {
  for (const { name } of tables) {
    const [is, was] = [loaded[name], manifest[name]]
    if (!is || !was || is.rows !== was.rows || is.sha256 !== was.sha256) {
      throw new Error(
        `The backup is damaged: the rows of ${name} are not those that were written. Nothing was changed.`,
      )
    }
  }
}

async function finish(client: pg.Client, { sequences }: Manifest) {
  for (const [name, last] of Object.entries(sequences)) {
    await client.query('select setval($1::regclass, $2, $3)', [pg.escapeIdentifier(name), last ?? 1, last !== null])
  }
  // Transaction ids begin anew with another cluster, so what is written from now on belongs to another epoch.
  await client.query('insert into history_epochs (epoch) select max(epoch) + 1 from history_epochs')
}
