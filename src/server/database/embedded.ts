/**
 * The PostgreSQL that Rollcall brings along: made, started, watched and stopped by the program itself, reached through
 * a socket that only its account and root can enter. Several programs over one data folder share one server: the first
 * starts it, the others are its guests, and a guest that loses it starts it again.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { clusterHome, serverAccount, socketFolder } from './embedded-account.ts'
import { findBinaries } from './embedded-binaries.ts'
import { clearStaleFiles, findPostmaster, isAlive, startOf } from './embedded-processes.ts'
import { initialise, launch, type Cluster } from './embedded-programs.ts'

export type EmbeddedOptions = {
  /** Where the data shall lie; made if missing. */
  readonly dataFolder: string
  /** Settings of postgresql.conf above our own. */
  readonly settings?: Readonly<Record<string, string | number>>
  /** The database to make, `rollcall` unless told. */
  readonly database?: string
  /** For tests: nothing is synced to disk, and stop() removes the data. */
  readonly throwaway?: boolean
  /** The major version to make a new cluster with; the newest there is unless told. */
  readonly major?: number
  /** Takes sentences for whoever started the program. */
  readonly say?: (sentence: string) => void
}

export type EmbeddedServer = {
  /** How to connect as a role of the cluster; `postgres` is its superuser. Without a database: the one that was made. */
  readonly as: (user: string, database?: string) => pg.ClientConfig
  /** Stops the server cleanly, unless another program is responsible for it. */
  readonly stop: () => Promise<void>
  /** Where the data truly lie. */
  readonly dataFolder: string
  /** Another program had started it. */
  readonly adopted: boolean
}

const SETTINGS = {
  shared_buffers: `${Math.min(4096, Math.floor(totalmem() / 2 ** 20 / 8))}MB`,
  work_mem: '16MB',
  // What is asked often is in memory: a page from anywhere costs little more than the next one.
  random_page_cost: 1.1,
  max_wal_size: '4GB',
  jit: 'off',
  max_connections: 200,
  // A week of logs, without the values of statements: they would hold people's names and addresses.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: 0,
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}
const THROWAWAY = {
  shared_buffers: '128MB',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  logging_collector: 'off',
}

/** Makes the cluster if there is none, starts its server or joins the running one, and makes the database. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const say = options.say ?? ((sentence: string) => process.stderr.write(`${sentence}\n`))
  const database = options.database ?? 'rollcall'
  const cluster = await prepare(options, say)
  const server = await keepRunning(cluster, say)
  const as = (user: string, name = database): pg.ClientConfig => ({
    host: server.socket,
    port: 5432,
    user,
    database: name,
    ssl: false,
  })
  try {
    await makeDatabase(as('postgres', 'postgres'), database)
  } catch (error) {
    await server.stop()
    throw error
  }
  return {
    as,
    stop: async () => {
      await server.stop()
      if (options.throwaway !== true) return
      for (const folder of [cluster.home, cluster.socket]) rmSync(folder, { recursive: true, force: true })
    },
    dataFolder: cluster.folder,
    adopted: server.adopted,
  }
}

async function prepare(options: EmbeddedOptions, say: (sentence: string) => void): Promise<Cluster> {
  const account = serverAccount()
  const home = clusterHome(options.dataFolder, account)
  const folder = join(home, 'postgres')
  if (home.startsWith('/var/lib/rollcall/'))
    say(`The database's account cannot enter ${options.dataFolder}: its data lie in ${folder}.`)
  const version = readIfThere(join(folder, 'PG_VERSION'))
  const cluster: Cluster = {
    account,
    home,
    folder,
    socket: findPostmaster(folder)?.socket ?? socketFolder(home, account),
    binaries: findBinaries(home, account, version === undefined ? options.major : Number.parseInt(version, 10)),
    settings: { ...SETTINGS, ...(options.throwaway === true ? THROWAWAY : {}), ...options.settings },
    throwaway: options.throwaway === true,
  }
  removeUnfinished(home)
  if (version === undefined) await initialise(cluster)
  return cluster
}

/** What a program that was killed while it made the cluster has left. */
function removeUnfinished(home: string) {
  for (const name of readdirSync(home)) {
    const maker = /^postgres(?:ql-.+)?\.new-(\d+)$/.exec(name)?.[1]
    if (maker !== undefined && !isAlive(Number(maker))) rmSync(join(home, name), { recursive: true, force: true })
  }
}

/** Brings the server up and looks every quarter second whether it lives, so that its death is a blip and no outage. */
async function keepRunning(cluster: Cluster, say: (sentence: string) => void) {
  let { pid, started } = await bringUp(cluster)
  const adopted = !started && claimStands(cluster.home)
  let responsible = !adopted
  if (responsible) claim(cluster.home)

  let reviving = false
  const watch = setInterval(async () => {
    if (reviving || isAlive(pid)) return
    reviving = true
    if (responsible) say('PostgreSQL ended unasked; starting it again.')
    try {
      ;({ pid, started } = await bringUp(cluster))
      responsible = started || !claimStands(cluster.home)
      if (responsible) claim(cluster.home)
    } catch (error) {
      say(`PostgreSQL does not start again: ${(error as Error).message}`)
    }
    reviving = false
  }, 250)
  watch.unref()

  const stop = async () => {
    clearInterval(watch)
    while (reviving) await wait(20)
    if (responsible || !claimStands(cluster.home)) await end(pid, cluster.throwaway)
  }
  return { socket: cluster.socket, adopted, stop }
}

/** The pid of a server that answers, and whether it was us who started it. */
async function bringUp(cluster: Cluster): Promise<{ pid: number; started: boolean }> {
  let complaint = ''
  for (let failures = 0; failures < 5;) {
    const found = findPostmaster(cluster.folder)
    if (found?.state === 'ready') return { pid: found.pid, started: false }
    if (found) {
      await wait(20)
      continue
    }
    await clearStaleFiles(cluster.folder, cluster.socket)
    const launched = await launch(cluster)
    if ('pid' in launched) return { pid: launched.pid, started: true }
    // Another program may have been quicker, so look again before giving up.
    complaint = launched.complaint
    failures += 1
    await wait(200)
  }
  throw new Error(`PostgreSQL does not start over ${cluster.folder}: ${complaint}`)
}

async function makeDatabase(config: pg.ClientConfig, database: string) {
  const client = new pg.Client(config)
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0)
      await client.query(`create database ${pg.escapeIdentifier(database)} encoding 'UTF8' template template0`)
  } catch (error) {
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error // made by another program just now
  } finally {
    await client.end()
  }
}

/** SIGINT is PostgreSQL's fast shutdown: clients are sent away, everything is written. SIGQUIT drops all at once. */
async function end(pid: number, atOnce: boolean) {
  if (!isAlive(pid)) return
  process.kill(pid, atOnce ? 'SIGQUIT' : 'SIGINT')
  for (const patience = Date.now() + 60_000; isAlive(pid); await wait(10)) {
    if (Date.now() > patience) process.kill(pid, 'SIGQUIT')
  }
}

const claimFile = (home: string) => join(home, 'supervisor')

/** Which program answers for the server: its pid, and when it started. */
const claim = (home: string) => writeFileSync(claimFile(home), `${process.pid} ${startOf(process.pid) ?? ''}`)

function claimStands(home: string): boolean {
  const [pid, start] = readIfThere(claimFile(home))?.split(' ') ?? []
  return pid !== undefined && start !== undefined && isAlive(Number(pid)) && startOf(Number(pid)) === start
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
