/** Workers are processes of their own here: they are killed, stopped and cut off as a real night does it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'
import { Database } from '../database/database.ts'
import { crontabOf } from './every.ts'
import { enqueue } from './enqueue.ts'

/** Workers with three jobs that tell a table what they do; they stop at SIGTERM. */
const PROGRAM = `
  const from = (path) => import(new URL(path, ${JSON.stringify(import.meta.url)}).href)
  const z = await import(${JSON.stringify(import.meta.resolve('zod/mini'))})
  const { sql } = await import(${JSON.stringify(import.meta.resolve('kysely'))})
  const { startWorkers } = await from('./workers.ts')
  const { Database } = await from('../database/database.ts')
  const { openLog } = await from('../log.ts')
  const { app, jobs } = JSON.parse(process.argv[1])
  const database = new Database(app, { connections: 4 })
  const tell = (what, word, run) => sql\`insert into told (what, word, process, attempt, last)
    values (\${what}, \${word}, \${process.pid}, \${run.attempt}, \${run.last})\`.execute(database.outside)
  const isOpen = async (word) => (await sql\`select from gates where word = \${word}\`.execute(database.outside)).rows.length > 0
  const word = z.object({ word: z.string() })
  const list = [
    { name: 'say', payload: word, work: async (_, { word }, run) => {
      await tell('begun', word, run)
      await sql\`insert into said (word) values (\${word}) on conflict do nothing\`.execute(database.outside)
    } },
    { name: 'wait', payload: word, work: async (_, { word }, run) => {
      await tell('begun', word, run)
      while (!(await isOpen(word))) {
        if (run.signal.aborted) { await tell('asked to leave off', word, run); throw run.signal.reason }
        await new Promise((done) => setTimeout(done, 10))
      }
      await tell('done', word, run)
    } },
    { name: 'fail', payload: word, work: async (_, { word }, run) => { await tell('begun', word, run); throw new Error('no') } },
    { name: 'return', payload: z.object({}), every: { dayAt: '03:10' }, work: (_, __, run) => tell('begun', 'return', run) },
  ]
  const parts = { database, log: openLog('silent', false) }
  const workers = await startWorkers({ jobs }, parts, list, { concurrency: 3 })
  process.on('SIGTERM', () => workers.stop().then(() => database.stop()).then(() => process.exit(0)))
  console.log('ready')`

let clone: TestDatabase
let owner: pg.Client
let program: Database
const running = new Set<ChildProcess>()
afterEach(async () => {
  for (const worker of running) await kill(worker)
})
const kill = async (worker: ChildProcess) => {
  const ended = once(worker, 'exit')
  worker.kill('SIGKILL')
  await ended
}

async function startWorker(): Promise<ChildProcess> {
  const where = JSON.stringify({ app: clone.app, jobs: clone.jobs })
  const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', PROGRAM, where]
  const worker = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(worker)
  worker.once('exit', () => running.delete(worker))
  const said = await Promise.race([once(worker.stdout, 'data'), once(worker, 'exit')])
  if (String(said[0]).trim() !== 'ready') throw new Error('The worker ended at once.')
  return worker
}

const until = (condition: () => Promise<unknown>) => vi.waitFor(condition, { timeout: 20_000, interval: 25 })
const ask = async (statement: string, values: unknown[] = []) => (await owner.query(statement, values)).rows
const told = (what: string, word: string) =>
  ask('select process, attempt, last from told where what = $1 and word = $2 order by at', [what, word])
const open = (word: string) => ask('insert into gates (word) values ($1)', [word])
const waiting = async () => Number((await ask('select count(*) as n from graphile_worker.jobs'))[0].n)
const put = (name: string, word: string, options: { attempts?: number; key?: string } = {}) =>
  program.outside
    .transaction()
    .execute((trx) => enqueue(trx, { name, attempts: options.attempts }, { word }, { key: options.key }))

beforeAll(async () => {
  clone = await cloneDatabase()
  owner = new pg.Client(clone.owner)
  await owner.connect()
  program = new Database(clone.app, { connections: 2 })
  await owner.query(`
    create table told (at timestamptz default clock_timestamp(), what text, word text, process int, attempt int, last boolean);
    create table said (word text primary key);
    create table gates (word text primary key);
    grant select, insert on told, said, gates to rollcall_app`)
})
afterAll(async () => {
  await program.stop()
  await owner.end()
  await clone.drop()
})
beforeEach(() => owner.query('truncate told, said, gates'))

describe('a job', { timeout: 60_000 }, () => {
  test('is not there when the transaction that asked for it rolls back', async () => {
    const asked = program.outside.transaction().execute(async (trx) => {
      await enqueue(trx, { name: 'say' }, { word: 'never' })
      throw new Error('changed my mind')
    })
    await expect(asked).rejects.toThrow('changed my mind')
    expect(await waiting()).toBe(0)
  })

  test('is done once by whichever process is free, as soon as it is committed', async () => {
    const [one, other] = [await startWorker(), await startWorker()]
    const began = Date.now()
    await put('say', 'hello')
    await until(async () => expect(await waiting()).toBe(0))
    expect(Date.now() - began).toBeLessThan(1_500)
    const [run, second] = await told('begun', 'hello')
    expect(run).toMatchObject({ attempt: 1, last: false })
    expect([one.pid, other.pid]).toContain(run.process)
    expect(second).toBeUndefined()
  })

  test('of a process that was killed is done by another within seconds', async () => {
    const first = await startWorker()
    await put('wait', 'crash')
    await until(async () => expect(await told('begun', 'crash')).toHaveLength(1))
    const second = await startWorker()
    await kill(first)
    const killed = Date.now()
    await until(async () => expect(await told('begun', 'crash')).toHaveLength(2))
    expect(Date.now() - killed).toBeLessThan(5_000)
    await open('crash')
    await until(async () => expect(await waiting()).toBe(0))
    expect(await told('done', 'crash')).toMatchObject([{ process: second.pid, attempt: 2 }])
  })

  test('of a process that was killed is done when that one starts again, with its one try not lost', async () => {
    await put('wait', 'alone', { attempts: 1 })
    await kill(await startWorkerAt('alone'))
    await startWorker()
    await until(async () => expect(await told('begun', 'alone')).toHaveLength(2))
    await open('alone')
    await until(async () => expect(await waiting()).toBe(0))
  })

  test('of a living worker is never taken over, however long it takes', async () => {
    await startWorkerAt('long', () => put('wait', 'long'))
    await startWorker()
    // Long enough for a watch to doubt it twice.
    await until(async () => expect(Date.now() - (await begunAt('long'))).toBeGreaterThan(3_500))
    await open('long')
    await until(async () => expect(await waiting()).toBe(0))
    expect(await told('begun', 'long')).toHaveLength(1)
  })

  test('ends in peace when its process is asked to stop', async () => {
    const worker = await startWorkerAt('peace', () => put('wait', 'peace'))
    const ended = once(worker, 'exit')
    worker.kill('SIGTERM')
    await open('peace')
    expect(await ended).toEqual([0, null])
    expect(await told('done', 'peace')).toHaveLength(1)
    expect(await waiting()).toBe(0)
  })

  test('that takes too long when its process is asked to stop is handed back, and the try does not count', async () => {
    const worker = await startWorkerAt('late', () => put('wait', 'late', { attempts: 2 }))
    const ended = once(worker, 'exit')
    worker.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(await told('asked to leave off', 'late')).toHaveLength(1)
    await startWorker()
    await until(async () => expect(await told('begun', 'late')).toHaveLength(2))
    expect((await told('begun', 'late'))[1]).toMatchObject({ attempt: 1 })
    await open('late')
    await until(async () => expect(await waiting()).toBe(0))
  })

  test('that fails is tried again after a wait, and its last try knows that it is', async () => {
    await startWorker()
    await put('fail', 'twice', { attempts: 2 })
    await until(async () => expect(await told('begun', 'twice')).toHaveLength(2))
    expect(await told('begun', 'twice')).toMatchObject([
      { attempt: 1, last: false },
      { attempt: 2, last: true },
    ])
    const [dead] = await ask("select * from graphile_worker.jobs where task_identifier = 'fail'")
    expect(dead).toMatchObject({ attempts: 2, last_error: 'Error: the log says what' })
    await ask('delete from graphile_worker._private_jobs')
  })

  test('under a key replaces the one that waits', async () => {
    await put('say', 'older', { key: 'k' })
    await put('say', 'newer', { key: 'k' })
    await startWorker()
    await until(async () => expect(await waiting()).toBe(0))
    expect(await ask('select word from said')).toEqual([{ word: 'newer' }])
  })

  test('that comes back every day and was missed comes once at the next start, however many processes start', async () => {
    await ask(
      `insert into graphile_worker._private_known_crontabs (identifier, known_since) values ('return', now() - interval '3 days')
       on conflict (identifier) do update set known_since = excluded.known_since, last_execution = null`,
    )
    await Promise.all([startWorker(), startWorker()])
    await until(async () => expect(await told('begun', 'return')).toHaveLength(1))
    await until(async () => expect(await waiting()).toBe(0))
    expect(await told('begun', 'return')).toHaveLength(1)
  })

  test('is done although the very first question of its worker was cut off', async () => {
    // By another connection: inside one transaction the activity of others is what it was when it was first asked for.
    const holder = new pg.Client(clone.owner)
    await holder.connect()
    try {
      await holder.query('begin')
      await holder.query('lock table graphile_worker._private_tasks')
      await startWorker()
      const asking = `from pg_stat_activity where application_name = 'rollcall jobs' and datname = current_database()
        and wait_event_type = 'Lock'`
      await until(async () => expect(await ask(`select pid ${asking}`)).not.toEqual([]))
      await ask(`select pg_terminate_backend(pid) ${asking}`)
    } finally {
      await holder.end()
    }
    await put('say', 'after all')
    await until(async () => expect(await ask('select word from said')).toEqual([{ word: 'after all' }]))
  })

  test('is done after the database has thrown everybody out', async () => {
    await startWorker()
    await ask(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'rollcall %' and datname = current_database()`,
    )
    await put('say', 'after')
    await until(async () => expect(await ask('select word from said')).toEqual([{ word: 'after' }]))
  })

  test('is done, each of two hundred, while workers are killed at random', async () => {
    const words = Array.from({ length: 200 }, (_, i) => `word ${i}`)
    await program.outside.transaction().execute(async (trx) => {
      for (const word of words) await enqueue(trx, { name: 'say' }, { word })
    })
    const saidAtLeast = (n: number) =>
      until(async () => expect((await ask('select from said')).length).toBeGreaterThanOrEqual(n))
    for (let round = 1; round <= 4; round++) {
      const worker = await startWorker()
      await saidAtLeast(round * 20)
      await kill(worker)
    }
    await startWorker()
    await saidAtLeast(words.length)
    await until(async () => expect(await waiting()).toBe(0))
  })
})

/** A worker that is in the middle of the job `word`. */
async function startWorkerAt(word: string, ask = async () => {}): Promise<ChildProcess> {
  const worker = await startWorker()
  await ask()
  await until(async () => expect(await told('begun', word)).toHaveLength(1))
  return worker
}
const begunAt = async (word: string) =>
  ((await ask("select at from told where what = 'begun' and word = $1", [word]))[0].at as Date).getTime()

describe('the walls around the queue', () => {
  const as = async <T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client(config)
    await client.connect()
    return work(client).finally(() => client.end())
  }
  const denied = { code: '42501' }

  test('the role of the queue can read and write no table, and look across no wall', async () => {
    const tables = await ask(
      `select c.relname as name, has_table_privilege('rollcall_jobs', c.oid, 'select, insert, update, delete, truncate, references, trigger')
         or has_any_column_privilege('rollcall_jobs', c.oid, 'select, insert, update, references') as open
       from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')`,
    )
    expect(tables.length).toBeGreaterThan(20)
    expect(tables.filter((table) => table.open)).toEqual([])
    await as(clone.jobs, async (client) => {
      for (const { name } of tables)
        await expect(client.query(`select from ${name}`), name).rejects.toMatchObject(denied)
      for (const call of ['all_tenant_ids()', "tenant_by_slug('x')", 'new_tenant_id()', 'tenant_sizes()'])
        await expect(client.query(`select ${call}`), call).rejects.toMatchObject(denied)
      await expect(client.query('create table public.mine ()')).rejects.toMatchObject(denied)
      await expect(client.query('set role rollcall_app')).rejects.toMatchObject(denied)
    })
  })

  test('the program can put a job into the queue, and neither read nor change what is in it', async () => {
    await as(clone.app, async (client) => {
      for (const statement of [
        'select from graphile_worker.jobs',
        'select from graphile_worker._private_jobs',
        "select graphile_worker.add_job('say')",
        'create table jobs.mine ()',
        'set role rollcall_jobs',
      ])
        await expect(client.query(statement), statement).rejects.toMatchObject(denied)
    })
  })

  test('nobody but the program can put a job into it', async () => {
    const [{ who }] = await ask(
      `select proacl::text as who from pg_proc where pronamespace = 'jobs'::regnamespace and proname = 'enqueue'`,
    )
    expect(who).toBe('{rollcall_jobs=X/rollcall_jobs,rollcall_app=X/rollcall_jobs}')
  })
})

test('what comes back does so at even times', () => {
  expect(crontabOf('x', { minutes: 5 })).toBe('*/5 * * * *')
  expect(crontabOf('x', { hours: 6 })).toBe('0 */6 * * *')
  expect(crontabOf('x', { dayAt: '03:05' })).toBe('5 3 * * *')
  for (const odd of [
    { minutes: 7 },
    { minutes: 0 },
    { hours: 5 },
    { dayAt: '24:00' as const },
    { dayAt: '3:7' as const },
  ])
    expect(() => crontabOf('x', odd)).toThrow('The job x comes back at no even time')
})
