import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { serverAccount } from './embedded-account.ts'
import { findPostmaster, isAlive } from './embedded-processes.ts'

/** A program that brings its PostgreSQL along, tells how to reach it, and stops it when it is told to end. */
const PROGRAM = `
  const { startEmbedded } = await import(${JSON.stringify(new URL('embedded.ts', import.meta.url).href)})
  const server = await startEmbedded({ dataFolder: process.argv[1], settings: { fsync: 'off', shared_buffers: '16MB' } })
  process.on('SIGTERM', () => server.stop().then(() => process.exit()))
  process.on('SIGINT', () => {})
  setInterval(() => {}, 1000)
  console.log(JSON.stringify({ adopted: server.adopted, folder: server.dataFolder, config: server.as('postgres') }))`

type Program = {
  readonly adopted: boolean
  readonly folder: string
  readonly config: pg.ClientConfig
  readonly pid: number
  readonly end: (signal: NodeJS.Signals) => Promise<void>
}

let dataFolder: string
const running = new Set<Program>()
const sockets = new Set<string>()

async function startProgram(
  how: { env?: NodeJS.ProcessEnv; uid?: number; gid?: number; dataFolder?: string } = {},
): Promise<Program> {
  const { dataFolder: folder = dataFolder, env = process.env, ...account } = how
  const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', PROGRAM, folder]
  const child = spawn(process.execPath, options, {
    ...account,
    env,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (text) => (complaint += text))
  const exit = once(child, 'exit').then(() => undefined)
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), exit])
  if (!line) throw new Error(complaint)
  const program: Program = {
    ...JSON.parse(String(line[0])),
    pid: child.pid ?? 0,
    end: async (signal) => {
      running.delete(program)
      child.kill(signal)
      await exit
    },
  }
  running.add(program)
  sockets.add(program.config.host ?? '')
  return program
}

async function ask(program: Program, sql: string): Promise<unknown> {
  const client = new pg.Client(program.config)
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

const until = (condition: () => unknown) => vi.waitFor(condition, { timeout: 15_000, interval: 25 })
const serverOf = (folder: string) => findPostmaster(folder)?.pid
const untilNoServer = (folder: string) => until(() => expect(serverOf(folder)).toBeUndefined())

function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'rollcall-embedded-'))
}

beforeAll(async () => {
  dataFolder = makeFolder()
  const program = await startProgram()
  await ask(program, 'create table kept as select 42 as answer')
  await program.end('SIGTERM')
})
afterEach(async () => {
  for (const program of running) await program.end('SIGTERM')
})
afterAll(() => {
  for (const folder of [dataFolder, ...sockets]) rmSync(folder, { recursive: true, force: true })
})

describe('the program brings its PostgreSQL along', () => {
  test('told to end, it leaves no server', async () => {
    const program = await startProgram()
    expect(program.adopted).toBe(false)
    await program.end('SIGTERM')
    expect(serverOf(program.folder)).toBeUndefined()
  })

  test('killed at once, it leaves no server, and the next start opens the data', async () => {
    const first = await startProgram()
    expect(serverOf(first.folder)).toBeDefined()
    await first.end('SIGKILL')
    await untilNoServer(first.folder)
    const second = await startProgram()
    expect(second.adopted).toBe(false)
    expect(await ask(second, 'select answer from kept')).toBe(42)
  })

  test('killed together with its server, it starts again and recovers', async () => {
    const first = await startProgram()
    process.kill(serverOf(first.folder) ?? 0, 'SIGKILL')
    await first.end('SIGKILL')
    const second = await startProgram()
    expect(await ask(second, 'select answer from kept')).toBe(42)
  })

  test('Ctrl-C reaches the program alone, so that it can finish its work', async () => {
    const program = await startProgram()
    const server = serverOf(program.folder)
    process.kill(-program.pid, 'SIGINT')
    expect(await ask(program, 'select pg_sleep(0.3), 1')).toBe('')
    expect(serverOf(program.folder)).toBe(server)
  })

  test('a server that dies is there again, and the data with it', async () => {
    const program = await startProgram()
    process.kill(serverOf(program.folder) ?? 0, 'SIGKILL')
    await until(async () => expect(await ask(program, 'select answer from kept')).toBe(42))
  })

  test('and soon, although somebody’s statement would have gone on for hours without it', async () => {
    const program = await startProgram()
    const endless = ask(program, 'select count(*) from generate_series(1, 1e12) as n, generate_series(1, 1e12)').catch(
      () => 'cut off',
    )
    const isAtWork = `select count(*) > 0 from pg_stat_activity where query like '%1e12%' and pid <> pg_backend_pid()`
    await until(async () => expect(await ask(program, isAtWork)).toBe(true))
    process.kill(serverOf(program.folder) ?? 0, 'SIGKILL')
    await until(async () => expect(await ask(program, 'select answer from kept')).toBe(42))
    expect(await endless).toBe('cut off')
  })

  test('letters of every script are letters to the search', async () => {
    const program = await startProgram()
    await ask(program, 'create extension if not exists pg_trgm')
    expect(await ask(program, `select cardinality(show_trgm('ябв'))`)).toBe(4)
    expect(await ask(program, `select cardinality(show_trgm('李小龙'))`)).toBe(4)
    expect(
      await ask(
        program,
        `select datcollate || pg_encoding_to_char(encoding) from pg_database where datname = current_database()`,
      ),
    ).toBe('C.UTF-8UTF8')
  })

  test('nobody reaches it over a network', async () => {
    const program = await startProgram()
    expect(await ask(program, 'show listen_addresses')).toBe('')
    expect(await ask(program, 'show unix_socket_permissions')).toBe('0700')
  })
})

describe('two programs over one data folder', () => {
  test('share one server, and its starter stops it', async () => {
    const host = await startProgram()
    const guest = await startProgram()
    expect(guest.adopted).toBe(true)
    await guest.end('SIGTERM')
    expect(await ask(host, 'select answer from kept')).toBe(42)
  })

  test('the guest starts it again when the other is killed', async () => {
    const host = await startProgram()
    const guest = await startProgram()
    await host.end('SIGKILL')
    await until(async () => expect(await ask(guest, 'select answer from kept')).toBe(42))
    await guest.end('SIGTERM')
    expect(serverOf(guest.folder)).toBeUndefined()
  })
})

test('without setpriv a killed program leaves its server, and the next one takes it over and stops it', async () => {
  const PATH = join(dataFolder, 'path')
  mkdirSync(PATH)
  symlinkSync('/usr/bin/test', join(PATH, 'test'))
  const first = await startProgram({ env: { PATH } })
  await first.end('SIGKILL')
  const server = serverOf(first.folder)
  expect(server).toBeDefined()
  const second = await startProgram()
  expect(second.adopted).toBe(false)
  expect(serverOf(second.folder)).toBe(server)
  await second.end('SIGTERM')
  expect(isAlive(server ?? 0)).toBe(false)
})

const nobody = { uid: 65534, gid: 65534 }
const canBeNobody =
  process.getuid?.() === 0 &&
  spawnSync(process.execPath, ['--version'], nobody).status === 0 &&
  spawnSync('test', ['-r', import.meta.filename], nobody).status === 0

test.runIf(canBeNobody)('an ordinary user runs it as themselves', async () => {
  const folder = makeFolder()
  chownSync(folder, nobody.uid, nobody.gid)
  const program = await startProgram({ ...nobody, dataFolder: folder })
  expect(await ask(program, 'select current_user::text')).toBe('postgres')
  expect(spawnSync('stat', ['-c', '%u', program.folder], { encoding: 'utf8' }).stdout.trim()).toBe('65534')
  await program.end('SIGKILL')
  await untilNoServer(program.folder)
  rmSync(folder, { recursive: true })
})

test.runIf(process.getuid?.() === 0)(
  'root has it run by another account, from where that account can enter',
  async () => {
    const closed = makeFolder() // only root may enter
    const folder = join(closed, 'data')
    const program = await startProgram({ dataFolder: folder })
    expect(program.folder).toMatch(/^\/var\/lib\/rollcall\//)
    expect(spawnSync('stat', ['-c', '%u', program.folder], { encoding: 'utf8' }).stdout.trim()).toBe(
      String(serverAccount()?.uid),
    )
    await program.end('SIGTERM')
    const again = await startProgram({ dataFolder: folder })
    expect(again.folder).toBe(program.folder)
    await again.end('SIGTERM')
    rmSync(closed, { recursive: true })
    rmSync(join(program.folder, '..'), { recursive: true })
  },
)
