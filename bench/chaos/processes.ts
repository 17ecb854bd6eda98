/** The processes of one Rollcall that are killed at random: its server, a worker, and the PostgreSQL under both. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { findPostmaster } from '#src/server/database/embedded-processes.ts'

export const victims = ['server', 'worker', 'database'] as const
export type Victim = (typeof victims)[number]

const entry = (name: string) => fileURLToPath(new URL(`../../src/entry/${name}.ts`, import.meta.url))

export class Processes {
  readonly address: string
  readonly #dataFolder: string
  readonly #cluster: string
  readonly #port: number
  readonly #log: WriteStream
  readonly #running = new Map<Exclude<Victim, 'database'>, Promise<ChildProcess>>()
  #isStopped = false

  private constructor(dataFolder: string, cluster: string, port: number) {
    this.#dataFolder = dataFolder
    this.#cluster = cluster
    this.#port = port
    this.address = `http://127.0.0.1:${port}`
    this.#log = createWriteStream(join(dataFolder, 'chaos.log'))
  }

  /** @param cluster where the embedded PostgreSQL keeps its data; somebody else keeps it running. */
  static async start(dataFolder: string, cluster: string): Promise<Processes> {
    const processes = new Processes(dataFolder, cluster, await freePort())
    await processes.#startServer()
    await processes.#startWorker()
    return processes
  }

  /** Ends one with SIGKILL; the server and the worker are started again at once, the database by whoever kept it. */
  async kill(victim: Victim): Promise<boolean> {
    if (victim === 'database') {
      const postmaster = findPostmaster(this.#cluster)
      return postmaster !== undefined && process.kill(postmaster.pid, 'SIGKILL')
    }
    const child = await this.#running.get(victim)
    if (!child || child.exitCode !== null || child.signalCode !== null) return false
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    void (victim === 'server' ? this.#startServer() : this.#startWorker())
    return true
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const starting of this.#running.values()) {
      const child = await starting
      if (child.exitCode !== null || child.signalCode !== null) continue
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    }
    this.#log.end()
  }

  readonly #startServer = () => this.#start('server', ['server'], /^Rollcall is ready/)
  readonly #startWorker = () => this.#start('worker', ['cli', 'work'], /^Rollcall is at work/)

  #start(
    victim: Exclude<Victim, 'database'>,
    [name, ...args]: [string, ...string[]],
    ready: RegExp,
  ): Promise<ChildProcess> {
    const starting = this.#untilReady([entry(name), ...args], ready)
    this.#running.set(victim, starting)
    return starting
  }

  /** A database that is coming back may refuse the first tries. */
  async #untilReady(args: readonly string[], ready: RegExp): Promise<ChildProcess> {
    for (;;) {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env['PATH'],
          NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
          PORT: String(this.#port),
          ROLLCALL_DATA: this.#dataFolder,
        },
      })
      const said = new PassThrough()
      for (const out of [child.stdout, child.stderr]) {
        out.pipe(this.#log, { end: false })
        out.pipe(said, { end: false })
      }
      child.once('exit', () => said.end())
      for await (const line of createInterface({ input: said }))
        if (ready.test(line)) {
          said.resume()
          return child
        }
      if (this.#isStopped) return child
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  return port
}
