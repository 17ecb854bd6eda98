/** A database with so many people in it: the one of an earlier run when nothing changed since, else a new one. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { connectTo, type Connections } from '#src/server/database/cluster.ts'
import { Database } from '#src/server/database/database.ts'
import { migrate } from '#src/server/database/migrate.ts'
import { buildHouse, type House } from './house.ts'
import { buildIndexes, dropIndexes } from './indexes.ts'
import { loadedTables, loadPeople } from './load.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const CACHE = join(ROOT, '.cache/bench')
/** What a loaded database follows from. */
const SOURCES: readonly string[] = [
  'migrations',
  'bench/population',
  ...['dice.ts', 'house.ts', 'names', 'numbers.ts', 'people.ts'].map((name) => `src/features/demo/${name}`),
  'src/contract/text.ts',
  'src/features/users/sql/derived.ts',
]
/** People of the tenant beside the big one: they have the same names, and must never be seen from there. */
const NEIGHBOURS = 1000

export type Population = Connections & {
  readonly dataFolder: string
  readonly users: number
  readonly house: House
  readonly neighbour: House
}
type Made = { readonly sources: string; readonly house: House; readonly neighbour: House }
type Say = (sentence: string) => void

export async function openPopulation(users: number, fresh: boolean, say: Say): Promise<Population> {
  const dataFolder = join(CACHE, String(users))
  mkdirSync(dataFolder, { recursive: true })
  const connections = await connectTo({ dataFolder, say })
  try {
    const made = (!fresh && readMade(dataFolder)) || (await fill(connections, dataFolder, users, say))
    await refreshSessions(connections.owner)
    return { ...connections, dataFolder, users, house: made.house, neighbour: made.neighbour }
  } catch (error) {
    await connections.stop()
    throw error
  }
}

/** Says that these people are not as they were loaded any more. */
export const forgetLoaded = ({ dataFolder }: Pick<Population, 'dataFolder'>): void =>
  rmSync(stampOf(dataFolder), { force: true })

const stampOf = (dataFolder: string) => join(dataFolder, 'loaded.json')

function readMade(dataFolder: string): Made | null {
  const file = stampOf(dataFolder)
  const made = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Made) : null
  return made?.sources === fingerprint() ? made : null
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap(filesOf)) hash.update(path).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex')
}

const filesOf = (path: string): string[] =>
  /\.(ts|sql)$/.test(path)
    ? [path]
    : readdirSync(join(ROOT, path))
        .sort()
        .flatMap((name) => filesOf(`${path}/${name}`))

async function fill(connections: Connections, dataFolder: string, users: number, say: Say): Promise<Made> {
  const began = Date.now()
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`
  forgetLoaded({ dataFolder })
  await emptyDatabase(connections.owner)
  await migrate(connections.owner)
  const database = new Database(connections.app, { connections: 2 })
  const [house, neighbour] = [await buildHouse(database, 'bench'), await buildHouse(database, 'neighbour')]
  await database.stop()
  const owner = new pg.Client(connections.owner)
  await owner.connect()
  try {
    const indexes = await dropIndexes(owner, loadedTables)
    await loadPeople(connections.owner, house, users, (done) =>
      say(`${done.toLocaleString('en')} people in ${seconds()}`),
    )
    await loadPeople(connections.owner, neighbour, NEIGHBOURS, () => {})
    say(`Loaded after ${seconds()}; building indexes …`)
    await buildIndexes(owner, indexes)
    await owner.query('vacuum (analyze)')
    await checkDirectory(owner)
    await owner.query('checkpoint')
  } finally {
    await owner.end()
  }
  say(`Ready after ${seconds()}.`)
  const made = { sources: fingerprint(), house, neighbour }
  writeFileSync(stampOf(dataFolder), JSON.stringify(made))
  return made
}

/** What was copied into the directory is what its triggers would have written. */
async function checkDirectory(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ wrong: number }>(
    `select count(*)::int as wrong from (select * from directory order by tenant_id, user_id limit 1000) d
     join directory_truth t using (tenant_id, user_id) where (d.site_id, d.status, d.facets, d.traits, d.search) is distinct from (t.site_id, t.status, t.facets, t.traits, t.search)`,
  )
  if (rows[0]?.wrong !== 0) throw new Error(`The directory was loaded wrongly: ${rows[0]?.wrong} of 1000 differ.`)
}

async function emptyDatabase(owner: pg.ClientConfig): Promise<void> {
  const admin = new pg.Client({ ...owner, database: 'postgres' })
  await admin.connect()
  const name = pg.escapeIdentifier(owner.database ?? '')
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.query(`create database ${name} encoding 'UTF8' template template0`)
  await admin.end()
}

/** Who was online when the people were loaded is online again. */
async function refreshSessions(config: pg.ClientConfig): Promise<void> {
  const owner = new pg.Client(config)
  await owner.connect()
  await owner.query(
    `update sessions set last_seen_at = now(), expires_at = now() + interval '1 day' where ended_at is null`,
  )
  await owner.query('vacuum (analyze) sessions')
  await owner.end()
}
