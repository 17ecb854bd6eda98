/** `rollcall work`: workers alone, for a second process or machine over the same PostgreSQL (FACE-4, FACE-7). */
import type { Config } from '../server/config.ts'
import { startWorkers } from '../server/jobs/workers.ts'
import { jobs } from './jobs.ts'
import { openParts } from './parts.ts'

export type Working = { stop(): Promise<void> }

/** @param say what the database tells while it starts; that the work goes on is the caller's to say. */
export async function work(config: Config, say: (sentence: string) => void, concurrency: number): Promise<Working> {
  const { parts, connections, close } = await openParts(config, say, { live: true })
  try {
    const workers = await startWorkers(connections, parts, jobs, { concurrency })
    return {
      async stop() {
        await workers.stop()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
