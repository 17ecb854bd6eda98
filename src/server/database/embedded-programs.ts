/** Runs `initdb` and `postgres`. */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { isMainThread } from 'node:worker_threads'
import type { Account } from './embedded-account.ts'
import type { Binaries } from './embedded-binaries.ts'
import { findPostmaster } from './embedded-processes.ts'

export type Cluster = {
  readonly account: Account
  /** Holds the cluster's folder, the copied binaries, and the last start's messages. */
  readonly home: string
  readonly folder: string
  readonly socket: string
  readonly binaries: Binaries
  readonly settings: Readonly<Record<string, string | number>>
  readonly throwaway: boolean
}

/** Nothing of the program's own environment: it holds secrets, and words that change how PostgreSQL speaks. */
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' }

/**
 * Makes the cluster under another name and moves it into place, so that a half-made one never stands there.
 * C.UTF-8: letters of every script are letters to pg_trgm, and the order is that of code points on every host.
 */
export async function initialise({ account, home, folder, binaries, throwaway }: Cluster) {
  const unfinished = `${folder}.new-${process.pid}`
  mkdirSync(unfinished, { mode: 0o700 })
  if (account) chownSync(unfinished, account.uid, account.gid)
  const how = [
    '--username=postgres',
    '--auth-local=trust',
    '--auth-host=reject',
    '--encoding=UTF8',
    '--locale-provider=libc',
    '--locale=C.UTF-8',
  ]
  try {
    await promisify(execFile)(
      join(binaries.folder, 'initdb'),
      ['-D', unfinished, ...how, ...(throwaway ? ['--no-sync'] : [])],
      {
        ...account,
        cwd: home,
        env: ENVIRONMENT,
      },
    )
    renameSync(unfinished, folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if ((error as { code?: string }).code === 'ENOTEMPTY') return // another program was first
    const { stderr, message } = error as { stderr?: string; message: string }
    throw new Error(`The database's folder ${folder} could not be made: ${stderr || message}`)
  }
}

/**
 * Starts the server and waits until it takes connections, however long it recovers.
 * It dies with us: the kernel sends it SIGINT, a clean stop, when the thread that started it ends in whatever way. A
 * session of its own keeps the terminal's Ctrl-C from it, so that the program can finish its work first.
 */
export async function launch(cluster: Cluster): Promise<{ pid: number } | { complaint: string }> {
  const { account, home, folder, socket, binaries } = cluster
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    port: 5432,
    ...cluster.settings,
  }
  const command = [
    join(binaries.folder, 'postgres'),
    '-D',
    folder,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const [program = '', ...args] = followsUs() ? ['setpriv', '--pdeathsig', 'INT', ...command] : command
  const messages = join(home, 'postgres-start.log')
  const log = openSync(messages, 'w')
  const child = spawn(program, args, {
    ...account,
    cwd: home,
    env: ENVIRONMENT,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  const ended = once(child, 'exit').then(
    () => true,
    () => true,
  )
  for (;;) {
    if (await Promise.race([ended, wait(10)])) return { complaint: lastWords(messages, folder) }
    const found = findPostmaster(folder)
    if (found && found.pid === child.pid && found.state === 'ready') return { pid: found.pid }
  }
}

/** Death is told by the thread that started the child, so a worker thread's end would take the server along. */
let setpriv: boolean | undefined
const followsUs = () => isMainThread && (setpriv ??= spawnSync('setpriv', ['--pdeathsig', 'INT', 'true']).status === 0)

/** What the server said before it ended: on its way up to the start's messages, then to the log of the day. */
function lastWords(messages: string, folder: string): string {
  const place = join(folder, 'log')
  const logs = existsSync(place) ? readdirSync(place).map((name) => join(place, name)) : []
  const latest = logs.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs).slice(0, 1)
  const lines = [...latest, messages].flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
  const fatal = lines.filter((line) => /FATAL|PANIC/.test(line)).at(-1)
  return fatal ?? lines.slice(-3).join(' ')
}
