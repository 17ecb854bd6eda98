/** Workers in processes of their own beside a world, to be killed; those that are left end with the test file. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll } from 'vitest'
import type { MailSettings } from '#src/server/mail/settings.ts'
import type { World } from './world.ts'

export type WorkerOptions = {
  /** What seals the words of mails; each worker has another unless told. */
  readonly key?: Buffer
  readonly mail?: MailSettings
  /** Jobs at a time; 2 unless told. */
  readonly concurrency?: number
}

export function workersOf(w: World, { key, mail, concurrency = 2 }: WorkerOptions = {}) {
  const running = new Set<ChildProcess>()
  const kill = async (worker: ChildProcess) => {
    const ended = once(worker, 'exit')
    worker.kill('SIGKILL')
    await ended
  }
  const killAll = async () => void (await Promise.all([...running].map(kill)))
  afterAll(killAll)
  return {
    /** A worker that is at work. */
    async start(): Promise<ChildProcess> {
      const where = { app: w.database.config, jobs: w.connections.jobs, publicOrigin: w.parts.publicOrigin }
      const given = JSON.stringify({ ...where, concurrency, key: key?.toString('hex'), mail })
      const options = ['--disable-warning=ExperimentalWarning', 'test/worker.ts', given]
      const worker = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] })
      running.add(worker)
      worker.once('exit', () => running.delete(worker))
      await once(worker.stdout, 'data')
      return worker
    },
    kill,
    killAll,
  }
}
