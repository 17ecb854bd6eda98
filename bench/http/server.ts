/** The program as in production: a process of its own over the loaded database, its log in a file. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type RunningServer = {
  readonly address: string
  readonly pid: number
  /** The most memory that the process had at once so far, in bytes; 0 where the system does not tell. */
  readonly peak: () => number
  /** What it has now, in bytes; 0 likewise. */
  readonly memory: () => number
  stop(): Promise<void>
}

/** In any process while everybody is changed or exported (RATE), in bytes. */
export const MOST_MEMORY = 300e6

const ENTRY = fileURLToPath(new URL('../../src/entry/server.ts', import.meta.url))

export async function startServer(dataFolder: string): Promise<RunningServer> {
  // With the options of Node and of malloc that every program of ours is run with, this one too.
  const malloc = Object.entries(process.env).filter(([name]) => name.startsWith('MALLOC_'))
  const child = spawn(process.execPath, [...process.execArgv, ENTRY], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(malloc),
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: '0',
      ROLLCALL_DATA: dataFolder,
    },
  })
  child.stderr.pipe(createWriteStream(join(dataFolder, 'server.log')))
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    const patience = setTimeout(() => child.kill('SIGKILL'), 5000)
    await gone
    clearTimeout(patience)
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^Rollcall is ready at (\S+)/.exec(line)?.[1]
    if (address === undefined) continue
    child.stdout.resume()
    return {
      address,
      pid: child.pid!,
      peak: () => memoryOf(child.pid!, 'VmHWM'),
      memory: () => memoryOf(child.pid!, 'VmRSS'),
      stop,
    }
  }
  throw new Error(`The server did not start; ${join(dataFolder, 'server.log')} says why.`)
}

/** As Linux keeps it (proc(5)). */
function memoryOf(pid: number, of: 'VmHWM' | 'VmRSS'): number {
  const file = `/proc/${pid}/status`
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return Number(new RegExp(`^${of}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0) * 1024
}
