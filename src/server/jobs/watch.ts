/** Each second, every process looks for workers that are gone and frees what they had taken. */
import type { Log } from '../log.ts'
import { isGone, listWorkers, takeOver, type Pool } from './sql/queue.ts'

const EVERY_MILLIS = 1_000

export type Watch = { stop(): Promise<void> }

export function startWatch(pool: Pool, log: Log): Watch {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  // Gone twice in a row, so that a worker whose connection broke has the time to come back.
  let suspects = new Set<string>()
  const round = async () => {
    const gone = new Set<string>()
    for (const worker of await listWorkers(pool)) {
      if (!(await isGone(pool, worker))) continue
      if (suspects.has(worker)) {
        const jobs = await takeOver(pool, worker)
        if (jobs > 0) log.warn({ worker, jobs }, 'a worker is gone; its jobs are taken over')
      } else gone.add(worker)
    }
    suspects = gone
  }
  const turn = async (): Promise<void> => {
    await round().catch((error: unknown) => log.warn({ err: error }, 'other workers could not be looked after'))
    if (!stopped) timer = setTimeout(() => (running = turn()), EVERY_MILLIS)
  }
  let running = turn()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
